"""People whose papers the tests make: one presumed, one decided on, a child, and one not indicated.

Each has something that must never leave beside what may; `read` gives the words of a paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2

from tests.vaults import new_case, notify, save
from victimcase.domain.words import Category
from victimcase.services import evidence, papers
from victimcase.services.compose.order import Order
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.session import Session

POLICE, BORDER, CLINIC = "Harbour Police", "River Border Post", "Harbour Clinic"
NEVER: Final = ("12 Lotus Lane", "She fears her uncle", "Another name", "Old mill house", "Riverside School")
"""What is sealed in every case: the shelter, the claim, the measure, the safe place, the way to school."""
AGREED: Final[Mapping[str, Any]] = {"given": True, "given_by": "person", "given_on": "2026-03-01"}
EVERYTHING: Final = tuple(sorted(Category))
SEEN: Final = ("AL-DR01", "AL-DR02", "AL-DR10")
"""One strong, one medium and one weak indicator of deceptive recruitment."""


@dataclass(frozen=True)
class People:
    """Numbers of the cases, and ids of records papers are asked about."""

    presumed: str
    decided: str
    child: str
    cleared: str
    empty: str
    offence: str
    item: str


def write(session: Session) -> People:
    """Four people with all their papers are made of, and a case of somebody of whom only a name is known."""
    for name in (POLICE, BORDER, CLINIC):
        save(session, "office", "organisation", name=name, country="TH")
    presumed, decided = _presumed(session), _decided(session)
    offence = _offences(session, decided)
    found = People(
        presumed=presumed,
        decided=decided,
        child=_child(session),
        cleared=_cleared(session),
        empty=new_case(session, given_names="Nobody").number,
        offence=offence,
        item=_evidence(session, decided),
    )
    for number in (presumed, decided):
        notify(session, number)
    return found


def consent(session: Session, number: str, purpose: str, recipient: str, *categories: str) -> str:
    """A consent of the person, for everything where nothing is named."""
    said = {**AGREED, "categories": categories or EVERYTHING}
    return save(session, number, "consent", purpose=purpose, recipient=recipient, **said).id


def _sealed(session: Session, number: str) -> None:
    save(session, number, "protection_claim", type="asylum", grounds="She fears her uncle.")
    save(session, number, "witness_measure", measure="anonymity", details="Another name")
    save(session, number, "shelter_stay", address="12 Lotus Lane", from_on="2026-03-01")


def _screening(session: Session, number: str, population: str, seen: Iterable[str], **fields: Any) -> str:
    said = {"screened_on": "2026-03-02", "by": "caseworker", "act": "yes", "purpose": "yes"}
    said |= {"population": population, "indicator_version": "1", **fields}
    made = save(session, number, "screening", **said).id
    for code in seen:
        save(session, number, "screening_answer", under=made, indicator=code, answer="yes", source="person")
    return made


def _presumed(session: Session) -> str:
    """An adult whose decision is open, with the plan of the first weeks."""
    number = new_case(
        session, given_names="Thiri", family_name="Aung", own_script_name="သီရိအောင်", birth="1996-05-04",
        health_alert="Insulin", mobile_phone="+95 9 420 123456", safe_contact_method="messenger",
    ).number  # fmt: skip
    _sealed(session, number)
    save(
        session, number, "contact_event", happened_on="2026-03-01", place="Fish market", danger="handled",
        health="open", health_note="Fever since Sunday", language="mya", interpreter="U Ba",
        interpreter_check="no_conflict", account="She ran at night.", by="caseworker",
    )  # fmt: skip
    save(session, number, "relative", name="Daw Mya", relation="mother", suspected_why="Took the money")
    save(session, number, "consent", purpose="interview", categories=["identity"], **AGREED)
    consent(session, number, "police", POLICE, "identity", "account", "legal", "administrative")
    consent(session, number, "police", BORDER, "identity", "account", "legal")
    consent(session, number, "services", CLINIC)
    consent(session, number, "case_transfer", CLINIC, "identity", "account", "note", "administrative")
    _screening(
        session, number, "adult_labour", SEEN, means="yes", means_source="observation", outcome="presumed",
        outcome_reason="Papers were taken.",
    )  # fmt: skip
    save(
        session, number, "reflection_period", starts_on="2026-03-02", ends_on="2026-04-16",
        services_offered=["shelter", "medical"], legal_basis="Act of 2008",
    )  # fmt: skip
    _plan(session, number)
    return number


def _plan(session: Session, number: str) -> None:
    save(
        session, number, "needs_assessment", assessed_on="2026-03-03", needs=["shelter", "medical"],
        urgent=["medical"], wishes="To sleep", medical="Rest for a week",
    )  # fmt: skip
    risks = save(
        session, number, "risk_assessment", purpose="care", assessed_on="2026-03-03", level="medium",
        officials_suspected=True,
    ).id  # fmt: skip
    threat = {"likelihood": "medium", "severity": "high", "residual": "low"}
    save(
        session, number, "risk", under=risks, what="They look for her", who="The foreman",
        measure="A new number", responsible="House team", **threat,
    )  # fmt: skip
    save(
        session,
        number,
        "risk",
        under=risks,
        what="Old debt",
        measure="Paid",
        closed_on="2026-03-05",
        **threat,
    )
    save(
        session, number, "safety_plan", made_on="2026-03-04", dangers="The foreman calls",
        actions="Call the office", safe_place="Old mill house", code_word="mango",
        emergency_phone="+66 2 123 4567",
    )  # fmt: skip
    plan = save(
        session, number, "support_plan", type="SocialCare", objectives="Learn to sew", action_plan="Weekly",
        agreed=True, written_by="caseworker",
    ).id  # fmt: skip
    save(session, number, "support_goal", under=plan, goal="Sew a shirt", state="open", responsible="Thiri")
    save(session, number, "service", type="psychosocial", provider=CLINIC, accepted=True, state="planned")
    save(session, number, "schooling", type="language", subject="Thai", school="Riverside School")
    save(
        session, number, "option_decision", explained_on="2026-03-10", explained_in="mya",
        explained=["stay", "return"], choice="undecided", decided_by="person", decided_on="2026-03-11",
        wishes="To wait for the court", protection_claim_check="asked_fear", destination="MM",
    )  # fmt: skip


def _decided(session: Session) -> str:
    """An adult who was found to be a victim, in a case the police and a clinic may be told of."""
    number = new_case(session, given_names="Somchai", family_name="Kaew", birth="1990").number
    _sealed(session, number)
    consent(session, number, "police", POLICE)
    consent(session, number, "police", BORDER)
    consent(session, number, "testimony", POLICE)
    consent(session, number, "services", CLINIC)
    _screening(session, number, "adult_labour", SEEN, means="yes", outcome="presumed")
    decision = save(
        session, number, "identification_decision", outcome="identified", authority="District team",
        deciding_body="NonPoliceGovernmentalOrganization", decided_on="2026-03-05", reference="MDT-12",
        reasons="A locked gate.", evidence="The pay book.", how_to_review="In writing within 30 days.",
        threshold="reasonable_grounds",
    ).id  # fmt: skip
    save(
        session, number, "review", decision=decision, asked_on="2026-03-08", body="Appeals office",
        grounds="Two were not heard",
    )  # fmt: skip
    save(session, number, "identification_decision", outcome="not_identified", imported=True)
    save(
        session, number, "reflection_period", starts_on="2026-03-02", ends_on="2026-04-16", waived=True,
        waived_on="2026-03-06", waived_in_writing=True,
    )  # fmt: skip
    return number


def _offences(session: Session, number: str) -> str:
    """What stands against the person at two authorities, what is not linked, and two cases; the first id."""
    accused, witness = (
        save(session, number, "proceeding", type="criminal", role=role, reference=reference).id
        for role, reference in (("defendant", "CR-1"), ("witness", "WIT-77"))
    )
    first = save(
        session, number, "offence", type="overstay", country="TH", linked=True, authority=POLICE,
        linked_why="The passport was locked away.", overstay_days=133, proceeding=accused, reference="OV-9",
        fine="500.00 THB",
    ).id  # fmt: skip
    others: tuple[dict[str, Any], ...] = (
        {
            "type": "online_fraud",
            "linked": True,
            "authority": BORDER,
            "proceeding": witness,
            "reference": "FR-2",
        },
        {"type": "theft", "linked": False, "authority": POLICE, "reference": "TH-3"},
        {
            "type": "illegal_entry",
            "linked": True,
            "authority": POLICE,
            "waiver": "granted",
            "reference": "EN-4",
        },
    )
    for fields in others:
        save(session, number, "offence", country="TH", **fields)
    save(session, number, "immigration_status", country="TH", status="overstayed", detained=True)
    return first


CAME: Final[Mapping[str, Any]] = {
    "type": "document",
    "description": "The pay book",
    "item_number": "EV-1",
    "source": "The person",
    "collected_at": "2026-03-06T09:00:00+00:00",
    "collected_where": "Reception",
    "collector": "Caseworker",
    "independent": True,
    "kept_where": "Steel cupboard",
    "seal_number": "S-1",
}


def _evidence(session: Session, number: str) -> str:
    """A file that came, handed over once, and an item of which no file is kept; the first one's id."""
    made = session.do(evidence.add, number, "book.txt", b"12 days, no pay", CAME).value
    fields = {"to_whom": "Sergeant Dao", "reason": "For a copy", "seal_number": "S-2", "seal_intact": True}
    session.do(evidence.hand_over, number, made.id, fields)
    save(
        session, number, "evidence_item", type="phone", description="A phone", source="The person",
        collected_at="2026-03-06T10:00:00+00:00", collected_where="Reception", collector="Caseworker",
        item_number="EV-2",
    )  # fmt: skip
    return str(made.id)


def _child(session: Session) -> str:
    """A child with a guardian who counts and one who does not, and what the panel found."""
    number = new_case(
        session, given_names="Dara", family_name="Sok", birth="2011-02-03", age_disputed=True,
        citizenships=["KH"],
    ).number  # fmt: skip
    _sealed(session, number)
    save(session, number, "guardian", name="Aunt Maly", relation="aunt_uncle", checked=True, suspected=False)
    save(session, number, "guardian", name="Mister Rith", relation="other", checked=True, suspected=True)
    save(session, number, "contact_event", happened_on="2026-03-01", place="Bus station", danger="none")
    _screening(
        session, number, "forced_criminality_unodc", ("FC-A1", "FC-P1"), means="unknown",
        outcome="child_presumed",
    )  # fmt: skip
    save(session, number, "reflection_period", starts_on="2026-03-02", ends_on="2026-04-16", waived=True)
    save(session, number, "support_plan", type="SocialCare", objectives="Play", agreed=True)
    report = save(
        session, number, "best_interests_report", reported_on="2026-03-10", panel="District panel",
        recommendation="more_time", childs_view="I want school", reasons="Too early to say",
    ).id  # fmt: skip
    save(
        session, number, "option_decision", explained_on="2026-03-10", explained_in="khm",
        explained=["stay"], choice="stay", decided_by="panel", decided_on="2026-03-12", best_interests=report,
        interpreter="Lok Vuthy",
    )  # fmt: skip
    return number


def _cleared(session: Session) -> str:
    """Somebody for whom trafficking was not indicated."""
    number = new_case(session, given_names="Arun").number
    _screening(
        session, number, "adult_labour", (), purpose="no", means="no", outcome="not_indicated",
        referred_elsewhere="Labour office",
    )  # fmt: skip
    return number


def made(
    session: Session, output: str, number: str, to: str = "own", purpose: str = "internal", **more: Any
) -> str:
    """The words of a paper, as the user of the session could give it out now; all texts were read."""
    more.setdefault("texts", {} if to == "own" else {EVERY: GOES})
    order = Order(number, to, purpose, **more)
    setting = session.look(papers.setting_of)
    released = session.look(papers.decided, output, order)
    return read(papers.rendered(output, released, setting, order))


def read(data: bytes) -> str:
    """The words of a PDF with single spaces between them."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as book:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in book).split())
