"""The catalogues that offices see which say *visitor* or *client*: kept in step with the source and with the usual wording."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "tools"
SOURCE = """
from desktop_app.i18n.texts import mark, tr, trn

def shown(count):
    tr("Find a person…")
    tr("Nobody is waiting.")
    tr("Save {person}")
    return trn("{count} person", "{count} people", count)
"""
FRENCH: dict[str, str | list[str]] = {
    "Find a person…": "Trouver une personne…",
    "Nobody is waiting.": "Personne n’attend.",
    "Save {person}": "Enregistrer {person}",
    "{count} person": ["{count} personne", "{count} personnes"],
}
WORDED: dict[str, str | list[str]] = {
    "Find a person…": "Trouver un visiteur…",
    "Nobody is waiting.": "=",
    "{count} person": ["{count} visiteur", "{count} visiteurs"],
}


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        patch.delitem(sys.modules, "translations", raising=False)
        yield importlib.import_module("translations")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "window.py").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def catalogues(script: ModuleType, package: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "translations"
    script.update(package, folder)
    assert script.fill(package, folder, "fr", FRENCH) == []
    return folder


def french_faults(script: ModuleType, package: Path, folder: Path) -> list[str]:
    return [
        fault for fault in script.office_words.check(package, folder) if fault.startswith("fr, visitor: ")
    ]


def test_what_speaks_of_persons_in_english_or_in_the_language_is_wanted(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    words = script.office_words
    usual = {source: forms for source, forms in FRENCH.items() if source != "Save {person}"}
    assert words.missing(package, catalogues, "fr") == usual
    assert words.missing(package, catalogues, "en") == {
        "Find a person…": "Find a visitor…",
        "{count} person": ["{count} visitor", "{count} visitors"],
    }
    assert words.missing(package, catalogues, "es") == {}  # nothing is translated yet
    assert len(french_faults(script, package, catalogues)) == 3


def test_what_only_agrees_with_persons_is_wanted_too(script: ModuleType, tmp_path: Path) -> None:
    """*Devuelta a la lista* names nobody, and is wrong of *un cliente* all the same."""
    package, folder = tmp_path / "program", tmp_path / "translations"
    package.mkdir()
    lines = ('tr("Brought back to the list")', 'tr("Added on")', 'tr("Record a follow-up to clear this.")')
    (package / "window.py").write_text("\n".join(lines), encoding="utf-8")
    script.update(package, folder)
    given = {"Brought back to the list": "Devuelta a la lista", "Added on": "Agregado el"}
    assert script.fill(package, folder, "es", given) == []
    clear = {"Record a follow-up to clear this.": "Enregistrez un suivi pour la retirer de la liste."}
    assert script.fill(package, folder, "fr", clear) == []
    words = script.office_words
    assert words.missing(package, folder, "es") == {"Brought back to the list": "Devuelta a la lista"}
    assert words.missing(package, folder, "fr") == clear
    assert words.missing(package, folder, "en") == {}


def test_a_wording_is_put_in_and_an_equals_sign_keeps_the_usual_one(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    words = script.office_words
    assert words.fill(package, catalogues, "fr", WORDED) == []
    assert words.missing(package, catalogues, "fr") == {}
    assert french_faults(script, package, catalogues) == []
    known, _ = words._known(catalogues, "fr")
    assert known["Nobody is waiting."] == ("Personne n’attend.",)
    assert known["{count} person"] == ("{count} visiteur", "{count} visiteurs")


def test_a_wording_that_nobody_changed_or_that_does_not_fit_is_refused(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    given = {
        "Find a person…": FRENCH["Find a person…"],
        "{count} person": ["un visiteur", "{nombre} visiteurs"],
        "gone": "parti",
        "Nobody is waiting.": ["=", "="],
    }
    faults = script.office_words.fill(package, catalogues, "fr", given)
    assert [fault.partition(", visitor: ")[2] for fault in faults] == [
        "is worded as usual: say so with '=', or word it: 'Find a person…'",
        "placeholders differ (none instead of count): '{count} person'",
        "is not a text that is translated already: 'gone'",
    ]


def test_a_wording_is_stale_once_the_usual_one_changes_but_one_that_was_the_same_follows(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    words = script.office_words
    words.fill(package, catalogues, "fr", WORDED)
    changed = {"Find a person…": "Chercher une personne…", "Nobody is waiting.": "Plus personne n’attend."}
    script.fill(package, catalogues, "fr", changed)
    stale = "fr, visitor: its usual wording is another one now: "
    assert french_faults(script, package, catalogues) == [
        f"{stale}'Find a person…'",
        f"{stale}'Nobody is waiting.'",
    ]
    script.update(package, catalogues)
    assert french_faults(script, package, catalogues) == [f"{stale}'Find a person…'"]
    assert words.missing(package, catalogues, "fr") == {"Find a person…": "Chercher une personne…"}


def test_what_the_commands_and_the_server_say_needs_no_second_wording(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    (package / "cli").mkdir()
    (package / "cli" / "commands.py").write_text('tr("how many people")', encoding="utf-8")
    (package / "server").mkdir()
    (package / "server" / "told.py").write_text('tr("The person.")', encoding="utf-8")
    assert len(script.office_words.missing(package, catalogues, "en")) == 2
    (package / "page.py").write_text('tr("The person.")', encoding="utf-8")
    assert "The person." in script.office_words.missing(package, catalogues, "en")


def test_a_wording_of_a_text_that_is_gone_is_named_then_forgotten(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    script.office_words.fill(package, catalogues, "fr", WORDED)
    (package / "window.py").write_text('tr("Nobody is waiting.")', encoding="utf-8")
    assert len(french_faults(script, package, catalogues)) == 2
    script.update(package, catalogues)
    assert french_faults(script, package, catalogues) == []
