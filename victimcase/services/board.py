"""The repatriation board: everybody who waits to go home, what is ready, and whose turn it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from victimcase.domain import status
from victimcase.domain.dossier import Dossier
from victimcase.domain.gates import release, repatriation
from victimcase.domain.profiles import Profile
from victimcase.domain.records.repatriation import NationalityVerification, ReceivingAgencyAcceptance
from victimcase.domain.rights import Right, Role
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_, tr
from victimcase.services import board_rows, reading
from victimcase.services.board_cells import CELLS, KINDS, NEED_TITLES, TELLS, WITHHELD, Cell, Need, State
from victimcase.services.profiles import profile_of
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.services.writable import is_mission
from victimcase.store import cards, statements
from victimcase.store.cards import Card

__all__ = ["NEED_TITLES", "Board", "BoardLine", "Cell", "Need", "State", "board", "is_waiting"]

LONG: Final = 30
"""Days after which a wait is long."""


@dataclass(frozen=True)
class BoardLine:
    """One person who waits to go home. `with_whom` says whose turn it is; `with_me` if the user's own."""

    case_id: str
    number: str
    name: str
    name_in_script: str
    restricted: bool
    step: Step
    destination: str
    destination_country: str
    waiting: int
    cells: Mapping[Need, Cell]
    released: bool
    next: str
    next_kind: str
    with_whom: str
    with_me: bool


@dataclass(frozen=True)
class Board:
    """All lines, those who wait longest first, and what they come to."""

    lines: tuple[BoardLine, ...]
    with_me: int
    longest: int
    over_long: int
    ready_to_release: int


def is_waiting(steps: str) -> bool:
    """Whether somebody with these open steps, as a card keeps them, waits to go home."""
    return f'"{Step.CLEARANCE}"' in steps or f'"{Step.TRAVEL}"' in steps


@query(N_("See who waits to go home"), needs=Right.SEE_CASES)
def board(tx: Tx) -> Board:
    """Everybody of the user's cases who waits for clearance or for the journey."""
    found = _cards(tx)
    read, since = board_rows.dossiers(tx, found), _since(tx, found)
    names, profiles = reading.names(tx), _Profiles(tx)
    lines = [
        _line(tx, card, read[card.case_id], profiles, since.get(card.case_id, tx.today), names)
        for card in found
    ]
    lines.sort(key=lambda one: (-one.waiting, one.number))
    ready = [one for one in lines if not one.released and _all_ready(one)]
    return Board(
        tuple(lines),
        sum(one.with_me for one in lines),
        max((one.waiting for one in lines), default=0),
        sum(one.waiting > LONG for one in lines),
        len(ready),
    )


def _all_ready(line: BoardLine) -> bool:
    """Whether everything but the journey is there, as far as the user may know."""
    fine = (State.READY, State.WITHHELD, State.NOT_NEEDED)
    return all(cell.state in fine for need, cell in line.cells.items() if need is not Need.TRAVEL)


def _cards(tx: Tx) -> list[Card]:
    may, given = cards.allowed(tx.me.reader)
    steps = f"(c.steps LIKE '%\"{Step.CLEARANCE}\"%' OR c.steps LIKE '%\"{Step.TRAVEL}\"%')"
    statement = f"{cards.SELECT} WHERE {steps} AND {may} ORDER BY c.number"
    return cards.cards_of(statements.every(tx.conn, statement, given))


_SINCE = """
SELECT o.scope, min(e.at) FROM json_each(?) w
CROSS JOIN operation o ON o.scope = w.value AND o.record = w.value AND o.kind = 'case'
JOIN entry e ON e.replica = o.replica AND e.number = o.entry
WHERE o.field = 'open_steps' AND (o.value LIKE '%"clearance"%' OR o.value LIKE '%"travel"%')
GROUP BY o.scope
"""
"""Case by case, by an index over scope, record and kind: a case has thousands of other operations."""


def _since(tx: Tx, found: Sequence[Card]) -> dict[str, date]:
    """Case -> the day its clearance began."""
    given = (json.dumps([card.case_id for card in found]),)
    return {
        case: datetime.fromisoformat(at).astimezone().date()
        for case, at in statements.every(tx.conn, _SINCE, given)
    }


class _Profiles:
    """The limits that hold, looked up once for all cases alike."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._known: dict[tuple[str | None, str | None], Profile] = {}

    def of(self, dossier: Dossier) -> Profile:
        """The limits of a case."""
        case = status.case_of(dossier)
        key = case.jurisdiction_profile, case.found_in
        if key not in self._known:
            self._known[key] = profile_of(self._tx, dossier)
        return self._known[key]


def _line(
    tx: Tx, card: Card, dossier: Dossier, profiles: _Profiles, since: date, names: Mapping[str, str]
) -> BoardLine:
    profile = profiles.of(dossier)
    conditions = repatriation.consent_conditions(dossier, profile, status.is_child(dossier))
    cells = {
        need: make(dossier, profile, conditions) if TELLS[need] in tx.me.readable else WITHHELD
        for need, make in CELLS.items()
    }
    plan = status.planned_travel(dossier) if Category.TRAVEL in tx.me.readable else None
    released = release.is_released(dossier)
    step = Step.CLEARANCE if str(Step.CLEARANCE) in card.steps else Step.TRAVEL
    turn = _turn(tx, card, dossier, cells, released, names)
    return BoardLine(
        case_id=card.case_id,
        number=card.number,
        name=card.name,
        name_in_script=card.name_in_script,
        restricted=card.restricted,
        step=step,
        destination=(plan.record.destination or "") if plan else "",
        destination_country=(plan.record.destination_country or "") if plan else "",
        waiting=max((tx.today - since).days, 0),
        cells=cells,
        released=released,
        next=tr(turn.text),
        next_kind=turn.kind,
        with_whom=turn.whom,
        with_me=turn.mine,
    )


@dataclass(frozen=True)
class _Turn:
    text: str
    kind: str
    whom: str
    mine: bool


_DO: Final[Mapping[Need, str]] = {
    Need.IDENTITY: N_("Confirm who the person is"),
    Need.NATIONALITY: N_("Ask about the nationality"),
    Need.DOCUMENT: N_("Issue a travel document"),
    Need.CONSENT: N_("Talk about the consent to return"),
    Need.RISK: N_("Look at the risks of the return"),
    Need.RECEIVER: N_("Ask who receives the person"),
    Need.TRAVEL: N_("Plan the journey"),
}
_WAIT: Final[Mapping[Need, str]] = {
    Need.IDENTITY: N_("Answer about the identity"),
    Need.NATIONALITY: N_("Answer about the nationality"),
    Need.DOCUMENT: N_("The travel document"),
    Need.RECEIVER: N_("Written acceptance"),
    Need.TRAVEL: N_("The journey"),
}
_MEND: Final[Mapping[Need, str]] = {
    Need.NATIONALITY: N_("Nationality was not confirmed: ask elsewhere"),
    Need.DOCUMENT: N_("Renew the travel document"),
    Need.CONSENT: N_("Renew the consent to return"),
    Need.RISK: N_("A risk of the return has no measure"),
    Need.RECEIVER: N_("The receiver did not accept: ask another"),
    Need.TRAVEL: N_("Confirm the arrival"),
}
_BY_MISSIONS: Final = frozenset({Need.IDENTITY, Need.NATIONALITY, Need.DOCUMENT})


def _turn(
    tx: Tx, card: Card, dossier: Dossier, cells: Mapping[Need, Cell], released: bool, names: Mapping[str, str]
) -> _Turn:
    """What comes next, and with whom: what has to be done before what is waited for."""
    before = [(need, cell) for need, cell in cells.items() if need is not Need.TRAVEL]
    for states, words in (((State.ATTENTION, State.TO_DO), None), ((State.ASKED,), _WAIT)):
        for need, cell in before:
            if cell.state in states:
                text = (words or (_MEND if cell.state is State.ATTENTION else _DO))[need]
                return _with(tx, card, dossier, need, cell, text, names)
    if not released:
        mine = Role.SUPERVISOR in tx.me.roles
        return _Turn(N_("The supervisor's release"), "supervisor_release", tr(N_("supervisor")), mine)
    cell = cells[Need.TRAVEL]
    words = {State.ATTENTION: _MEND, State.ASKED: _WAIT}.get(cell.state, _DO)
    return _with(tx, card, dossier, Need.TRAVEL, cell, words[Need.TRAVEL], names)


def _with(
    tx: Tx, card: Card, dossier: Dossier, need: Need, cell: Cell, text: str, names: Mapping[str, str]
) -> _Turn:
    mission = is_mission(tx)
    if cell.state is State.ASKED and need is Need.NATIONALITY:
        asked = dossier.latest(NationalityVerification)
        where = asked.record.country if asked else None
        whom = (asked.record.authority if asked else "") or (tx.reference.country(where) if where else "")
        return _Turn(text, KINDS[need], whom, mission)
    if cell.state is State.ASKED and need is Need.RECEIVER:
        receiver = dossier.latest(ReceivingAgencyAcceptance)
        whom = names.get(str(receiver.record.organisation), "") if receiver else ""
        return _Turn(text, KINDS[need], whom, False)
    if need in _BY_MISSIONS and (mission or need is Need.DOCUMENT):
        return _Turn(text, KINDS[need], "" if mission else tr(N_("the mission")), mission)
    return _Turn(text, KINDS[need], card.owner, card.owner == tx.me.login)
