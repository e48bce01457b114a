"""What was shared without consent, and gates left against what they ask, with the second person's yes or no.

The way to share without consent stands last, in a quiet place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.legal_override import ASKS, COUNTS, OF_CONSENT, STAND_TITLES, Stand
from victimcase.domain.rights import Right
from victimcase.domain.words import STEP_TITLES, Category, Step
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, frame, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label
from victimcase.gui.words import day, time
from victimcase.i18n import N_, tr
from victimcase.services.case_sheets import Said
from victimcase.services.overrides import Declared

_SIGNS = {
    Stand.OPEN: ("hourglass-medium", "warn"),
    Stand.WAITING: ("hourglass-medium", "warn"),
    Stand.CONFIRMED: ("check-circle", "ok"),
    Stand.DECLINED: ("prohibit", "danger"),
    Stand.LAPSED: ("hourglass-low", "danger"),
    Stand.ENDED: ("clock-counter-clockwise", "neutral"),
}
_SHORT = {
    Stand.OPEN: N_("Counts, second person asked"),
    Stand.WAITING: N_("Waits for the second person"),
    Stand.CONFIRMED: N_("Confirmed"),
    Stand.DECLINED: N_("The second person said no"),
    Stand.LAPSED: N_("Not confirmed in time"),
    Stand.ENDED: N_("Ended"),
}


def title(desk: Desk, one: Declared) -> str:
    """What an override is about, in a line."""
    if one.of != OF_CONSENT:
        step = tr(STEP_TITLES[Step(one.at_step)]) if one.at_step in set(Step) else one.at_step
        return tr(N_("Step left with points missing: {step}"), step=step)
    purpose = tr(desk.reference.label("purpose", one.purpose)) if one.purpose else ""
    return " · ".join(filter(None, (purpose, one.recipient)))


def facts(desk: Desk, one: Declared) -> list[Said]:
    """What was declared, in words."""
    label = desk.reference.label
    told = ", ".join(tr(label("category", code)) for code in one.categories)
    made = f"{moment(one.made_at)}, {one.made_by_name}"
    seen = f"{moment(one.confirmed_at)}, {one.confirmed_by_name}" if one.confirmed_by else ""
    until = moment(one.confirm_until) if one.confirm_until and one.stand is Stand.OPEN else ""
    lines = (
        ("categories", N_("May be shared"), told),
        ("basis", N_("Legal basis"), tr(label("override_basis", one.basis)) if one.basis else ""),
        ("law", N_("Law or order"), one.law),
        ("made", N_("Declared"), made),
        ("until", N_("Confirm until"), until),
        ("seen", N_("Second person"), seen),
        ("ends", N_("Ends on"), day(date.fromisoformat(one.ends_on)) if one.ends_on else ""),
    )
    found = [Said(name, tr(words), text) for name, words, text in lines if text]
    if one.reason:
        found.append(Said("reason", tr(N_("What happened")), one.reason, True))
    return found


def may_make(desk: Desk, one: Declared) -> bool:
    """Whether a paper can be made of it now: it counts, and this person may give papers out."""
    return one.of == OF_CONSENT and one.stand in COUNTS and bool(one.recipient_id) and desk.may(Right.RELEASE)


def moment(text: str) -> str:
    """A moment as the window says it."""
    at = datetime.fromisoformat(text)
    return f"{day(at.astimezone().date())} {time(at)}"


class Overrides(QWidget):
    """A banner for each that waits, and below all else a card with those there were."""

    sharing = Signal()
    """Somebody wants to share without consent."""
    looking = Signal(object)
    """A Declared the second person wants to look at."""
    making = Signal(object)
    """A Declared that counts, of which somebody wants to make the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("case.overrides")
        self._box = column(space=0)
        self.setLayout(self._box)

    def banners(self, found: Sequence[Declared]) -> list[Notice]:
        """What waits for its second person, with the way to say yes or no."""
        return [self._banner(one) for one in found if one.stand in ASKS or one.may_decline]

    def _banner(self, one: Declared) -> Notice:
        of_consent = one.of == OF_CONSENT
        words = N_("Shared without consent: {title}") if one.stand is Stand.OPEN else N_("Waits: {title}")
        said = title(self._desk, one)
        notice = Notice(
            tr(words if of_consent else N_("{title}"), title=said),
            self._more(one, of_consent=of_consent),
            tone="warn" if one.stand is not Stand.LAPSED else "danger",
            name=f"case.override.{one.id}",
        )
        if one.may_decline:
            look = notice.add_way(
                tr(N_("Look at it")), lambda: self.looking.emit(one), name=f"case.override.{one.id}.look"
            )
            look.setAccessibleName(tr(N_("Look at it: {title}"), title=said))
        return notice

    def _more(self, one: Declared, *, of_consent: bool) -> str:
        if one.stand is Stand.LAPSED:
            return tr(N_("Nobody confirmed it in time, so nothing goes on it any more. A no settles it."))
        if one.may_decline:
            return tr(N_("Declared by {who}. You can be the second person."), who=one.made_by_name)
        if not of_consent:
            return tr(N_("Another supervisor looks at it once more."))
        if one.confirm_until:
            return tr(
                N_("Another supervisor has to confirm it by {moment}; after that it stops."),
                moment=moment(one.confirm_until),
            )
        return tr(N_("Nothing goes on it before another supervisor has confirmed it."))

    def show_overrides(self, found: Sequence[Declared]) -> None:
        """Show those there were, and the way to one more."""
        clear(self._box)
        may = self._may_share()
        if not found and not may:
            return
        card = Card(tr(N_("Without consent")), str(len(found)) if found else "", name="case.overrides.card")
        for one in reversed(found):
            card.body.addWidget(self._row(one))
        if may:
            words = tr(
                N_("Where life is in danger or a court orders it, the law may allow sharing all the same.")
            )
            share = Button(
                tr(N_("Share without consent…")), name="case.overrides.share", kind="quiet", small=True
            )
            share.clicked.connect(lambda _checked: self.sharing.emit())
            line = row(Label(words, "small", wrap=True), share, space=12, margins=(16, 10, 16, 10))
            line.setStretch(0, 1)
            card.body.addWidget(holder(line))
        self._box.addWidget(card)

    def _may_share(self) -> bool:
        desk = self._desk
        return desk.may(Right.RELEASE) and desk.may(Right.EDIT_CASE) and Category.NOTE in desk.me.readable

    def _row(self, one: Declared) -> QWidget:
        icon, tone = _SIGNS[one.stand]
        head = Flow(10)
        head.addWidget(Label(title(self._desk, one), "strong"))
        badge = Status(icon, tr(_SHORT[one.stand]), tone)
        head.addWidget(Badge(badge))
        hidden = (tr(N_("What happened")),) if one.reason is None else ()
        body = column(holder(head), Facts(facts(self._desk, one), hidden), space=6)
        if may_make(self._desk, one):
            make = Button(tr(N_("Make the paper…")), name=f"case.override.{one.id}.paper", small=True)
            make.setAccessibleName(tr(N_("Make the paper: {title}"), title=title(self._desk, one)))
            make.clicked.connect(lambda _checked: self.making.emit(one))
            body.addWidget(holder(row(make, STRETCH)))
        line = row(space=16, margins=(16, 10, 16, 10))
        line.addLayout(body, 1)
        made = frame("row", line)
        made.setAccessibleName(f"{title(self._desk, one)}. {tr(STAND_TITLES[one.stand])}")
        return made
