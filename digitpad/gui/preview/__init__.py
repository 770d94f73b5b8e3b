"""Preview of what training does to images before a network sees them."""
