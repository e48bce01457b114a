"""The one door: whatever leaves the program is released here, for a purpose and to somebody.

`release` decides what may go, and takes everything else out; what comes of it is remembered in the ledger
(`disclosures`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from victimcase.domain import consent as consents
from victimcase.domain import gates, outputs
from victimcase.domain.consent import Basis, Lack, State
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.legal_override import overriding
from victimcase.domain.outputs import INTERNAL, Purpose
from victimcase.domain.records.around import Document
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Person
from victimcase.domain.records.referrals import Referral
from victimcase.domain.records.repatriation import TravelDocument
from victimcase.domain.spec import Record, category_of, filled, specs
from victimcase.domain.words import CATEGORY_TITLES, SEALED, STEP_TITLES, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import free_texts, marking, narrowing, origin, reading
from victimcase.services.profiles import profile_of
from victimcase.services.recipients import OWN, PERSON, THE_PERSON, Recipient, recipient_called
from victimcase.services.released import Content, Fact, Piece, Released, Withheld, closed
from victimcase.services.tx import Tx
from victimcase.services.writable import is_mission
from victimcase.store.cards import Card
from victimcase.store.rows import Seen

__all__ = [
    "OWN",
    "PERSON",
    "THE_PERSON",
    "Asked",
    "Content",
    "Piece",
    "Recipient",
    "Released",
    "Withheld",
    "closed",
    "fitting",
    "judged",
    "purpose_called",
    "recipient_called",
    "release",
    "release_facts",
]


@dataclass(frozen=True)
class Asked:
    """What somebody wants to let out: for which purpose and to whom, and how much of it.

    `categories` none means all that are possible. `about` narrows records of its kind to one. `texts` says of
    free texts that were read what becomes of them (`free_texts`); of those it does not name nothing goes.
    """

    output: str
    recipient: Recipient
    purpose: str
    categories: frozenset[Category] | None = None
    about: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    mark: bool = False
    """Whether free texts are to be shown, with known names and places marked in them."""
    needs: Callable[[Released], frozenset[str] | None] | None = None
    """Asked, with all that may go, which fields of it are needed (`narrowing`); none means all."""


def purpose_called(output: str, code: str) -> Purpose:
    """The purpose of this code, if the output can serve it. Raises Refused otherwise: what is unknown is
    refused.
    """
    known = outputs.OUTPUTS.get(output)
    possible = known.purposes if known else frozenset()
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
    about: str = "",
    texts: Mapping[str, str] | None = None,
    mark: bool = False,
    needs: Callable[[Released], frozenset[str] | None] | None = None,
) -> Released:
    """Decide what of these cases may go to somebody for a purpose, and take everything else out.

    `asked` limits it to categories; none means all that are possible. `needs` limits it to fields. Raises
    Invalid when nothing is selected, Refused when the output does not serve the purpose, the purpose does not
    fit the recipient, or the paper certifies what does not hold yet.
    """
    chosen = list(cards)
    reason = fitting(tx, output, purpose, recipient)
    if not chosen or asked == frozenset():
        raise Invalid(
            N_("Nothing was selected, so nothing was given out."),
            N_("Select at least one case and one category of information."),
        )
    wanted = asked if asked is not None else reason.categories & tx.me.readable
    request = Asked(output, recipient, purpose, wanted, about, texts or {}, mark, needs)
    made = Released(output, reason, recipient, (), (), wanted)
    for card in chosen:
        _check_gate(tx, card, output, reason)
        made = _with_case(tx, made, card, request)
    return closed(made)


def release_facts(
    tx: Tx,
    output: str,
    recipient: Recipient,
    purpose: str,
    facts: Mapping[str, Fact],
    card: Card | None = None,
) -> Released:
    """What goes without any record of a case: a list of patterns, a letter that calls something back.

    `card` is the case it is about, for the ledger. Raises Invalid where there is nothing, and Refused.
    """
    reason = fitting(tx, output, purpose, recipient)
    if outputs.OUTPUTS[output].records:
        raise ValueError(f"{output} is made of records: the door has to look at them")
    if not facts:
        raise Invalid(
            N_("Nothing was selected, so nothing was given out."),
            N_("Select at least one case and one category of information."),
        )
    contents = (Content(card, (), frozenset()),) if card is not None else ()
    return closed(Released(output, reason, recipient, contents, (), reason.categories, facts=facts))


def fitting(tx: Tx, output: str, purpose: str, recipient: Recipient) -> Purpose:
    """The purpose of this code, if output, user and recipient fit it. Raises Refused."""
    reason = purpose_called(output, purpose)
    tx.require(outputs.OUTPUTS[output].right)
    if (reason.code == INTERNAL) != recipient.own or reason.to_person != recipient.person:
        raise Refused(
            N_("The purpose “{purpose}” does not fit this recipient; nothing was given out."),
            N_("“internal” is for the own organisation and for nobody else. Choose the purpose it is for."),
            purpose=tr(reason.title),
        )
    return reason


def _check_gate(tx: Tx, card: Card, output: str, purpose: Purpose) -> None:
    """Raise Refused where a paper would certify to others what does not hold yet (case model §2)."""
    step = outputs.OUTPUTS[output].gate
    if step is None or purpose.code == INTERNAL:
        return
    if is_mission(tx):
        raise Refused(  # whether it could be issued would tell a mission what it may not know
            N_("This paper is issued by the office that leads the case; nothing was given out."),
            N_("Ask that office for it."),
        )
    dossier = reading.dossier(tx, card)
    result = gates.gate(step, dossier, profile_of(tx, dossier))
    if not result.holds:
        lacking = [tr(one.text) for one in gates.seen_by(result, tx.me.readable).missing]
        raise Refused(
            N_("This paper says that “{step}” is done, and it is not yet; nothing was given out. {missing}"),
            N_("Complete what is missing, or make the paper for the own office until then."),
            step=tr(STEP_TITLES[step]),
            missing=tr(N_("Missing: {what}."), what="; ".join(lacking)) if lacking else "",
        )


def _with_case(tx: Tx, made: Released, card: Card, request: Asked) -> Released:
    """The release with what may go of one more case."""
    purpose, recipient = made.purpose, request.recipient
    content, held = judged(tx, card, purpose, recipient, request.categories or frozenset())
    towards = recipient.id if origin.is_towards(tx, card, purpose, recipient) else ""
    pieces = tuple(_pieces(tx, card, content.categories, request, towards))
    limits = tuple(dict.fromkeys(limit for basis in content.bases for limit in basis.limits))
    content = replace(content, pieces=pieces, limits=limits, limited=bool(limits))
    kept = request.needs(_joined(made, content, held)) if request.needs else None
    if kept is not None:
        content = narrowing.cut(replace(made, contents=(content,)), kept).contents[0]
    if recipient.own:
        return _joined(made, content, held)
    around = cache(lambda: marking.known(tx, card, content.categories))
    read = free_texts.reviewed(
        card.number, content.pieces, content.limits, request.texts, around, mark=request.mark
    )
    content = replace(content, pieces=tuple(filter(_says, read.pieces)), limits=read.limits)
    return replace(_joined(made, content, [*held, *read.withheld]), texts=(*made.texts, *read.texts))


def _joined(made: Released, content: Content, held: list[Withheld]) -> Released:
    return replace(made, contents=(*made.contents, content), withheld=(*made.withheld, *held))


def _says(piece: Piece) -> bool:
    return any(True for _ in filled(piece.record))


def judged(
    tx: Tx, card: Card, purpose: Purpose, recipient: Recipient, wanted: frozenset[Category]
) -> tuple[Content, list[Withheld]]:
    """Which categories of a case may go, on which consents, and what is held back and why; no record yet."""
    dossier = reading.dossier(tx, card)
    possible = outputs.possible(purpose, origin=origin.is_towards(tx, card, purpose, recipient))
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
            basis = _basis(tx, dossier, purpose, recipient, category)
            if basis is None:
                why = _why_not(tx, dossier, purpose, recipient)
            else:
                bases[basis.rests_on] = basis
        if why:
            told = category in purpose.categories - SEALED
            held.append(Withheld(card.number, tr(CATEGORY_TITLES[category]), why, told, str(category)))
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
    State.VALID: N_("the consent does not cover it"),
}
LACKS: dict[Lack, str] = {
    Lack.REPLACED: N_("the consent was replaced by a later word"),
    Lack.GUARDIAN: N_("the consent lacks a checked guardian's agreement"),
    Lack.ASSENT: N_("the consent lacks the child's own agreement"),
    Lack.OF_AGE: N_("the person is of age and has to say it themself"),
}


def _why_not(tx: Tx, dossier: Dossier, purpose: Purpose, recipient: Recipient) -> str:
    """Why a category is withheld, from the last consent for this purpose and recipient the user knows of."""
    written = [
        kept
        for kept in dossier.all(Consent)
        if kept.record.purpose == purpose.consent and kept.record.recipient == recipient.id
        if not kept.record.categories or tx.me.readable.intersection(kept.record.categories)
    ]
    if not written:
        return tr(NO_CONSENT)
    lacks = consents.lack(dossier, written[-1])
    if lacks is not None:
        return tr(LACKS[lacks])
    return tr(STATES[consents.state(written[-1].record, dossier.today)])


def _basis(
    tx: Tx, dossier: Dossier, purpose: Purpose, recipient: Recipient, category: Category
) -> Basis | None:
    """The consent a category may go on. What is said of perpetrators is not the person's to consent to: it
    goes where the person lets the rest of the same paper go.
    """
    if category is Category.PERPETRATOR:
        own = sorted(purpose.categories - {category})
        found = (_basis(tx, dossier, purpose, recipient, one) for one in own)
        return next((one for one in found if one is not None), None)
    given = consents.basis(dossier, purpose.consent, recipient.id, category)
    if given is not None:
        return given
    hours = profile_of(tx, dossier)["danger_confirmation_hours"]
    return overriding(dossier, purpose.consent, recipient.id, category, tx.now, hours)


def _pieces(
    tx: Tx, card: Card, allowed: frozenset[Category], request: Asked, towards: str | None
) -> Iterable[Piece]:
    """What may go of a case; `towards` names the recipient where it may stand for the country of origin."""
    found = reading.records(tx, card)
    if allowed & SEALED:
        tx.note_sealed(card, (one for _, one in found))
    narrowed = next((kind for kind, one in found if one.id == request.about), "")
    for kind, one in found:
        if _asks(one, allowed, request):
            yield Piece(kind, one.id, _only(one.record, outputs.ASKED), tells=frozenset())
        if not outputs.is_part(kind, request.output):
            continue
        if _tells_more(one.record, allowed, towards, request.recipient):
            continue
        if not _mentionable(one.record, allowed):
            continue
        if kind == narrowed and one.id != request.about:
            continue
        piece = Piece(kind, one.id, _cut(one, allowed), one.parent)
        if _says(piece):
            yield piece


def _asks(one: Seen, allowed: frozenset[Category], request: Asked) -> bool:
    """Whether this is the referral a letter is about, and the letter is to whom the referral asks.

    With nothing else to tell there is no letter: a question alone would still say that there is somebody.
    """
    if request.output != outputs.LETTER or one.id != request.about or not isinstance(one.record, Referral):
        return False
    return bool(allowed) and one.record.referred_organisation == request.recipient.id


def _only(record: Record, names: Iterable[str]) -> Record:
    """A record with nothing said but these fields."""
    return type(record)(**{name: getattr(record, name) for name in names})


def _mentionable(record: Record, allowed: frozenset[Category]) -> bool:
    """Whether it may be said that there is such a record: that there is a proceeding tells of the law, were
    it only by what it has cost. Kinds that tell of the work alone may be named.
    """
    return type(record).category in allowed | {Category.ADMINISTRATIVE}


def _tells_more(
    record: Record, allowed: frozenset[Category], towards: str | None, recipient: Recipient
) -> bool:
    """Whether a record tells by its being there: a document about more than may go, or towards the country
    of origin, to whom else the person turned, and that another state protects them.
    """
    if isinstance(record, Document):
        return not allowed.issuperset(record.tells_about)
    if isinstance(record, TravelDocument) and record.type == reading.REFUGEE:
        along = recipient.person and Category.PROTECTION_CLAIM not in allowed
        return bool(towards) or along  # what a person takes along may be looked at there, too
    elsewhere = None
    if isinstance(record, Referral):
        elsewhere = record.referred_organisation or record.referring_organisation
    elif isinstance(record, Consent):
        elsewhere = record.recipient or record.recipient_text
    return bool(elsewhere and towards) and elsewhere != towards


def _cut(one: Seen, allowed: frozenset[Category]) -> Record:
    """The record with only the fields of the allowed categories; nothing tells whether others were filled."""
    cls = type(one.record)
    out = {name for name in specs(cls) if category_of(cls, name) not in allowed}
    empty = cls()
    kept = {name: getattr(empty, name) for name in out}
    if isinstance(one.record, Person) and reading.is_protected(one.record.residence_status, allowed):
        kept["residence_status"] = None
    if isinstance(one.record, Consent | Referral) and "categories" not in out:
        kept["categories"] = tuple(code for code in one.record.categories if code not in SEALED - allowed)
    return replace(one.record, **kept)  # type: ignore[type-var]
