"""The view Train: settings, live curves, and the thread that trains."""
