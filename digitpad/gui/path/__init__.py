"""The way from the drawing to the image that the network sees: the page Input of Look inside."""
