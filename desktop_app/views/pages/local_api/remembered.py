"""What this PC remembers of how its HTTP server is to run."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.serving import Serving
from desktop_app.system.settings import (
    LOCAL_API_CERTIFICATE,
    LOCAL_API_KEY,
    LOCAL_API_NAMES,
    LOCAL_API_ORIGINS,
    LOCAL_API_PORT,
    LOCAL_API_REACH,
    Preferences,
)

PORTS = (1, 65_535)


def remembered(preferences: Preferences) -> Serving:
    """How the server is to run, as it was last chosen here."""
    port = preferences.get(LOCAL_API_PORT)
    certificate, key = preferences.get(LOCAL_API_CERTIFICATE), preferences.get(LOCAL_API_KEY)
    return Serving(
        port if PORTS[0] <= port <= PORTS[1] else LOCAL_API_PORT.default,
        on_network=preferences.get(LOCAL_API_REACH) == "network",
        certificate=Path(certificate) if certificate else None,
        key=Path(key) if key else None,
        names=_texts(preferences.get(LOCAL_API_NAMES)),
        origins=_texts(preferences.get(LOCAL_API_ORIGINS)),
    )


def remember(preferences: Preferences, serving: Serving) -> None:
    """Remember *serving*; ``preferences.save`` writes it."""
    preferences.set(LOCAL_API_PORT, serving.port)
    preferences.set(LOCAL_API_REACH, "network" if serving.on_network else "pc")
    preferences.set(LOCAL_API_CERTIFICATE, str(serving.certificate or ""))
    preferences.set(LOCAL_API_KEY, str(serving.key or ""))
    preferences.set(LOCAL_API_NAMES, list(serving.names))
    preferences.set(LOCAL_API_ORIGINS, list(serving.origins))


def _texts(stored: list[object]) -> tuple[str, ...]:
    return tuple(name for name in stored if isinstance(name, str) and name)
