"""What goes on inside a network for one image, as plain frozen results: no window in here."""
