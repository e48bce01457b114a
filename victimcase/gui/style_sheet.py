"""The style sheet. Its places are filled by `theme`; tables have none, as scrolling would become four times slower."""

SHEET = """
QMainWindow, QDialog, QWidget[ground="bg"], QScrollArea[ground="bg"] { background: $bg; }
QWidget[ground="side"] { background: $side; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="subtle"] { background: $subtle; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 8px; font-size: $pt_small; }

QLabel { background: transparent; }
QLabel[role="small"] { font-size: $pt_small; color: $text2; }
QLabel[role="hint"] { font-size: $pt_small; color: $text3; }
QLabel[role="second"] { color: $text2; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="smallstrong"] { font-size: $pt_small; font-weight: 700; color: $text2; }
QLabel[role="section"] { font-size: $pt_section; font-weight: 700; }
QLabel[role="title"] { font-size: $pt_title; font-weight: 700; }
QLabel[role="titlesecond"] { font-size: $pt_title; color: $text2; }
QLabel[role="lock"] { font-size: $pt_lock; font-weight: 700; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="private"] { color: $private; }
QLabel[tone="accent"] { color: $accenttext; }

QFrame[part="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[part="foot"] { background: $subtle; border: 0; border-top: 1px solid $line;
    border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }
QFrame[part="rail"] { background: $subtle; border: 0; border-top-left-radius: 8px; border-bottom-left-radius: 8px; }
QFrame[part="head"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QFrame[part="row"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QFrame[part="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[part="upright"] { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QFrame[part="box"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[part="box"][tone="danger"] { border: 2px solid $danger; }
QFrame[part="box"][tone="dashed"] { border: 1px dashed $border; background: $surface; }
QFrame[part="notice"] { border-radius: 8px; border: 1px solid $accent; background: $selected; }
QFrame[part="notice"][tone="danger"] { border-color: $danger; background: $dangersoft; }
QFrame[part="notice"][tone="warn"] { border-color: $warn; background: $warnsoft; }
QFrame[part="notice"][tone="ok"] { border-color: $ok; background: $oksoft; }
QFrame[part="notice"][tone="private"] { border-color: $private; background: $privatesoft; }
QFrame[part="saved"] { background: $surface; border: 1px solid $border; border-radius: 8px; }

QPushButton { min-height: $px_28; padding: 1px 12px; border-radius: 6px; border: 1px solid $border;
    background: $surface; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:disabled { border: 1px dashed $border; color: $text3; background: transparent; }
QPushButton[kind="filled"] { background: $accent; border-color: $accent; color: $onaccent; font-weight: 700; }
QPushButton[kind="filled"]:hover { background: $accenthover; border-color: $accenthover; }
QPushButton[kind="filled"]:disabled { background: transparent; border: 1px dashed $border; color: $text3;
    font-weight: 400; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accenttext;
    font-weight: 700; padding: 1px 8px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="careful"] { border-color: $danger; color: $danger; }
QPushButton[kind="careful"]:hover { background: $dangersoft; }
QPushButton[size="row"] { min-height: $px_24; }
QPushButton[shape="icon"] { padding: 1px 6px; min-width: $px_16; }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { border: 0; background: transparent; border-radius: 6px; padding: 2px 4px; }
QToolButton:hover { background: $hover; }
QToolButton[part="chip"] { min-height: $px_20; padding: 1px 10px; border: 1px solid $border; border-radius: $px_11;
    background: $surface; font-size: $pt_small; }
QToolButton[part="chip"]:hover { background: $hover; }
QToolButton[part="chip"]:checked { background: $selected; border-color: $accent; color: $accenttext;
    font-weight: 700; }
QToolButton[part="chip"][tone="value"] { background: $neutralsoft; border-color: $border; }
QToolButton[part="chip"][tone="dashed"] { border-style: dashed; color: $text2; }
QToolButton[part="chip"]::menu-indicator { image: none; width: 0; }
QToolButton[part="segment"] { min-height: $px_24; padding: 1px 10px; border: 1px solid $border; border-radius: 0;
    background: $surface; font-size: $pt_small; margin: 0; }
QToolButton[part="segment"] { border-left: 0; }
QToolButton[part="segment"][end="first"] { border-left: 1px solid $border; border-top-left-radius: 6px;
    border-bottom-left-radius: 6px; }
QToolButton[part="segment"][end="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton[part="segment"][end="only"] { border: 1px solid $border; border-radius: 6px; }
QToolButton[part="segment"]:hover { background: $hover; }
QToolButton[part="segment"]:checked { background: $accent; color: $onaccent; font-weight: 700; }
QToolButton[part="segment"][tone="quiet"]:checked { background: $selected; color: $accenttext; }
QToolButton[part="segment"]:disabled { color: $text3; }
QToolButton[part="tab"] { border: 0; border-radius: 0; border-bottom: 3px solid transparent; padding: 6px 2px 5px 2px;
    color: $text2; }
QToolButton[part="tab"]:hover { background: transparent; border-bottom-color: $border; }
QToolButton[part="tab"]:checked { color: $accenttext; font-weight: 700; border-bottom-color: $accent; }
QToolButton[part="link"] { color: $accenttext; font-weight: 700; padding: 0 2px; }
QToolButton[part="link"]::menu-indicator { image: none; width: 0; }
QToolButton[part="rail"] { text-align: left; border-radius: 6px; padding: 5px 12px; color: $text2; }
QToolButton[part="rail"]:checked { background: $selected; color: $accenttext; font-weight: 700; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit {
    min-height: $px_28; border: 1px solid $border; border-radius: 6px; padding: 1px 10px; background: $surface;
    selection-background-color: $accent; selection-color: $onaccent; }
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QLineEdit[state="problem"], QPlainTextEdit[state="problem"], QComboBox[state="problem"], QSpinBox[state="problem"],
QFrame[state="problem"] { border: 2px solid $danger; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $subtle; border-style: dotted; }
QLineEdit[state="withheld"], QPlainTextEdit[state="withheld"] { background: $privatesoft; border: 1px solid $private;
    color: $private; font-weight: 700; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $text3; background: $subtle; }
QLineEdit[part="bare"] { border: 0; background: transparent; padding: 0 4px; min-height: $px_20; }
QFrame[part="field"] { border: 1px solid $border; border-radius: 6px; background: $surface; }
QFrame[part="field"][state="problem"] { border: 2px solid $danger; }
QFrame[part="field"][state="withheld"] { background: $privatesoft; border: 1px solid $private; }
QComboBox { padding-right: 4px; }
QComboBox::drop-down { border: 0; width: $px_28; subcontrol-position: right center; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView[part="popup"] { background: $surface; border: 1px solid $border;
    selection-background-color: $selected; selection-color: $text; outline: 0; }
QListView[part="popup"]::item { padding: 4px 8px; }
QListView[part="popup"]::item:selected { background: $selected; color: $text; }
QAbstractSpinBox { padding: 0; }
QAbstractSpinBox QLineEdit { border: 0; min-height: 0; padding: 0 8px; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QCheckBox, QRadioButton { spacing: 8px; min-height: $px_24; background: transparent; }

QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 0; border-radius: 3px; background: $track; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
"""
