"""What the invented people's mentors wrote down, in the language of the organisation: ``TEXTS["fr"]``, a ``DemoTexts``.

These are data, as an office would have typed them, not texts of the program: so they stand here and in no catalogue.
"""

from __future__ import annotations

from desktop_app.demo.texts.english import ENGLISH
from desktop_app.demo.texts.french import FRENCH
from desktop_app.demo.texts.kind import DemoTexts
from desktop_app.demo.texts.spanish import SPANISH

__all__ = ["TEXTS", "DemoTexts"]

TEXTS = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
