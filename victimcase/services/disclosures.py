"""The ledger of what went out: numbered before anything leaves, settled when the file is written or is not.

`give` makes the file in memory and writes it once. When anything on the way fails, nothing is out, and the
line says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from victimcase.domain import numbers, outputs
from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.records.case import Override
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_
from victimcase.services import attached
from victimcase.services.recipients import GIVEN_TO
from victimcase.services.released import Released, Withheld
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows
from victimcase.store.folder import write_whole
from victimcase.store.journal import new_id
from victimcase.store.types import moment

FILE, PRINT = "file", "print"
"""Ways something leaves."""
ISSUED, NOT_ISSUED, UNSURE = "issued", "not_issued", "unsure"
"""States of a line once it is settled. After a crash nobody may know whether a file came to be and was taken
away: then it is unsure, counts as given out, and somebody has to look and say so (`ledger.say_went`)."""
MOST_TEXTS = 500
"""Keys of free texts a line of the ledger names at most; an export of many cases has thousands."""


@dataclass(frozen=True)
class Given:
    """A file that went out, and its line in the ledger."""

    file: str
    sha256: str
    disclosure: str
    recipient: str
    purpose: str
    cases: tuple[str, ...]
    withheld: tuple[Withheld, ...]


@use_case(N_("Prepare a disclosure"), needs=Right.SEE_CASES, undoable=False)
def prepare(tx: Tx, released: Released, file: str, medium: str = FILE) -> tuple[RecordId, Released]:
    """Number what is about to go and write its line in the ledger, before anything is out."""
    tx.require(outputs.OUTPUTS[released.output].right)
    count = int(tx.conn.exec_driver_sql("SELECT count(*) FROM disclosure").scalar() or 0) + 1
    number = numbers.case_number(f"{tx.me.office_code}-D", tx.me.replica[:4].upper(), count)
    made = new_id()
    bases = [list(basis.rests_on) for content in released.contents for basis in content.bases]
    held = [[one.case, one.what, one.why, one.told, one.code] for one in released.withheld]
    tx.conn.exec_driver_sql(
        "INSERT INTO disclosure (id, number, state, output, recipient, purpose, categories, fields, "
        'withheld, basis, content_hash, file_hash, file_name, "user", second, prepared_at, medium, texts) '
        "VALUES (?, ?, 'prepared', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '', ?, ?, ?)",
        (
            made,
            number,
            released.output,
            released.recipient.name,
            released.purpose.code,
            json.dumps(sorted(released.tells)),
            json.dumps(released.fields),
            json.dumps(held),
            json.dumps(bases),
            released.content_hash,
            file,
            tx.me.login,
            moment(tx.now),
            medium,
            json.dumps([one.key for one in released.texts if one.goes][:MOST_TEXTS]),
        ),
    )
    for content in released.contents:
        tx.conn.exec_driver_sql(
            "INSERT INTO disclosed_case (disclosure, case_id) VALUES (?, ?)", (made, content.card.case_id)
        )
    if len(released.contents) == 1:
        tx.scope = released.contents[0].card.case_id
    tx.subject = f"{number} {released.content_hash}"
    return made, replace(released, number=number)


@use_case(N_("Give out"), needs=Right.SEE_CASES, undoable=False)
def settle(
    tx: Tx, disclosure: RecordId, released: Released, *, state: str, file_hash: str, kept: bytes | None = None
) -> None:
    """Say of a prepared disclosure that it was issued, with the hash of its file, or that it was not.

    `kept` is the paper as it went: it stays in the vault under a key of its own.
    """
    tx.require(outputs.OUTPUTS[released.output].right)
    single = released.contents[0].card if len(released.contents) == 1 else None
    blob = None
    if kept is not None:
        blob = attached.new_blob()
        scope = single.case_id if single else tx.me.office
        attached.store(tx, blob, scope, kept, attached.sealed_of(released.categories))
    tx.conn.exec_driver_sql(
        "UPDATE disclosure SET state = ?, file_hash = ?, issued_at = ?, kept = ? "
        "WHERE id = ? AND state = 'prepared'",
        (state, file_hash, moment(tx.now) if state == "issued" else None, blob, disclosure),
    )
    if single is not None:
        tx.scope = single.case_id
    tx.subject = f"{released.number} {state} {file_hash}"


@dataclass(frozen=True)
class Making:
    """How something that was let out is made: decided, rendered, locked with a password, kept or not.

    `render` gives the file; `lock` protects what leaves, and what is kept in the vault is not locked.
    """

    decide: Callable[[Tx], Released]
    render: Callable[[Released], bytes]
    lock: Callable[[bytes], bytes] | None = None
    keep: bool = False


def give(
    session: Session,
    decide: Callable[[Tx], Released],
    render: Callable[[Released], bytes],
    out: Path,
    *,
    lock: Callable[[bytes], bytes] | None = None,
    keep: bool = False,
) -> Given:
    """Let something out of the door: decide and number it, make it in memory, write it once, mark it
    issued. `lock` protects the file; `keep` leaves the paper as it went in the ledger.
    """
    _check_place(out)
    making = Making(decide, render, lock, keep)
    return _let_out(session, making, FILE, str(out.resolve()), lambda data: write_whole(out, data))


def hand_on(session: Session, making: Making, medium: str, deliver: Callable[[bytes], None]) -> Given:
    """Let something out another way than as a file: `deliver` gets it once, say to a printer.

    It may raise to say that nothing came out; then the ledger says so.
    """
    return _let_out(session, making, medium, "", deliver)


def _let_out(
    session: Session, making: Making, medium: str, place: str, deliver: Callable[[bytes], None]
) -> Given:
    def begin(tx: Tx) -> tuple[RecordId, Released]:
        return prepare(tx, making.decide(tx), place, medium)

    disclosure, released = session.do(begin).value
    try:
        plain = making.render(released)
        data = plain if making.lock is None else making.lock(plain)
        deliver(data)
    except BaseException:
        with suppress(UserError):  # a full disk may refuse this too; the next start settles it (`tidy`)
            session.do(settle, disclosure, released, state=NOT_ISSUED, file_hash="")
        raise
    digest = hashlib.sha256(data).hexdigest()
    kept = plain if making.keep else None
    session.do(settle, disclosure, released, state=ISSUED, file_hash=digest, kept=kept)
    return Given(
        file=place,
        sha256=digest,
        disclosure=released.number,
        recipient=released.recipient.name,
        purpose=released.purpose.code,
        cases=tuple(content.card.number for content in released.contents),
        withheld=released.withheld,
    )


def _check_place(out: Path) -> None:
    if out.exists():
        raise Invalid(
            N_("“{name}” is there already, and nothing is written over it. Nothing was given out."),
            N_("Choose another name for the file."),
            name=out.name,
        )
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise Invalid(
            N_("The folder for “{name}” is not there or cannot be written to. Nothing was given out."),
            N_("Choose a folder that exists and is yours."),
            name=out.name,
        )


@dataclass(frozen=True)
class Line:
    """One line of the ledger: who has what."""

    number: str
    state: str
    output: str
    recipient: str
    purpose: str
    categories: tuple[str, ...]
    fields: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    content_hash: str
    file_hash: str
    user: str
    prepared_at: str
    issued_at: str | None
    cases: tuple[str, ...]
    medium: str = FILE
    kept: bool = False
    """Whether the paper as it went can be looked at again."""
    second: str = ""
    """Who confirmed a legal override it rests on."""
    whom: str = ""
    """The id of the organisation it went to; empty where what it rests on names none."""


_LEDGER = f"""
SELECT d.id, d.number, d.state, d.output, d.recipient, d.purpose, d.categories, d.fields, d.withheld,
       d.content_hash, d.file_hash, d."user", d.prepared_at, d.issued_at, d.medium, d.kept, d.basis,
       {GIVEN_TO}
FROM disclosure d
"""


@query(N_("See who has what"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str | None = None) -> list[Line]:
    """The ledger, of one case or of all cases this user may see, oldest first.

    A consular officer sees the lines of their own hand only: to whom else a person turned may tell of a
    claim. What is about no case is seen by those who let such things out.
    """
    where, given = "", []
    if number is not None:
        card = tx.case(number)
        where = "WHERE d.id IN (SELECT disclosure FROM disclosed_case WHERE case_id = ?)"
        given.append(card.case_id)
    found = []
    for id_, *line in tx.conn.exec_driver_sql(
        f"{_LEDGER} {where} ORDER BY d.prepared_at, d.number", tuple(given)
    ):
        shown = _line(tx, id_, line)
        if shown is not None and (shown.user == tx.me.login or Category.ACCOUNT in tx.me.readable):
            found.append(shown)
    return found


def _line(tx: Tx, disclosure: str, line: list[Any]) -> Line | None:
    cases = [
        card.number
        for (case,) in tx.conn.exec_driver_sql(
            "SELECT case_id FROM disclosed_case WHERE disclosure = ?", (disclosure,)
        )
        if (card := tx.visible(case)) is not None
    ]
    number, state, output, recipient, purpose, categories, fields, withheld, content, file, *rest = line
    user, at, issued, medium, kept, basis, whom = rest
    if not cases and not _of_no_case(tx, disclosure, output):
        return None
    return Line(
        number=number,
        state=state,
        output=output,
        recipient=recipient,
        purpose=purpose,
        categories=tuple(json.loads(categories)),
        fields=tuple(json.loads(fields)),
        withheld=tuple(Withheld(*one) for one in json.loads(withheld) if one[0] in cases),
        content_hash=content,
        file_hash=file,
        user=user,
        prepared_at=at,
        issued_at=issued,
        cases=tuple(cases),
        medium=medium,
        kept=kept is not None,
        second=_second(tx, json.loads(basis)),
        whom=whom or "",
    )


def _of_no_case(tx: Tx, disclosure: str, output: str) -> bool:
    """Whether a line is about no case at all, and this user lets such things out."""
    known = outputs.OUTPUTS.get(output)
    about = tx.conn.exec_driver_sql(
        "SELECT 1 FROM disclosed_case WHERE disclosure = ?", (disclosure,)
    ).first()
    return about is None and known is not None and known.right in tx.me.rights


def _second(tx: Tx, bases: list[list[str]]) -> str:
    """Who confirmed the legal overrides something rests on, perhaps afterwards."""
    ids = [id_ for basis in bases for id_ in basis]
    found = [rows.one(tx.conn, Override.kind, RecordId(id_)) for id_ in dict.fromkeys(ids)]
    return ", ".join(
        dict.fromkeys(str(row.values["confirmed_by"]) for row in found if row and row.values["confirmed_by"])
    )


@use_case(N_("Look after unfinished disclosures"), needs=Right.CHECK_VAULT, undoable=False)
def tidy(tx: Tx) -> list[str]:
    """Say of prepared disclosures what is known of their file, after a crash; name them.

    A file appears whole or not at all, so one that is there was given out. One that is not there may never
    have come to be, or was moved since.
    """
    found = []
    for id_, number, name, medium in tx.conn.exec_driver_sql(
        "SELECT id, number, file_name, medium FROM disclosure WHERE state = 'prepared'"
    ).all():
        file_hash = _hash_of(Path(name)) if medium == FILE else ""
        # What was handed to a printer may lie there; nobody can tell, so it counts as given out.
        state, at = (ISSUED, moment(tx.now)) if file_hash or medium != FILE else (UNSURE, None)
        tx.conn.exec_driver_sql(
            "UPDATE disclosure SET state = ?, file_hash = ?, issued_at = ? WHERE id = ?",
            (state, file_hash, at, id_),
        )
        found.append(number)
    tx.subject = " ".join(found)
    return found


def _hash_of(file: Path) -> str:
    """SHA-256 of a file; nothing when it is not there or cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
