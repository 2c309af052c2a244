"""The style sheet that Qt's Fusion style wears, written from the colours of one theme.

``style_sheet(tokens, night)`` is called by ``theme.apply`` only. What a widget may ask for through a dynamic property:

``kind``     on QPushButton: ``primary`` (filled, one a screen), ``danger`` (outlined in *late*), ``quiet`` (no frame);
             on QToolButton: ``outlined``
``role``     on QLabel: ``muted``; ``tone`` on QLabel: ``late``, ``soon``, ``good``, ``accent``
``invalid``  on an input: ``true`` draws its frame in *late*
``surface``  on QFrame: ``card`` (framed), ``plain`` (surface colour, no frame), ``line`` (one hairline)
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from desktop_app.system import paths

if TYPE_CHECKING:
    from desktop_app.views.look.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[tone="late"] { color: $late; }
QLabel[tone="soon"] { color: $soon; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="accent"] { color: $accent; }
QLabel:disabled { color: $disabled; }
QFrame[surface="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[surface="popup"] { background: $raised; border: 1px solid $line_strong; border-radius: 6px; }
QFrame[surface="tour"] { background: $raised; border: 2px solid $accent; border-radius: 6px; }
QFrame[surface="popup"] QAbstractItemView { background: $raised; border: none; }
QFrame[surface="plain"] { background: $surface; border: none; }
QFrame[surface="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[notice="error"] { background: $late_soft; border: 1px solid $late; border-radius: 6px; }
QFrame[notice="warning"] { background: $soon_soft; border: 1px solid $soon; border-radius: 6px; }
QFrame[notice="info"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $field_line; border-radius: 6px;
    padding: 0 13px; min-height: 30px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked, QPushButton[marked="true"] { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 12px; min-height: 28px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:focus {
    border: 2px solid $accent; padding: 0 12px; min-height: 28px;
}
QPushButton[kind="primary"]:disabled { background: $line; color: $disabled; border-color: $line; }
QPushButton[kind="danger"] { color: $late; border-color: $late; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: $late_soft; }
QPushButton[kind="danger"]:focus { border: 2px solid $accent; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[toast="action"], QPushButton[toast="close"] {
    background: transparent; border: 1px solid transparent; color: $night_accent; font-weight: 600; padding: 0 9px;
}
QPushButton[toast="action"]:hover, QPushButton[toast="close"]:hover { background: $night_accent_soft; }
QPushButton[toast="action"]:focus, QPushButton[toast="close"]:focus { border: 2px solid $night_accent; padding: 0 8px; }
QLabel[toast="text"] { color: $night_text; }

QToolButton {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 0 6px; min-height: 30px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 0 5px; min-height: 28px; }
QToolButton:disabled { color: $disabled; }
QToolButton[kind="outlined"] { background: $surface; border: 1px solid $field_line; padding: 0 10px; }
QToolButton[kind="outlined"]:focus { border: 2px solid $accent; padding: 0 9px; }
QToolButton[kind="outlined"][popupMode="2"], QToolButton[kind="outlined"][popupMode="2"]:focus { padding-right: 0; }
QToolButton[kind="sidebar"] { padding: 0 10px; text-align: left; color: $text; font-weight: 400; }
QToolButton[kind="sidebar"][marked="true"] {
    background: $accent_soft; color: $accent; border-left: 4px solid $accent; padding-left: 7px;
}
QToolButton[kind="sidebar"]:focus { border: 2px solid $accent; padding: 0 9px; }
QToolButton[kind="sidebar"][marked="true"]:focus { border-left: 4px solid $accent; padding-left: 7px; }
QFrame#draftNotice { margin-bottom: 12px; }
QFrame#sidebar { background: $surface; border: none; border-right: 1px solid $line; border-radius: 0; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $field_line; border-radius: 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox { padding: 0 8px; min-height: 30px; }
QAbstractSpinBox { padding: 0 24px 0 8px; min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 3px 4px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {
    border: none; background: transparent; padding: 0; min-height: 0; border-radius: 0;
}
QLineEdit QToolButton, QLineEdit QToolButton:hover { border: none; background: transparent; padding: 0; min-height: 0; min-width: 0; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
    border-color: $muted;
}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"], QComboBox[invalid="true"],
QAbstractSpinBox[invalid="true"] { border-color: $late; background: $surface; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 0 7px; min-height: 28px;
}
QAbstractSpinBox:focus { padding: 0 23px 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 2px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $window; color: $disabled; border-color: $line;
}
QLineEdit:read-only { background: $window; }
QPlainTextEdit[readOnly="true"] { background: $surface; border-color: $line; }
QPlainTextEdit[readOnly="true"]:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$icons/chevron-down-$theme.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $line_strong; border-radius: 0; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {
    background: $accent_soft; color: $text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 22px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$icons/chevron-up-$theme.svg"); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url("$icons/chevron-down-$theme.svg"); width: 11px; height: 11px; }

QCheckBox, QRadioButton {
    outline: none; background: transparent; spacing: 8px; border: 2px solid transparent; border-radius: 6px; padding: 3px 4px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $field_line; border-radius: 4px; background: $surface;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/check-$theme.svg");
}
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$icons/dash-$theme.svg");
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $line_strong; }

QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractItemView:focus { border-color: $accent; }
QListWidget:focus { border: 2px solid $accent; }
QListView::item { min-height: 30px; padding: 0 8px; }
QListView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $line_strong;
    padding: 0 10px; height: 30px; font-size: 12px; font-weight: 600;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $field_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListWidget#settingsSections::item:disabled { color: $muted; padding-top: 12px; }

QMenu { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 8px; }
QMenu::indicator:non-exclusive:checked { image: url("$icons/tick-$theme.svg"); }
QMenu::indicator:exclusive:checked { image: url("$icons/tick-$theme.svg"); }

QProgressBar { background: $neutral_soft; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: $line; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 12px; border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar { outline: none; }
QTabBar::tab:selected:focus { color: $accent; border: 2px solid $accent; border-radius: 6px; padding: 6px 10px 8px 10px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QCalendarWidget QWidget { background: $surface; alternate-background-color: $surface; }
QCalendarWidget QAbstractItemView {
    border: none; selection-background-color: $accent; selection-color: $on_accent; outline: none;
}
QCalendarWidget QToolButton { min-height: 26px; padding: 0 8px; font-weight: 600; }
""")


def style_sheet(tokens: Tokens, night: Tokens) -> str:
    """The whole sheet in the colours of *tokens*; messages are in those of *night* whatever the theme."""
    icons = (paths.resources() / "icons" / "controls").as_posix()
    nightly = {f"night_{name}": colour for name, colour in night._asdict().items()}
    return _SHEET.substitute(
        tokens._asdict(), **nightly, icons=icons, theme="dark" if tokens.dark else "light"
    )
