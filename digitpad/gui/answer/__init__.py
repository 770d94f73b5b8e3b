"""The answer: what the network in use makes of the drawing."""
