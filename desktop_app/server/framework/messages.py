"""The messages of the follow-ups API, in three languages.

The French ones are those of docs/contract/follow-ups-api.md, word for word: programs rely on them, so they stand here and not in the
catalogues, where somebody might better them.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.vocabulary import NotificationKind
from desktop_app.i18n import texts


class Message(NamedTuple):
    """One sentence; ``str`` gives it in the language that the request is answered in."""

    fr: str
    en: str
    es: str

    def __str__(self) -> str:
        return str(getattr(self, texts.language()))


# docs/contract/follow-ups-api.md, sections 1 to 5
FOLLOW_UP_RECORDED = Message("Suivi enregistré avec succès", "Follow-up recorded", "Seguimiento registrado")
FOLLOW_UPS_LISTED = Message(
    "Historique des suivis récupéré", "Follow-ups listed", "Historial de seguimientos obtenido"
)
STATISTICS_READ = Message(
    "Statistiques de suivi récupérées", "Follow-up statistics", "Estadísticas de seguimiento obtenidas"
)
OVERDUE_LISTED = Message(
    "Suivis en retard récupérés avec succès", "Overdue follow-ups listed", "Seguimientos atrasados obtenidos"
)
ACTIONS_LISTED = Message(
    "Prochaines actions récupérées", "Next actions listed", "Próximas acciones obtenidas"
)
# in the same style, for the endpoints that docs/contract/decisions.md adds
NEXT_ACTION_DONE = Message(
    "Prochaine action marquée comme faite", "Next action marked as done", "Próxima acción marcada como hecha"
)
NEXT_ACTION_OPENED = Message(
    "Prochaine action rouverte", "Next action opened again", "Próxima acción reabierta"
)
FOLLOW_UP_READ = Message("Suivi récupéré", "Follow-up", "Seguimiento obtenido")
FOLLOW_UP_CHANGED = Message("Suivi modifié avec succès", "Follow-up changed", "Seguimiento modificado")
FOLLOW_UP_DELETED = Message("Suivi supprimé avec succès", "Follow-up deleted", "Seguimiento eliminado")
PERSONS_LISTED = Message("Liste des visiteurs récupérée", "Persons listed", "Lista de personas obtenida")
PERSON_READ = Message("Visiteur récupéré", "Person", "Persona obtenida")
PERSON_ADDED = Message("Visiteur enregistré avec succès", "Person added", "Persona registrada")
PERSON_CHANGED = Message("Visiteur modifié avec succès", "Person changed", "Persona modificada")
STATUS_CHANGED = Message("Statut du visiteur mis à jour", "Status changed", "Estado actualizado")
MENTOR_ASSIGNED = Message("Mentor assigné avec succès", "Mentor assigned", "Mentor asignado")
MENTORS_LISTED = Message("Liste des mentors récupérée", "Mentors listed", "Lista de mentores obtenida")
NOTIFICATIONS_LISTED = Message("Notifications récupérées", "Notifications listed", "Notificaciones obtenidas")
NOTIFICATION_READ = Message(
    "Notification marquée comme lue", "Notification marked as read", "Notificación marcada como leída"
)
NOTIFICATIONS_READ = Message(
    "Notifications marquées comme lues", "Notifications marked as read", "Notificaciones marcadas como leídas"
)
SIGNED_IN = Message("Connexion réussie", "Signed in", "Sesión iniciada")
SIGNED_OUT = Message("Déconnexion réussie", "Signed out", "Sesión cerrada")
PROFILE_READ = Message("Profil récupéré", "Profile", "Perfil obtenido")

NOTIFICATIONS = {
    NotificationKind.INTERACTION_RECORDED: Message(
        "{by} a enregistré une interaction client avec {person}",
        "{by} recorded a client interaction with {person}",
        "{by} registró una interacción con {person}",
    ),
    NotificationKind.FOLLOW_UP_RECORDED: Message(
        "{by} a enregistré un suivi de {person}",
        "{by} recorded a follow-up of {person}",
        "{by} registró un seguimiento de {person}",
    ),
    NotificationKind.PERSON_ASSIGNED: Message(
        "{person} vous a été confié(e)", "{person} was assigned to you", "Se le ha asignado a {person}"
    ),
    NotificationKind.PERSON_UNASSIGNED: Message(
        "{person} ne vous est plus confié(e)",
        "{person} is no longer assigned to you",
        "{person} ya no está a su cargo",
    ),
    NotificationKind.PEOPLE_ASSIGNED: Message(
        "{count} personnes vous ont été confiées",
        "{count} people were assigned to you",
        "Se le han asignado {count} personas",
    ),
    NotificationKind.COLLEAGUE_AWAY: Message(
        "{away} est absent(e) du {first} au {last} : ses visiteurs vous sont confiés",
        "{away} is away from {first} to {last}: you look after their people",
        "{away} está ausente del {first} al {last}: sus personas quedan a su cargo",
    ),
    NotificationKind.NEVER_CONTACTED: Message(
        "{person} attend un premier contact depuis {days} jour(s)",
        "{person} has been waiting for a first contact for {days} day(s)",
        "{person} espera un primer contacto desde hace {days} día(s)",
    ),
    NotificationKind.WAITING_TOO_LONG: Message(
        "{person} attend un contact depuis {days} jour(s)",
        "{person} has been waiting for a contact for {days} day(s)",
        "{person} espera un contacto desde hace {days} día(s)",
    ),
    NotificationKind.NEXT_ACTION_OVERDUE: Message(
        "La prochaine action pour {person} est en retard de {days} jour(s)",
        "The next action for {person} is {days} day(s) past due",
        "La próxima acción para {person} lleva {days} día(s) de retraso",
    ),
}
ABSENCE_TAKEN_BACK = Message(
    "L’absence de {away} a été annulée",
    "The absence of {away} was taken back",
    "La ausencia de {away} se ha anulado",
)

# errors: the lists "Codes d'erreur" of the document
INVALID_BODY = Message("Données invalides", "Invalid data", "Datos no válidos")
INVALID_QUERY = Message(
    "Paramètres de requête invalides", "Invalid query parameters", "Parámetros no válidos"
)
MENTOR_REQUIRED = Message("mentor_id requis", "mentor_id is required", "mentor_id es obligatorio")
UNAUTHORIZED = Message("Non authentifié", "Not authenticated", "No autenticado")
FORBIDDEN = Message("Permissions insuffisantes", "Insufficient permissions", "Permisos insuficientes")
FORBIDDEN_PERSON = Message(
    "Permissions insuffisantes ou visiteur non assigné au mentor",
    "Insufficient permissions, or the person is not assigned to the mentor",
    "Permisos insuficientes, o la persona no está asignada al mentor",
)
NOT_FOUND = {
    "person": Message("Visiteur non trouvé", "Person not found", "Persona no encontrada"),
    "follow_up": Message("Suivi non trouvé", "Follow-up not found", "Seguimiento no encontrado"),
    "user": Message("Mentor non trouvé", "Mentor not found", "Mentor no encontrado"),
    "notification": Message(
        "Notification non trouvée", "Notification not found", "Notificación no encontrada"
    ),
}
NOTHING_HERE = Message("Ressource non trouvée", "Nothing is here", "Recurso no encontrado")
WRONG_METHOD = Message("Méthode non autorisée", "Method not allowed", "Método no permitido")
TOO_LARGE = Message(
    "Corps de requête trop volumineux",
    "The body is too large",
    "El cuerpo de la petición es demasiado grande",
)
NOT_JSON = Message(
    "Le corps de la requête doit être du JSON (Content-Type: application/json)",
    "The body must be JSON (Content-Type: application/json)",
    "El cuerpo de la petición debe ser JSON (Content-Type: application/json)",
)
MALFORMED_JSON = Message(
    "Le corps de la requête n'est pas du JSON valide",
    "The body is not valid JSON",
    "El cuerpo de la petición no es JSON válido",
)
NOT_AN_OBJECT = Message(
    "Le corps de la requête doit être un objet JSON",
    "The body must be a JSON object",
    "El cuerpo de la petición debe ser un objeto JSON",
)
REFUSED_REQUEST = Message("Requête refusée", "Request refused", "Petición rechazada")
TOO_SLOW = Message(
    "La requête est arrivée trop lentement",
    "The request arrived too slowly",
    "La petición llegó demasiado despacio",
)
TOO_MANY_CONNECTIONS = Message(
    "Trop de connexions en même temps, réessayez dans un instant",
    "Too many connections at once, try again in a moment",
    "Demasiadas conexiones a la vez, inténtelo en un momento",
)
NOT_HTTP = Message(
    "La requête n'est pas du HTTP valide",
    "The request is not valid HTTP",
    "La petición no es HTTP válido",
)
TOO_MANY_REQUESTS = Message(
    "Trop de tentatives de connexion, réessayez plus tard",
    "Too many attempts to sign in, try again later",
    "Demasiados intentos de inicio de sesión, inténtelo más tarde",
)
BUSY = Message(
    "La base de données est occupée : rien n'a été enregistré, réessayez dans un instant",
    "The data is busy: nothing was saved, try again in a moment",
    "La base de datos está ocupada: no se guardó nada, inténtelo de nuevo en un momento",
)
DISK_FULL = Message(
    "Le disque est plein : rien n'a été enregistré",
    "The disk is full: nothing was saved",
    "El disco está lleno: no se guardó nada",
)
NO_NEXT_ACTION = Message(
    "Il n'y a pas de prochaine action : envoyez aussi nextActionNeeded = true",
    "There is no next action: send nextActionNeeded = true too",
    "No hay próxima acción: envíe también nextActionNeeded = true",
)
WRONG_KEY = Message(
    "Une clé compte de 1 à 255 lettres, chiffres ou signes, sans espace ni accent",
    "A key is 1 to 255 letters, digits or signs, without blanks or accents",
    "Una clave tiene de 1 a 255 letras, cifras o signos, sin espacios ni acentos",
)
KEY_OF_ANOTHER = Message(
    "Cette clé a déjà servi pour une autre requête : rien n'a été enregistré",
    "This key was that of another request already: nothing was saved",
    "Esta clave ya se usó para otra petición: no se guardó nada",
)
NOTHING_TO_CHANGE = Message(
    "Envoyez au moins un des champs modifiables : {names}",
    "Send at least one of the fields that can be changed: {names}",
    "Envíe al menos uno de los campos modificables: {names}",
)
SERVER_ERROR = Message("Erreur serveur", "Server error", "Error del servidor")
REQUIRED = Message("Champ requis", "This field is required", "Campo obligatorio")
TEXT = Message("Doit être un texte", "Must be a text", "Debe ser un texto")
# query parameters
WHOLE_NUMBER = Message(
    "Doit être un nombre entier entre {least} et {most}",
    "Must be a whole number from {least} to {most}",
    "Debe ser un número entero entre {least} y {most}",
)
INTEGER = Message("Doit être un nombre entier", "Must be an integer", "Debe ser un número entero")
IDENTIFIER = Message("Doit être un UUID valide", "Must be a valid UUID", "Debe ser un UUID válido")
DAY = Message(
    "Doit être une date au format YYYY-MM-DD", "Must be a date as YYYY-MM-DD", "Debe ser una fecha YYYY-MM-DD"
)
CHOICE = Message(
    "Doit être l'une de ces valeurs : {choices}", "Must be one of: {choices}", "Debe ser uno de: {choices}"
)
