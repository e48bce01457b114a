"""The one door: whatever leaves the program is released here, for a purpose and to somebody.

`release` decides what may go, and takes everything else out; what comes of it is remembered in the ledger
(`disclosures`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from victimcase.domain import consent as consents
from victimcase.domain import outputs
from victimcase.domain.consent import Basis, State
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.operations import canonical
from victimcase.domain.outputs import INTERNAL, Purpose
from victimcase.domain.records.around import Document
from victimcase.domain.records.consents import Consent
from victimcase.domain.spec import Record, category_of, filled, specs
from victimcase.domain.values import to_plain
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

OWN = "own"


@dataclass(frozen=True)
class Recipient:
    """Who receives: the own organisation, or one of the directory."""

    id: RecordId | None
    name: str
    country: str | None = None
    address: tuple[str, ...] = ()

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
    told: bool = True
    """Whether the paper itself says so. What could never go, or is sealed, is not even named there."""


@dataclass(frozen=True)
class Piece:
    """One record as it may go: only fields that were let through are in it."""

    kind: str
    id: RecordId
    record: Record


@dataclass(frozen=True)
class Content:
    """What may go of one case."""

    card: Card
    pieces: tuple[Piece, ...]
    categories: frozenset[Category]
    bases: tuple[Basis, ...] = ()
    given_on: tuple[str, ...] = ()
    """Days on which the consents it rests on were given, ISO 8601."""


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
            return Recipient(row.id, str(row.values["name"]), row.values["country"], _address(row, tx))
    raise NotFound(
        N_("There is no organisation “{name}” in the directory, so nothing was given out."),
        N_("Check the spelling, or add it to the directory (command line: record save office organisation)."),
        name=name,
    )


def _address(row: Row, tx: Tx) -> tuple[str, ...]:
    """The lines of an organisation's address as a letter has them; the name first."""
    said = row.values
    place = " ".join(str(said[name]) for name in ("postal_code", "city") if said[name])
    country = tx.reference.country(str(said["country"])) if said["country"] else ""
    return tuple(str(line) for line in (said["name"], said["street"], place, said["state"], country) if line)


def purpose_called(output: str, code: str) -> Purpose:
    """The purpose of this code, if the output can serve it. Raises Refused otherwise: what is unknown is
    refused.
    """
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

    `asked` limits it to categories; none means all that are possible. Raises Invalid when nothing is
    selected,
    Refused when the output does not serve the purpose, or the own purpose is named for somebody else.
    """
    chosen = list(cards)
    reason = fitting(output, purpose, recipient)
    if not chosen or asked == frozenset():
        raise Invalid(
            N_("Nothing was selected, so nothing was given out."),
            N_("Select at least one case and one category of information."),
        )
    wanted = asked if asked is not None else reason.categories & tx.me.readable
    contents, withheld = [], []
    for card in chosen:
        content, held = _of_case(tx, card, output, reason, recipient, wanted)
        contents.append(content)
        withheld += held
    return closed(Released(output, reason, recipient, tuple(contents), tuple(withheld), wanted))


def closed(released: Released) -> Released:
    """What was let through, with the hash over it and the names of its fields: nothing is added any more."""
    return replace(released, content_hash=_hash(released), fields=_fields(released))


def fitting(output: str, purpose: str, recipient: Recipient) -> Purpose:
    """The purpose of this code, if output and recipient fit it. Raises Refused."""
    reason = purpose_called(output, purpose)
    if (reason.code == INTERNAL) != recipient.own:
        raise Refused(
            N_("The purpose “{purpose}” does not fit this recipient; nothing was given out."),
            N_("“internal” is for the own organisation and for nobody else. Choose the purpose it is for."),
            purpose=tr(reason.title),
        )
    return reason


def _of_case(
    tx: Tx, card: Card, output: str, purpose: Purpose, recipient: Recipient, wanted: frozenset[Category]
) -> tuple[Content, list[Withheld]]:
    content, held = judged(tx, card, purpose, recipient, wanted)
    towards = recipient.id if _to_origin(card, purpose, recipient) else ""
    return replace(content, pieces=tuple(_pieces(tx, card, content.categories, output, towards))), held


def _to_origin(card: Card, purpose: Purpose, recipient: Recipient) -> bool:
    """Whether somebody who receives may stand for the person's country of origin."""
    nations = frozenset(card.citizenships)
    return not recipient.own and outputs.to_country_of_origin(nations, recipient.country, purpose.code)


def judged(
    tx: Tx, card: Card, purpose: Purpose, recipient: Recipient, wanted: frozenset[Category]
) -> tuple[Content, list[Withheld]]:
    """Which categories of a case may go, on which consents, and what is held back and why; no record yet."""
    dossier = reading.dossier(tx, card)
    possible = outputs.possible(purpose, origin=_to_origin(card, purpose, recipient))
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
                why = _why_not(tx, dossier, purpose, recipient)
            else:
                bases[basis.consents] = basis
        if why:
            told = category in purpose.categories - SEALED
            held.append(Withheld(card.number, tr(CATEGORY_TITLES[category]), why, told))
        else:
            allowed.add(category)
    relied_on = {id_ for basis in bases.values() for id_ in basis.consents}
    days = {
        kept.record.given_on.isoformat()
        for kept in dossier.all(Consent)
        if kept.id in relied_on and kept.record.given_on
    }
    return Content(card, (), frozenset(allowed), tuple(bases.values()), tuple(sorted(days))), held


NO_CONSENT = N_("no consent for this purpose and recipient")
STATES: dict[State, str] = {
    State.EXPIRED: N_("the consent has expired"),
    State.WITHDRAWN: N_("the consent was withdrawn"),
    State.NOT_GIVEN: N_("the person refused"),
    State.NOT_YET: N_("the consent is not in force yet"),
    State.VALID: N_("the consent does not cover it, or lacks a guardian's or the child's agreement"),
}


def _why_not(tx: Tx, dossier: Dossier, purpose: Purpose, recipient: Recipient) -> str:
    """Why a category is withheld, from the last consent for this purpose and recipient the user knows of."""
    written = [
        kept.record
        for kept in dossier.all(Consent)
        if kept.record.purpose == purpose.consent and kept.record.recipient == recipient.id
        if not kept.record.categories or tx.me.readable.intersection(kept.record.categories)
    ]
    return tr(STATES[consents.state(written[-1], dossier.today)] if written else NO_CONSENT)


def _pieces(
    tx: Tx, card: Card, allowed: frozenset[Category], output: str, towards: str | None
) -> Iterable[Piece]:
    """What may go of a case; `towards` names the recipient where it may stand for the country of origin."""
    found = reading.records(tx, card)
    if allowed & SEALED:
        tx.note_sealed(card, (one for _, one in found))
    for kind, one in found:
        if not outputs.is_part(kind, output) or _tells_more(one.record, allowed, towards):
            continue
        record = _cut(one, allowed)
        if any(True for _ in filled(record)):
            yield Piece(kind, one.id, record)


def _tells_more(record: Record, allowed: frozenset[Category], towards: str | None) -> bool:
    """Whether a record tells by its being there: a document about more than may go, or towards the country
    of origin, to whom else the person turned.
    """
    if isinstance(record, Document):
        return not allowed.issuperset(record.tells_about)
    elsewhere = isinstance(record, Consent) and (record.recipient or record.recipient_text)
    return bool(elsewhere and towards) and elsewhere != towards


def _cut(one: Seen, allowed: frozenset[Category]) -> Record:
    """The record with only the fields of the allowed categories; nothing tells whether others were filled."""
    cls = type(one.record)
    out = {name for name in specs(cls) if category_of(cls, name) not in allowed}
    empty = cls()
    kept = {name: getattr(empty, name) for name in out}
    if isinstance(one.record, Consent) and "categories" not in out:
        kept["categories"] = tuple(code for code in one.record.categories if code not in SEALED - allowed)
    return replace(one.record, **kept)  # type: ignore[type-var]


def _hash(released: Released) -> str:
    """SHA-256 over everything that goes, in canonical form: what the code on the paper can be checked
    against.
    """
    said = [
        [
            content.card.number,
            [
                [piece.kind, piece.id, {name: to_plain(value) for name, _, value in filled(piece.record)}]
                for piece in content.pieces
            ],
        ]
        for content in released.contents
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _fields(released: Released) -> tuple[str, ...]:
    found = {
        f"{piece.kind}.{name}"
        for content in released.contents
        for piece in content.pieces
        for name, _, _ in filled(piece.record)
    }
    return tuple(sorted(found))
