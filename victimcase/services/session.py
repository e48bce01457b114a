"""An open vault and the person using it: runs use cases, one transaction each, and queries beside them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection

from victimcase.domain.errors import UserError
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_
from victimcase.services.tx import Me, Tx, Viewing, World
from victimcase.store import checkpoints
from victimcase.store.journal import Author, Touched, Writer
from victimcase.store.vault import Vault

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Changed:
    """What an entry wrote: kinds and ids of records, for pages that have to look again."""

    kinds: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True)
class Done(Generic[R]):
    """What a use case gave back, and what it changed."""

    value: R
    changed: Changed


def wall_clock() -> datetime:
    """The time it is, in UTC."""
    return datetime.now(UTC)


class Session:
    """One user in one open vault. Reading and writing have a connection each; writing is one at a time."""

    def __init__(
        self, vault: Vault, me: Me, world: World, clock: Callable[[], datetime] = wall_clock
    ) -> None:
        self.vault, self.me, self.world, self._clock = vault, me, world, clock
        self._closed = False

    def do(self, use_case: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> Done[R]:
        """Run a use case in a transaction of its own; when it raises, nothing is kept of it but viewings."""
        viewed: list[Viewing] = []
        self._require_there()
        try:
            with self.vault.write.begin() as conn:
                tx = self._tx(conn, partial(self._note, conn))
                viewed = tx.viewed
                value = use_case(tx, *args, **kwargs)
        except UserError:
            self._note_all(viewed)
            raise
        self._note_all(viewed[tx.said :])
        return Done(value, changed(tx.touched))

    def _require_there(self) -> None:
        """Raise where the vault was taken away: a file that is still open takes words into nowhere."""
        if not self._closed and not self.vault.folder.database.exists():
            raise UserError(
                N_("The folder of the vault is not where it was, so nothing was saved."),
                N_("Plug the stick or disk in again or put the folder back, then lock and unlock."),
            )

    def _note_all(self, viewed: list[Viewing]) -> None:
        for one in viewed:
            self._note_apart(*one)

    def look(self, query: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query. It sees one state of the vault throughout, and what it has to note is written at
        once.
        """
        with self.vault.read.begin() as conn:
            return query(self._tx(conn, self._note_apart), *args, **kwargs)

    def _tx(self, conn: Connection, note: Callable[[str, RecordId, str], None]) -> Tx:
        return Tx(conn=conn, me=self.me, world=self.world, now=self._clock(), note_viewing=note, session=self)

    def _note(self, conn: Connection, action: str, scope: RecordId, subject: str) -> None:
        author = Author(self.me.replica, self.me.user, self.me.office_code)
        Writer(conn, author, self._clock(), self.world.keys).seal(action, scope=scope, subject=subject)

    def _note_apart(self, action: str, scope: RecordId, subject: str) -> None:
        with self.vault.write.begin() as conn:
            self._note(conn, action, scope, subject)

    def now(self) -> datetime:
        """The time it is by the clock of this session, in UTC."""
        return self._clock()

    def today(self) -> date:
        """The day it is here by the clock of this session."""
        return self._clock().astimezone().date()

    def require(self, right: Right) -> None:
        """Raise Refused unless the user has this right."""
        self.me.require(right)

    def became(self, replica: str) -> None:
        """Write as another replica from now on: the vault was restored, or put back and accepted."""
        self.me = replace(self.me, replica=replica)

    def close(self, *, hand_over: bool = False) -> int | None:
        """Sign the head of the journal, close the connections, and forget the keys; once.

        With `hand_over` the vault stays locked for others, by the handle that is given back: the program that
        takes this one's place holds on to it.
        """
        if self._closed:
            return None
        self._closed = True
        if self.vault.read_only_reason is None:
            with contextlib.suppress(UserError):  # a full disk: the next session signs what this one wrote
                self.sign()
        return self.vault.close(hand_over=hand_over)

    def sign(self) -> None:
        """Sign the head of the journal with the user's own key, if anything was written since."""
        with self.vault.read.begin() as conn:
            if not checkpoints.is_due(conn, self.me.replica):
                return
        with self.vault.write.begin() as conn:
            checkpoints.sign(conn, self.me.replica, self.me.user, self.vault.unlocked.pair)


def changed(touched: tuple[Touched, ...]) -> Changed:
    """What pages need to know of the records an entry wrote."""
    return Changed(frozenset(one.kind for one in touched), frozenset(one.id for one in touched))
