"""Runs first in the bundle (PyInstaller's runtime hook): what the program starts gets the system's own libraries.

The bundle finds its libraries through ``LD_LIBRARY_PATH``, which is read once, when a process starts. Left as it is, the browser or
the mail program that a link opens would load the bundle's libraries instead of those it was made with.
"""

import os
import sys

if sys.platform == "linux":
    _before = os.environ.get("LD_LIBRARY_PATH_ORIG")
    if _before:
        os.environ["LD_LIBRARY_PATH"] = _before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
