"""`python -m ui.cli` is `vendorscope`."""

import sys

from ui.cli import main

sys.exit(main())
