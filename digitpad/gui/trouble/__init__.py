"""When something goes wrong: errors that nobody caught, and the window to report a problem from."""
