"""One transaction of one user. Every use case takes it first; nothing is global."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection

from victimcase.domain import rights
from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.operations import Entry
from victimcase.domain.profiles import Profile
from victimcase.domain.reference import Reference
from victimcase.domain.rights import RIGHT_TITLES, Right, Role
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import derived, hand_overs
from victimcase.store import cards, checkpoints
from victimcase.store.cards import Card, Reader
from victimcase.store.journal import Author, Reached, Touched, Writer
from victimcase.store.rows import Row, Seen, sealed_fields

if TYPE_CHECKING:
    from victimcase.services.session import Session


@dataclass(frozen=True)
class Me:
    """The user, and the place where they write."""

    user: str
    login: str
    name: str
    roles: frozenset[Role]
    team: str
    office: RecordId
    office_code: str
    replica: str

    @cached_property
    def rights(self) -> frozenset[Right]:
        """What this user may do."""
        return rights.rights(self.roles)

    def require(self, right: Right) -> None:
        """Raise Refused unless the user has this right."""
        if right not in self.rights:
            raise Refused(
                N_("This needs the right “{right}”, which your role does not have."),
                N_("Nothing was changed. Ask a supervisor or an administrator of your office."),
                right=tr(RIGHT_TITLES[right]),
            )

    @cached_property
    def readable(self) -> frozenset[Category]:
        """The categories this user may read."""
        return rights.readable(self.roles)

    @cached_property
    def writable(self) -> frozenset[Category]:
        """The categories this user may write."""
        return rights.writable(self.roles)

    @cached_property
    def reader(self) -> Reader:
        """Which cases this user may see."""
        return Reader(
            login=self.login,
            team=self.team,
            office_wide=Role.SUPERVISOR in self.roles,
            team_cases=Role.CASEWORKER in self.roles,
            notified_cases=Role.CONSULAR_OFFICER in self.roles,
        )


@dataclass(frozen=True)
class World:
    """What every transaction of a session shares: code lists, profiles, keys of compartments."""

    reference: Reference
    profiles: Mapping[str, Profile]
    keys: Mapping[Category, bytes] = field(repr=False)


Viewing: TypeAlias = tuple[str, RecordId, str]
"""What was done, to which case, and more about it in ids and codes."""

NO_CASE = N_("There is no case “{number}” among the cases you may see.")
LOOK_IT_UP = N_("Check the number in the list of cases. Nothing was changed.")


@dataclass
class Tx:
    """A transaction: the connection, who works in it, and the time it is (given, so that tests own the
    clock).
    """

    conn: Connection
    me: Me
    world: World
    now: datetime
    note_viewing: Callable[[str, RecordId, str], None]
    """Writes a viewing at once, in a transaction of its own when this one only reads."""
    session: Session
    progress: Callable[[int, int], None] = lambda done, of: None
    cancelled: Callable[[], bool] = lambda: False
    scope: str = ""
    reason: str = ""
    subject: str = ""
    undoes: int | None = None
    parent: int | None = None
    touched: tuple[Touched, ...] = ()
    sealed: Entry | None = None
    viewed: list[Viewing] = field(default_factory=list)
    """Viewings inside entries, which say them; noted by themselves where an entry fails or is not kept."""
    said: int = 0
    """How many of them an entry has said."""
    read_case: tuple[tuple[RecordId, int], Mapping[str, list[Row]]] | None = None
    """The rows of the case that was read last, with its id and how much had been written by then."""
    _writer: Writer | None = None
    _reached: Reached | None = None

    @property
    def today(self) -> date:
        """The day it is here, which is what deadlines are counted by."""
        return self.now.astimezone().date()

    @property
    def reference(self) -> Reference:
        """Code lists, countries, languages, indicator sets."""
        return self.world.reference

    @property
    def writing(self) -> bool:
        """Whether an entry is open."""
        return self._writer is not None

    @property
    def write(self) -> Writer:
        """The entry being written. Only a use case has one."""
        if self._writer is None:
            raise RuntimeError("a query cannot write")
        return self._writer

    def viewing(self, action: str, scope: RecordId, subject: str = "") -> None:
        """Note that something guarded is about to be shown. Inside an entry the entry itself says it, if it
        comes to be.
        """
        if self.writing:
            self.viewed.append((action, scope, subject))
        else:
            self.note_viewing(action, scope, subject)
            self._reached = None

    def require(self, right: Right) -> None:
        """Raise Refused unless the user has this right."""
        self.me.require(right)

    @contextmanager
    def entry(self, action: str, *, idle: bool = True) -> Iterator[Writer]:
        """Open an entry, and when the block ends well, bring lists and search into line and seal it.

        Without `idle` an entry that wrote nothing and says nothing is not kept.
        """
        author = Author(self.me.replica, self.me.user, self.me.office_code)
        self._writer = Writer(self.conn, author, self.now, self.world.keys, self._reached)
        try:
            yield self._writer
            if not idle and not self._writer.touched and not self.subject and self.undoes is None:
                return
            hand_overs.check(self.conn, self._writer)
            derived.follow(self.conn, self._writer)
            self.touched += self._writer.touched
            self.sealed = self._writer.seal(
                action,
                scope=self.scope,
                reason=self.reason,
                subject=self.subject,
                undoes=self.undoes,
                parent=self.parent,
            )
            self._reached, self.said = self._writer.reached, len(self.viewed)
            if self.sealed.number % checkpoints.EVERY == 0:
                checkpoints.sign(self.conn, self.me.replica, self.me.user, self.session.vault.unlocked.pair)
        finally:
            self._writer = None

    def case(self, number: str) -> Card:
        """The case of this number or id, if the user may see it.

        Raises NotFound alike when there is none and when it is not for this user. Opening a restricted
        case is a viewing, written before anything is shown.
        """
        card = cards.find(self.conn, self.me.reader, number.strip())
        if card is None:
            raise NotFound(NO_CASE, LOOK_IT_UP, number=number)
        if card.restricted:
            self.viewing("view.restricted_case", card.case_id)
        return card

    def visible(self, case: str) -> Card | None:
        """The card of a case by its id if the user may see it, without noting a viewing: for lists."""
        return cards.find(self.conn, self.me.reader, case)

    def team_of(self, login: str) -> str:
        """The team of a user; empty for one of the whole office, and for nobody."""
        found = self.conn.exec_driver_sql("SELECT team FROM member WHERE login = ?", (login,)).scalar()
        return str(found or "")

    def note_sealed(self, card: Card, found: Iterable[Seen]) -> None:
        """Note that sealed fields are about to be shown, before they are."""
        kinds = {type(one.record).kind for one in found if _shows_sealed(one)}
        if kinds:
            self.viewing("view.sealed_fields", card.case_id, " ".join(sorted(kinds)))


def _shows_sealed(one: Seen) -> bool:
    said = (getattr(one.record, name) for name in sealed_fields(type(one.record)))
    return any(value not in (None, "", ()) for value in said)
