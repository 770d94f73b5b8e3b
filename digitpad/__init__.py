"""Digitpad: draw a digit and watch a convolutional network learn to read it."""

__version__ = "0.1.0"
