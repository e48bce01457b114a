"""Records as cards, a card for each kind: one in full, several as lines that unfold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.gui import icons
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button, IconButton
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Elided, Label
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services.case_sheets import Sheet

UNFOLDED = 2
"""Records of a kind that stand unfolded; of more, each is a line."""
LINES = 12
"""Lines of a kind before “Show all”."""
AT_ONCE = 1
"""Cards made in one turn."""
NEVER_DELETED = frozenset({"case", "person", "override", "evidence_item", "custody_step"})


class SheetList(QWidget):
    """The records of some kinds. Cards are made a few at a time, so that keys are never kept waiting."""

    editing = Signal(str, str)
    """Kind and record somebody wants to change."""
    adding = Signal(str, str)
    """Kind somebody wants to add, and the record above it."""
    deleting = Signal(object)
    """A Sheet somebody wants to delete."""
    filing = Signal(object, str)
    """A Sheet and its field whose file somebody wants to see."""

    def __init__(self, desk: Desk, tab: str, *, offer: bool = True) -> None:
        super().__init__()
        self._desk, self._tab, self._offer = desk, tab, offer
        self.setObjectName(f"case.{tab}")
        self._box = column(space=16)
        self._loading = Loading(8)
        self._box.addWidget(self._loading)
        self._box.addStretch(1)
        self.setLayout(self._box)
        self._left: list[tuple[str, list[Sheet]]] = []
        self._open: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._some)

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        self._open.clear()
        self._left = []
        clear(self._box)
        self._loading = Loading(8)
        self._box.addWidget(self._loading)
        self._box.addStretch(1)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show records, kind by kind in the order of the work."""
        order = [cls.kind for cls in kinds.kinds_of(self._tab)]
        ranked = sorted(sheets, key=lambda one: order.index(one.kind) if one.kind in order else len(order))
        self._left = [(kind, list(same)) for kind, same in groupby(ranked, key=lambda one: one.kind)]
        missing = [cls for cls in kinds.kinds_of(self._tab) if cls.kind not in {one.kind for one in sheets}]
        clear(self._box)
        if not self._left:
            self._box.addWidget(self._nothing())
        if self._offer:
            self._add_missing([cls.kind for cls in missing if kinds.may_add(self._desk, cls)])
        self._box.addStretch(1)
        self._at = 0
        self._some()

    def show_problem(self, problem: UserError) -> None:
        """Say why the records cannot be shown."""
        self._left = []
        clear(self._box)
        card = Card()
        card.body.addWidget(Empty("warning-circle", what(problem), next_step(problem)))
        self._box.addWidget(card)
        self._box.addStretch(1)

    def _nothing(self) -> Card:
        card = Card()
        words = tr(N_("What is written for this part of the work will stand here."))
        card.body.addWidget(Empty("file-dotted", tr(N_("Nothing is written here yet")), words))
        return card

    def _some(self) -> None:
        """Make some cards, and the others at the next turns."""
        for kind, sheets in self._left[:AT_ONCE]:
            self._box.insertWidget(self._at, self._card(kind, sheets))
            self._at += 1
        self._left = self._left[AT_ONCE:]
        if self._left:
            self._later.start()

    def _card(self, kind: str, sheets: list[Sheet]) -> Card:
        many = len(sheets) > UNFOLDED
        note = str(len(sheets)) if len(sheets) > 1 else _written(sheets[0])
        card = Card(sheets[0].title, note, name=f"case.sheet.{kind}")
        if kinds.may_add(self._desk, RECORDS[kind]) and RECORDS[kind].many:
            text = tr(N_("Add"))
            add = Button(text, name=f"case.sheet.{kind}.add", icon="plus", small=True)
            add.setAccessibleName(f"{text}: {sheets[0].title}")
            add.clicked.connect(lambda _checked: self.adding.emit(kind, ""))
            card.tools.addWidget(add)
        if len(sheets) == 1:
            self._put_tools(card.tools, sheets[0])
            card.body.addWidget(self._whole(sheets[0]))
            return card
        for sheet in sheets[:LINES]:
            card.body.addWidget(self._folding(sheet, unfolded=not many or sheet.record in self._open))
        rest = sheets[LINES:]
        if rest:
            self._put_rest(card, rest)
        return card

    def _put_rest(self, card: Card, rest: list[Sheet]) -> None:
        """More lines come by dozens, when somebody wants them."""
        words = tr(N_("Show {count} more"), count=len(rest))
        more = Button(words, name=f"case.sheet.{rest[0].kind}.more", kind="quiet")
        foot = card.set_foot(more, STRETCH)

        def show() -> None:
            let_go(foot)
            for sheet in rest[:LINES]:
                card.body.addWidget(self._folding(sheet, unfolded=False))
            if rest[LINES:]:
                self._put_rest(card, rest[LINES:])

        more.clicked.connect(lambda _checked: show())

    def _put_tools(self, box: QBoxLayout, sheet: Sheet) -> None:
        cls = RECORDS[sheet.kind]
        if not (self._desk.may(Right.EDIT_CASE) and cls.category in self._desk.me.writable):
            return
        name = f"case.sheet.{sheet.kind}.{sheet.record}"
        edit = Button(tr(N_("Open")), name=f"{name}.edit", icon="pencil-simple", small=True)
        edit.setAccessibleName(tr(N_("Open {title}"), title=sheet.title))
        edit.clicked.connect(lambda _checked: self.editing.emit(sheet.kind, sheet.record))
        box.addWidget(edit)
        if sheet.kind not in NEVER_DELETED:
            words = tr(N_("Delete {title}"), title=sheet.title)
            delete = IconButton("trash", words, name=f"{name}.delete", kind="quiet")
            delete.clicked.connect(lambda _checked: self.deleting.emit(sheet))
            box.addWidget(delete)

    def _folding(self, sheet: Sheet, *, unfolded: bool) -> QWidget:
        """A record as a line, which unfolds below itself."""
        fold = IconButton("caret-right", "", name=f"case.sheet.{sheet.record}.fold", kind="quiet")
        line = row(fold, Elided(sheet.summary or _written(sheet), "strong"), space=8, margins=(8, 4, 16, 4))
        line.setStretch(1, 1)
        line.addWidget(Label(_written(sheet), "small"))
        self._put_tools(line, sheet)
        inner = column(holder(line), space=0)
        made = frame("row", inner)
        shown: list[QWidget] = []

        def turn() -> None:
            if shown:
                shown[0].setVisible(not shown[0].isVisible())
            else:
                shown.append(self._whole(sheet))
                inner.addWidget(shown[0])
            _say_fold(fold, sheet, open_=not shown[0].isHidden())
            (self._open.discard if shown[0].isHidden() else self._open.add)(sheet.record)

        _say_fold(fold, sheet, open_=False)
        fold.clicked.connect(lambda _checked: turn())
        if unfolded:
            turn()
        return made

    def _whole(self, sheet: Sheet) -> QWidget:
        inner = column(Facts(sheet.said, sheet.withheld), space=8, margins=(16, 12, 16, 12))
        if sheet.files:
            inner.addLayout(self._files(sheet))
        below = [cls for cls in RECORDS.values() if cls.parent == sheet.kind]
        for cls in below:
            rows = [one for one in sheet.rows if one.kind == cls.kind]
            self._put_rows(inner, sheet, cls.kind, tr(cls.title), rows)
        return holder(inner)

    def _files(self, sheet: Sheet) -> Flow:
        flow = Flow(8)
        for field in sheet.files:
            label = next((one.label for one in sheet.said if one.name == field), field)
            button = Button(label, name=f"case.sheet.{sheet.record}.{field}", icon="file", small=True)
            button.clicked.connect(lambda _checked, field=field: self.filing.emit(sheet, field))
            flow.addWidget(button)
        return flow

    def _put_rows(
        self, inner: QBoxLayout, above: Sheet, kind: str, title: str, rows: Sequence[Sheet]
    ) -> None:
        """The records below a record: their words, and a way to change each or add one."""
        may = kinds.may_add(self._desk, RECORDS[kind])
        if not rows and not may:
            return
        head = row(Label(title, "smallstrong"), STRETCH, space=8)
        if may:
            add = Button(
                tr(N_("Add")), name=f"case.sheet.{above.record}.{kind}.add", kind="quiet", small=True
            )
            add.setAccessibleName(tr(N_("Add {title}"), title=title))
            add.clicked.connect(lambda _checked: self.adding.emit(kind, above.record))
            head.addWidget(add)
        inner.addWidget(frame("line"))
        inner.addLayout(head)
        for one in rows[:LINES]:
            line = row(Elided(one.summary or one.title), space=8)
            line.setStretch(0, 1)
            self._put_tools(line, one)
            inner.addLayout(line)

    def _add_missing(self, missing: Sequence[str]) -> None:
        if not missing:
            return
        card = Card(tr(N_("Not written yet")), name=f"case.{self._tab}.missing")
        flow = Flow(8)
        flow.setContentsMargins(16, 12, 16, 12)
        for kind in missing:
            title = tr(RECORDS[kind].title)
            button = Button(
                title, name=f"case.{self._tab}.add.{kind}", icon="plus", small=True, pressed=self._adds(kind)
            )
            button.setAccessibleName(tr(N_("Add {title}"), title=title))
            flow.addWidget(button)
        card.body.addWidget(holder(flow))
        self._box.addWidget(card)

    def _adds(self, kind: str) -> Callable[[], None]:
        return lambda: self.adding.emit(kind, "")


def _written(sheet: Sheet) -> str:
    return tr(N_("written {day}"), day=day(date.fromisoformat(sheet.written)))


def _say_fold(button: IconButton, sheet: Sheet, *, open_: bool) -> None:
    button.setIcon(icons.icon("caret-down" if open_ else "caret-right", "text2"))
    words = N_("Fold {title}") if open_ else N_("Unfold {title}")
    button.setToolTip(tr(words, title=sheet.title))
    button.setAccessibleName(tr(words, title=f"{sheet.title} {sheet.summary}"))
