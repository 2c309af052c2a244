"""What this PC remembers: of the PC what is chosen for it, of each user what they did."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.system import settings
from desktop_app.system.settings import OF_USERS, OVERDUE_DAYS, REGISTRY, TABLE_COLUMNS, THEME, Preferences

OF_THE_PC = {
    *(
        "theme",
        "compact_tables",
        "language",
        "close_to_tray",
        "pop_ups",
        "counter_mode",
        "hide_after",
        "lock_after",
    ),
    *(
        "second_backup",
        "local_api",
        "local_api_port",
        "local_api_reach",
        "local_api_certificate",
        "local_api_key",
    ),
    *("local_api_names", "local_api_origins"),
    *("last_email", "office_name", "office_language", "window_place", "tray_explained", "quiet_on"),
}
"""Chosen for the PC in the settings, of the tray (whoever is in), or needed before anybody has signed in."""


def test_whatever_is_not_the_pcs_is_remembered_for_each_user() -> None:
    assert set(REGISTRY) - OF_THE_PC == OF_USERS
    assert all(isinstance(REGISTRY[key].default, dict) for key in OF_USERS)


@pytest.mark.parametrize("key", sorted(OF_USERS))
def test_what_one_user_leaves_another_does_not_find(tmp_path: Path, key: str) -> None:
    preferences = Preferences(tmp_path)
    preferences.set_own(REGISTRY[key], 1, "theirs", "people")
    preferences.set_own(REGISTRY[key], 1, "theirs")
    preferences.save()
    again = Preferences(tmp_path)
    assert (again.own(REGISTRY[key], 1, "people"), again.own(REGISTRY[key], 1)) == ("theirs", "theirs")
    assert (again.own(REGISTRY[key], 11, "people"), again.own(REGISTRY[key], 2, default="none")) == (
        None,
        "none",
    )


def test_what_is_the_pcs_is_nobodys_own(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    with pytest.raises(KeyError):
        preferences.own(THEME, 1)
    with pytest.raises(KeyError):
        preferences.set_own(THEME, 1, "dark")


def test_every_preference_is_in_the_registry() -> None:
    declared = [value for value in vars(settings).values() if isinstance(value, settings.Preference)]
    assert {preference.key for preference in declared} == set(REGISTRY)
    assert {TABLE_COLUMNS.key, OVERDUE_DAYS.key} <= OF_USERS
