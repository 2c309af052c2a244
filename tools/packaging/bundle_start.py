"""Runs first in the bundle (PyInstaller's runtime hook): finds the packed tables, hands the environment back as it was.

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

sys.path.append(os.path.join(getattr(sys, "_MEIPASS", ""), "tables.zip"))  # noqa: PTH118 - needs no pathlib yet
