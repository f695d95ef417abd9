"""Starts the bundled engine: `python -I -S launch.py lsp`. Nothing outside this folder and the standard library is imported.

`-I` keeps the working directory, the environment and the user's packages out of `sys.path`, `-S` the installed ones. So
neither the folder that is open in the editor nor the user's Python environment can change what runs.
"""

import sys
from os.path import abspath, dirname

sys.path.insert(0, dirname(abspath(__file__)))

if __name__ == "__main__":
    from dockwright.__main__ import main

    sys.exit(main())
