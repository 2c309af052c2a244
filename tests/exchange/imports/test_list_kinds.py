"""Every kind of file that an office may have is read as a list, or told in one sentence why it is not."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.errors import Refused, UnreadableFile
from desktop_app.exchange.imports.people_file import open_people_file
from desktop_app.exchange.imports.refused_rows import write_refused
from desktop_app.exchange.imports.workbook_guard import LARGEST_UNPACKED, MOST_COLUMNS

LISTS = Path(__file__).parents[2] / "data" / "lists"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cells(path: Path, sheet: str | None = None) -> list[dict[str, str]]:
    """The rows of the list by heading, without what is empty."""
    people_file = open_people_file(path, sheet=sheet)
    return [
        {heading: cell for heading, cell in zip(people_file.headings, row.cells, strict=True) if cell}
        for row in people_file.rows()
    ]


def test_a_workbook_is_read_under_its_headings_and_its_days_are_days() -> None:
    people_file = open_people_file(LISTS / "workbook.xlsx")
    assert (people_file.sheet, people_file.sheets, people_file.list_sheets) == (
        "Visiteurs",
        ("Visiteurs", "Réunions"),
        ("Visiteurs",),
    )
    assert [row.line for row in people_file.rows()] == [4, 5, 6]
    estelle, serge, total = cells(LISTS / "workbook.xlsx")
    assert estelle == {
        "Nom": "Aké", "Prénom": "Estelle", "Téléphone": "708091012", "Date de naissance": "1991-06-18",
        "1ère visite": "2026-11-08", "Observations": "Appeler après 18 h",
    }  # fmt: skip
    assert serge["1ère visite"] == "2026-11-01"
    assert total == {"Nom": "Total", "Prénom": "2"}


def test_another_sheet_can_be_chosen() -> None:
    assert open_people_file(LISTS / "two_sheets.xlsx").list_sheets == ("Hommes", "Femmes")
    assert cells(LISTS / "two_sheets.xlsx", "Femmes") == [{"Nom": "Aké", "Prénom": "Estelle"}]
    with pytest.raises(Refused, match="no sheet “Enfants”"):
        open_people_file(LISTS / "two_sheets.xlsx", sheet="Enfants")


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="Liste">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def row(*texts: str) -> str:
    one_cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return "<table:table-row>" + "".join(map(one_cell.format, texts)) + "</table:table-row>"


def test_a_sheet_of_libreoffice(tmp_path: Path) -> None:
    path = ods(tmp_path / "list.ods", row("Nom", "Prénom") + row("Brou", "Serge"))
    assert cells(path) == [{"Nom": "Brou", "Prénom": "Serge"}]


def test_contacts_of_three_versions_in_one_file() -> None:
    estelle, serge, mei = cells(LISTS / "adresses_of_a_phone.vcf")
    assert estelle == {
        "First name": "Estelle", "Last name": "Aké", "Phone": "0708091012\n2722445501 (home)",
        "Notes": "Vient le dimanche\nChante", "PHOTO": "…",
    }  # fmt: skip
    assert (serge["Birthday"], serge["E-mail"], serge["ORG"]) == (
        "1604-12-02",
        "serge@example.org",
        "Atelier Nord",
    )
    assert mei["Phone"] == "+1-217-555-0190 (work)"
    assert (mei["Address"], mei["Town"], mei["Birthday"], mei["Gender"]) == (
        "4 Elm Street, Apt 2",
        "Peoria",
        "--0214",
        "F",
    )


def test_a_folder_of_contacts(tmp_path: Path) -> None:
    for number in range(3):
        text = f"BEGIN:VCARD\nVERSION:3.0\nFN:Awa{number} Koné\nEND:VCARD\n"
        (tmp_path / f"{number}.vcf").write_text(text, "utf-8")
    assert len(cells(tmp_path)) == 3
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="is a folder"):
        open_people_file(tmp_path / "empty")


def test_html_that_calls_itself_a_workbook() -> None:
    ana, luis = cells(LISTS / "old_program.xls")
    assert ana == {
        "Apellidos": "Ruiz Díaz",
        "Nombre": "Ana",
        "Teléfono": "612 345 678",
        "Fecha de nacimiento": "18/06/1991",
    }
    assert luis["Nombre"] == "Luis\nMiguel"


def test_the_workbook_of_excel_2003(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        "<Row><Cell><Data>Nom</Data></Cell><Cell><Data>Prénom</Data></Cell></Row>"
        '<Row><Cell ss:Index="2"><Data>Awa</Data></Cell></Row></Table></Worksheet></Workbook>',
        "utf-8",
    )
    assert cells(path) == [{"Prénom": "Awa"}]


def test_a_table_with_tabs(tmp_path: Path) -> None:
    path = tmp_path / "pasted.tsv"
    path.write_text("Nom\tPrénom\nBrou\tSerge\n", "utf-8")
    assert cells(path) == [{"Nom": "Brou", "Prénom": "Serge"}]


def test_refused_rows_of_a_workbook_are_kept_as_a_text_that_is_read_again(tmp_path: Path) -> None:
    people_file = open_people_file(LISTS / "workbook.xlsx")
    rows = list(people_file.rows())
    write_refused(tmp_path / "refused.csv", people_file, [(rows[0], "No reason; really")])
    assert (tmp_path / "refused.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (again,) = cells(tmp_path / "refused.csv")
    assert again.pop("Why refused") == "No reason; really"
    assert again == cells(LISTS / "workbook.xlsx")[0]


# -- what is no list


def archive(*entries: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, held in entries:
            made.writestr(name, held)
    return content.getvalue()


def far_cell() -> bytes:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    return archive(("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", sheet))


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("list.xlsx", lambda: b"", "is empty"),
    "cut short": ("list.xlsx", lambda: (LISTS / "workbook.xlsx").read_bytes()[:3000], "damaged, cut short"),
    "a text called a workbook": ("list.xlsx", lambda: b"Dear all,\nhow are you?\n", "No heading"),
    "another archive": (
        "list.zip",
        lambda: archive(("a.txt", b"Nom")),
        "damaged, cut short, or something else",
    ),
    "encrypted": (
        "list.xlsx",
        lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "an old workbook cut short": ("list.xls", lambda: OLE + b"\0" * 600, "damaged, cut short"),
    "a bomb": (
        "list.xlsx",
        lambda: archive(
            ("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", b"0" * (LARGEST_UNPACKED + 1))
        ),
        "far more than a list",
    ),
    "two cells far apart": ("list.xlsx", far_cell, "far more than a list"),
    "contacts cut short": ("list.vcf", lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Awa", "no whole contact"),
    "html without rows": ("list.xls", lambda: b"<html><table></table></html>", "is empty"),
    "a picture": ("list.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0", "is no list"),
    "very wide": (
        "list.csv",
        lambda: b",".join([b"Nom", *(b"c%d" % number for number in range(MOST_COLUMNS))]),
        f"has {MOST_COLUMNS + 1} columns",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_list_is_told_in_a_sentence(tmp_path: Path, kind: str) -> None:
    name, content, sentence = BAD[kind]
    path = tmp_path / name
    path.write_bytes(content())
    began = time.process_time()
    with pytest.raises(UnreadableFile, match=sentence):
        open_people_file(path)
    assert time.process_time() - began < 5


def test_a_sheet_that_repeats_full_cells_without_end_is_not_opened(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    path = ods(
        tmp_path / "bomb.ods",
        f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>',
    )
    with pytest.raises(UnreadableFile, match="far more than a list"):
        open_people_file(path)


def test_a_file_of_a_gigabyte_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(UnreadableFile, match="1024 MB"):
        open_people_file(tmp_path / "big.csv")
