"""What the invented people's mentors wrote down, in the language of the organisation.

These are data, as an office would have typed them, not texts of the program: so they stand here and in no catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.vocabulary import Outcome, PersonStatus


@dataclass(frozen=True, slots=True)
class DemoTexts:
    """Everything that is written in one language."""

    office: str
    notes: dict[Outcome, tuple[str, ...]]
    """After any contact; those of calls and of visits come on top."""
    call_notes: dict[Outcome, tuple[str, ...]]
    visit_notes: dict[Outcome, tuple[str, ...]]
    next_actions: tuple[str, ...]
    prayer_requests: tuple[str, ...]
    how_heard: tuple[str, ...]
    professions: tuple[tuple[str, str], ...]
    """As a woman says it, as a man says it."""
    titles: tuple[str, ...]
    """One for each of ``demo_topics.TOPICS``."""
    interaction_notes: tuple[str, ...]
    locations: tuple[str, ...]
    status_reasons: dict[PersonStatus, tuple[str, ...]]
    """Why somebody was given a status; none for those that come by themselves."""


_ENGLISH = DemoTexts(
    office="Demo office",
    notes={
        Outcome.POSITIVE: (
            "Long talk. Is settling in well and asked about the Thursday group.",
            "Prayed together. Feels less alone since the sister moved in.",
            "The papers arrived. Very relieved, thanked everybody.",
            "Health is better, is walking again. Asked for the reading plan.",
        ),
        Outcome.NEUTRAL: (
            "Talked about the move. Still looking for a flat.",
            "Is working nights this month, will come back to us.",
            "Asked for the times of the services and noted them down.",
            "Everything as before. The landlord has not answered yet.",
        ),
        Outcome.NEGATIVE: (
            "Was upset about a remark last Sunday. I listened; somebody older should call.",
            "Has moved away and goes to another church now.",
            "The appointment was cancelled for the second time.",
            "Difficult situation at home, could not speak freely.",
        ),
        Outcome.NO_CONTACT: ("Did not come to the appointment and cannot be reached.",),
    },
    call_notes={
        Outcome.POSITIVE: ("Was glad of the call. The new job has begun; mornings are best from now on.",),
        Outcome.NEUTRAL: ("Short call, was on the bus. All well, nothing new.",),
        Outcome.NEGATIVE: ("Does not wish to be called for the time being.",),
        Outcome.NO_CONTACT: (
            "No answer, left a message.",
            "The number is switched off.",
            "Somebody else picked up; will pass it on.",
            "Rang twice, no answer.",
        ),
    },
    visit_notes={
        Outcome.POSITIVE: (
            "Met the whole family. The children would like to join the choir.",
            "Came by after the service; will bring a friend next time.",
            "Good visit, tea and an hour of stories. Wants to help in the kitchen.",
        ),
        Outcome.NEUTRAL: ("Visit was short because guests were there. Agreed to talk again.",),
        Outcome.NEGATIVE: ("They were about to go out: ten minutes at the door.",),
        Outcome.NO_CONTACT: ("Nobody at home, left a note at the neighbour’s.",),
    },
    next_actions=(
        "Call again and ask how the interview went",
        "Visit together with somebody from the group",
        "Bring the documents for the application",
        "Send the programme of the month",
        "Go along to the clinic",
        "Invite to the meal on Saturday",
        "Ask whether the flat worked out",
        "Pray and call after the exam",
    ),
    prayer_requests=(
        "For work that lasts.",
        "For my mother’s health; the operation is next month.",
        "Peace in the family.",
        "For the children’s exams.",
        "For the papers to come through.",
        "Thanks for the birth of a grandson.",
        "For strength while looking after my father.",
        "To find a flat before the end of the year.",
    ),
    how_heard=(
        "A colleague brought me",
        "Saw the sign from the bus",
        "Radio",
        "My sister is a member",
        "A leaflet at the market",
        "Social media",
        "A neighbour",
    ),
    professions=(
        ("Nurse", "Nurse"),
        ("Teacher", "Teacher"),
        ("Driver", "Driver"),
        ("Tailor", "Tailor"),
        ("Shopkeeper", "Shopkeeper"),
        ("Student", "Student"),
        ("Accountant", "Accountant"),
        ("Electrician", "Electrician"),
        ("Cook", "Cook"),
        ("Security guard", "Security guard"),
        ("Hairdresser", "Hairdresser"),
        ("Retired", "Retired"),
        ("Looking for work", "Looking for work"),
        ("Mechanic", "Mechanic"),
        ("Cleaner", "Cleaner"),
        ("Mason", "Mason"),
    ),
    titles=(
        "SNAP application",
        "Citizenship: checking the form",
        "Family petition, first talk",
        "Blood pressure and sugar",
        "Supermarket visit",
        "Cooking class",
        "Household budget",
        "Unpaid overtime",
        "Youth group, one on one",
        "Fax to the county",
        "Referral to the shelter",
    ),
    interaction_notes=(
        "Brought all papers but the proof of address; will send it this week.",
        "Explained the steps, gave the list of documents in both languages.",
        "Values a little high; was told when to see a doctor.",
        "Took part with two of the children, asked many questions.",
        "We filled in the form together, a copy is in the file.",
        "Needs an interpreter next time.",
        "",
    ),
    locations=("Main office", "Room 2", "Community kitchen", "Parish hall", "Clinic, desk 3", ""),
    status_reasons={
        PersonStatus.INTEGRATED: ("Comes every week", "Joined a group", "Agreed with the pastor"),
        PersonStatus.TO_REDIRECT: (
            "Lives closer to another office",
            "Asked for it",
            "Needs help that we cannot give",
        ),
        PersonStatus.LONG_ABSENT: ("Not seen for months", "Has moved away", "Does not answer any more"),
    },
)

_FRENCH = DemoTexts(
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

_SPANISH = DemoTexts(
    office="Oficina de demostración",
    notes={
        Outcome.POSITIVE: (
            "Larga conversación. Se va adaptando y preguntó por el grupo de los jueves.",
            "Oramos juntos. La soledad pesa menos desde que llegó la hermana.",
            "Llegaron los papeles. Gran alivio, dio las gracias a todos.",
            "Está mejor de salud, ya camina. Pidió el plan de lectura.",
        ),
        Outcome.NEUTRAL: (
            "Hablamos de la mudanza. Sigue buscando departamento.",
            "Trabaja de noche este mes, nos llamará.",
            "Preguntó los horarios de los cultos y los anotó.",
            "Todo sigue igual. El dueño todavía no contesta.",
        ),
        Outcome.NEGATIVE: (
            "Le dolió un comentario del domingo. Escuché; debería llamar alguien mayor.",
            "Se mudó y va a otra iglesia.",
            "Canceló la cita por segunda vez.",
            "Situación difícil en casa, no pudo hablar con libertad.",
        ),
        Outcome.NO_CONTACT: ("No llegó a la cita y no se le localiza.",),
    },
    call_notes={
        Outcome.POSITIVE: ("Se alegró de la llamada. Ya empezó el trabajo nuevo; mejor por las mañanas.",),
        Outcome.NEUTRAL: ("Llamada corta, iba en el autobús. Todo bien, sin novedades.",),
        Outcome.NEGATIVE: ("Por ahora no desea que le llamen.",),
        Outcome.NO_CONTACT: (
            "No contesta, dejé un mensaje.",
            "El número está apagado.",
            "Contestó otra persona; dará el recado.",
            "Llamé dos veces, sin respuesta.",
        ),
    },
    visit_notes={
        Outcome.POSITIVE: (
            "Conocí a toda la familia. Los niños quieren entrar al coro.",
            "Pasó después del culto; la próxima vez traerá a un amigo.",
            "Buena visita, café y una hora de historias. Quiere ayudar en la cocina.",
        ),
        Outcome.NEUTRAL: ("Visita breve porque había invitados. Quedamos en hablar.",),
        Outcome.NEGATIVE: ("Iban de salida: diez minutos en la puerta.",),
        Outcome.NO_CONTACT: ("No había nadie en casa, dejé una nota con la vecina.",),
    },
    next_actions=(
        "Llamar y preguntar cómo le fue en la entrevista",
        "Visitar con alguien del grupo",
        "Llevar los documentos para la solicitud",
        "Enviar el programa del mes",
        "Acompañar a la clínica",
        "Invitar a la comida del sábado",
        "Preguntar si encontró departamento",
        "Orar y llamar después del examen",
    ),
    prayer_requests=(
        "Por un trabajo estable.",
        "Por la salud de mi madre; la operan el mes que viene.",
        "Paz en la familia.",
        "Por los exámenes de los hijos.",
        "Que salgan los papeles.",
        "Gracias por el nacimiento de un nieto.",
        "Fuerzas para cuidar a mi padre.",
        "Encontrar departamento antes de fin de año.",
    ),
    how_heard=(
        "Por un compañero de trabajo",
        "El letrero que se ve desde el autobús",
        "Radio",
        "Mi hermana es miembro",
        "Un volante en el mercado",
        "Redes sociales",
        "Una vecina",
    ),
    professions=(
        ("Enfermera", "Enfermero"),
        ("Maestra", "Maestro"),
        ("Chofer", "Chofer"),
        ("Costurera", "Sastre"),
        ("Comerciante", "Comerciante"),
        ("Estudiante", "Estudiante"),
        ("Contadora", "Contador"),
        ("Electricista", "Electricista"),
        ("Cocinera", "Cocinero"),
        ("Guardia", "Guardia"),
        ("Peluquera", "Peluquero"),
        ("Jubilada", "Jubilado"),
        ("Busca trabajo", "Busca trabajo"),
        ("Secretaria", "Mecánico"),
        ("Limpieza", "Limpieza"),
        ("Vendedora", "Albañil"),
    ),
    titles=(
        "Solicitud de SNAP",
        "Ciudadanía: revisar el formulario",
        "Petición familiar, primera plática",
        "Presión y azúcar",
        "Visita al supermercado",
        "Clase de cocina",
        "Presupuesto del hogar",
        "Horas extra sin pagar",
        "Grupo de jóvenes, uno a uno",
        "Fax al condado",
        "Referencia al albergue",
    ),
    interaction_notes=(
        "Trajo todo menos el comprobante de domicilio; lo envía esta semana.",
        "Se explicaron los pasos y se entregó la lista de documentos en los dos idiomas.",
        "Valores un poco altos; se le dijo cuándo ir al médico.",
        "Vino con dos de los hijos, hizo muchas preguntas.",
        "Llenamos el formulario juntos, hay copia en el expediente.",
        "La próxima vez hace falta intérprete.",
        "",
    ),
    locations=(
        "Oficina principal",
        "Sala 2",
        "Cocina comunitaria",
        "Salón parroquial",
        "Clínica, ventanilla 3",
        "",
    ),
    status_reasons={
        PersonStatus.INTEGRATED: ("Viene cada semana", "Ya es parte de un grupo", "De acuerdo con el pastor"),
        PersonStatus.TO_REDIRECT: (
            "Vive más cerca de otra oficina",
            "A petición propia",
            "Necesita una ayuda que no damos",
        ),
        PersonStatus.LONG_ABSENT: ("Hace meses que no se le ve", "Se mudó", "Ya no contesta"),
    },
)

TEXTS = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH}
