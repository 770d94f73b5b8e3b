"""The editor of a network as a list of layers."""
