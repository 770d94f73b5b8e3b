"""The view Evaluate: how well the network in use reads, and what it misreads."""
