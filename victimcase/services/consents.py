"""The consents of a person: what was agreed to, for whom, and where each stands today."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain import consent as rules
from victimcase.domain.consent import State
from victimcase.domain.records.consents import Consent
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows


@dataclass(frozen=True)
class Held:
    """One consent as a list shows it. Categories are codes; days are ISO 8601."""

    id: RecordId
    purpose: str
    recipient: str
    state: State
    categories: tuple[str, ...]
    given_by: str
    given_on: str
    expires_on: str
    withdrawn_on: str
    limits: str
    reported_by_import: bool


@query(N_("See the consents of a person"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str) -> list[Held]:
    """Every consent of the case's person, oldest first, with its state today."""
    card = tx.case(number)
    found = []
    for row in rows.of_scope(tx.conn, "consent", card.person_id):
        if reading.secret(tx, row):
            continue
        one = reading.seen(tx, row)
        if isinstance(one.record, Consent):
            found.append(_held(tx, one.id, one.record))
    return found


def _held(tx: Tx, id_: RecordId, consent: Consent) -> Held:
    return Held(
        id=id_,
        purpose=consent.purpose or "",
        recipient=recipient_name(tx, consent),
        state=rules.state(consent, tx.today),
        categories=consent.categories,
        given_by=consent.given_by or "",
        given_on=consent.given_on.isoformat() if consent.given_on else "",
        expires_on=consent.expires_on.isoformat() if consent.expires_on else "",
        withdrawn_on=consent.withdrawn_on.isoformat() if consent.withdrawn_on else "",
        limits=consent.limits or "",
        reported_by_import=bool(consent.reported_by_import),
    )


def recipient_name(tx: Tx, consent: Consent) -> str:
    """Whom a consent names: an organisation of the directory, a text, or the own organisation."""
    if consent.recipient:
        row = rows.one(tx.conn, "organisation", RecordId(consent.recipient))
        return str(row.values["name"]) if row else consent.recipient
    return consent.recipient_text or tr(N_("own organisation"))
