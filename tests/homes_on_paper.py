"""A life after the return, and traces of money and law, on paper; the texts try to carry a name along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.lives_on_paper import (
    AGENCY,
    ALL,
    CLINIC,
    EMBASSY,
    FAMILY,
    GIVEN,
    LIMITS,
    MOTHER,
    OWN_SCRIPT,
    POLICE,
    STORY,
    consent,
    seal,
)
from tests.vaults import new_case, notify, save
from victimcase.services.session import Session

NAMED: Final = f"{GIVEN} {FAMILY}"
ATTACKS: Final = (
    GIVEN,
    f"for {FAMILY}, {GIVEN}",
    f"{GIVEN.lower()}{FAMILY.lower()}@pay.example",
    f"ref/{FAMILY.upper()}-77",
    f"ငွေ{OWN_SCRIPT}သို့",
    f"sister of {MOTHER}",
    f"{GIVEN.lower()}.{FAMILY.lower()}",
    "call +95 9 420 123456",
)
"""Ways a name or a number of the person gets into a short text."""


@dataclass(frozen=True)
class Homes:
    """Numbers of cases and ids of records."""

    adult: str
    empty: str
    plain: str
    sealed: str
    grant: str


def write(session: Session) -> Homes:
    """A woman at home again, with money traced and a court that asks; twins that differ in what is sealed."""
    for name, country in ((CLINIC, "TH"), (POLICE, "TH"), (EMBASSY, "MM"), (AGENCY, "MM")):
        save(session, "office", "organisation", name=name, country=country)
    adult = new_case(
        session, given_names=GIVEN, family_name=FAMILY, own_script_name=OWN_SCRIPT, birth="1996-05-04",
        mobile_phone="+95 9 420 123456",
    ).number  # fmt: skip
    save(session, adult, "relative", name=MOTHER, relation="mother")
    seal(session, adult)
    consent(session, adult, "voluntary_return", AGENCY, ALL)
    consent(session, adult, "case_transfer", AGENCY, ALL)
    consent(session, adult, "services", CLINIC, ("identity", "account", "administrative"))
    consent(session, adult, "services", EMBASSY, ("identity", "administrative"))
    consent(session, adult, "case_transfer", CLINIC, ("identity", "account", "travel", "administrative"))
    consent(session, adult, "police", POLICE, ALL)
    consent(session, adult, "testimony", POLICE, ("legal",))
    save(
        session, adult, "travel_plan", departs_on="2026-01-09", arrived_at="2026-01-10T08:00:00+00:00",
    )  # fmt: skip
    grant = _return(session, adult)
    _money(session, adult)
    _law(session, adult)
    plain, sealed = (_twin(session) for _ in range(2))
    seal(session, sealed)
    for number in (plain, sealed):
        notify(session, number)
    return Homes(adult, new_case(session, given_names="Nobody").number, plain, sealed, grant)


def _return(session: Session, number: str) -> str:
    save(
        session, number, "reception", received_on="2026-01-10", organisation=AGENCY, case_owner="Daw Nu",
        acknowledged_on="2026-01-12", transit_shelter="Green House", health="Tired",
        interview="Glad to be home", immediate_needs=["family"],
    )  # fmt: skip
    save(
        session, number, "vulnerability_assessment", assessed_on="2026-01-15", skills="Sews",
        health="Headaches", debt="The journey", retrafficking_risk="medium",
    )  # fmt: skip
    plan = save(
        session, number, "reintegration_plan", made_on="2026-01-20", place="Mill town", aims="Own shop",
        agreed_by_person=True, review_on="2026-06-01", case_manager="caseworker",
    ).id  # fmt: skip
    for area, goal in (("livelihood", "Open a stall"), ("education", "Evening school")):
        save(session, number, "reintegration_goal", under=plan, area=area, goal=goal, due_on="2026-05-01")
    _grant(session, number)
    contacts: tuple[tuple[int, str, dict[str, Any]], ...] = (
        (1, "2026-02-10", {"outcome": "made", "economic": 2, "social": 3, "psychosocial": 2}),
        (3, "2026-03-10", {"outcome": "made", "economic": 4, "social": 3, "psychosocial": 3}),
    )
    for month, on, fields in contacts:
        save(
            session, number, "follow_up", month=month, contacted_on=on, how="phone", safe=True,
            retrafficking_risk="low", further_contact="yes", note=STORY, **fields,
        )  # fmt: skip
    save(
        session,
        number,
        "service",
        type="legal",
        provider=CLINIC,
        accepted=True,
        state="done",
        outcome="helped",
    )
    save(session, number, "service", type="legal", provider=CLINIC, accepted=False, state="refused")
    save(
        session, number, "closure", reason="help_completed", circumstance="safe_settled",
        closed_on="2026-03-12", retention_until="2036-03-12", feedback="They listened.", told_person=True,
        reason_text="All done",
    )  # fmt: skip
    return _grant(session, number, "200.00", ("50.00", None), ("100.00", None))


def _grant(session: Session, number: str, budget: str = "300.00", *parts: tuple[str, str | None]) -> str:
    grant = save(
        session, number, "grant", type="livelihood", purpose="A sewing machine", budget=f"{budget} USD",
        conditions="Second part after the receipt",
    ).id  # fmt: skip
    for amount, paid in parts or (("100.00", "2026-02-01"), ("200.00", None)):
        paid_fields: dict[str, Any] = {"paid_on": paid, "receipt_number": "GR-7"} if paid else {}
        save(
            session,
            number,
            "instalment",
            under=grant,
            amount=f"{amount} USD",
            due_on="2026-02-01",
            **paid_fields,
        )
    return grant


def _money(session: Session, number: str) -> None:
    for at, attack in enumerate(ATTACKS):
        save(
            session, number, "payment", type="recruitment_fee", amount="10.00 USD", paid_on=f"2025-0{at + 1}",
            method="bank_transfer", bank=attack, account=attack, wallet=attack, reference=attack,
            paid_to=attack, paid_by=NAMED, terms=STORY, note=STORY,
        )  # fmt: skip
    for amount in ("1000.50", "20.25"):
        save(
            session, number, "payment", type="travel_cost", amount=f"{amount} THB", paid_on="2025-10-02",
            method="mobile_wallet", bank="Bank of the South", account="771-0-22", reference="TX99",
            paid_to="Boss Lin", paid_by=NAMED,
        )  # fmt: skip
    save(session, number, "payment", type="debt", amount="5000.00 THB", paid_to="Boss Lin", terms=STORY)


def _law(session: Session, number: str) -> None:
    proceeding = save(
        session, number, "proceeding", type="criminal", role="victim", stage_now="investigation",
        reference="CR-55", country="TH", subject=f"{NAMED}: {STORY}", outcome_details=STORY, note=STORY,
    ).id  # fmt: skip
    save(
        session, number, "legal_assistance_request", reference="MLA-9", state="sent", basis="untoc",
        requesting_country="TH", requested_country="MM", authority=POLICE, proceeding=proceeding,
        measures=["bank_records", "video_hearing"], subject=f"About {NAMED}", answer=STORY, note=LIMITS,
    )  # fmt: skip
    for at, attack in enumerate(ATTACKS):
        item = save(
            session, number, "evidence_item", type="document", description=f"{NAMED}: {STORY}",
            item_number=attack, source=NAMED, collected_at="2026-01-05T09:00:00+00:00",
            collected_where=f"Room of {GIVEN}", collector=MOTHER, seal_number=attack, note=STORY,
            kept_where="12 Lotus Lane",
        ).id  # fmt: skip
        save(
            session, number, "custody_step", under=item, handed_at="2026-01-06T09:00:00+00:00",
            from_whom=NAMED, to_whom=MOTHER, reason=STORY, condition=f"as {GIVEN} left it",
            seal_number=f"S-{at}", organisation=POLICE,
        )  # fmt: skip


def _twin(session: Session) -> str:
    number = new_case(session, given_names="Twin", family_name="Moe", birth="1990-01-01").number
    consent(session, number, "voluntary_return", AGENCY, ("identity", "travel", "administrative"))
    save(
        session,
        number,
        "reception",
        received_on="2026-03-10",
        case_owner="Worker",
        acknowledged_on="2026-03-11",
    )
    save(session, number, "follow_up", month=1, contacted_on="2026-03-12", outcome="made", how="phone")
    save(session, number, "closure", reason="moved", closed_on="2026-03-13")
    return number
