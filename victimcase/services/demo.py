"""The demo: a vault of made-up people in every stage and script of the region, for trying out and for tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from victimcase.domain.rights import Role
from victimcase.domain.words import RecordId, Step
from victimcase.services import cases, chores, demo_lives, demo_office, demo_story, demo_ties, people, records, vaults
from victimcase.services.demo_lives import Life
from victimcase.services.demo_pen import ADMIN, CONSUL, SUPERVISOR, WORKER, Act, Gone, Make, Put, Settle, Written
from victimcase.services.demo_words import HOME, Words
from victimcase.services.session import Session
from victimcase.services.tx import Me, Tx
from victimcase.store import cards, rows

PASSWORD = "lantern-orchard-seven-rivers-demo"
"""Of all demo users. It guards nothing: whoever has the program can make the same demo."""

PASSWORD_FILE = "demo-password.txt"
OFFICE = vaults.Founding(office="KRC", country=HOME, name="Krung Chan House (demo)", login=ADMIN, quick=True)
USERS: tuple[tuple[str, frozenset[Role], str], ...] = (
    (WORKER, frozenset({Role.CASEWORKER}), "south"),
    (CONSUL, frozenset({Role.CONSULAR_OFFICER}), ""),
    (SUPERVISOR, frozenset({Role.SUPERVISOR}), "south"),
)
AT_ONCE = 150
"""Acts to a transaction."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """The demo that was made: where it is, how much is in it, who can sign in, and where the password stands."""

    vault: str
    cases: int
    users: tuple[str, ...]
    password_file: str


@dataclass
class Calendar:
    """A clock that stands where the story is."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it is in the story."""
        return self.now


def make(
    folder: Path,
    *,
    cases: int = 200,
    seed: int = 1,
    today: date,
    progress: Progress = lambda done, of: None,
) -> Made:
    """Make a demo vault in a new folder. The same seed and day make the same people and the same history.

    When it fails on the way, nothing of it stays. Raises what `vaults.create` raises.
    """
    rng = Random(seed)
    words = Words(rng)
    lives, events = _lives(rng, words, cases, today)
    founded = demo_office.founded_on(today, lives)
    calendar = Calendar(_morning(founded))
    vaults.create(folder, PASSWORD, OFFICE, calendar)
    try:
        with vaults.opened(folder, ADMIN, PASSWORD, calendar) as session:
            users = _users(session)
            session.do(records.save, records.OFFICE, "office_settings", demo_office.SETTINGS)
            office = demo_office.Office.found(session.me.office, rng, words, founded, today, lives, events)
            _perform(session, calendar, users, _told(office, lives, progress))
            calendar.now = _morning(today)
            _wake(session, users, lives)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    file = _write_password(folder)
    return Made(str(folder), len(lives), tuple(login for login, _, _ in USERS) + (ADMIN,), str(file))


def _lives(
    rng: Random, words: Words, cases: int, today: date
) -> tuple[list[Life], list[demo_ties.Event]]:
    lives = demo_lives.draw(rng, words, cases, today)
    lives = demo_ties.families(rng, words, lives)
    return demo_ties.events(demo_ties.episodes(rng, lives))


def _morning(day: date) -> datetime:
    """Before anybody has written anything on a day."""
    return datetime.combine(day, time(6, 30)).astimezone(UTC)


def _users(session: Session) -> dict[str, Me]:
    """The users of the demo, each as somebody who works in a transaction."""
    me = session.me
    found = {ADMIN: me}
    for login, roles, team in USERS:
        user = session.do(people.add, login, PASSWORD, roles, team=team, kdf=people.kdf(quick=True)).value
        found[login] = Me(user, login, login, roles, team, me.office, me.office_code, me.replica)
    return found


def _told(office: demo_office.Office, lives: list[Life], progress: Progress) -> Iterator[Act]:
    """Every act in the order of time. A case is thought out on the day it opens, so few are in memory."""
    waiting: list[tuple[datetime, int, int, Act]] = []
    turn = 0
    for done, (opened, tell) in enumerate(office.tellers(lives)):
        while waiting and waiting[0][0] < opened:
            yield heappop(waiting)[-1]
        for act in tell():
            turn += 1
            heappush(waiting, (act.at, done, turn, act))
        progress(done, len(lives))
    while waiting:
        yield heappop(waiting)[-1]
    progress(len(lives), len(lives))


def _perform(session: Session, calendar: Calendar, users: dict[str, Me], acts: Iterable[Act]) -> None:
    """Write acts one after the other, each by its user at its time, many to a transaction."""
    following = iter(acts)
    while batch := list(islice(following, AT_ONCE)):
        with session.vault.write.begin() as conn:
            for act in batch:
                calendar.now = act.at
                _act(_tx(session, conn, users[act.by], act.at), act)


def _tx(session: Session, conn: Connection, me: Me, at: datetime) -> Tx:
    return Tx(conn=conn, me=me, world=session.world, now=at, note_viewing=_unseen, session=session)


def _unseen(action: str, scope: RecordId, subject: str) -> None:
    """Nothing is shown to anybody while the demo is written, so no viewing is to be noted."""
    raise RuntimeError("the demo shows nothing")


def _act(tx: Tx, act: Act) -> None:
    if act.leaves is not None:
        cases.advance(tx, act.scope, step=act.leaves, to=act.to, override=act.override)
        return
    tx.scope = act.scope
    with tx.entry(act.action):
        for one in act.written:
            _write(tx, one)


def _write(tx: Tx, one: Written) -> None:
    match one:
        case Make(kind="case"):
            number = cases.next_number(tx.conn, tx.me.office_code)
            values = {**one.values, "number": number, "office": tx.me.office_code}
            tx.write.make("case", one.scope, values, record=one.id)
        case Make():
            tx.write.make(one.kind, one.scope, one.values, parent=one.parent, record=one.id)
        case Put():
            tx.write.put(_row(tx, one), one.values)
        case Gone():
            tx.write.set_gone(_row(tx, one), True)
        case Settle():
            _ask_clocks(tx, one.case)
            for row in rows.of_scope(tx.conn, "task", one.case):
                if row.values["state"] in ("open", "under_way"):
                    today = tx.today.isoformat()
                    tx.write.put(row, {"state": "not_needed", "done_on": today, "done_by": tx.me.login})


def _ask_clocks(tx: Tx, case: RecordId) -> None:
    """Bring the tasks that follow from the dates of a case into line."""
    card = cards.one(tx.conn, case)
    if card is not None:
        chores.follow(tx, card, None)


def _row(tx: Tx, one: Put | Gone) -> rows.Row:
    found = rows.one(tx.conn, one.kind, one.id)
    if found is None:
        raise LookupError(one.kind)
    return found


def _wake(session: Session, users: dict[str, Me], lives: list[Life]) -> None:
    """Ask the clocks of every open case what is due on the morning on which the demo begins."""
    me = users[SUPERVISOR]
    for start in range(0, len(lives), AT_ONCE):
        with session.vault.write.begin() as conn:
            for life in lives[start : start + AT_ONCE]:
                if life.stop not in (None, Step.CLOSURE) and life.rich:
                    tx = _tx(session, conn, me, session.now())
                    tx.scope = life.case
                    with tx.entry("records.save"):
                        _ask_clocks(tx, life.case)


def _write_password(folder: Path) -> Path:
    file = folder.parent / PASSWORD_FILE
    with suppress(FileNotFoundError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(PASSWORD + "\n")
    return file
