from __future__ import annotations

import gettext
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from desktop_app.i18n import texts

SCRIPT = Path(__file__).parents[2] / "tools" / "translations.py"

SOURCE = """
from desktop_app.i18n.texts import mark, texts, tr, trn

LABELS = {"late": mark("Waiting too long")}

def shown(name, count, label):
    tr("Hello {name}", name=tr("you"))
    texts.tr("A text "
             "in two parts")
    tr("100 % sure")
    tr(LABELS[label]), tr(label), tr("")
    return trn("One person", "{count} persons", count)
"""
FRENCH: dict[str, str | list[str]] = {
    "100 % sure": "sûr à 100 %",
    "A text in two parts": "Un texte en deux parties",
    "Hello {name}": "Bonjour {name}",
    "One person": ["{count} personne", "{count} personnes"],
    "Waiting too long": "En attente depuis trop longtemps",
    "you": "vous",
}
SPANISH: dict[str, str | list[str]] = {
    "100 % sure": "100 % seguro",
    "A text in two parts": "Un texto en dos partes",
    "Hello {name}": "Hola {name}",
    "One person": ["Una persona", "{count} personas"],
    "Waiting too long": "Esperando demasiado",
    "you": "usted",
}


SECOND_WORDINGS: dict[str, dict[str, str | list[str]]] = {
    "en": {"One person": ["One visitor", "{count} visitors"]},
    "fr": {"One person": ["{count} visiteur", "{count} visiteurs"]},
    "es": {"One person": ["Un visitante", "{count} visitantes"]},
}


@pytest.fixture(scope="module", autouse=True)
def scripts_find_each_other() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPT.parent))
        yield


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module  # where dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "window.py").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def catalogues(script: ModuleType, package: Path, tmp_path: Path) -> Path:
    """Catalogues of both languages in which everything is translated."""
    folder = tmp_path / "translations"
    script.update(package, folder)
    assert script.fill(package, folder, "fr", FRENCH) == []
    assert script.fill(package, folder, "es", SPANISH) == []
    for language, wordings in SECOND_WORDINGS.items():
        assert script.office_words.fill(package, folder, language, wordings) == []
    assert script.check(package, folder) == []
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_there_is_a_catalogue_for_each_language_of_the_program(script: ModuleType) -> None:
    assert texts.LANGUAGES[1:] == script.LANGUAGES


def test_every_marked_text_is_found_nested_joined_and_plural(script: ModuleType, package: Path) -> None:
    found, faults = script.extract(package)
    assert faults == []
    assert {source: text.plural for source, text in found.items()} == {
        "100 % sure": None,
        "A text in two parts": None,
        "Hello {name}": None,
        "One person": "{count} persons",
        "Waiting too long": None,
        "you": None,
    }
    assert found["you"].files == {"program/window.py"}


@pytest.mark.parametrize(
    "call",
    ['tr(f"Hello {name}")', 'tr("Hello " + name)', 'tr("Hello %s" % name)', 'tr("Hello {}".format(name))',
     'tr("a" if name else "b")', "mark(name)", 'trn("one", many, 2)'],
)  # fmt: skip
def test_a_text_that_no_catalogue_can_match_is_a_fault(script: ModuleType, package: Path, call: str) -> None:
    (package / "dialog.py").write_text(f"\n{call}\n")
    _, faults = script.extract(package)
    assert len(faults) == 1
    assert faults[0].startswith("program/dialog.py:2: ")


def test_two_plurals_of_one_text_are_a_fault(script: ModuleType, package: Path) -> None:
    (package / "dialog.py").write_text('trn("One person", "{count} people", 2)')
    assert "'{count} persons'" in str(script.extract(package)[1])


@pytest.mark.usefixtures("catalogues")
def test_gettext_reads_what_is_compiled(tmp_path: Path) -> None:
    french = gettext.translation("suivi", tmp_path / "translations", ["fr"])
    spanish = gettext.translation("suivi", tmp_path / "translations", ["es"])
    assert french.gettext("Hello {name}") == "Bonjour {name}"
    assert [french.ngettext("One person", "{count} persons", count)[-1] for count in (0, 1, 2)] == [
        "e",
        "e",
        "s",
    ]
    assert [spanish.ngettext("One person", "{count} persons", count)[-1] for count in (0, 1, 2)] == [
        "s",
        "a",
        "s",
    ]


def test_updating_again_changes_no_byte(script: ModuleType, package: Path, catalogues: Path) -> None:
    before = {file: file.read_bytes() for file in catalogues.rglob("*.?o")}
    (package / "window.py").write_text("\n\n" + SOURCE, encoding="utf-8")
    script.update(package, catalogues)
    assert len(before) == 10
    assert {file: file.read_bytes() for file in before} == before


def test_a_new_text_is_missing_then_untranslated_and_never_guessed(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    (package / "dialog.py").write_text('tr("Hello {name}!", name=1)')
    assert script.check(package, catalogues) == [
        f"{language}: not in the catalogue: 'Hello {{name}}!' (program/dialog.py)"
        for language in ("fr", "es")
    ]
    script.update(package, catalogues)
    assert script.check(package, catalogues) == [
        f"{language}: untranslated: 'Hello {{name}}!' (program/dialog.py)" for language in ("fr", "es")
    ]
    assert script.missing(package, catalogues, "fr") == {"Hello {name}!": ""}


def test_a_text_that_became_plural_is_untranslated(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    edit(package / "window.py", '=tr("you")', '=trn("you", "all of you", count)')
    assert "fr: another plural in the catalogue: 'you' (program/window.py)" in script.check(
        package, catalogues
    )
    script.update(package, catalogues)
    assert script.missing(package, catalogues, "es") == {"you": ["", ""]}


def test_a_text_that_is_gone_is_named_and_forgotten(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    edit(package / "window.py", 'tr("you")', "label")
    assert "fr: obsolete, no longer in the source: 'you'" in script.check(package, catalogues)
    script.update(package, catalogues)
    assert script.check(package, catalogues) == []


def test_obsolete_fuzzy_and_placeholders_are_named(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    french = script.po_file(catalogues, "fr")
    edit(french, '"Bonjour {name}"', '"Bonjour {nom}"')
    edit(french, '"{count} personnes"', '"des personnes"')
    edit(french, 'msgid "you"', '#, fuzzy\nmsgid "you"')
    french.write_text(
        french.read_text(encoding="utf-8") + '\n#~ msgid "bye"\n#~ msgstr "salut"\n', encoding="utf-8"
    )
    named = [fault for fault in script.check(package, catalogues) if "suivi.mo" not in fault]
    assert named == [
        "fr: placeholders differ (nom instead of name): 'Hello {name}' (program/window.py)",
        "fr: placeholders differ (none instead of count): 'One person' (program/window.py)",
        "fr: fuzzy: 'you' (program/window.py)",
        "fr: obsolete, no longer in the source: 'bye'",
        "fr, visitor: its usual wording is another one now: 'One person'",
    ]


def test_a_compiled_file_out_of_step_is_named(script: ModuleType, package: Path, catalogues: Path) -> None:
    edit(script.po_file(catalogues, "fr"), '"vous"', '"toi"')
    script.po_file(catalogues, "es").with_suffix(".mo").unlink()
    assert script.check(package, catalogues) == [
        "fr: suivi.mo is not what suivi.po compiles to",
        "es: suivi.mo is not what suivi.po compiles to",
    ]


def test_a_missing_catalogue_is_named(script: ModuleType, package: Path, tmp_path: Path) -> None:
    assert script.check(package, tmp_path / "nowhere") == [
        "fr: no catalogue",
        "es: no catalogue",
        *(f"{language}, visitor: no catalogue" for language in ("en", "fr", "es")),
    ]


def test_filling_refuses_what_does_not_fit_and_keeps_the_rest(
    script: ModuleType, package: Path, catalogues: Path
) -> None:
    given = {"you": "toi", "bye": "salut", "Hello {name}": "Bonjour {nom}", "One person": "une personne"}
    given["100 % sure"] = ""
    assert script.fill(package, catalogues, "fr", given) == [
        "fr: is not a text of the source: 'bye'",
        "fr: placeholders differ (nom instead of name): 'Hello {name}'",
        "fr: has not as many forms as the language: 'One person'",
        "fr: is empty, and a translation that is there is not taken away: '100 % sure'",
    ]
    french = gettext.translation("suivi", catalogues, ["fr"])
    assert french.gettext("you") == "toi"
    assert french.gettext("Hello {name}") == "Bonjour {name}"


def test_french_spaces_do_not_break(script: ModuleType, package: Path, catalogues: Path) -> None:
    given = {"you": "« vous » : ici ; là ? oui !", "100 % sure": "Point-virgule  ;"}
    assert script.fill(package, catalogues, "fr", given) == []
    french = gettext.translation("suivi", catalogues, ["fr"])
    assert french.gettext("you") == "«\xa0vous\xa0»\xa0: ici\xa0; là\xa0? oui\xa0!"
    assert french.gettext("100 % sure") == "Point-virgule  ;"


def test_the_commands_work_on_the_project_given(
    script: ModuleType, package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package.rename(package.parent / "desktop_app")
    monkeypatch.setattr(script, "ROOT", package.parent)
    assert script.main(["update"]) == 0
    assert script.main(["missing", "fr"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == sorted(FRENCH)
    for language, translations in (("fr", FRENCH), ("es", SPANISH)):
        file = package.parent / f"{language}.json"
        file.write_text(json.dumps(translations), encoding="utf-8")
        assert script.main(["fill", str(file), language]) == 0
    assert script.main(["missing", "--words", "fr"]) == 0
    assert json.loads(capsys.readouterr().out) == {"One person": FRENCH["One person"]}
    for language, wordings in SECOND_WORDINGS.items():
        file = package.parent / f"{language}.json"
        file.write_text(json.dumps(wordings), encoding="utf-8")
        assert script.main(["fill", "--words", str(file), language]) == 0
    assert script.main(["check"]) == 0
    (package.parent / "desktop_app" / "broken.py").write_text("def")
    assert script.main(["check"]) == 1
    assert "broken.py" in capsys.readouterr().out


def test_a_damaged_catalogue_is_named(script: ModuleType, package: Path, catalogues: Path) -> None:
    script.po_file(catalogues, "fr").write_text('<<<<<<< ours\nmsgid "you"\n', encoding="utf-8")
    with pytest.raises(script.TranslationError, match=r"suivi\.po"):
        script.check(package, catalogues)
