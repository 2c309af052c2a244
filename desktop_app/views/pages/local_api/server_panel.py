"""The card with which an administrator switches the HTTP server on and off, and says who may reach it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.serving import Phase, PortTaken, ServerState, Serving
from desktop_app.i18n.texts import tr
from desktop_app.views.base.failures import describe
from desktop_app.views.base.session import Session
from desktop_app.views.forms.kept_texts import KeptTexts
from desktop_app.views.kit.buttons import button, spoken
from desktop_app.views.kit.chip import Chip
from desktop_app.views.kit.fields.copy_field import CopyField
from desktop_app.views.kit.fields.form_row import FormRow
from desktop_app.views.kit.fields.number_field import NumberField
from desktop_app.views.kit.fields.segmented import SegmentedChoice
from desktop_app.views.kit.labels import card, label, set_property
from desktop_app.views.kit.notice import Notice
from desktop_app.views.look import theme
from desktop_app.views.pages.local_api.remembered import PORTS
from desktop_app.views.wording import formats

WIDTH = 440


class FileField(QWidget):
    """The path of a file, typed or chosen."""

    changed = Signal()

    def __init__(self, *, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = title
        self._line = QLineEdit()
        self._line.setObjectName(f"{name}Path")
        self._choose = button(tr("Choose…"), name=f"{name}Choose")
        self.setFocusProxy(self._line)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.S2)
        across.addWidget(self._line, 1)
        across.addWidget(self._choose)
        self._line.textChanged.connect(self.changed)
        self._choose.clicked.connect(self._ask)

    def path(self) -> Path | None:
        """The file, or None while nothing is said."""
        text = self._line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show *path*."""
        self._line.setText(str(path or ""))

    def _ask(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self._title, self._line.text())
        if chosen:
            self._line.setText(chosen)


class ServerPanel(QWidget):
    """State, switch, port, reach, certificate. ``show_state`` keeps it true; ``serving`` is what is chosen."""

    start_requested = Signal()
    stop_requested = Signal()
    certificate_requested = Signal()
    """Make the program's own certificate anew, after asking."""

    def __init__(self, session: Session, serving: Serving) -> None:
        super().__init__()
        self._clock = session.controllers.clock
        self._running: Serving | None = None
        self._state = ServerState()
        self._chip = Chip(name="serverState")
        self._switch = button(tr("Switch &on"), "primary", name="switchServer")
        self._again = button(tr("Use the &new choices"), name="restartServer")
        self._address = CopyField(name="serverAddress", accessible_name=tr("Address"))
        self._address_row = FormRow(tr("Address"), self._address)
        self._notice = Notice(name="serverNotice")
        self._port = NumberField(*PORTS, serving.port, name="serverPort")
        self._port.setGroupSeparatorShown(False)
        self._reach = SegmentedChoice(
            [("pc", tr("This PC only"), ""), ("network", tr("Office network"), "")], name="serverReach"
        )
        self._reach.set_value("network" if serving.on_network else "pc")
        self._reach_row = FormRow(tr("Who can reach it"), self._reach)
        self._network = self._make_network(serving)
        self._more = button(tr("More…"), "quiet", name="serverMore")
        self._more.setCheckable(True)
        self._others = QLineEdit(", ".join(serving.origins))
        self._others_row = FormRow(
            tr("Web pages that may call it"),
            self._others,
            name="serverOrigins",
            help_text=tr(
                "Their origins, with commas between them, such as https://intranet.example. None: no page may."
            ),
        )
        texts = {"origins": self._others, "names": self._names}
        self._kept = KeptTexts(session, "local_api", texts, self, lambda: self._more.setChecked(True))
        self._lay_out()
        self._connect()
        self._show_reach()
        self._kept.begin("edit:serving")
        self.start_requested.connect(self._begin_anew)
        self.show_state(ServerState(), None)

    def _make_network(self, serving: Serving) -> QWidget:
        inside = QWidget()
        self._whose = SegmentedChoice(
            [("suivi", tr("Created by Suivi"), ""), ("office", tr("The office’s own"), "")],
            name="certificateChoice",
        )
        self._whose.set_value("office" if serving.certificate or serving.key else "suivi")
        self._certificate = FileField(name="certificateFile", title=tr("Choose the certificate"))
        self._certificate.set_path(serving.certificate)
        self._key = FileField(name="certificateKey", title=tr("Choose the certificate’s key"))
        self._key.set_path(serving.key)
        self._certificate_row = FormRow(tr("Certificate (PEM)"), self._certificate)
        self._key_row = FormRow(tr("Its key (PEM)"), self._key)
        self._names = QLineEdit(", ".join(serving.names))
        self._names_row = FormRow(
            tr("Other names of this PC"),
            self._names,
            name="serverNames",
            help_text=tr("By which other programs call it, with commas between them."),
        )
        self._fingerprint = CopyField(
            name="fingerprint", accessible_name=tr("Fingerprint of the certificate"), lines=4
        )
        self._fingerprint_row = FormRow(tr("Fingerprint of the certificate (SHA-256)"), self._fingerprint)
        self._renew = button(tr("Create a new certificate…"), "quiet", name="renewCertificate")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S3)
        column.addWidget(FormRow(tr("Certificate"), self._whose))
        for row in (self._certificate_row, self._key_row, self._fingerprint_row):
            column.addWidget(row)
        column.addWidget(self._renew, 0, Qt.AlignmentFlag.AlignLeft)
        return inside

    def _lay_out(self) -> None:
        frame = card("serverSettings")
        frame.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.setSpacing(theme.S2)
        head.addWidget(label(tr("Local API"), "section"))
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self._again)
        head.addWidget(self._switch)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.S4, theme.S4, theme.S4, theme.S4)
        column.setSpacing(theme.S3)
        column.addLayout(head)
        for widget in (
            label(
                tr(
                    "Other programs can read and record here over HTTP, each as the user whose token it has: "
                    "it sees and does what that user may, no more."
                ),
                "muted",
                wrap=True,
            ),
            self._kept.notice,
            self._notice,
            self._address_row,
            self._reach_row,
            self._network,
            FormRow(tr("&Port"), self._port),
        ):
            column.addWidget(widget)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._names_row)
        column.addWidget(self._others_row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        outer.addStretch(1)

    def _connect(self) -> None:
        self._switch.clicked.connect(self._switch_over)
        self._again.clicked.connect(self.start_requested)
        self._notice.action_requested.connect(self._take_free_port)
        self._renew.clicked.connect(self.certificate_requested)
        self._reach.changed.connect(self._show_reach)
        self._whose.changed.connect(self._show_reach)
        self._more.toggled.connect(self._show_reach)
        for signal in (
            self._port.valueChanged,
            self._certificate.changed,
            self._key.changed,
            self._names.textChanged,
            self._others.textChanged,
        ):
            signal.connect(self._show_switch)

    def minimumSizeHint(self) -> QSize:
        """All of it: what scrolls is the page around, and words that wrap need their height at this width."""
        column = self.layout()
        return QSize(WIDTH, column.heightForWidth(WIDTH)) if column is not None else super().minimumSizeHint()

    def _begin_anew(self) -> None:
        """What is typed is used from now on: no draft any more."""
        self._kept.saved()
        self._kept.begin("edit:serving")

    # -- what is chosen

    def serving(self) -> Serving:
        """What is chosen now."""
        is_office = self._whose.value() == "office"
        return Serving(
            self._port.value(),
            on_network=self._reach.value() == "network",
            certificate=self._certificate.path() if is_office else None,
            key=self._key.path() if is_office else None,
            names=_listed(self._names.text()),
            origins=_listed(self._others.text()),
        )

    def focus_start(self) -> None:
        """Where one begins."""
        self._switch.setFocus()

    def _show_reach(self) -> None:
        on_network, is_office = self._reach.value() == "network", self._whose.value() == "office"
        self._reach_row.set_help(
            tr(
                "Every PC in the office network can reach it, encrypted (https). A program there must trust the "
                "certificate: give it the file, or compare the fingerprint."
            )
            if on_network
            else tr("Programs on this PC only; nothing is heard outside of it.")
        )
        self._network.setVisible(on_network)
        self._certificate_row.setVisible(is_office)
        self._key_row.setVisible(is_office)
        self._renew.setVisible(not is_office)
        self._names_row.setVisible(on_network and self._more.isChecked())
        self._others_row.setVisible(self._more.isChecked())
        self._show_fingerprint()
        self._show_switch()

    # -- how it stands

    def show_state(self, state: ServerState, running: Serving | None) -> None:
        """Show *state*; *running* is what it was started with, if it runs."""
        self._state, self._running = state, running
        shown: dict[Phase, tuple[str, theme.Tone]] = {
            Phase.OFF: (tr("Off"), "neutral"),
            Phase.STARTING: (tr("Starting…"), "soon"),
            Phase.ON: (tr("On"), "good"),
            Phase.STOPPING: (tr("Stopping…"), "soon"),
            Phase.FAILED: (tr("Not running"), "late"),
        }
        self._chip.set(*shown[state.phase])
        self._address_row.setVisible(bool(state.addresses))
        if state.addresses:
            self._address.set_text(state.addresses[0])
            others = state.addresses[1:4]
            self._address_row.set_help(tr("Or {addresses}", addresses=", ".join(others)) if others else "")
        self._show_error(state.error)
        self._show_fingerprint()
        self._show_switch()

    def _show_error(self, error: BaseException | None) -> None:
        if error is None:
            self._notice.clear()
            return
        failure = describe(error, "the local API")
        offer = (
            tr("Use port {port}", port=error.free) if isinstance(error, PortTaken) and error.free else None
        )
        self._notice.show_words(failure.text, kind="error", detail=failure.incident, action_text=offer)

    def _show_fingerprint(self) -> None:
        facts = self._state.certificate
        self._fingerprint_row.setVisible(facts is not None)
        if facts is not None:
            self._fingerprint.set_text(facts.fingerprint)
            until = formats.long_date(self._clock.local(facts.expires_at).date())
            self._fingerprint_row.set_help(tr("Expires {date}.", date=until))

    def _show_switch(self) -> None:
        phase = self._state.phase
        is_on = phase is Phase.ON
        self._switch.setText(tr("Switch &off") if is_on or phase is Phase.STOPPING else tr("Switch &on"))
        self._switch.setAccessibleName(spoken(self._switch.text()))
        set_property(self._switch, "kind", "outlined" if is_on or phase is Phase.STOPPING else "primary")
        self._switch.setEnabled(phase not in {Phase.STARTING, Phase.STOPPING})
        self._again.setVisible(is_on and self._running is not None and self._running != self.serving())

    def _switch_over(self) -> None:
        if self._state.phase is Phase.ON:
            self.stop_requested.emit()
        else:
            self.start_requested.emit()

    def _take_free_port(self) -> None:
        error = self._state.error
        if isinstance(error, PortTaken):
            self._port.setValue(error.free)
            self.start_requested.emit()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace(",", " ").split() if part)
