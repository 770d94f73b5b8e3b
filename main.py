"""Start Digitpad from its folder: ``python main.py`` opens the window."""

import sys

from digitpad.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
