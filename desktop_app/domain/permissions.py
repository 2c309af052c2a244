"""Who may do what: one table, role by action by whose person, read by every controller and by the windows that grey things out."""

from __future__ import annotations

from enum import Enum, StrEnum

from desktop_app.domain.context import Actor
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.vocabulary import Role


class Action(StrEnum):
    """Something that a user asks the program to do."""

    VIEW_PERSON = "view_person"
    CREATE_PERSON = "create_person"
    EDIT_PERSON = "edit_person"
    DELETE_PERSON = "delete_person"
    SET_STATUS = "set_status"
    ASSIGN_MENTOR = "assign_mentor"
    PAUSE_PERSON = "pause_person"
    IMPORT_PEOPLE = "import_people"
    MERGE_PEOPLE = "merge_people"
    VIEW_FOLLOW_UPS = "view_follow_ups"
    RECORD_FOLLOW_UP = "record_follow_up"
    CHANGE_FOLLOW_UP = "change_follow_up"
    VIEW_OVERDUE = "view_overdue"
    VIEW_NEXT_ACTIONS = "view_next_actions"
    VIEW_STATISTICS = "view_statistics"
    VIEW_INTERACTIONS = "view_interactions"
    RECORD_INTERACTION = "record_interaction"
    CHANGE_INTERACTION = "change_interaction"
    VIEW_LOG = "view_log"
    VIEW_MENTORS = "view_mentors"
    MANAGE_ABSENCES = "manage_absences"
    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"


class Reach(Enum):
    """How far a role's right to an action goes."""

    NONE = 0
    OWN = 1  # the persons assigned to the user
    AUTHOR = 2  # what the user wrote
    ALL = 3


_NONE, _OWN, _AUTHOR, _ALL = Reach.NONE, Reach.OWN, Reach.AUTHOR, Reach.ALL

TABLE: dict[Action, dict[Role, Reach]] = {
    action: dict(zip((Role.CAN_COMMITTEE, Role.MENTOR, Role.PASTOR, Role.ADMIN), reaches, strict=True))
    for action, reaches in {
        #                           committee mentor   pastor  admin
        Action.VIEW_PERSON: (_ALL, _OWN, _ALL, _ALL),
        Action.CREATE_PERSON: (_ALL, _NONE, _ALL, _ALL),
        Action.EDIT_PERSON: (_ALL, _OWN, _ALL, _ALL),
        Action.DELETE_PERSON: (_NONE, _NONE, _ALL, _ALL),
        Action.SET_STATUS: (_ALL, _OWN, _ALL, _ALL),
        Action.ASSIGN_MENTOR: (_ALL, _NONE, _ALL, _ALL),
        Action.PAUSE_PERSON: (_ALL, _OWN, _ALL, _ALL),
        Action.IMPORT_PEOPLE: (_ALL, _NONE, _ALL, _ALL),
        Action.MERGE_PEOPLE: (_ALL, _NONE, _ALL, _ALL),
        Action.VIEW_FOLLOW_UPS: (_ALL, _OWN, _ALL, _ALL),
        Action.RECORD_FOLLOW_UP: (_NONE, _OWN, _ALL, _ALL),
        Action.CHANGE_FOLLOW_UP: (_AUTHOR, _AUTHOR, _ALL, _ALL),
        Action.VIEW_OVERDUE: (_ALL, _OWN, _ALL, _ALL),
        Action.VIEW_NEXT_ACTIONS: (_NONE, _OWN, _ALL, _ALL),
        Action.VIEW_STATISTICS: (_NONE, _OWN, _ALL, _ALL),
        Action.VIEW_INTERACTIONS: (_ALL, _OWN, _ALL, _ALL),
        Action.RECORD_INTERACTION: (_ALL, _OWN, _ALL, _ALL),
        Action.CHANGE_INTERACTION: (_AUTHOR, _AUTHOR, _ALL, _ALL),
        Action.VIEW_LOG: (_ALL, _OWN, _ALL, _ALL),
        Action.VIEW_MENTORS: (_ALL, _ALL, _ALL, _ALL),
        Action.MANAGE_ABSENCES: (_NONE, _OWN, _ALL, _ALL),
        Action.MANAGE_USERS: (_NONE, _NONE, _NONE, _ALL),
        Action.MANAGE_SETTINGS: (_NONE, _NONE, _NONE, _ALL),
    }.items()
}


def reach(actor: Actor, action: Action) -> Reach:
    """Return how far *actor*'s right to *action* goes."""
    return TABLE[action][actor.role]


ANYBODY = -1
"""Stands for "whoever it is": asks whether an actor may do something to somebody at all. None is *no mentor*."""


def may(
    actor: Actor, action: Action, *, mentor_id: int | None = ANYBODY, author_id: int | None = ANYBODY
) -> bool:
    """Return whether *actor* may do *action* to a person of *mentor_id*, or to what *author_id* wrote.

    A person without a mentor (``None``) is nobody's own.
    """
    match reach(actor, action):
        case Reach.ALL:
            return True
        case Reach.OWN:
            return mentor_id in (actor.id, ANYBODY)
        case Reach.AUTHOR:
            return author_id in (actor.id, ANYBODY)
        case Reach.NONE:
            return False


def require(
    actor: Actor, action: Action, *, mentor_id: int | None = ANYBODY, author_id: int | None = ANYBODY
) -> None:
    """Let through what ``may`` allows.

    Raises:
        NotAllowed: *actor* may not do *action* here.
    """
    if not may(actor, action, mentor_id=mentor_id, author_id=author_id):
        raise NotAllowed


def own_only(actor: Actor, action: Action) -> int | None:
    """Return the mentor id that lists must be narrowed to for *actor*, or None when all may be seen.

    Raises:
        NotAllowed: the role may not see such a list at all.
    """
    require(actor, action)
    return actor.id if reach(actor, action) is Reach.OWN else None
