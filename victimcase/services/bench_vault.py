"""Figures of the vault, each beside the raw database: opening, lists, search, saving, a full case, backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from victimcase.domain.names import search_key
from victimcase.domain.words import Stage
from victimcase.services import cases, keeping, records, vaults
from victimcase.services.bench_clock import CPU, WALL, Pair, beside, spent, worst
from victimcase.services.bench_people import people
from victimcase.services.session import Session
from victimcase.store import backup
from victimcase.store import raw_baseline as raw
from victimcase.store import vault as vault_files
from victimcase.store.slots import Unlocked
from victimcase.store.vault import Options

NOTES = 100
SEARCHES = 200


@dataclass(frozen=True)
class Ground:
    """Where the measuring takes place: the folder of everything, the vault in it, and how it is opened."""

    folder: Path
    options: Options
    login: str
    unlocked: Unlocked
    rounds: int = 15
    """How often small things are measured; the best counts."""

    @property
    def vault(self) -> Path:
        """The folder of the vault."""
        return self.folder / "bench.vault"

    def session(self) -> Session:
        """The vault opened, as after a passphrase was taken."""
        return vaults.open_session(vault_files.enter(self.vault, lambda _: self.unlocked, self.options))

    def raw(self, session: Session) -> Any:
        """A raw connection to the database of the open vault, that only reads."""
        return raw.opened(self.vault / "vault.db", session.vault.database_key, read_only=True)


def opening(ground: Ground) -> Pair:
    """Open the vault and read its first rows, without what Argon2id takes; closing is not counted."""
    with closing(ground.session()) as session:
        database, key = session.vault.folder.database, session.vault.database_key
    pairs = []
    for _ in range(ground.rounds // 2 + 1):
        held: list[Session] = []
        ours = spent(partial(_first_rows, ground, held))
        held[0].close()
        pairs.append((ours, spent(partial(raw.first_rows, database, key, ground.login))))
    return Pair(min(one for one, _ in pairs), min(other for _, other in pairs))


def _first_rows(ground: Ground, held: list[Session]) -> None:
    held.append(ground.session())
    held[0].look(cases.listed)


def lists(session: Session, connection: Any, total: int, rounds: int) -> Iterator[tuple[str, Pair]]:
    """Pages of the list: first ones in each order, one in the middle, one of a stage."""
    login = session.me.login
    asked: dict[str, dict[str, Any]] = {
        "first page by day": {"order": "opened"},
        "first page by name": {"order": "name"},
        "first page by number": {"order": "number"},
        "a page from the middle": {"order": "opened", "offset": total // 2},
        "first page of one stage": {"order": "opened", "stage": Stage.IDENTIFICATION},
    }
    for what, ask in asked.items():
        ours = partial(session.look, cases.listed, **ask)
        yield what, beside(ours, partial(raw.page, connection, login, **ask), rounds=rounds)


def searching(session: Session, connection: Any, rounds: int) -> Iterator[tuple[str, Pair]]:
    """Search as somebody types: what 95 of 100 do not pass, for three letters and more, and for fewer."""
    keys = [search_key(f"{one.person['given_names']}") for one in islice(people(), SEARCHES // 15 * rounds)]
    texts = {
        "3 letters and more": [key[at % 3 : at % 3 + 3 + at % 4] for at, key in enumerate(keys)],
        "1 or 2 letters": [key[: 1 + at % 2] for at, key in enumerate(keys)],
    }
    for what, typed in texts.items():
        wanted = [text.strip() for text in typed if _is_one_word(text.strip(), what)]
        times = [_found(session, connection, text) for text in wanted]
        yield what, Pair(worst([one.ours for one in times]), worst([one.raw or 0.0 for one in times]))


def _is_one_word(text: str, what: str) -> bool:
    return text.isalpha() and (len(text) >= 3) == what.startswith("3")


def _found(session: Session, connection: Any, text: str) -> Pair:
    login = session.me.login
    return beside(
        lambda: session.look(cases.listed, text=text), lambda: raw.found(connection, login, text), rounds=3
    )


@dataclass(frozen=True)
class Note:
    """A note that is written again and again: the number of its case, its case and its own id."""

    number: str
    scope: str
    id: str


def notes(session: Session) -> list[Note]:
    """A note in each of many cases."""
    return [
        Note(
            card.number,
            card.case_id,
            session.do(records.save, card.number, "note", {"text": "First"}).value.id,
        )
        for card in session.look(cases.listed, limit=NOTES)
    ]


def saving(session: Session, ground: Ground, written: list[Note]) -> dict[str, Pair]:
    """Save the text of one note, journalled and indexed: its CPU and its time, disk included."""
    connection = raw.opened(ground.folder / "raw.db", session.vault.database_key)
    log, turn, other = raw.log_of(connection), cycle(written), cycle(written)
    numbers = count(1)

    def ours() -> None:
        note = next(turn)
        session.do(records.save, note.number, "note", {"text": _text(next(numbers))}, record=note.id)

    def by_hand() -> None:
        note = next(other)
        raw.save(connection, log, note.id, note.scope, _text(next(numbers)))

    found = {
        name: beside(ours, by_hand, rounds=NOTES // 15 * ground.rounds, clock=clock, pick=median)
        for name, clock in (("CPU", CPU), ("time", WALL))
    }
    connection.close()
    return found


def _text(number: int) -> str:
    return f"Seen again today, wants to speak with a lawyer; note {number}. " * 3


def copied(ground: Ground) -> None:
    """A copy of the closed database, for the raw library to write in."""
    shutil.copyfile(ground.vault / "vault.db", ground.folder / "raw.db")


def whole_case(session: Session, connection: Any, number: str, rounds: int) -> Pair:
    """Open a case of sixty records, as far as a page needs it."""
    card = session.look(lambda tx: tx.case(number))
    return beside(
        lambda: session.look(cases.shown, number),
        lambda: raw.whole_case(connection, card.case_id, card.person_id),
        rounds=rounds,
    )


def backing_up(session: Session, ground: Ground, connection: Any) -> tuple[Pair, Pair]:
    """Back up: copied and sealed, beside the copy alone; and the proof by opening, which is a part of it."""
    file, copy = ground.folder / "bench.vcbackup", ground.folder / "copy.db"
    raw_ms = spent(lambda: raw.backup(connection, copy, session.vault.database_key))
    copy.unlink()
    whole = spent(lambda: keeping.back_up(session, file))
    proof = spent(lambda: backup.verify(file, lambda _: session.vault.unlocked, ground.folder))
    file.unlink()
    return Pair(whole - proof, raw_ms), Pair(proof)
