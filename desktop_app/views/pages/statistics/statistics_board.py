"""What the statistics page shows under its choices: figures, charts in two columns, all mentors in a table.

``StatisticsBoard(parent)``   ``show_overview(Overview)``, ``show_loading()``; ``figures``, ``cards``, ``table`` by name; signals
    ``mentor_requested(key)`` (a row of the table was opened), ``copied(words)``
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.periods import MentorFigures, Overview
from desktop_app.i18n.texts import tr, trn
from desktop_app.views.kit.charts.card import ChartCard
from desktop_app.views.kit.charts.chart import Chart
from desktop_app.views.kit.figure_card import UNKNOWN, FigureCard
from desktop_app.views.kit.labels import label
from desktop_app.views.look import theme
from desktop_app.views.pages.statistics import statistics_charts
from desktop_app.views.pages.statistics.mentor_figures_table import NOBODY, mentor_figures_table, side_by_side
from desktop_app.views.pages.statistics.statistics_words import compared_words, encounter_words, percent
from desktop_app.views.wording import formats

_ROWS = 12  # of the table of mentors, before it scrolls
_Make = Callable[[Overview], Chart]
_BLOCKS: tuple[tuple[dict[str, _Make], ...], ...] = (
    (
        {"overTime": statistics_charts.over_time, "newPeople": statistics_charts.new_people},
        {
            "byType": statistics_charts.by_type,
            "byOutcome": statistics_charts.by_outcome,
            "load": statistics_charts.workload,
        },
    ),
    (
        {"programs": statistics_charts.programs, "interactionTypes": statistics_charts.interaction_types},
        {"services": statistics_charts.services},
    ),
    ({"communes": statistics_charts.communes}, {"quartiers": statistics_charts.quartiers}),
    ({"mentors": statistics_charts.mentors},),
)
"""What stands beneath each other; each is parted into columns."""
_CHARTS = {name: make for block in _BLOCKS for column in block for name, make in column.items()}
_EVERYBODYS = "mentors"
_OF_ENCOUNTERS = ("programs", "interactionTypes", "services")


class StatisticsBoard(QScrollArea):
    """It scrolls; its parts are made within it from the start, since what moves to another parent is styled again."""

    mentor_requested = Signal(int)
    copied = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statisticsScroll")
        self.setAccessibleName(tr("Statistics"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        content = QWidget()
        self.setWidget(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.S3, theme.S5)
        column.setSpacing(theme.S3)

        self.figures = {
            "interactions": FigureCard(tr("follow-ups"), name="figureInteractions"),
            "active": FigureCard(tr("people met"), name="figureActive"),
            "new": FigureCard(tr("new people"), name="figureNew"),
            "integrated": FigureCard(
                tr("of those who came 3 to 6 months ago are integrated"), name="figureIntegrated"
            ),
            "encounters": FigureCard(tr("client interactions"), name="figureEncounters"),
            "actions": FigureCard(tr("next actions are open"), name="figureActions"),
        }
        self.cards = {name: ChartCard(f"chart-{name}", content) for name in _CHARTS}
        self.side_by_side = QWidget(content)
        self.table = mentor_figures_table()

        self._lay_out(column)
        self.table.activated_record.connect(self._open_mentor)
        for card in self.cards.values():
            card.copied.connect(self.copied)

    def _lay_out(self, column: QVBoxLayout) -> None:
        figures = QGridLayout()
        figures.setSpacing(theme.S3)
        column.addLayout(figures)
        for at, card in enumerate(self.figures.values()):
            figures.addWidget(card, 0, at)
            figures.setColumnStretch(at, 1)
        for block in _BLOCKS:
            across = QHBoxLayout()
            across.setSpacing(theme.S3)
            column.addLayout(across)
            for names in block:
                down = QVBoxLayout()
                down.setSpacing(theme.S3)
                across.addLayout(down, 1)
                for name in names:
                    down.addWidget(self.cards[name])
                down.addStretch(1)
        beneath = QVBoxLayout(self.side_by_side)
        beneath.setContentsMargins(0, theme.S2, 0, 0)
        beneath.setSpacing(theme.S2)
        title = QHBoxLayout()
        beneath.addLayout(title)
        title.addWidget(label(tr("Mentors side by side"), "section"), 1)
        title.addWidget(self.table.columns_button())
        beneath.addWidget(self.table)
        column.addWidget(self.side_by_side)
        column.addStretch(1)

    def _open_mentor(self, mentor_figures: MentorFigures) -> None:
        if mentor_figures.mentor.id != NOBODY:
            self.mentor_requested.emit(mentor_figures.mentor.id)

    def show_loading(self) -> None:
        """The frame of what is to come."""
        for figure in self.figures.values():
            figure.set_figure(UNKNOWN)
        for card in self.cards.values():
            card.set_chart(None)
        self.table.set_state("loading")

    def show_overview(self, overview: Overview) -> None:
        """Show *overview*; the mentors side by side where it is everybody's."""
        self._show_figures(overview)
        together = overview.mentor is None
        for name, make in _CHARTS.items():
            self.cards[name].set_chart(make(overview))
        self.cards[_EVERYBODYS].setVisible(together)
        self.side_by_side.setVisible(together)
        if together:
            records = side_by_side(overview)
            self.table.set_records(records)
            rows = min(max(len(records), 3), _ROWS) + 1.4
            self.table.setFixedHeight(round(rows * theme.row_height(compact=False)))

    def _show_figures(self, overview: Overview) -> None:
        period, figures, settled = overview.period, overview.figures, overview.settled
        for name, compared in (
            ("interactions", overview.interactions),
            ("active", overview.active_persons),
            ("new", overview.came),
        ):
            self.figures[name].set_figure(formats.number(compared.now), compared_words(compared, period))
        self.figures["integrated"].set_figure(
            UNKNOWN if settled.rate is None else percent(settled.rate),
            tr("nobody came for the first time then")
            if settled.rate is None
            else tr(
                "{count} of {all}",
                count=formats.number(settled.integrated),
                all=formats.number(settled.came),
            ),
        )
        met = overview.encounters
        self.figures["encounters"].setVisible(bool(met.total.count))
        self.figures["encounters"].set_figure(
            formats.number(met.total.count), encounter_words(met.total, met.persons)
        )
        for name in _OF_ENCOUNTERS:
            self.cards[name].setVisible(bool(met.total.count))
        self.figures["actions"].set_figure(
            formats.number(figures.pending_actions + figures.overdue_actions),
            trn(
                "{number} overdue, as of today",
                "{number} overdue, as of today",
                figures.overdue_actions,
                number=formats.number(figures.overdue_actions),
            ),
        )
