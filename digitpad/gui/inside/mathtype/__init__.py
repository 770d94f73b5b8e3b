"""Mathematical type: formulas written in a few words of TeX, set and painted with Qt."""
