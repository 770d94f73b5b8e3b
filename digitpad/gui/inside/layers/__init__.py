"""The page Layers: all layers side by side, and where each of their numbers comes from."""
