"""The real window, driven as a person would: with the pen, the keys and the buttons."""

from digitpad import start_checks

start_checks.qt_problem()  # imports Qt as the program does
