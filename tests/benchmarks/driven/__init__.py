"""The real window, driven as a person would: with the pen, the keys and the buttons."""
