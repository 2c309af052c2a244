"""Loading, while somebody types their password, what the pages need: on the worker, so that no page is late the first time."""

from __future__ import annotations

import gc
from importlib import import_module

from desktop_app.controllers.registry import Controllers
from desktop_app.domain import phones
from desktop_app.domain.clock import zone_names
from desktop_app.views.shell import page_registry

_FRAME = ("desktop_app.views.shell.main_window", "desktop_app.views.base.session")


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
    for module in _FRAME:
        import_module(module)
    for page in page_registry.SPECS:
        page.load()
    gc.freeze()  # what was loaded stays: no later collection needs to go through it, holding the window meanwhile
