"""The head of a case: who it is about, what to know before anything is done, its stages and tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record
from victimcase.domain.words import STAGE_TITLES, Stage
from victimcase.gui import icons
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.parts.badge import RISKS, Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import MenuButton
from victimcase.gui.parts.chips import Tabs
from victimcase.gui.parts.stages import StageBar, StageShown, StepShown
from victimcase.gui.parts.text import Elided, Label, LinkButton, Symbol
from victimcase.i18n import N_, tr
from victimcase.services.case_view import Header, Mark, Overview, Point, State, Stretch

FLAGS_SHOWN = 2


def badges_of(header: Header, desk: Desk) -> list[Status]:
    """Risk, restriction, child and closed, as badges."""
    found = []
    if header.child:
        found.append(Status("baby", tr(N_("Child")), "accent"))
    if header.risk is None:
        found.append(Status("eye-slash", tr(N_("Risk withheld")), "private"))
    elif header.risk:
        icon, tone = RISKS.get(header.risk, RISKS[""])
        words = tr(N_("{level} risk"), level=tr(desk.reference.label("risk_level", header.risk)))
        found.append(Status(icon, words, tone))
    if header.restricted:
        found.append(Status("shield-chevron", tr(N_("Restricted")), "private"))
    if not header.steps:
        found.append(Status("archive", tr(N_("Closed")), "neutral"))
    return found


def stages_shown(bar: Iterable[Stretch]) -> list[StageShown]:
    """The stages in the words of the stage bar."""
    return [StageShown(one.title, _stage_words(one), tuple(map(_step_shown, one.marks))) for one in bar]


def _stage_words(one: Stretch) -> str:
    if one.stage is None:
        return ""
    if one.complete:
        return tr(N_("complete"))
    return tr(N_("{done} of {all}"), done=one.done, all=len(one.marks))


def _step_shown(mark: Mark) -> StepShown:
    state = {State.DONE: "done", State.HERE: "here"}.get(mark.state, "todo")
    if mark.state is State.DONE:
        words = tr(N_("done"))
    elif mark.state is State.NOT_BEGUN:
        words = tr(N_("not begun"))
    else:
        words = tr(N_("{count} missing"), count=mark.missing) if mark.missing else tr(N_("ready"))
    return StepShown(mark.step, mark.title, state, words)


class CaseHead(QWidget):
    """Who, what can be done, where the case stands, and the tabs."""

    step_pressed = Signal(object)
    tab_chosen = Signal(str)
    adding = Signal(str)
    """A kind of record somebody wants to add."""
    flag_pressed = Signal(str)
    printing = Signal(str)
    """The paper somebody wants: referral_letter or case_sheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = Elided("", "title")
        self._script = Label("", "titlesecond")
        self._badges = row(space=8)
        self._facts = Flow(16, lines=4)
        self._flags = column(space=2)
        self._print = self._print_button()
        self._menu = QMenu(self)
        self._menu.setObjectName("case.add.menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._found: Overview | None = None
        self._add = MenuButton(tr(N_("Add record")), self._menu, name="case.add", icon="plus")
        self._add.setVisible(desk.may(Right.EDIT_CASE))
        first = row(self._name, self._script, self._badges, STRETCH, space=10)
        words = column(first, self._facts, self._flags, space=4)
        tools = row(self._print, self._add, space=16)
        tools.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._who = row(words, tools, space=24, margins=(20, 12, 20, 12))
        self._who.setStretch(0, 1)
        self.bar = StageBar()
        self.bar.pressed.connect(self.step_pressed)
        self._tabs_shown: list[tuple[str, str, str]] = []
        self.tabs = Tabs(name="case.tabs", aloud=tr(N_("Parts of the case")))
        self.tabs.changed.connect(self.tab_chosen)
        card = frame(
            "card",
            column(
                frame("head", self._who),
                frame("head", column(self.bar, margins=(8, 0, 8, 0))),
                self.tabs,
                space=0,
                margins=(1, 1, 1, 1),
            ),
        )
        self.setLayout(column(card))

    def _print_button(self) -> MenuButton:
        menu = QMenu(self)
        menu.setObjectName("case.print.menu")
        for code, words in (
            ("referral_letter", N_("Referral letter…")),
            ("case_sheet", N_("Case sheet for the own office…")),
            ("", N_("Other papers…")),
        ):
            menu.addAction(tr(words)).triggered.connect(self._prints(code))
        made = MenuButton(tr(N_("Print")), menu, name="case.print", icon="printer")
        made.setVisible(self._desk.may(Right.RELEASE))
        return made

    def _prints(self, output: str) -> Callable[[], None]:
        return lambda: self.printing.emit(output)

    def show_case(self, found: Overview) -> None:
        """Show a case."""
        header = found.header
        self._name.setText(header.name or tr(N_("Name not known")))
        self._script.setText(header.name_in_script)
        self._script.setVisible(bool(header.name_in_script))
        clear(self._badges)
        for status in badges_of(header, self._desk):
            self._badges.addWidget(Badge(status))
        clear(self._facts)
        for icon, words, private in _facts(header):
            self._facts.addWidget(_fact(icon, words, private=private))
        self._show_flags(header)
        stages = stages_shown(found.bar)
        aloud = [f"{one.title}: {_stage_words(one)}" for one in found.bar if one.stage is not None]
        self.bar.show_stages(stages, ". ".join(aloud))
        self._show_tabs(found)
        self._found = found

    def _show_flags(self, header: Header) -> None:
        clear(self._flags)
        for one in header.flags[:FLAGS_SHOWN]:
            link = LinkButton(one.title, name=f"case.flag.{one.record}")
            link.clicked.connect(lambda _checked, record=one.record: self.flag_pressed.emit(record))
            line = row(Symbol("flag-fill", "warn"), link, Elided(one.what_to_do, "small"), space=6)
            line.setStretch(2, 1)
            self._flags.addWidget(holder(line))
        more = len(header.flags) - FLAGS_SHOWN
        if more > 0:
            link = LinkButton(tr(N_("{count} more flags"), count=more), name="case.flag.more")
            link.clicked.connect(lambda _checked: self.tab_chosen.emit(kinds.PERSON))
            self._flags.addWidget(link)

    def _show_tabs(self, found: Overview) -> None:
        numbers = {
            kinds.DOCUMENTS: found.counts.get("document", 0),
            kinds.REFERRALS: found.counts.get("referral", 0),
            kinds.CONSENT: found.counts.get("consent", 0),
            kinds.TASKS: found.tasks_open,
        }
        shown = [(code, tr(words), str(numbers.get(code) or "")) for code, words in kinds.TABS.items()]
        if shown != self._tabs_shown:
            self._tabs_shown = shown
            self.tabs.set_tabs(shown)

    def _fill_menu(self) -> None:
        """What the step wants next comes first; the rest by stage."""
        self._menu.clear()
        found = self._found
        if found is None:
            return
        wanted = list(dict.fromkeys(_wanted(found.gate.missing if found.gate else ())))
        wanted = [one for one in wanted if kinds.may_add(self._desk, RECORDS[one]) and _new(found, one)]
        for kind in wanted[:6]:
            self._action(self._menu, RECORDS[kind], f"case.add.{kind}")
        if wanted:
            self._menu.addSeparator()
        for tab in (kinds.PERSON, *(str(stage) for stage in Stage)):
            title = STAGE_TITLES[Stage(tab)] if tab != kinds.PERSON else N_("Person and case")
            self._part(tr(title), kinds.kinds_of(tab), found)
        others = [RECORDS[kind] for kind in ("document", "referral", "consent", "task")]
        self._menu.addSeparator()
        for cls in others:
            if kinds.may_add(self._desk, cls):
                self._action(self._menu, cls, f"case.add.{cls.kind}.last")

    def _part(self, title: str, offered: Iterable[type[Record]], found: Overview) -> None:
        allowed = [one for one in offered if kinds.may_add(self._desk, one) and _new(found, one.kind)]
        if not allowed:
            return
        part = self._menu.addMenu(title)
        for cls in allowed:
            self._action(part, cls, f"case.add.{cls.kind}.all")

    def _action(self, menu: QMenu, cls: type[Record], name: str) -> None:
        action = menu.addAction(icons.icon(kinds.icon_of(cls.kind)), tr(cls.title))
        action.setObjectName(name)
        action.triggered.connect(self._emits(cls.kind))

    def _emits(self, kind: str) -> Callable[[], None]:
        return lambda: self.adding.emit(kind)

    def narrow(self, narrow: bool) -> None:
        """In a narrow window the words of the print button stand in its tip."""
        words = tr(N_("Print"))
        self._print.setText("      " if narrow else f"  {words}    ")
        self._print.setToolTip(words if narrow else "")


def _wanted(points: Iterable[Point]) -> Iterable[str]:
    return (one.kind for one in points if not one.record)


def _new(found: Overview, kind: str) -> bool:
    """Whether one more record of a kind can be added."""
    return RECORDS[kind].many or not found.counts.get(kind)


def _facts(header: Header) -> Iterable[tuple[str, str, bool]]:
    yield "hash", header.number, False
    if header.age:
        yield "cake", tr(N_("{age} years"), age=header.age), False
    if header.citizenship_names:
        yield "globe-hemisphere-east", header.citizenship_names, False
    if header.language:
        yield "translate", _language(header), False
    if header.responsible:
        yield "arrows-left-right", tr(N_("Responsible now: {name}"), name=header.responsible), False
    if header.safe_contact is None:
        yield "eye-slash", tr(N_("Safe contact withheld")), True
    elif header.safe_contact:
        yield "phone", tr(N_("Safe contact: {how}"), how=", ".join(header.safe_contact)), False
    else:
        yield "phone-slash", tr(N_("Safe contact not asked yet")), False


def _language(header: Header) -> str:
    if header.interpreter:
        return tr(N_("{language}, interpreter: {name}"), language=header.language, name=header.interpreter)
    if header.interpreter_needed:
        return tr(N_("{language}, interpreter needed"), language=header.language)
    return header.language


def _fact(icon: str, words: str, *, private: bool) -> QWidget:
    tone = "private" if private else ""
    text = Elided(words, "small", tone=tone)
    text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return holder(row(Symbol(icon, tone or "text2"), text, space=6))
