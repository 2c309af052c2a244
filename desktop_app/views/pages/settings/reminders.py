"""When the program reminds of somebody by itself, and whom: only administrators change it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.domain.records import Organisation
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.base.session import Session
from desktop_app.views.kit.accessibility import announce
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.moment_field import TimeField, read_time
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.fields.threshold_field import difference
from desktop_app.views.kit.labels import label
from desktop_app.views.pages.settings.organisation_part import OrganisationPart
from desktop_app.views.wording import formats

_PAUSE = 150  # milliseconds after the last key until it is asked what another limit would change
_MOST = 3650  # days


class Reminders(OrganisationPart):
    """From when on somebody is due, who is reminded of it, and when not. Another limit says at once what it would change."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, tr("Reminders"), "reminderSettings", parent, "saveReminders")
        self._never = NumberField(0, _MOST, name="remindNeverContacted")
        self._overdue = NumberField(0, _MOST, name="overdueDays")
        self._preview = label("", wrap=True, name="overduePreview")
        self._actions = _check_box(tr("Remind of overd&ue next actions"), "remindNextActions")
        self._mentors = _check_box(tr("Remind the &mentor"), "remindMentors")
        self._leaders = _check_box(tr("Also tell &pastors if it continues"), "remindLeaders")
        self._escalate = NumberField(0, _MOST, name="escalateDays")
        self._quiet_from = TimeField(name="quietFrom")
        self._quiet_to = TimeField(name="quietTo")
        self._listed: int | None = None  # by the limit that is saved
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)

        self._overdue.setKeyboardTracking(True)  # what another limit would change is said while one types
        self._quiet_to.setPlaceholderText(tr("07:00"))
        self._quiet_from.setPlaceholderText(tr("20:00"))
        self._lay_out()

        for signal in (
            self._never.valueChanged,
            self._overdue.valueChanged,
            self._actions.toggled,
            self._mentors.toggled,
            self._leaders.toggled,
            self._escalate.valueChanged,
            self._quiet_from.textEdited,
            self._quiet_to.textEdited,
        ):
            signal.connect(self.touch)
        self._overdue.valueChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._ask_for_preview)

    def _lay_out(self) -> None:
        self.add("remind_never_contacted_days", FormRow(tr("First contact due withi&n"), self._never))
        self.add(
            "overdue_days",
            FormRow(
                tr("Contact &due every"),
                self._overdue,
                help_text=tr("Since the last contact. The dashboard starts there, too."),
            ),
        )
        self.column.addWidget(self._preview)
        for box in (self._actions, self._mentors, self._leaders):
            self.column.addWidget(box)
        self.add("escalate_days", FormRow(tr("Tell the pastors afte&r"), self._escalate))
        self._add_quiet_hours()
        fields = (self._never, self._overdue, self._actions, self._mentors, self._leaders, self._escalate)
        self.finish_part(*fields, self._quiet_from, self._quiet_to)
        self._preview.setVisible(self.may)

    def _add_quiet_hours(self) -> None:
        for key, words, field in (
            ("quiet_from", tr("Quiet hours &from"), self._quiet_from),
            ("quiet_to", tr("unti&l"), self._quiet_to),
        ):
            row = FormRow(words, field)
            row.keep_field_short()
            self.add(key, row)
        help_text = tr("Reminders held back come afterwards. Leave both empty if any hour will do.")
        self.column.addWidget(label(help_text, "muted", wrap=True))

    def show_settings(self, organisation: Organisation) -> None:
        """Write the settings into the fields."""
        self._never.setValue(organisation.remind_never_contacted_days)
        self._overdue.setValue(organisation.overdue_days)
        self._actions.setChecked(organisation.remind_next_actions)
        self._mentors.setChecked(organisation.remind_mentors)
        self._leaders.setChecked(organisation.remind_leaders)
        self._escalate.setValue(organisation.escalate_days)
        self._quiet_from.set_value(read_time(organisation.quiet_from))
        self._quiet_to.set_value(read_time(organisation.quiet_to))
        self._follow()
        self._listed = None
        self._pause.start()

    def touch(self, *_: object) -> None:
        """Something was typed or chosen."""
        super().touch()
        self._follow()

    def _follow(self) -> None:
        for field in (self._never, self._overdue, self._escalate):
            field.setSuffix(" " + trn("day", "days", field.value()))
        self.rows["escalate_days"].setEnabled(self._leaders.isChecked())

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, by setting."""
        return {
            "remind_never_contacted_days": self._never.value(),
            "overdue_days": self._overdue.value(),
            "remind_next_actions": self._actions.isChecked(),
            "remind_mentors": self._mentors.isChecked(),
            "remind_leaders": self._leaders.isChecked(),
            "escalate_days": self._escalate.value(),
            "quiet_from": _time_in(self._quiet_from),
            "quiet_to": _time_in(self._quiet_to),
        }

    # -- what another limit would change

    def _ask_for_preview(self) -> None:
        if not self.may:
            return
        session, days, saved = self.session, self._overdue.value(), self.organisation.overdue_days
        waiting, listed = session.controllers.waiting, self._listed

        def work() -> tuple[int, int]:
            return (
                waiting.count(session.actor, saved) if listed is None else listed,
                waiting.count(session.actor, days),
            )

        self.run(work, lambda preview: self._show_preview(days, saved, *preview))

    def _show_preview(self, days: int, saved: int, listed: int, count: int) -> None:
        if days != self._overdue.value() or saved != self.organisation.overdue_days:
            return  # another number has been typed meanwhile
        self._listed = listed
        people = trn("{number} person", "{number} people", count, number=formats.number(count))
        limit = f"{days} {trn('day', 'days', days)}"
        if days == saved:
            self._preview.setText(tr("{limit}: {people}", limit=limit, people=people))
            return
        self._preview.setText(
            tr(
                "{limit}: {difference} ({people})",
                limit=limit,
                difference=difference(count, listed),
                people=people,
            )
        )
        announce(self._overdue, self._preview.text())


def _check_box(words: str, name: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setObjectName(name)
    box.setAccessibleName(words.replace("&", ""))
    return box


def _time_in(field: TimeField) -> str:
    """As it is stored; what is no time is left to the rules to refuse."""
    value = field.value()
    return value.strftime("%H:%M") if value is not None else field.text().strip()
