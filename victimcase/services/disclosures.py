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

from victimcase.domain import numbers
from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_
from victimcase.services.door import Released, Withheld
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store.folder import write_whole
from victimcase.store.journal import new_id
from victimcase.store.types import moment


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


@use_case(N_("Prepare a disclosure"), needs=Right.RELEASE, undoable=False)
def prepare(tx: Tx, released: Released, file: str) -> tuple[RecordId, Released]:
    """Number what is about to go and write its line in the ledger, before anything is out."""
    count = int(tx.conn.exec_driver_sql("SELECT count(*) FROM disclosure").scalar() or 0) + 1
    number = numbers.case_number(f"{tx.me.office_code}-D", tx.me.replica[:4].upper(), count)
    made = new_id()
    bases = [list(basis.consents) for content in released.contents for basis in content.bases]
    tx.conn.exec_driver_sql(
        "INSERT INTO disclosure (id, number, state, output, recipient, purpose, categories, fields, "
        'withheld, basis, content_hash, file_hash, file_name, "user", second, prepared_at) '
        "VALUES (?, ?, 'prepared', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '', ?)",
        (
            made,
            number,
            released.output,
            released.recipient.name,
            released.purpose.code,
            json.dumps(sorted(released.categories)),
            json.dumps(released.fields),
            json.dumps([[one.case, one.what, one.why, one.told] for one in released.withheld]),
            json.dumps(bases),
            released.content_hash,
            file,
            tx.me.login,
            moment(tx.now),
        ),
    )
    tx.conn.exec_driver_sql(
        "INSERT INTO disclosed_case (disclosure, case_id) VALUES (?, ?)",
        [(made, content.card.case_id) for content in released.contents],
    )
    if len(released.contents) == 1:
        tx.scope = released.contents[0].card.case_id
    tx.subject = f"{number} {released.content_hash}"
    return made, replace(released, number=number)


@use_case(N_("Give out"), needs=Right.RELEASE, undoable=False)
def settle(tx: Tx, disclosure: RecordId, released: Released, *, state: str, file_hash: str) -> None:
    """Say of a prepared disclosure that it was issued, with the hash of its file, or that it was not."""
    tx.conn.exec_driver_sql(
        "UPDATE disclosure SET state = ?, file_hash = ?, issued_at = ? WHERE id = ? AND state = 'prepared'",
        (state, file_hash, moment(tx.now) if state == "issued" else None, disclosure),
    )
    if len(released.contents) == 1:
        tx.scope = released.contents[0].card.case_id
    tx.subject = f"{released.number} {state} {file_hash}"


def give(
    session: Session,
    decide: Callable[[Tx], Released],
    render: Callable[[Released], bytes],
    out: Path,
) -> Given:
    """Let something out of the door: decide and number it, make it in memory, write it once, mark it
    issued.
    """
    _check_place(out)

    def begin(tx: Tx) -> tuple[RecordId, Released]:
        return prepare(tx, decide(tx), str(out.resolve()))

    disclosure, released = session.do(begin).value
    try:
        data = render(released)
        write_whole(out, data)
    except BaseException:
        with suppress(UserError):  # a full disk may refuse this too; the next start settles it (`tidy`)
            session.do(settle, disclosure, released, state="not_issued", file_hash="")
        raise
    digest = hashlib.sha256(data).hexdigest()
    session.do(settle, disclosure, released, state="issued", file_hash=digest)
    return Given(
        file=str(out),
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


_LEDGER = """
SELECT d.id, d.number, d.state, d.output, d.recipient, d.purpose, d.categories, d.fields, d.withheld,
       d.content_hash, d.file_hash, d."user", d.prepared_at, d.issued_at
FROM disclosure d
"""


@query(N_("See who has what"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str | None = None) -> list[Line]:
    """The ledger, of one case or of all cases this user may see, oldest first.

    A consular officer sees the lines of their own hand only: to whom else a person turned may tell of a
    claim.
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
    cases = []
    for (case,) in tx.conn.exec_driver_sql(
        "SELECT case_id FROM disclosed_case WHERE disclosure = ?", (disclosure,)
    ):
        card = tx.visible(case)
        if card is not None:
            cases.append(card.number)
    if not cases:
        return None
    (
        number,
        state,
        output,
        recipient,
        purpose,
        categories,
        fields,
        withheld,
        content,
        file,
        user,
        at,
        issued,
    ) = line
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
    )


@use_case(N_("Look after unfinished disclosures"), needs=Right.CHECK_VAULT, undoable=False)
def tidy(tx: Tx) -> list[str]:
    """Say of prepared disclosures whether their file came to be, after a crash; name them.

    A file appears whole or not at all, so one that is there was given out.
    """
    found = []
    for id_, number, name in tx.conn.exec_driver_sql(
        "SELECT id, number, file_name FROM disclosure WHERE state = 'prepared'"
    ).all():
        file_hash = _hash_of(Path(name))
        state, at = ("issued", moment(tx.now)) if file_hash else ("not_issued", None)
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
