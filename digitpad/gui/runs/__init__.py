"""The view Runs: every run that was kept, compared, used again and gone on with."""
