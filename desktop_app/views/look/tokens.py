"""The colours of the two themes, in their one place."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """The colours of one theme, as ``#RRGGBB``; *soft* ones lie behind text of their own tone."""

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    line_strong: str
    field_line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    hover: str
    late: str
    late_soft: str
    soon: str
    soon_soft: str
    good: str
    good_soft: str
    neutral_soft: str


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#DDE2E9",
    line_strong="#B9C2CE",
    field_line="#7E8998",
    text="#1A2330",
    muted="#566273",
    disabled="#8B95A3",
    accent="#1F5AA8",
    accent_hover="#184A8C",
    on_accent="#FFFFFF",
    accent_soft="#E7EFFA",
    hover="#EEF1F5",
    late="#B3261E",
    late_soft="#FBEAE8",
    soon="#8A5200",
    soon_soft="#FBF1DF",
    good="#1C7048",
    good_soft="#E4F3EB",
    neutral_soft="#E9EDF2",
)
DARK = Tokens(
    dark=True,
    window="#14181F",
    surface="#1B212A",
    raised="#232A35",
    line="#303947",
    line_strong="#4A5666",
    field_line="#6C798B",
    text="#E7EBF1",
    muted="#A4AFBD",
    disabled="#6F7B8A",
    accent="#8AB8FF",
    accent_hover="#A9CBFF",
    on_accent="#0E1726",
    accent_soft="#1F3350",
    hover="#252D39",
    late="#FF9A90",
    late_soft="#43211F",
    soon="#F2BE6E",
    soon_soft="#3D2F17",
    good="#74D3A2",
    good_soft="#173527",
    neutral_soft="#2C3542",
)
