"""Loading, while somebody types their password, what the pages need: on the worker, so that no page is late the first time."""

from __future__ import annotations

import gc
from importlib import import_module

from desktop_app.controllers.registry import Controllers
from desktop_app.domain import phones
from desktop_app.domain.clock import zone_names
from desktop_app.views.shell import page_registry

_MODULES = ("shell.main_window", "base.session", *page_registry.MODULES.values())


def load_pages(controllers: Controllers) -> None:
    """Import the controllers and the pages. To be called off the UI thread."""
    _ = (
        controllers.sign_in,
        controllers.follow_ups,
        controllers.drafts,
        controllers.mentors,
        controllers.timeline,
        controllers.client_interactions,
        controllers.users,
    )
    zone_names()
    phones.load()
    for module in _MODULES:
        import_module(f"desktop_app.views.{module}")
    gc.freeze()  # what was loaded stays: no later collection needs to go through it, holding the window meanwhile
