"""The view Look inside: the network explains itself on the drawing in hand, page by page."""
