"""The demo: a vault of made-up people in every stage and script of the region, to try out and to test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import heappop, heappush
from pathlib import Path
from random import Random

from victimcase.domain.rights import Role
from victimcase.domain.words import RecordId
from victimcase.services import (
    demo_lives,
    demo_office,
    demo_papers,
    demo_shelf,
    demo_ties,
    people,
    records,
    vaults,
)
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import ADMIN, CONSUL, SUPERVISOR, WORKER, Act
from victimcase.services.demo_scribe import Calendar, Scribe
from victimcase.services.demo_ties import Event
from victimcase.services.demo_words import HOME, Words
from victimcase.services.session import Session
from victimcase.services.tx import Me
from victimcase.store import slots

PASSWORD = "lantern-orchard-seven-rivers-demo"
"""Of all demo users. It guards nothing: whoever has the program can make the same demo."""

PASSWORD_FILE = "demo-password.txt"
NAMES = {
    WORKER: "Malee Thongdee",
    CONSUL: "Arif Nugraha Putra",
    SUPERVISOR: "Pranee Suksai",
    ADMIN: "Tanawat Ieamsri",
}
"""Login -> what the person is called."""

OFFICE = vaults.Founding(
    office="KUP",
    country=HOME,
    name="Krung Chan House (demo)",
    login=ADMIN,
    person=NAMES[ADMIN],
    quick=True,
)
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


@dataclass(frozen=True)
class Plot:
    """Everything that will be told, before any of it is written."""

    rng: Random
    words: Words
    today: date
    founded: date
    lives: list[Life]
    events: list[Event]

    @classmethod
    def drawn(cls, cases: int, seed: int, today: date) -> Plot:
        """Draw the lives of as many cases; the same seed and day draw the same."""
        rng = Random(seed)
        words = Words(rng)
        lives = demo_ties.families(rng, words, demo_lives.draw(rng, words, cases, today))
        lives, events = demo_ties.events(demo_ties.episodes(rng, lives))
        return cls(rng, words, today, demo_office.founded_on(today, lives), lives, events)

    def acts(self, office: RecordId, progress: Progress = lambda done, of: None) -> Iterator[Act]:
        """Every act in the order of time. A case is thought out on the day it opens, so few are in memory."""
        place = demo_office.Office.found(
            office, self.rng, self.words, self.founded, self.today, self.lives, self.events
        )
        waiting: list[tuple[datetime, int, Act]] = []
        turn = 0
        for done, (opened, tell) in enumerate(place.tellers(self.lives)):
            while waiting and waiting[0][0] < opened:
                yield heappop(waiting)[-1]
            for act in tell():
                turn += 1
                heappush(waiting, (act.at, turn, act))
            progress(done, len(self.lives))
        while waiting:
            yield heappop(waiting)[-1]


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
    plot = Plot.drawn(cases, seed, today)
    calendar = Calendar(_morning(plot.founded))
    vaults.create(folder, PASSWORD, OFFICE, calendar)
    try:
        with vaults.opened(folder, ADMIN, PASSWORD, calendar) as session:
            users = _users(session, calendar)
            session.do(records.save, records.OFFICE, "office_settings", demo_shelf.SETTINGS)
            scribe = Scribe(calendar, users)
            scribe.perform(plot.acts(session.me.office, progress))
            calendar.now = _morning(today)
            scribe.wake(plot.lives)
            demo_papers.attach(users[WORKER], plot.lives)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    file = _write_password(folder)
    return Made(str(folder), len(plot.lives), (*(login for login, _, _ in USERS), ADMIN), str(file))


def _morning(day: date) -> datetime:
    """Before anybody has written anything on a day."""
    return datetime.combine(day, time(6, 30)).astimezone(UTC)


def _users(session: Session, calendar: Calendar) -> dict[str, Session]:
    """The users of the demo, each with keys of their own over the one vault that is open."""
    me = session.me
    found = {ADMIN: session}
    for login, roles, team in USERS:
        user = session.do(
            people.add, login, PASSWORD, roles, team=team, name=NAMES[login], kdf=people.kdf(quick=True)
        ).value
        view = copy(session.vault)
        view.unlocked = slots.unlock(view.header, login, PASSWORD)
        theirs = Me(user, login, NAMES[login], roles, team, me.office, me.office_code, me.replica)
        found[login] = Session(view, theirs, session.world, calendar)
    return found


def _write_password(folder: Path) -> Path:
    file = folder.parent / PASSWORD_FILE
    with suppress(FileNotFoundError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(PASSWORD + "\n")
    return file
