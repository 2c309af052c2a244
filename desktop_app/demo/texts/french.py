"""What the invented people's mentors wrote down, in French."""

from __future__ import annotations

from desktop_app.demo.texts.kind import DemoTexts
from desktop_app.domain.vocabulary import Outcome, PersonStatus

FRENCH = DemoTexts(
    office="Bureau de démonstration",
    notes={
        Outcome.POSITIVE: (
            "Long échange. Trouve sa place et demande des nouvelles du groupe du jeudi.",
            "Nous avons prié ensemble. La solitude pèse moins depuis l’arrivée de la sœur.",
            "Les papiers sont arrivés. Grand soulagement, remercie tout le monde.",
            "La santé va mieux, remarche. Demande le plan de lecture.",
        ),
        Outcome.NEUTRAL: (
            "Parlé du déménagement. Cherche encore un logement.",
            "Travaille de nuit ce mois-ci, reviendra vers nous.",
            "A demandé les heures des cultes et les a notées.",
            "Rien n’a changé. Le propriétaire n’a pas encore répondu.",
        ),
        Outcome.NEGATIVE: (
            "Une remarque de dimanche dernier a fait mal. J’ai écouté ; un aîné devrait appeler.",
            "A déménagé et va maintenant dans une autre église.",
            "Rendez-vous annulé pour la deuxième fois.",
            "Situation difficile à la maison, ne pouvait pas parler librement.",
        ),
        Outcome.NO_CONTACT: ("Rendez-vous manqué, impossible à joindre.",),
    },
    call_notes={
        Outcome.POSITIVE: (
            "L’appel a fait plaisir. Le nouveau travail a commencé ; mieux vaut appeler le matin.",
        ),
        Outcome.NEUTRAL: ("Appel court, était dans le gbaka. Tout va bien, rien de nouveau.",),
        Outcome.NEGATIVE: ("Ne souhaite pas d’appels pour le moment.",),
        Outcome.NO_CONTACT: (
            "Pas de réponse, message laissé.",
            "Le numéro est éteint.",
            "Quelqu’un d’autre a décroché ; transmettra.",
            "Appelé deux fois, sans réponse.",
        ),
    },
    visit_notes={
        Outcome.POSITIVE: (
            "Rencontré toute la famille. Les enfants aimeraient entrer dans la chorale.",
            "Bref passage après le culte ; viendra avec un ami la prochaine fois.",
            "Bonne visite, du thé et une heure d’histoires. Veut aider à la cuisine.",
        ),
        Outcome.NEUTRAL: ("Visite brève, il y avait des invités. On se reparle.",),
        Outcome.NEGATIVE: ("Sur le départ : dix minutes devant la porte.",),
        Outcome.NO_CONTACT: ("Personne à la maison, un mot laissé chez la voisine.",),
    },
    next_actions=(
        "Rappeler et demander comment s’est passé l’entretien",
        "Visiter avec quelqu’un du groupe",
        "Apporter les documents pour le dossier",
        "Envoyer le programme du mois",
        "Accompagner au centre de santé",
        "Inviter au repas de samedi",
        "Demander si le logement est trouvé",
        "Prier et appeler après l’examen",
    ),
    prayer_requests=(
        "Un travail stable.",
        "La santé de ma mère ; l’opération est le mois prochain.",
        "La paix dans le foyer.",
        "Les examens des enfants.",
        "Que les papiers aboutissent.",
        "Merci pour la naissance d’un petit-fils.",
        "La force de m’occuper de mon père.",
        "Trouver un logement avant la fin de l’année.",
    ),
    how_heard=(
        "Par un collègue",
        "Le panneau au bord de la route",
        "Radio",
        "Ma sœur est membre",
        "Un tract au marché",
        "Réseaux sociaux",
        "Une voisine",
    ),
    professions=(
        ("Infirmière", "Infirmier"),
        ("Enseignante", "Enseignant"),
        ("Chauffeuse", "Chauffeur"),
        ("Couturière", "Tailleur"),
        ("Commerçante", "Commerçant"),
        ("Étudiante", "Étudiant"),
        ("Comptable", "Comptable"),
        ("Électricienne", "Électricien"),
        ("Cuisinière", "Cuisinier"),
        ("Agent de sécurité", "Agent de sécurité"),
        ("Coiffeuse", "Coiffeur"),
        ("Retraitée", "Retraité"),
        ("En recherche d’emploi", "En recherche d’emploi"),
        ("Secrétaire", "Mécanicien"),
        ("Agent d’entretien", "Agent d’entretien"),
        ("Vendeuse", "Maçon"),
    ),
    titles=(
        "Demande d’aide alimentaire",
        "Citoyenneté : relecture du formulaire",
        "Regroupement familial, premier entretien",
        "Tension et glycémie",
        "Visite au supermarché",
        "Atelier de cuisine",
        "Budget du ménage",
        "Heures non payées",
        "Groupe de jeunes, en tête à tête",
        "Fax à la mairie",
        "Orientation vers le foyer",
    ),
    interaction_notes=(
        "Tous les papiers sauf le justificatif de domicile ; l’enverra cette semaine.",
        "Étapes expliquées, liste des documents remise dans les deux langues.",
        "Valeurs un peu élevées ; on lui a dit quand consulter.",
        "Avec deux des enfants ; beaucoup de questions.",
        "Formulaire rempli ensemble, une copie est au dossier.",
        "Prévoir un interprète la prochaine fois.",
        "",
    ),
    locations=(
        "Bureau principal",
        "Salle 2",
        "Cuisine communautaire",
        "Salle paroissiale",
        "Centre de santé, guichet 3",
        "",
    ),
    status_reasons={
        PersonStatus.INTEGRATED: (
            "Vient chaque semaine",
            "Fait partie d’un groupe",
            "D’accord avec le pasteur",
        ),
        PersonStatus.TO_REDIRECT: (
            "Habite plus près d’une autre paroisse",
            "À sa demande",
            "A besoin d’une aide que nous n’avons pas",
        ),
        PersonStatus.LONG_ABSENT: ("Aucune nouvelle depuis des mois", "A déménagé", "Ne répond plus"),
    },
)
