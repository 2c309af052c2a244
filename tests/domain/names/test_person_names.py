"""Whole names in one cell are parted as people would part them."""

from __future__ import annotations

import pytest

from desktop_app.domain.names.person_names import split_name


@pytest.mark.parametrize(
    ("name", "last_first", "first", "last"),
    [
        ("Awa Koné", False, "Awa", "Koné"),
        ("Koné Awa", True, "Awa", "Koné"),
        ("KONÉ Awa Marie", False, "Awa Marie", "KONÉ"),
        ("Awa Marie KONÉ", True, "Awa Marie", "KONÉ"),
        ("N'DRI Aïssé Noël", False, "Aïssé Noël", "N'DRI"),
        ("Marie de la FONTAINE", False, "Marie", "de la FONTAINE"),
        ("Koné, Awa", False, "Awa", "Koné"),
        ("Awa Marie Koné", False, "Awa Marie", "Koné"),
        ("Awa", False, "Awa", ""),
        ("Koné", True, "", "Koné"),
        ("", False, "", ""),
        # titles and suffixes
        ("M. Ouattara Ibrahim", True, "Ibrahim", "Ouattara"),
        ("Mme KOUASSI Fatou", True, "Fatou", "KOUASSI"),
        ("Dr Yao Koffi", True, "Koffi", "Yao"),
        ("Pasteur Zadi Gnagna", True, "Gnagna", "Zadi"),
        ("Mrs. Rosa Martínez", False, "Rosa", "Martínez"),
        ("Sr. Juan Pérez", False, "Juan", "Pérez"),
        ("M. et Mme Yao", True, "M. et Mme", "Yao"),
        ("John Smith Jr.", False, "John", "Smith Jr."),
        ("Mr. John O'Brien III", False, "John", "O'Brien III"),
        ("Dr. Martin Luther King, Jr.", False, "Martin Luther", "King Jr."),
        ("King, Martin Luther, Jr.", False, "Martin Luther", "King Jr."),
        # particles
        ("van der Berg Anna", True, "Anna", "van der Berg"),
        ("Anna van der Berg", False, "Anna", "van der Berg"),
        ("de la Fontaine Marie", True, "Marie", "de la Fontaine"),
        ("Jean de La Fontaine", False, "Jean", "de La Fontaine"),
        ("Le Goff Anne", True, "Anne", "Le Goff"),
        ("N'Guessan Koffi Jean-Marc", True, "Koffi Jean-Marc", "N'Guessan"),
        ("João da Silva Santos", False, "João", "da Silva Santos"),
        ("José Ortega y Gasset", False, "José", "Ortega y Gasset"),
        ("Ortega y Gasset José", True, "José", "Ortega y Gasset"),
        # born and married
        ("KOUASSI née BAMBA Fatou", True, "Fatou", "KOUASSI née BAMBA"),
        ("Kouassi née Bamba Fatou", True, "Fatou", "Kouassi née Bamba"),
        ("Awa Koné née Bamba", False, "Awa", "Koné née Bamba"),
        ("Bâ Mariam Epse Sow", True, "Mariam", "Bâ Epse Sow"),
        ("TRAORE Awa épouse KONE", True, "Awa", "TRAORE épouse KONE"),
        # without a space
        ("王小明", False, "小明", "王"),
        ("王 小明", False, "小明", "王"),
        ("欧阳小明", False, "小明", "欧阳"),
        ("김민수", False, "민수", "김"),
        ("王", False, "", "王"),
    ],
)
def test_a_whole_name_is_parted(name: str, last_first: bool, first: str, last: str) -> None:  # noqa: FBT001
    assert split_name(name, last_first=last_first) == (first, last, "")


@pytest.mark.parametrize(
    ("name", "last_first", "first", "last"),
    [
        ("María José García López", False, "María José", "García López"),
        ("Rosa García López", False, "Rosa", "García López"),
        ("García López Rosa", True, "Rosa", "García López"),
        ("María José García", False, "María José", "García"),
        ("Luis Soto", False, "Luis", "Soto"),
        ("Ana de la Cruz Reyes", False, "Ana", "de la Cruz Reyes"),
        ("María del Carmen Ruiz", False, "María del Carmen", "Ruiz"),
    ],
)
def test_spanish_names_have_two_last_names(name: str, last_first: bool, first: str, last: str) -> None:  # noqa: FBT001
    assert split_name(name, last_first=last_first, two_last_names=True) == (first, last, "")


@pytest.mark.parametrize(
    "name", ["Elizabeth (Beth) Harmon", 'Elizabeth "Beth" Harmon', "Elizabeth Harmon [Beth]"]
)
def test_what_stands_in_brackets_is_given_back(name: str) -> None:
    assert split_name(name, last_first=False) == ("Elizabeth", "Harmon", "Beth")
