"""The one door: whatever leaves the program is released here, for a purpose, to somebody, and is remembered.

`release` decides and takes out everything that may not go. `give` numbers it, keeps the ledger line, makes the
file in memory, writes it once, and marks the line as issued. When anything on the way fails, nothing is out and
the line says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from victimcase.domain import consent as consents
from victimcase.domain import numbers, outputs
from victimcase.domain.consent import Basis, State
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.operations import canonical
from victimcase.domain.outputs import INTERNAL, Purpose
from victimcase.domain.records.consents import Consent
from victimcase.domain.rights import Right
from victimcase.domain.spec import Record, category_of, filled, specs
from victimcase.domain.values import to_plain
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.folder import write_whole
from victimcase.store.journal import new_id
from victimcase.store.rows import Seen
from victimcase.store.types import moment

OWN = "own"


@dataclass(frozen=True)
class Recipient:
    """Who receives: the own organisation, or one of the directory."""

    id: RecordId | None
    name: str
    country: str | None = None

    @property
    def own(self) -> bool:
        """Whether it stays in the own organisation."""
        return self.id is None


@dataclass(frozen=True)
class Withheld:
    """Something that did not go: of which case, what, and why, in words."""

    case: str
    what: str
    why: str


@dataclass(frozen=True)
class Part:
    """One record as it may go: only fields that were let through are in it."""

    kind: str
    id: RecordId
    record: Record
    withheld: frozenset[Category] = frozenset()


@dataclass(frozen=True)
class Content:
    """What may go of one case."""

    card: Card
    parts: tuple[Part, ...]
    categories: frozenset[Category]
    bases: tuple[Basis, ...] = ()


@dataclass(frozen=True)
class Released:
    """Everything that may go, redacted, with what was held back. Only the door makes one."""

    output: str
    purpose: Purpose
    recipient: Recipient
    contents: tuple[Content, ...]
    withheld: tuple[Withheld, ...]
    asked: frozenset[Category]
    number: str = ""
    content_hash: str = ""
    fields: tuple[str, ...] = field(default=())

    @property
    def categories(self) -> frozenset[Category]:
        """The categories that go, of any of the cases."""
        return frozenset[Category]().union(*(content.categories for content in self.contents))


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


def recipient_called(tx: Tx, name: str) -> Recipient:
    """The organisation of the directory with this name, short name or id; `own` for the own organisation."""
    wanted = name.strip()
    if wanted.casefold() == OWN:
        settings = rows.of_scope(tx.conn, "office_settings", tx.me.office)
        title = settings[0].values["name"] if settings else tx.me.office_code
        return Recipient(None, str(title or tx.me.office_code))
    for row in rows.of_scope(tx.conn, "organisation", tx.me.office):
        names = {str(row.values[one] or "").casefold() for one in ("name", "own_script_name", "short_name")}
        if wanted.casefold() in names - {""} or wanted == row.id:
            return Recipient(row.id, str(row.values["name"]), row.values["country"])
    raise NotFound(
        N_("There is no organisation “{name}” in the directory, so nothing was given out."),
        N_("Check the spelling, or add it: “victimcase record save office organisation”."),
        name=name,
    )


def purpose_called(output: str, code: str) -> Purpose:
    """The purpose of this code, if the output can serve it. Raises Refused otherwise: what is unknown is refused."""
    possible = outputs.OUTPUTS.get(output, frozenset())
    if code not in possible:
        raise Refused(
            N_("“{purpose}” is not a purpose this paper or file can serve; nothing was given out."),
            N_("Possible purposes: {purposes}."),
            purpose=code,
            purposes=", ".join(sorted(possible)),
        )
    return outputs.PURPOSES[code]


def release(
    tx: Tx,
    cards: Iterable[Card],
    *,
    output: str,
    recipient: Recipient,
    purpose: str,
    asked: frozenset[Category] | None = None,
) -> Released:
    """Decide what of these cases may go to somebody for a purpose, and take everything else out.

    `asked` limits it to categories; none means all that are possible. Raises Invalid when nothing is selected,
    Refused when the output does not serve the purpose, or the own purpose is named for somebody else.
    """
    chosen = list(cards)
    reason = purpose_called(output, purpose)
    if not chosen or asked == frozenset():
        raise Invalid(
            N_("Nothing was selected, so nothing was given out."),
            N_("Select at least one case and one category of information."),
        )
    if (reason.code == INTERNAL) != recipient.own:
        raise Refused(
            N_("The purpose “{purpose}” does not fit this recipient; nothing was given out."),
            N_("“internal” is for the own organisation, and only for it. Choose the purpose it is really for."),
            purpose=tr(reason.title),
        )
    wanted = asked if asked is not None else reason.categories & tx.me.readable
    contents, withheld = [], []
    for card in chosen:
        content, held = _of_case(tx, card, reason, recipient, wanted)
        contents.append(content)
        withheld += held
    released = Released(output, reason, recipient, tuple(contents), tuple(withheld), wanted)
    return replace(released, content_hash=_hash(released), fields=_fields(released))


def _of_case(
    tx: Tx, card: Card, purpose: Purpose, recipient: Recipient, wanted: frozenset[Category]
) -> tuple[Content, list[Withheld]]:
    dossier = reading.dossier(tx, card)
    origin = outputs.to_country_of_origin(frozenset(card.citizenships), recipient.country, purpose.code)
    possible = outputs.possible(purpose, origin=origin and not recipient.own)
    allowed: set[Category] = set()
    bases: dict[tuple[RecordId, ...], Basis] = {}
    held: list[Withheld] = []
    for category in sorted(wanted, key=list(Category).index):
        why = ""
        if category not in possible:
            why = tr(N_("never goes to this recipient for this purpose"))
        elif category not in tx.me.readable:
            why = tr(N_("your role does not read it"))
        elif purpose.consent:
            basis = consents.basis(dossier, purpose.consent, recipient.id, category)
            if basis is None:
                why = _why_not(dossier, purpose, recipient, category)
            else:
                bases[basis.consents] = basis
        if why:
            held.append(Withheld(card.number, tr(CATEGORY_TITLES[category]), why))
        else:
            allowed.add(category)
    parts = tuple(_parts(tx, card, frozenset(allowed), internal=recipient.own))
    return Content(card, parts, frozenset(allowed), tuple(bases.values())), held


NO_CONSENT = N_("no consent for this purpose and recipient")
STATES: dict[State, str] = {
    State.EXPIRED: N_("the consent has expired"),
    State.WITHDRAWN: N_("the consent was withdrawn"),
    State.NOT_GIVEN: N_("the person refused"),
    State.NOT_YET: N_("the consent is not in force yet"),
    State.VALID: N_("the consent does not cover it, or lacks a guardian's or the child's agreement"),
}


def _why_not(dossier: Dossier, purpose: Purpose, recipient: Recipient, category: Category) -> str:
    """Why a category is withheld, from the last consent that was written for this purpose and recipient."""
    written = [
        kept.record
        for kept in dossier.all(Consent)
        if kept.record.purpose == purpose.consent and kept.record.recipient == recipient.id
    ]
    return tr(STATES[consents.state(written[-1], dossier.today)] if written else NO_CONSENT)


def _parts(tx: Tx, card: Card, allowed: frozenset[Category], *, internal: bool) -> Iterable[Part]:
    found = reading.records(tx, card)
    if allowed & SEALED:
        tx.note_sealed(card, (one for _, one in found))
    for kind, one in found:
        if not internal and kind in outputs.NEVER_LEAVES:
            continue
        record, cut = _cut(one, allowed)
        if any(True for _ in filled(record)):
            yield Part(kind, one.id, record, cut)


def _cut(one: Seen, allowed: frozenset[Category]) -> tuple[Record, frozenset[Category]]:
    """The record with only the fields of the allowed categories, and the categories that were cut out."""
    cls = type(one.record)
    out = {name for name in specs(cls) if category_of(cls, name) not in allowed}
    cut = frozenset(category_of(cls, name) for name, _, _ in filled(one.record) if name in out)
    empty = cls()
    return replace(one.record, **{name: getattr(empty, name) for name in out}), cut  # type: ignore[type-var]


def _hash(released: Released) -> str:
    """SHA-256 over everything that goes, in canonical form: what the code on the paper can be checked against."""
    said = [
        [
            content.card.number,
            [
                [part.kind, part.id, {name: to_plain(value) for name, _, value in filled(part.record)}]
                for part in content.parts
            ],
        ]
        for content in released.contents
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _fields(released: Released) -> tuple[str, ...]:
    found = {
        f"{part.kind}.{name}"
        for content in released.contents
        for part in content.parts
        for name, _, _ in filled(part.record)
    }
    return tuple(sorted(found))


@use_case(N_("Prepare a disclosure"), needs=Right.RELEASE, undoable=False)
def prepare(tx: Tx, released: Released, file: str) -> tuple[RecordId, Released]:
    """Number what is about to go and write its line in the ledger, before anything is out."""
    count = int(tx.conn.exec_driver_sql("SELECT count(*) FROM disclosure").scalar() or 0) + 1
    number = numbers.case_number(f"{tx.me.office_code}-D", tx.me.replica[:4].upper(), count)
    made = new_id()
    bases = [list(basis.consents) for content in released.contents for basis in content.bases]
    tx.conn.exec_driver_sql(
        "INSERT INTO disclosure (id, number, state, output, recipient, purpose, categories, fields, withheld, basis, "
        'content_hash, file_hash, file_name, "user", second, prepared_at) '
        "VALUES (?, ?, 'prepared', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '', ?)",
        (
            made,
            number,
            released.output,
            released.recipient.name,
            released.purpose.code,
            json.dumps(sorted(released.categories)),
            json.dumps(released.fields),
            json.dumps([[one.case, one.what, one.why] for one in released.withheld]),
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
    """Let something out of the door: decide and number it, make it in memory, write it once, mark it issued."""
    _check_place(out)

    def begin(tx: Tx) -> tuple[RecordId, Released]:
        return prepare(tx, decide(tx), str(out.resolve()))

    disclosure, released = session.do(begin).value
    try:
        data = render(released)
        write_whole(out, data)
    except BaseException:
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
SELECT d.id, d.number, d.state, d.output, d.recipient, d.purpose, d.categories, d.fields, d.withheld, d.content_hash,
       d.file_hash, d."user", d.prepared_at, d.issued_at
FROM disclosure d
"""


@query(N_("See who has what"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str | None = None) -> list[Line]:
    """The ledger, of one case or of all cases this user may see, oldest first.

    A consular officer sees the lines of their own hand only: to whom else a person turned may tell of a claim.
    """
    where, given = "", []
    if number is not None:
        card = tx.case(number)
        where = "WHERE d.id IN (SELECT disclosure FROM disclosed_case WHERE case_id = ?)"
        given.append(card.case_id)
    found = []
    for id_, *line in tx.conn.exec_driver_sql(f"{_LEDGER} {where} ORDER BY d.prepared_at, d.number", tuple(given)):
        shown = _line(tx, id_, line)
        if shown is not None and (shown.user == tx.me.login or Category.ACCOUNT in tx.me.readable):
            found.append(shown)
    return found


def _line(tx: Tx, disclosure: str, line: list[Any]) -> Line | None:
    cases = []
    for (case,) in tx.conn.exec_driver_sql("SELECT case_id FROM disclosed_case WHERE disclosure = ?", (disclosure,)):
        card = tx.visible(case)
        if card is not None:
            cases.append(card.number)
    if not cases:
        return None
    number, state, output, recipient, purpose, categories, fields, withheld, content, file, user, at, issued = line
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
    """Mark prepared disclosures whose file never came to be as not issued; name them."""
    found = []
    for id_, number, name in tx.conn.exec_driver_sql(
        "SELECT id, number, file_name FROM disclosure WHERE state = 'prepared'"
    ).all():
        state = "issued" if Path(name).is_file() else "not_issued"
        tx.conn.exec_driver_sql("UPDATE disclosure SET state = ? WHERE id = ?", (state, id_))
        found.append(number)
    tx.subject = " ".join(found)
    return found


