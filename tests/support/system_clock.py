"""The moment of the operating system, by which the libraries beneath Python judge (TLS: whether a certificate is good)."""

from __future__ import annotations

import os
import ssl
from datetime import UTC, datetime
from pathlib import Path

from tests.support import moved_clock

_NO_CHECK_TIME = 0x200000
"""OpenSSL's ``X509_V_FLAG_NO_CHECK_TIME``."""


def system_now(folder: Path) -> datetime:
    """This moment as the system stamps a file in *folder* with it: also where the tests run under a moved clock."""
    stamp = folder / "now"
    folder.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    moment = datetime.fromtimestamp(stamp.stat().st_mtime, UTC)
    stamp.unlink()
    return moment


def trusting(certificate: Path) -> ssl.SSLContext:
    """What trusts *certificate*, which the program made by its own clock: where that is moved, its days are not looked at."""
    context = ssl.create_default_context(cafile=str(certificate))
    if os.environ.get(moved_clock.VARIABLE):
        context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context
