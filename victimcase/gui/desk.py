"""What a page has at hand: the session, the lanes, the way to other pages, a place to say what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as begin
from datetime import date, datetime
from functools import partial
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from victimcase.domain.errors import UserError
from victimcase.domain.reference import Reference
from victimcase.domain.rights import Right
from victimcase.gui.jobs import Job, Jobs, Lane
from victimcase.services.session import Done, Session
from victimcase.services.tx import Me, Tx

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Place:
    """Somewhere in the window: a page, and what of it is meant. Never kept outside the vault."""

    page: str
    number: str = ""
    """The number of a case."""
    tab: str = ""
    kind: str = ""
    """A kind of record, to be opened in its form."""
    record: str = ""
    parent: str = ""
    field: str = ""
    step: str = ""
    text: str = ""
    """What to search for, or what a new record begins with."""
    values: Mapping[str, Any] = begin(default_factory=dict)
    """Fields a new record begins with."""
    back: Place | None = None
    """Where a form leads when it is done or left; none: to the part of the case its record stands in."""

    def at(self, **changes: Any) -> Place:
        """The same place but for what is named."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Saved:
    """What was done, in words, and whether it can be taken back."""

    what: str
    undoable: bool = True


@dataclass(frozen=True)
class Asked(Generic[R]):
    """A question or a deed, ready to be sent; generic in what it gives."""

    desk: Desk
    lane: Lane
    run: Callable[[], R]

    def then(
        self,
        owner: QObject,
        done: Callable[[R], object] | None = None,
        *,
        failed: Callable[[UserError], object] | None = None,
        key: str = "",
        saved: Saved | None = None,
    ) -> Job:
        """Send it. `done` gets what came back while the owner lives; with a `key` only the latest counts.

        Without `failed` the window says what went wrong. `saved` is shown at the bottom after a deed.
        """
        desk = self.desk

        def came(result: R) -> None:
            if isinstance(result, Done):
                desk.wrote.emit(result.changed)
                if saved is not None:
                    desk.saved.emit(saved)
            if done is not None and shiboken6.isValid(owner):
                done(result)

        def went_wrong(problem: UserError) -> None:
            if failed is not None and shiboken6.isValid(owner):
                failed(problem)
            else:
                desk.trouble.emit(problem)

        # What was written is told to every page, even when the one that asked is gone by then.
        keeper = owner if self.lane is Lane.READ else desk
        return desk.jobs.start(self.lane, self.run, owner=keeper, done=came, failed=went_wrong, key=key)


class Desk(QObject):
    """One signed-in person at the window. Pages read and write through it and never keep a connection."""

    went = Signal(object)
    """Somebody asked for another Place."""
    wrote = Signal(object)
    """Something was written: Changed, for the pages that show it."""
    saved = Signal(object)
    """What was done, to be shown at the bottom: Saved."""
    trouble = Signal(object)
    """A UserError no page took for its own."""
    look_chosen = Signal(object)
    """Another look was chosen: `services.preferences.Look`."""
    idle_chosen = Signal(int)
    """Another number of minutes was chosen after which an untouched window locks."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.jobs = session, jobs
        self.closing = False

    @property
    def me(self) -> Me:
        """Who works here."""
        return self.session.me

    @property
    def reference(self) -> Reference:
        """Code lists, countries, languages."""
        return self.session.world.reference

    def may(self, right: Right) -> bool:
        """Whether this person has a right."""
        return right in self.me.rights

    @property
    def today(self) -> date:
        """The day it is here."""
        return self.session.today()

    @property
    def now(self) -> datetime:
        """The time it is, in UTC."""
        return self.session.now()

    def go(self, place: Place) -> None:
        """Go somewhere else."""
        self.went.emit(place)

    def look(
        self,
        query: Callable[Concatenate[Tx, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked[R]:
        """Ask the vault something; `.then(owner, done)` sends the question."""
        return Asked(self, Lane.READ, partial(self.session.look, query, *args, **kwargs))

    def do(
        self,
        use_case: Callable[Concatenate[Tx, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked[Done[R]]:
        """Have something done in the vault; `.then(owner, done, saved=…)` sends it."""
        return Asked(self, Lane.WRITE, partial(self.session.do, use_case, *args, **kwargs))

    def note(
        self,
        use_case: Callable[Concatenate[Tx, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked[R]:
        """Have something written that no page shows (a draft): nobody reads again because of it."""
        return Asked(self, Lane.WRITE, lambda: self.session.do(use_case, *args, **kwargs).value)

    def work(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Asked[R]:
        """Have something long done that is no single transaction; `.then(owner, done)` sends it."""
        return Asked(self, Lane.WORK, partial(function, *args, **kwargs))
