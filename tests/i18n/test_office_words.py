"""The office's own words: every form, in every text of the catalogues, in all three languages; and where they must not be."""

from __future__ import annotations

import gettext
import re
import threading
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.context import Organisation
from desktop_app.domain.office_words import CHOICES, WORDS_OF, LeaderWord, MentorWord, OfficeKind, PersonWord
from desktop_app.domain.vocabulary import Role, code_label
from desktop_app.i18n import texts
from desktop_app.i18n.office_words import FORMS, Words, put_into
from desktop_app.i18n.texts import speaking, tr, trn
from desktop_app.system import paths
from tests.support import processes

ALL = [Words(*chosen) for chosen in product(PersonWord, MentorWord, LeaderWord)]
USUAL = Words("person", "mentor", "pastor")
COMMUNITY = Words("client", "case_worker", "supervisor")
BRACES = re.compile(r"\{[^{}]*\}")
FAMILIES = re.compile(r"\b(?:mentor|encadr|pastor|pasteur|tutor)\w*", re.IGNORECASE)


def every_text(language: str) -> list[str]:
    """Every form of every text that windows show in *language*, in the usual wording and in that of visitors."""
    folder = paths.resources() / "translations"
    found: set[str] = set()
    for domain in ("suivi", "visitor"):
        if (language, domain) == ("en", "suivi"):
            continue
        catalogue = gettext.translation(domain, folder, [language])
        found.update(text for text in catalogue._catalog.values() if text)  # type: ignore[attr-defined] # the stubs leave it out
    if language == "en":
        french = gettext.translation("suivi", folder, ["fr"])
        keys = french._catalog  # type: ignore[attr-defined] # the stubs leave it out
        found.update(key if isinstance(key, str) else key[0] for key in keys if key)
    return sorted(text for text in found if "Content-Type" not in text)


@pytest.mark.parametrize(
    ("language", "words", "written", "said"),
    [
        ("en", COMMUNITY, "Mentor", "Case worker"),
        ("en", COMMUNITY, "All mentors", "All case workers"),
        ("en", COMMUNITY, "MENTOR: {mentor}", "CASE WORKER: {mentor}"),
        ("en", COMMUNITY, "A mentor’s visitors", "A case worker’s clients"),
        ("en", COMMUNITY, "a pastor or pastors", "a supervisor or supervisors"),
        ("en", COMMUNITY, "Add a &visitor", "Add a &client"),
        ("en", COMMUNITY, "to visit, the first visit", "to visit, the first visit"),
        ("en", COMMUNITY, "tormentors and pastoral care", "tormentors and pastoral care"),
        ("en", Words("visitor", "mentor", "pastor"), "a visitor’s mentor", "a visitor’s mentor"),
        ("en", Words("client", "mentor", "supervisor"), "visitors, mentors, pastors", "clients, mentors, supervisors"),
        ("fr", COMMUNITY, "L’encadreur d’un visiteur", "L’intervenant d’un client"),
        ("fr", COMMUNITY, "Les visiteurs qu’un encadreur…", "Les clients qu’un intervenant…"),
        ("fr", COMMUNITY, "Encadreurs, pasteurs, pasteur", "Intervenants, superviseurs, superviseur"),
        ("fr", COMMUNITY, "à visiter", "à visiter"),
        ("es", COMMUNITY, "El mentor del visitante", "El gestor de casos del cliente"),
        ("es", COMMUNITY, "Mentores y pastores", "Gestores de casos y supervisores"),
        ("es", COMMUNITY, "Visitantes por visitar", "Clientes por visitar"),
        ("es", Words("visitor", "case_worker", "pastor"), "un mentor o pastor", "un gestor de casos o pastor"),
    ],
)  # fmt: skip
def test_each_form_is_replaced_by_the_one_that_stands_for_it(
    language: str, words: Words, written: str, said: str
) -> None:
    assert put_into(written, language, words) == said


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_of_the_catalogues_takes_every_choice(language: str) -> None:
    written = every_text(language)
    assert len(written) > 60
    forms = FORMS[language]
    for words in ALL:
        replaced = {form for word in words for form, _ in forms.get(word, ())}
        for text in written:
            said = put_into(text, language, words)
            assert BRACES.findall(said) == BRACES.findall(text)
            left = {word.lower() for word in re.findall(r"\w+", BRACES.sub("", said))}
            assert not left & (replaced - {new for word in words for _, new in forms.get(word, ())}), text


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_text_uses_a_form_that_has_nothing_to_stand_for_it(language: str) -> None:
    """Such as *mentoring* or *encadrer*: word the text otherwise. Nor may a mnemonic stand within such a word."""
    known = {form for pairs in FORMS[language].values() for form, _ in pairs}
    for text in every_text(language):
        plain = BRACES.sub("", text)
        found = FAMILIES.findall(plain)
        assert {word.lower() for word in found} <= known, text
        assert len(FAMILIES.findall(plain.replace("&", ""))) == len(found), f"the mnemonic of {text!r}"


@given(
    text=st.text(alphabet=st.sampled_from("{}mentor pastorvisiteurs&’nN_1")),
    language=st.sampled_from(texts.LANGUAGES),
    words=st.sampled_from(ALL),
)
def test_no_placeholder_is_ever_touched(text: str, language: str, words: Words) -> None:
    assert BRACES.findall(put_into(text, language, words)) == BRACES.findall(text)


@given(
    pieces=st.lists(st.sampled_from(["mentor", "{mentor}", "{pastors}", "{mentor:>5}", " ", "pastors", "visiteur", "x"])),
    language=st.sampled_from(texts.LANGUAGES),
)  # fmt: skip
def test_placeholders_keep_their_names_between_words(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    assert BRACES.findall(put_into(text, language, COMMUNITY)) == BRACES.findall(text)


@pytest.mark.parametrize(
    ("language", "person", "people", "mentor", "leader"),
    [
        ("en", "Find a client…", "2 clients", "Case worker", "Supervisor"),
        ("fr", "Trouver un client…", "2 clients", "Intervenant", "Superviseur"),
        ("es", "Buscar cliente…", "2 clientes", "Gestor de casos", "Supervisor"),
    ],
)
def test_texts_plurals_and_labels_follow_the_words(
    language: str, person: str, people: str, mentor: str, leader: str
) -> None:
    texts.use(language)
    assert texts.use_words(*COMMUNITY)
    assert not texts.use_words(*COMMUNITY)
    assert tr("Find a person…") == person
    assert trn("{number} person", "{number} people", 2, number=2) == people
    assert (code_label(Role.MENTOR), code_label(Role.PASTOR)) == (mentor, leader)
    texts.use_words(*USUAL)
    assert code_label(Role.MENTOR) != mentor


def test_visitors_change_gender_with_everything_around_them() -> None:
    texts.use("fr")
    texts.use_words("visitor", "mentor", "pastor")
    assert tr("This person is in the list already.") == "Ce visiteur est déjà dans la liste."
    added = [trn("{count} person was added.", "{count} people were added.", count) for count in (1, 2)]
    assert added == ["1 visiteur a été ajouté.", "2 visiteurs ont été ajoutés."]
    assert tr("Save") == "Enregistrer"
    texts.use("es")
    assert tr("Open the person in focus (O)") == "Abrir la ficha del visitante seleccionado (O)"


def test_names_put_in_are_never_taken_for_words() -> None:
    texts.use_words(*COMMUNITY)
    assert tr("Mentor: {name}", name="Pastor Mentor") == "Case worker: Pastor Mentor"


def test_what_is_said_for_others_keeps_the_usual_words() -> None:
    texts.use_words(*COMMUNITY)
    with speaking("en"):
        assert tr("Mentor") == "Mentor"
        assert tr("Find a person…") == "Find a person…"
    with speaking("fr", COMMUNITY):
        assert tr("All mentors") == "Tous les intervenants"
    assert tr("Mentor") == "Case worker"


def test_another_thread_that_speaks_for_others_hears_no_words() -> None:
    texts.use_words(*COMMUNITY)
    heard: list[str] = []

    def answer() -> None:
        with speaking("fr"):
            heard.append(tr("All mentors"))

    thread = threading.Thread(target=answer)
    thread.start()
    thread.join()
    assert heard == ["Tous les encadreurs"]


def test_the_usual_words_are_those_of_a_church_and_of_an_office_that_chose_none() -> None:
    organisation = Organisation()
    assert (organisation.person_word, organisation.mentor_word, organisation.leader_word) == USUAL
    assert tuple(WORDS_OF[OfficeKind.CHURCH].values()) == USUAL
    assert tuple(WORDS_OF[OfficeKind.COMMUNITY].values()) == COMMUNITY
    for kind in OfficeKind:
        assert all(word in dict(CHOICES[key]) for key, word in WORDS_OF[kind].items())


def test_every_choice_has_its_forms_and_its_name_in_every_language() -> None:
    for language in texts.LANGUAGES:
        for word in ("client", "case_worker", "supervisor"):
            assert len(FORMS[language][word]) == 2
        with speaking(language):
            for key, choices in CHOICES.items():
                names = [tr(name) for _, name in choices]
                assert len(set(names)) == len(names), (language, key)


def test_the_usual_words_load_no_table(tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415 - a program of its own: what it has loaded is the question
    import sys  # noqa: PLC0415

    script = (
        "import sys; from desktop_app.i18n import texts; texts.use_words('person', 'mentor', 'pastor');"
        "texts.tr('Mentor'); assert 'desktop_app.i18n.office_words' not in sys.modules; assert 'gettext' not in sys.modules"
    )
    root = Path(texts.__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root, env=processes.bare_environment())
