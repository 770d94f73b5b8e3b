"""The view 28 × 28: the way from the drawing to the image that the network sees."""
