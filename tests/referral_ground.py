"""A case that is ready to be referred, for the tests of referrals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.vaults import new_case, save
from victimcase.domain.records.referrals import Referral
from victimcase.services import papers, referral_flow, referral_gate
from victimcase.services.referral_gate import Standing
from victimcase.services.session import Session

WHY: Final[Mapping[str, Any]] = {
    "purpose": "referral",
    "services": ["legal", "psychosocial"],
    "needed_why": "Needs a lawyer who knows wage claims.",
    "alternatives": "The court's own aid has a waiting list of months.",
    "risks_discussed": True,
    "risks": "Does not want to be called at work.",
    "categories": ["identity", "contact"],
}


@dataclass(frozen=True)
class Ground:
    """A case and the partner somebody may be referred to."""

    number: str
    partner: str


def ground(session: Session, *, agreed: bool = True) -> Ground:
    """A case with a partner in the directory, and a consent for it where `agreed`."""
    number = new_case(session).number
    partner = save(session, "office", "organisation", name="Blue House", country="TH").id
    if agreed:
        agree(session, number, partner)
    return Ground(number, partner)


def agree(session: Session, number: str, partner: str, **fields: Any) -> str:
    """The person agrees that identity and contact go to the partner."""
    said = {
        "purpose": "referral",
        "recipient": partner,
        "given": True,
        "given_by": "person",
        "categories": ["identity", "contact"],
        "given_on": "2026-03-01",
        "expires_on": "2026-04-10",
    }
    return save(session, number, "consent", **{**said, **fields}).id


def begun(session: Session, on: Ground, **fields: Any) -> str:
    """A referral out that is being written, with everything it needs."""
    given = {**WHY, "referred_organisation": on.partner, **fields}
    return session.do(referral_flow.begin, on.number, given).value.id


def came(session: Session, on: Ground, **fields: Any) -> str:
    """A referral that came into the case."""
    given = {"referring_organisation": on.partner, "services": ["shelter"], **fields}
    return session.do(referral_flow.receive, given, case=on.number).value.referral


def letter(session: Session, on: Ground, out: Path) -> str:
    """Let a letter to the partner out, and give its number."""
    order = papers.Order(on.number, on.partner, "referral")
    return papers.give(session, "referral_letter", order, out).disclosure


def in_state(session: Session, on: Ground, direction: str, state: str, folder: Path, **fields: Any) -> str:
    """A referral brought into a state by its own way."""
    number = on.number
    made = begun(session, on, **fields) if direction == "out" else came(session, on, **fields)
    if state in ("draft", "received"):
        return made
    if direction == "out" and state != "revoked":
        session.do(referral_flow.asked, number, made, way="telephone")
    if state in ("accepted", "completed"):
        session.do(referral_flow.accepted, number, made)
    if state == "completed":
        session.do(referral_flow.completed, number, made, "Six talks were held.")
    if state == "rejected":
        session.do(referral_flow.rejected, number, made, "no_place")
    if state == "revoked":
        session.do(referral_flow.revoked, number, made, "no_longer_needed")
    return made


def standing(session: Session, on: Ground, referral: str) -> Standing:
    """How a referral stands."""
    return session.look(referral_gate.standing, on.number, referral)


def record(session: Session, on: Ground, referral: str) -> Referral:
    """What is written of a referral."""
    return standing(session, on, referral).record
