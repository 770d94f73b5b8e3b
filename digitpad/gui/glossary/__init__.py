"""The glossary: what the words mean, on hover over any label and as a page to search."""
