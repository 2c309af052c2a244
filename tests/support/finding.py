"""Finding what a window holds, and what a test knows of: it is there, or the test says which was looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # tests that need no Qt use this too
    from PySide6.QtCore import QObject

Q = TypeVar("Q", bound="QObject")
T = TypeVar("T")


def child(within: QObject | None, kind: type[Q], name: str = "") -> Q:
    """The only *kind* called *name* (or the first of any name) within *within*.

    Raises:
        AssertionError: it is not there.
    """
    assert within is not None, f"nothing to look for {name or kind.__name__} in"
    widget = within.findChild(kind, name) if name else within.findChild(kind)
    assert isinstance(widget, kind), f"no {kind.__name__} is called {name}" if name else f"no {kind.__name__}"
    return widget


def there(value: T | None) -> T:
    """The *value* where the test knows that there is one.

    Raises:
        AssertionError: there is none.
    """
    assert value is not None, "there is nothing here"
    return value
