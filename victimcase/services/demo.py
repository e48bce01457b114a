"""The demo: a vault of made-up people in every stage and script of the region, to try out and to test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import heappop, heappush
from pathlib import Path
from random import Random

from victimcase.domain.rights import Role
from victimcase.services import demo_lives, demo_office, demo_shelf, demo_ties, people, records, vaults
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import ADMIN, CONSUL, SUPERVISOR, WORKER, Act
from victimcase.services.demo_scribe import Calendar, Scribe
from victimcase.services.demo_words import HOME, Words
from victimcase.services.session import Session
from victimcase.services.tx import Me

PASSWORD = "lantern-orchard-seven-rivers-demo"
"""Of all demo users. It guards nothing: whoever has the program can make the same demo."""

PASSWORD_FILE = "demo-password.txt"
OFFICE = vaults.Founding(office="KRC", country=HOME, name="Krung Chan House (demo)", login=ADMIN, quick=True)
USERS: tuple[tuple[str, frozenset[Role], str], ...] = (
    (WORKER, frozenset({Role.CASEWORKER}), "south"),
    (CONSUL, frozenset({Role.CONSULAR_OFFICER}), ""),
    (SUPERVISOR, frozenset({Role.SUPERVISOR}), "south"),
)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """The demo that was made: where it is, how many cases, who can sign in, and where the password stands."""

    vault: str
    cases: int
    users: tuple[str, ...]
    password_file: str


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
            session.do(records.save, records.OFFICE, "office_settings", demo_shelf.SETTINGS)
            office = demo_office.Office.found(session.me.office, rng, words, founded, today, lives, events)
            scribe = Scribe(session, calendar, users)
            scribe.perform(_told(office, lives, progress))
            calendar.now = _morning(today)
            scribe.wake(lives)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    file = _write_password(folder)
    return Made(str(folder), len(lives), (*(login for login, _, _ in USERS), ADMIN), str(file))


def _lives(rng: Random, words: Words, cases: int, today: date) -> tuple[list[Life], list[demo_ties.Event]]:
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


def _write_password(folder: Path) -> Path:
    file = folder.parent / PASSWORD_FILE
    with suppress(FileNotFoundError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(PASSWORD + "\n")
    return file
