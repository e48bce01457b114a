"""People whose papers of a return the tests make: two alike but for what is sealed, a child, and a bare case.

`write` fills a vault; `words` gives what a paper says, `parts_of` what it is made of.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.vaults import new_case, prepared, save
from victimcase.report.paper import Paper, Tick
from victimcase.services import papers
from victimcase.services.compose.order import Order
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.session import Session

MISSION, OTHER_MISSION, AGENCY = "Embassy of Myanmar", "Embassy of Laos", "Shwe Home"
AGREED: Final[Mapping[str, Any]] = {"given": True, "given_by": "person", "given_on": "2026-03-04"}
TOLD: Final = ("identity", "contact", "family", "travel", "administrative")
SEALED: Final = ("12 Lotus Lane", "She fears her uncle", "Another name", "House by the canal")
"""The shelter, the claim, the measure and where her things are kept."""
HEALTH: Final = ("Insulin", "Pregnant", "Needs a nurse", "Bandage")
STORY: Final = ("Locked in at night", "The foreman will look for her")


@cache
def ground() -> tuple[Path, Returning]:
    """A vault with those people, closed, and their numbers; made once for all tests of this process."""
    place = Path(tempfile.mkdtemp(prefix="return-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return prepared(place, "supervisor", write)


@dataclass(frozen=True)
class Returning:
    """Numbers of the cases."""

    plain: str
    twin: str
    child: str
    bare: str
    stays: str


def write(session: Session) -> Returning:
    """The directory and all the cases. `twin` differs from `plain` in claim, witness, shelter and health."""
    for name, country, kind in ((MISSION, "TH", "mission"), (OTHER_MISSION, "LA", ""), (AGENCY, "MM", "ngo")):
        made = save(session, "office", "organisation", name=name, country=country, phone="+66 2 555 0100")
        if kind:
            save(
                session, "office", "contact_person", name=f"Desk of {name}", organisation=made.id,
                country="MM", role="focal_point", mobile="+66 81 555 0101", hours="9 to 16",
            )  # fmt: skip
    plain, twin = _adult(session, "4 Plain Road"), _adult(session, "12 Lotus Lane")
    _sealed(session, twin)
    child = _child(session)
    bare = new_case(session, given_names="Nobody").number
    stays = new_case(session, given_names="Somebody").number
    _notified(session, stays, "do_not_notify")
    agree(session, stays, "consulate", MISSION)
    return Returning(plain, twin, child, bare, stays)


def agree(session: Session, number: str, purpose: str, recipient: str, **fields: Any) -> str:
    """A consent for somebody, of all that a mission may be told, but for what is said otherwise."""
    said = {"categories": TOLD, **AGREED, **fields}
    return save(session, number, "consent", purpose=purpose, recipient=recipient, **said).id


def _adult(session: Session, address: str) -> str:
    number = new_case(
        session, own_script_name="သီရိအောင်", gender="Feminine", birth="1996-05-02", place_of_birth="Hpa-An",
        country_of_birth="MM", primary_language="mya", safe_contact_method="text_message",
        safe_contact_times="After dark", mobile_phone="+95 9 420 123456", home_phone="+95 1 555 777",
        street="Soi 5, House 9", city="Bangkok", country="TH", identity_number="12/ABC(N)123456",
    ).number  # fmt: skip
    save(session, number, "case", team="north", found_in="TH")
    save(session, number, "shelter_stay", address=address, from_on="2026-03-01")
    save(session, number, "relative", name="Daw Mya", relation="mother", safe_to_contact=False, phone="+95 1")
    save(
        session, number, "identity_document", type="passport", number="MD 443311", country="MM",
        held_by="exploiter",
    )  # fmt: skip
    decide(session, number)
    _way(session, number)
    risks = _risks(session, number)
    agree(session, number, "voluntary_return", AGENCY, risk_assessment=risks)
    _notified(session, number, "notify")
    agree(session, number, "consulate", MISSION, limits="Not a word to the village head.")
    release(session, number)
    return number


def decide(session: Session, number: str) -> None:
    """The decision that a clearance asks for."""
    save(
        session, number, "identification_decision", outcome="identified", authority="Team of the province",
        deciding_body="NonPoliceGovernmentalOrganization", decided_on="2026-02-02",
        reasons="Locked in at night.",
        how_to_review="In writing within 30 days.",
    )  # fmt: skip


def _risks(session: Session, number: str) -> str:
    made = save(
        session, number, "risk_assessment", purpose="return", assessed_on="2026-02-20",
        conclusion="mitigated", level="medium", country="MM", persons_view="I want to see my sister.",
    )  # fmt: skip
    save(
        session, number, "risk", under=made.id, what="The foreman will look for her", likelihood="medium",
        severity="high", measure="Another town, another number", residual="low",
    )  # fmt: skip
    return made.id


def _notified(session: Session, number: str, decision: str, **fields: Any) -> str:
    said: dict[str, Any] = {"country": "MM", "mission": MISSION, "regime": "opt_out", "visit_wanted": False}
    said |= {
        "asked_on": "2026-02-03",
        "wish": "no_answer",
        "decided_by": "person",
        "notified_on": "2026-02-04",
    }
    return save(session, number, "consular_notification", decision=decision, **said | fields).id


def _way(session: Session, number: str) -> None:
    """Nationality, document, receiving agency, journey and things kept."""
    save(
        session, number, "nationality_verification", country="MM", authority="Ministry of the Interior",
        asked_on="2026-01-10", answered_on="2026-02-10", result="confirmed", reference="NV-77",
        evidence="Copy of the family book",
    )  # fmt: skip
    save(
        session, number, "travel_document", type="laissez_passer", number="LP 5501", issuer="Embassy",
        country="MM", issued_on="2026-03-09", valid_from="2026-03-09", valid_until="2026-05-09",
        single_use=True,
    )  # fmt: skip
    save(
        session, number, "receiving_agency_acceptance", organisation=AGENCY, answer="accepted",
        in_writing=True, answered_on="2026-03-05", contact="Ko Zaw", phone="+95 1 888", offers=["shelter"],
    )  # fmt: skip
    plan = save(
        session, number, "travel_plan", departs_on="2026-03-20", arrives_at="2026-03-20T15:00:00+07:00",
        destination="Mawlamyine", destination_country="MM", escort="medical", escort_name="Ma Ei",
        escort_phone="+66 2 999", met_by="Ko Zaw", property_list="One red bag",
    )  # fmt: skip
    for order, start, end in ((2, "Mae Sot", "Mawlamyine"), (1, "Bangkok", "Mae Sot")):
        save(
            session, number, "travel_leg", under=plan.id, order=order, transport="bus", from_place=start,
            to_place=end, ticket=f"T-{order}",
        )  # fmt: skip
    save(
        session, number, "property_held", type="phone", description="Blue phone", receipt_number="REC-9",
        received_on="2026-01-05", return_due_on="2026-03-20", kept_where="House by the canal",
    )  # fmt: skip


def release(session: Session, number: str) -> None:
    """The supervisor looked at everything and releases the return."""
    save(
        session, number, "supervisor_release", decision="released", decided_on="2026-03-12",
        protection_claim_considered=True, testimony_considered=True, officials_considered=True,
        health_considered=True,
    )  # fmt: skip


def _sealed(session: Session, number: str) -> None:
    """What nobody towards the country of origin may even guess."""
    save(
        session, number, "protection_claim", type="asylum", claimed_on="2026-03-01", state="pending",
        grounds="She fears her uncle.",
    )  # fmt: skip
    save(session, number, "witness_measure", measure="anonymity", details="Another name")
    save(session, number, "health_record", findings="Pregnant")
    save(
        session, number, "fit_to_travel", examined_on="2026-03-02", result="not_fit",
        conditions="Needs a nurse", medicine="Insulin", valid_until="2026-03-18",
    )  # fmt: skip
    save(
        session, number, "travel_document", type="refugee_document", number="RD 9", country="TH", issuer="UN"
    )


def _child(session: Session) -> str:
    number = new_case(session, given_names="Mi", family_name="Chan", birth="2012-01-01").number
    guardian = save(
        session, number, "guardian", name="Daw Hla", relation="appointed", checked=True, suspected=False
    )
    save(session, number, "guardian", name="Uncle Bo", relation="aunt_uncle", checked=True, suspected=True)
    _way(session, number)
    risks = _risks(session, number)
    _notified(session, number, "notify", decided_by="guardian")
    for purpose, whom in (("voluntary_return", AGENCY), ("consulate", MISSION)):
        agree(
            session, number, purpose, whom, given_by="guardian", guardian=guardian.id, child_assent=True,
            **({"risk_assessment": risks} if purpose == "voluntary_return" else {}),
        )  # fmt: skip
    return number


def parts_of(
    session: Session, output: str, number: str, to: str = "own", purpose: str = "internal", **more: Any
) -> Paper:
    """The paper as the user of the session could give it out now; all texts were read."""
    more.setdefault("texts", {} if to == "own" else {EVERY: GOES})
    order = Order(number, to, purpose, **more)
    released = session.look(papers.decided, output, order)
    return papers.composed(output, released, session.look(papers.setting_of), order)


def words(*said: Any, **more: Any) -> str:
    """Everything a paper says, one text a line."""
    return "\n".join(_texts(parts_of(*said, **more)))


def alike(paper: Paper, *numbers: str) -> str:
    """A paper without what differs between any two cases: numbers and what is reckoned from them."""
    bare = replace(paper, qr_text="", number="")
    told = "\n".join(text for text in _texts(bare) if not _is_fingerprint(text))
    for number in numbers:
        told = told.replace(number, "NUMBER")
    return told


def _is_fingerprint(text: str) -> bool:
    groups = text.split()
    return len(groups) == 8 and all(len(one) == 8 for one in groups)


def _texts(thing: Any) -> Iterable[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Tick):
        yield f"{'[x]' if thing.ticked else '[ ]'} {' | '.join(_texts(thing.text))}"
        yield from _texts(thing.note)
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from _texts(each)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from _texts(getattr(thing, name))
