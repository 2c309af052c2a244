"""Keeps ``None`` alive on Python 3.11, where PySide6 6.12.0 lets go of it once too often.

Every PySide6 call that returns nothing gives ``None`` away without taking a reference. From Python 3.12 on that does no harm,
because ``None`` is never freed there; on 3.11 the program ends with "Fatal Python error: none_dealloc" after some ten
thousand calls: a few seconds of scrolling. References that nobody can use up are what 3.12 gives it by itself.
"""

from __future__ import annotations

import sys

_REFERENCES = 1 << 60
_NEEDED = (
    sys.version_info < (3, 12) and sys.implementation.name == "cpython" and not hasattr(sys, "getobjects")
)


def make_none_last() -> None:
    """Give ``None`` more references than a program can lose; does nothing where it lasts by itself."""
    if not _NEEDED or sys.getrefcount(None) > _REFERENCES // 2:
        return
    import ctypes  # noqa: PLC0415 - 4 ms that newer Pythons need not spend

    ctypes.c_ssize_t.from_address(
        id(None)
    ).value += _REFERENCES  # the count is the first field of every object
