"""Lives told on papers of consent, reintegration and the region; each text tries to carry a name along."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.vaults import new_case, notify, save
from victimcase.domain.words import Category
from victimcase.services import consents, papers
from victimcase.services.compose.order import Order
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.session import Session

CLINIC, POLICE, EMBASSY, AGENCY = "Harbour Clinic", "River Police", "Embassy of Myanmar", "Home Agency"
GIVEN, FAMILY, OWN_SCRIPT = "Thiri", "Kyawzin", "သီရိကျော်ဇင်"
MOTHER, HELPER, WITNESS = "Daw Khin Hla", "Interpreter Malee", "Nok Sompong"
LIMITS = "Nobody may tell my uncle Bo Tun."
STORY = "They took her passport at the pier."
NAMES: Final = (GIVEN, FAMILY, "THIRI", OWN_SCRIPT, "သီရိ", "thirikyawzin", MOTHER, "Khin Hla", "Bo Tun")
"""What must stand on no paper that goes without a name."""
ALL: Final = tuple(sorted(Category))
AGREED: Final[dict[str, Any]] = {
    "given": True,
    "given_by": "person",
    "given_on": "2026-03-01",
    "language": "mya",
    "interpreter": HELPER,
    "how": "thumbprint",
    "witness": WITNESS,
    "risks_explained": True,
    "taken_by": "caseworker",
}


@dataclass(frozen=True)
class Lives:
    """Numbers of cases and ids of consents."""

    adult: str
    child: str
    empty: str
    plain: str
    sealed: str
    referral: str
    police: str
    refused: str
    guardians: str


def consent(
    session: Session, number: str, purpose: str, to: str, categories: Iterable[str], **more: Any
) -> str:
    """A consent of the person."""
    said = {**AGREED, "categories": sorted(categories), **more}
    return save(session, number, "consent", purpose=purpose, recipient=to, **said).id


def write(session: Session) -> Lives:
    """A woman who agreed to much and took some back, a child, twins that differ in what is sealed, and
    somebody of whom nothing is written.
    """
    for name, country in ((CLINIC, "TH"), (POLICE, "TH"), (EMBASSY, "MM"), (AGENCY, "MM")):
        save(session, "office", "organisation", name=name, country=country, city="Krung Chan")
    save(session, "office", "office_settings", complaints_to="The green box", phone="+66 2 555 0100")
    adult = new_case(
        session, given_names=GIVEN, family_name=FAMILY, own_script_name=OWN_SCRIPT, birth="1996-05-04"
    ).number
    save(session, adult, "relative", name=MOTHER, relation="mother", phone="+95 9 420 111222")
    seal(session, adult)
    referral = consent(
        session,
        adult,
        "referral",
        CLINIC,
        ("identity", "contact", "health", "protection_claim"),
        limits=LIMITS,
    )
    consent(session, adult, "testimony", POLICE, ("legal",))
    police = consent(
        session, adult, "police", POLICE, ("identity", "money", "legal"), expires_on="2026-09-01"
    )
    consent(session, adult, "services", CLINIC, ALL)
    consent(session, adult, "voluntary_return", AGENCY, ALL)
    refused = consent(session, adult, "media", "", (), given=False)
    give(session, Order(adult, CLINIC, "referral", texts={EVERY: GOES}))
    give(session, Order(adult, CLINIC, "services", texts={EVERY: GOES}))
    session.do(consents.withdraw, adult, referral, on=date(2026, 3, 14), how=f"{GIVEN} said so at {MOTHER}'s")
    again = consent(
        session, adult, "referral", CLINIC, ("identity", "contact"), given_on="2026-03-14", limits=LIMITS
    )
    child, guardians = _child(session)
    plain, sealed = (_twin(session) for _ in range(2))
    seal(session, sealed)
    for number in (adult, plain, sealed):
        notify(session, number)
    empty = new_case(session, given_names="Nobody").number
    assert again
    return Lives(adult, child, empty, plain, sealed, referral, police, refused, guardians)


def give(session: Session, order: Order) -> None:
    """Let a referral letter go."""
    with tempfile.TemporaryDirectory() as folder:
        papers.give(session, "referral_letter", order, Path(folder) / "letter.pdf")


def seal(session: Session, number: str) -> None:
    """What nobody but a few may know of."""
    save(session, number, "protection_claim", type="asylum", grounds="She fears her uncle.")
    save(session, number, "witness_measure", measure="anonymity", details="Another name")
    save(session, number, "shelter_stay", address="12 Lotus Lane", from_on="2026-03-01")
    save(session, number, "health_record", findings="Malaria")


def _child(session: Session) -> tuple[str, str]:
    number = new_case(
        session, given_names="Dara", family_name="Sok", birth="2012", citizenships=["KH"]
    ).number
    guardian = save(session, number, "guardian", name="Aunt Maly", checked=True, suspected=False).id
    said = {"given_by": "guardian", "guardian": guardian, "child_assent": True}
    return number, consent(session, number, "services", CLINIC, ("identity", "health"), **said)


def _twin(session: Session) -> str:
    number = new_case(session, given_names="Twin", family_name="Moe", birth="1990-01-01").number
    consent(session, number, "voluntary_return", AGENCY, ("identity", "travel"), limits="No calls.")
    save(
        session,
        number,
        "reception",
        received_on="2026-03-10",
        case_owner="Worker",
        acknowledged_on="2026-03-11",
    )
    save(session, number, "follow_up", month=1, contacted_on="2026-03-12", outcome="made", how="phone")
    return number


def bare(text: str, *numbers: str) -> str:
    """The words of a paper without case numbers, and without the fingerprint of what was released."""
    for number in numbers:
        text = text.replace(number, "#")
    return re.sub(r"(?:\b[0-9a-f]{8}\b ?)+", "~", text)
