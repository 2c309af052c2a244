"""An office set up without a window: its settings once, where its PC stands unless said otherwise."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from desktop_app.application import Application
from desktop_app.cli.main import main
from desktop_app.domain.context import Organisation

Run = pytest.CaptureFixture[str]


def suivi(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def organisation_in(folder: Path) -> Organisation:
    application = Application(folder)
    application.open()
    try:
        return application.controllers.organisation.get()
    finally:
        application.close()


def test_it_is_set_up_once(data_folder: Path, capsys: Run) -> None:
    called = (
        "init",
        "--data-dir",
        data_folder,
        "--name",
        "Église de la Grâce",
        "--time-zone",
        "Africa/Abidjan",
    )
    assert suivi(*called, "--language", "en") == 0
    assert "Église de la Grâce is set up, in the time zone Africa/Abidjan." in capsys.readouterr().out
    organisation = organisation_in(data_folder)
    assert (organisation.name, organisation.time_zone, organisation.language) == (
        "Église de la Grâce",
        "Africa/Abidjan",
        "en",
    )
    capsys.readouterr()
    assert suivi(*called) == 1
    assert "set up already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "option"),
    [(("--name", " "), "--name"), (("--name", "A", "--time-zone", "Nowhere/Else"), "--time-zone")],
)
def test_what_is_wrong_is_said_by_its_option(
    data_folder: Path, capsys: Run, options: tuple[str, ...], option: str
) -> None:
    assert suivi("init", "--data-dir", data_folder, *options) == 1
    assert option in capsys.readouterr().err


def test_an_office_begun_by_its_first_user_lives_where_the_pc_stands(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    monkeypatch.setattr("sys.stdin", io.StringIO("four words are easy\n"))
    called = ("user", "add", "a@example.org", "--first-name", "A", "--last-name", "B", "--role", "admin")
    assert suivi(*called, "--password-stdin", "--data-dir", data_folder) == 0
    assert organisation_in(data_folder).time_zone == "America/Los_Angeles"
