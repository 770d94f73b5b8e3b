"""How well the shipped weights read: drawings, pictures of all styles, and what is no digit."""
