"""The desk: the canvas with its tools, and what can be done to a drawing."""
