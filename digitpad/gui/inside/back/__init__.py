"""The page Way back: the gradients of the drawing in hand, and a step that can be undone."""
