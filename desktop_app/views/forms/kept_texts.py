"""The texts of a panel, a dialog or a section that is no form of its own, kept as a draft while somebody types, and offered back.

``KeptTexts(session, form, fields, parent, on_put_back=None)``   *fields* are line edits and growing texts by name; ``notice`` (a
    ChoiceNotice) is to be shown above them. ``begin(key, person=None)`` starts from what stands in them now and puts back what was not
    saved the last time; ``start_here()`` when the program filled them anew; ``saved()`` once saved
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.records import Draft, PersonName
from desktop_app.i18n.texts import tr
from desktop_app.views.base.session import Session
from desktop_app.views.forms.drafts import DraftKeeper
from desktop_app.views.kit.choice_notice import ChoiceNotice
from desktop_app.views.kit.fields.growing_text import GrowingText
from desktop_app.views.wording import formats

TextField = QLineEdit | GrowingText


class KeptTexts(QObject):
    """Keeps what is typed into some fields; one draft for each key."""

    def __init__(
        self,
        session: Session,
        form: str,
        fields: Mapping[str, TextField],
        parent: QWidget,
        on_put_back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._form, self._fields = session, form, dict(fields)
        self._on_put_back = on_put_back or (lambda: None)
        self._start: dict[str, str] = {}
        self._key = ""
        self._person: PersonName | None = None
        self._keeper: DraftKeeper | None = None
        self.notice = ChoiceNotice(name=f"{form}Draft")
        self.notice.first_requested.connect(self.notice.clear)
        self.notice.second_requested.connect(self._discard)
        for field in self._fields.values():
            field.textChanged.connect(self._typed)
        parent.installEventFilter(self)

    def begin(self, key: str, person: PersonName | None = None) -> None:
        """Keep what is typed from now on as the draft of *key*, about *person*; put back what was typed and not saved the last time."""
        self.stop()
        self._key, self._person = key, person
        self._start = self._texts()
        keeper = self._begin_keeping()
        keeper.load(partial(self._put_back, keeper))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep at once what is typed when the panel goes out of sight: it is left, closed, or the window is."""
        if event.type() is QEvent.Type.Hide and self._keeper is not None:
            self._keeper.keep()
        return super().eventFilter(watched, event)

    def start_here(self) -> None:
        """Take what the program wrote into the fields for what they start from."""
        self._start = self._texts()

    def saved(self) -> None:
        """Forget the draft: what was typed is saved, or not wanted any more."""
        if self._keeper is not None:
            self._keeper.drop()
        self.stop()

    def stop(self) -> None:
        """Keep nothing more until ``begin``; what was kept stays."""
        if self._keeper is not None:
            self._keeper.keep()
            self._keeper.deleteLater()
            self._keeper = None
        self.notice.clear()

    def _begin_keeping(self) -> DraftKeeper:
        self._keeper = DraftKeeper(
            self._session, self._form, self._key, self._worth_keeping, lambda: self._person, self
        )
        return self._keeper

    def _texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self._fields.items()}

    def _worth_keeping(self) -> dict[str, Any] | None:
        texts = self._texts()
        return dict(texts) if texts != self._start else None

    def _typed(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _write(self, texts: Mapping[str, Any]) -> None:
        for name, field in self._fields.items():
            text = texts.get(name)
            if isinstance(text, str):  # a draft of another shape says nothing of this field
                field.set_text(text) if isinstance(field, GrowingText) else field.setText(text)

    def _put_back(self, keeper: DraftKeeper, draft: Draft | None) -> None:
        if draft is None or keeper is not self._keeper or self._texts() != self._start:
            return
        self._write(draft.content)
        if self._texts() == self._start:
            return
        self._on_put_back()
        moment = formats.short_moment(self._session.controllers.clock.local(draft.updated_at))
        self.notice.show_words(
            tr("You wrote this on {moment} and did not save it.", moment=moment),
            tr("Continue"),
            tr("Discard"),
        )

    def _discard(self) -> None:
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper.deleteLater()
        self._write(self._start)
        self._begin_keeping()
        self.notice.clear()
