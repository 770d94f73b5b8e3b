"""The window: models without Qt widgets, views that show and signal, controllers between them."""
