"""Names and places for invented people: of West Africa and of Latin America, as in the offices that Suivi was drawn for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from desktop_app.domain.vocabulary import Gender


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a person's family is from: the names one finds there, and where they live now."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    second_family: bool
    """Whether people bear two family names."""
    places: tuple[tuple[str, tuple[str, ...]], ...]
    """Communes, each with some of its quartiers."""
    streets: tuple[str, ...]
    """With ``{number}`` for the house."""
    phones: tuple[str, ...]
    """Ways to write a number, ``#`` for a digit; with codes and exchanges that are given to nobody."""


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))


WEST_AFRICA = Origin(
    women=_listed(
        "Aïcha,Aïssatou,Adjoa,Affoué,Akissi,Amenan,Aminata,Awa,Ahou,Bintou,Clarisse,Coumba,Dado,Désirée,Djénéba,Élodie,Estelle,"
        "Fanta,Fatou,Fatoumata,Florence,Grâce,Hawa,Inès,Josiane,Kadiatou,Khady,Léontine,Mariam,Mariame,Marie-Ange,Marie-Claire,"
        "Massandjé,N’Deye,Nafissatou,Nathalie,Odette,Oumou,Rokia,Salimata,Solange,Véronique,Yasmine,Yvette,Zeïnab"
    ),
    men=_listed(
        "Abdoulaye,Adama,Alassane,Amadou,Ange,Arsène,Bakary,Blaise,Boubacar,Cheick,Cyrille,Daouda,Désiré,Didier,Drissa,Éric,"
        "Fabrice,Ferdinand,Franck,Germain,Hervé,Honoré,Ibrahim,Idrissa,Issouf,Jean-Baptiste,Jean-Marc,Jean-Pierre,Joël,Kouadio,"
        "Koffi,Lacina,Lassina,Mamadou,Modibo,Moussa,Norbert,Olivier,Ousmane,Patrice,Rémi,Seydou,Souleymane,Théodore,Yacouba"
    ),
    families=_listed(
        "Adjoumani,Ahoussou,Akpan,Assi,Ba,Bakayoko,Bamba,Boni,Camara,Cissé,Coulibaly,Dago,Dembélé,Diabaté,Diallo,Diarra,Diop,"
        "Doumbia,Ehui,Fofana,Gbagbo,Gnahoré,Guéï,Kacou,Kanté,Keïta,Koffi,Konaté,Koné,Kouamé,Kouassi,Kourouma,Lago,Mensah,N’Cho,"
        "N’Dri,N’Guessan,N’Diaye,Ouattara,Ouédraogo,Sanogo,Sangaré,Sow,Sylla,Tanoh,Touré,Traoré,Yao,Zadi,Zongo"
    ),
    second_family=False,
    places=(
        ("Abobo", ("Abobo-Baoulé", "Anador", "Avocatier", "Belleville", "Sagbé")),
        ("Adjamé", ("Bracodi", "220 Logements", "Liberté", "Williamsville")),
        ("Cocody", ("Angré", "Blockhauss", "Deux Plateaux", "Riviera 2", "Riviera Palmeraie")),
        ("Koumassi", ("Grand Campement", "Prodomo", "Remblais", "Sicogi")),
        ("Marcory", ("Anoumabo", "Biétry", "Résidentiel", "Zone 4")),
        ("Port-Bouët", ("Gonzagueville", "Jean-Folly", "Vridi")),
        ("Treichville", ("Arras", "Avenue 8", "Biafra", "Belleville")),
        ("Yopougon", ("Andokoi", "Maroc", "Niangon", "Selmer", "Toits Rouges", "Wassakara")),
        ("Bingerville", ("Akandjé", "Santé", "")),
    ),
    streets=(
        "Rue {number}",
        "{number}, rue des Jardins",
        "Lot {number}, îlot 12",
        "{number}, avenue de la Paix",
        "Immeuble Les Palmiers, porte {number}",
        "Derrière la pharmacie, villa {number}",
    ),
    phones=(
        "+225 07 00 ## ## ##",
        "+225 05 00 ## ## ##",
        "01 00 ## ## ##",
        "0700######",
        "00225 05 00 ## ## ##",
        "07-00-##-##-##",
    ),
)

LATIN_AMERICA = Origin(
    women=_listed(
        "Adriana,Alejandra,Ana María,Beatriz,Carmen,Carolina,Consuelo,Daniela,Dolores,Elena,Esperanza,Fernanda,Gabriela,"
        "Guadalupe,Inés,Isabel,Jimena,Josefina,Juana,Leticia,Lourdes,Lucía,Luz,Marisol,Mercedes,Mónica,Noemí,Paola,Patricia,"
        "Rocío,Rosa,Sofía,Teresa,Valentina,Verónica,Ximena,Yolanda"
    ),
    men=_listed(
        "Alejandro,Andrés,Ángel,Antonio,Arturo,Carlos,César,Diego,Eduardo,Emilio,Enrique,Ernesto,Esteban,Felipe,Fernando,"
        "Francisco,Gustavo,Héctor,Ignacio,Javier,Jesús,Joaquín,José,José Luis,Juan Carlos,Julio,Luis,Manuel,Mario,Martín,Miguel,"
        "Óscar,Pablo,Pedro,Rafael,Ramón,Raúl,Roberto,Rubén,Sergio,Tomás,Víctor"
    ),
    families=_listed(
        "Aguilar,Álvarez,Castillo,Castro,Chávez,Contreras,Cruz,Delgado,Díaz,Domínguez,Espinoza,Estrada,Fernández,Flores,García,"
        "Gómez,González,Guerrero,Gutiérrez,Hernández,Herrera,Jiménez,Juárez,López,Luna,Martínez,Medina,Mendoza,Morales,Moreno,"
        "Muñoz,Núñez,Ortega,Ortiz,Peña,Pérez,Ramírez,Ramos,Reyes,Ríos,Rivera,Rodríguez,Romero,Ruiz,Salazar,Sánchez,Soto,Torres,"
        "Vargas,Vásquez,Velázquez,Zúñiga"
    ),
    second_family=True,
    places=(
        ("Pilsen", ("Heart of Chicago", "East Pilsen", "")),
        ("Little Village", ("Marshall Square", "South Lawndale", "")),
        ("Back of the Yards", ("", "Sherman Park")),
        ("Cicero", ("Hawthorne", "Parkholme", "")),
        ("Albany Park", ("Mayfair", "Ravenswood Manor")),
        ("Belmont Cragin", ("Cragin", "Hanson Park")),
        ("Brighton Park", ("", "Gage Park")),
    ),
    streets=(
        "{number} W 18th St",
        "{number} S Blue Island Ave",
        "{number} W 26th St, Apt 2",
        "{number} S Kedzie Ave",
        "{number} W Cermak Rd, basement",
        "{number} N Pulaski Rd",
    ),
    phones=("(773) 555-01##", "312-555-01##", "+1 708 555 01##", "872.555.01##", "1 773 555 01##"),
)

ORIGINS = (WEST_AFRICA, WEST_AFRICA, LATIN_AMERICA)
"""In the proportion in which they come."""


def given_name(random: Random, origin: Origin, gender: Gender) -> str:
    """Return a first name."""
    return random.choice(origin.women if gender is Gender.FEMALE else origin.men)


def family_name(random: Random, origin: Origin) -> str:
    """Return a family name, or two where that is the custom."""
    name = random.choice(origin.families)
    if origin.second_family and random.random() < 0.6:
        return f"{name} {random.choice(origin.families)}"
    return name


def phone(random: Random, origin: Origin) -> str:
    """Return a phone number in one of the ways people write it, which reaches nobody."""
    form = random.choice(origin.phones)
    return "".join(str(random.randrange(10)) if sign == "#" else sign for sign in form)


def place(random: Random, origin: Origin) -> tuple[str, str, str]:
    """Return a commune, one of its quartiers (may be empty), and an address there."""
    commune, quartiers = random.choice(origin.places)
    street = random.choice(origin.streets).format(number=random.randint(2, 2400))
    return commune, random.choice(quartiers), street
