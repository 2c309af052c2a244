"""The line at the head of the window in which one finds somebody, or adds whom nobody is called.

``PersonFind(session)``   a QuickFind; ``chosen(person)``, ``add_requested(name)``, ``failed(error)``
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop_app.domain.names.near_names import is_new_name
from desktop_app.domain.permissions import Action
from desktop_app.domain.records import Person
from desktop_app.i18n.texts import tr
from desktop_app.views.base.person_search import detail, second_line
from desktop_app.views.base.session import Session
from desktop_app.views.kit.fields.quick_find import QuickFind
from desktop_app.views.kit.private_line import NumberCover


class PersonFind(QuickFind):
    """Finds people everywhere in the window."""

    failed = Signal(object)
    """The search went wrong: the exception."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Find a person…  (Ctrl+K)"), name="quickFind")
        self._session = session
        NumberCover(self, session.privacy)
        self.search_requested.connect(self._look)

    def _look(self, typed: str) -> None:
        session = self._session

        def show(people: tuple[Person, ...]) -> None:
            masked, today = session.privacy.masked, session.controllers.clock.today()
            results = [
                (person, person.full_name, detail(person, masked, today), second_line(person, masked))
                for person in people
            ]
            self.set_results(results, for_text=typed, add_text=self._offer(typed, people))

        session.operations.run(
            lambda: session.controllers.persons.find(session.actor, typed),
            show,
            self.failed.emit,
            owner=self,
        )

    def _offer(self, typed: str, people: tuple[Person, ...]) -> str:
        """The offer to add *typed*, where it is nobody's name and one may; else nothing."""
        is_new = is_new_name(typed, [person.full_name for person in people])
        if not is_new or not self._session.may(Action.CREATE_PERSON):
            return ""
        return tr("Add “{name}”", name=" ".join(typed.split()))
