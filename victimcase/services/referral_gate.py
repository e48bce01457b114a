"""What stands before a referral is sent, and what the wizard, the list of papers and the lines say of it."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain import outputs
from victimcase.domain import referral_rules as rules
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.referrals import Referral
from victimcase.domain.referral_rules import Lack, State
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, door, reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Seen

LETTER = "referral_letter"


@dataclass(frozen=True)
class Standing:
    """A referral as its page shows it: whose, what is written, what can follow, what sending still needs."""

    id: RecordId
    number: str
    name: str
    name_in_script: str
    partner: str
    """Name of the other side; empty while none is chosen."""
    record: Referral
    seen: Seen
    state: State
    steps: tuple[State, ...]
    lacks: tuple[Lack, ...]


@query(N_("Open a referral"), needs=Right.SEE_CASES)
def standing(tx: Tx, number: str, referral: str) -> Standing:
    """A referral of a case. Raises NotFound alike for what there is not and for what is not for this user."""
    card = tx.case(number)
    row = reading.row_of(tx, Referral, card, referral)
    seen = reading.seen(tx, row)
    record = seen.record
    assert isinstance(record, Referral)
    out = rules.direction_of(record) == rules.OUT
    other = record.referred_organisation if out else record.referring_organisation
    return Standing(
        id=row.id,
        number=card.number,
        name=card.name,
        name_in_script=card.name_in_script,
        partner=reading.names(tx).get(other or "", ""),
        record=record,
        seen=seen,
        state=rules.state_of(record),
        steps=rules.steps(record),
        lacks=lacks(tx, card, record) if rules.may_follow(record, State.SENT) else (),
    )


def lacks(tx: Tx, card: Card, record: Referral, *, given_out: bool = False) -> tuple[Lack, ...]:
    """What is missing before a referral is sent; `given_out`: the door let its paper out already."""
    return rules.lacking(record, consent=given_out or bool(_judged(tx, card, record)))


def check(tx: Tx, card: Card, record: Referral, *, given_out: bool = False) -> None:
    """Raise Refused naming each thing that is missing before a referral is sent."""
    if missing := lacks(tx, card, record, given_out=given_out):
        raise Refused(
            N_("This referral cannot be sent yet. Still missing: {missing}. Nothing was changed."),
            N_("Fill in what is missing, together with the person, and send it then."),
            missing="; ".join(tr(one.text) for one in missing),
        )


def check_addressed(record: Referral) -> None:
    """Raise Refused where it is not written yet to whom a referral goes and what for."""
    if not record.referred_organisation or not record.purpose:
        raise Refused(
            N_("It is not written yet to whom this referral goes and what for. Nothing was given out."),
            N_("Choose the partner and the purpose first."),
        )


def check_purpose(code: object) -> None:
    """Raise Refused for a purpose no referral can serve."""
    if code:
        door.purpose_called(LETTER, str(code))


def check_given_out(tx: Tx, number: str, record: Referral, disclosure: str) -> None:
    """Raise Invalid where the ledger knows of no paper of this number that went to the partner."""
    partner = record.referred_organisation or ""
    named = reading.names(tx).get(partner)
    for line in disclosures.listed(tx, number):
        theirs = line.whom == partner if line.whom else line.recipient == named
        if line.number == disclosure.strip() and line.state == "issued" and theirs:
            return
    raise Invalid(
        N_("The ledger of this case knows of no paper {number} that went to this partner."),
        N_("Look the number up under “Who has what”. Nothing was changed."),
        number=disclosure,
    )


def basis(tx: Tx, card: Card, record: Referral) -> RecordId | None:
    """The consent a referral rests on today; none where it rests on something else."""
    return next(iter(_judged(tx, card, record)), (None, None))[1]


def _judged(tx: Tx, card: Card, record: Referral) -> list[tuple[Category, RecordId | None]]:
    """The categories asked for that may go to the partner for the purpose, each with a consent."""
    partner = record.referred_organisation
    if not partner or not record.purpose or record.purpose not in outputs.PURPOSES:
        return []
    recipient = door.recipient_called(tx, partner)
    reason = door.purpose_called(LETTER, record.purpose)
    content, _ = door.judged(tx, card, reason, recipient, frozenset(map(Category, record.categories)))
    relied_on = (id_ for basis in content.bases for id_ in basis.consents)
    consent = next((id_ for id_ in relied_on if rows.one(tx.conn, Consent.kind, id_)), None)
    return [(category, consent) for category in content.categories]
