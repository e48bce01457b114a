"""The way home in a demo case: papers, checks, the release, the journey."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from victimcase.domain.words import Step
from victimcase.services.demo_choice import MORE
from victimcase.services.demo_life import THIRD
from victimcase.services.demo_pen import CONSUL, SUPERVISOR, here
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_WHOLE = 28
"""Among so many cases nothing runs out, so that each step stands ready somewhere."""


def clearance(t: Telling) -> None:
    """Everything a safe return asks for, one after the other, and the supervisor's release."""
    if Step.CLEARANCE not in t.life.days or not t.presumed:
        return
    start, end = t.left(Step.OPTION), t.left(Step.CLEARANCE)
    if t.pen.on(start + 2, t.worker):
        _risks(t)
    if not t.life.domestic:
        _nationality(t, start + 3, end - 12)
    _receiver(t, start + 4, end - 6)
    _checks(t, end)
    if t.pen.on(end - 7, t.worker):
        _travel_plan(t)
    if t.pen.on(end - 1, SUPERVISOR):
        t.pen.make(
            "supervisor_release", decision="released", protection_claim_considered=True,
            testimony_considered=True, officials_considered=True, health_considered=True,
            decided_on=t.pen.today, decided_by=SUPERVISOR,
        )  # fmt: skip
    t.pen.leave(end, SUPERVISOR, Step.CLEARANCE)


def _risks(t: Telling) -> None:
    t.made["return risks"] = t.pen.make(
        "risk_assessment", purpose="return", assessed_on=t.pen.today, assessed_by=t.worker,
        country=_destination(t), sources="Receiving agency; the person; the aunt by telephone.",
        persons_view=t.text("return", "wishes"), officials_suspected=False, level="medium",
        conclusion="mitigated",
    )  # fmt: skip
    t.pen.make(
        "risk", t.made["return risks"], who="The recruiter", what=t.text("return", "risks"),
        likelihood="medium", severity="medium", measure=t.text("return", "measures"),
        responsible="Receiving agency", due_on=t.pen.ahead(30) if t.life.index % 5 == 0 else None,
        residual="low",
    )  # fmt: skip


def _destination(t: Telling) -> str:
    return "AU" if t.life.choice == THIRD else t.country


def _nationality(t: Telling, asked: int, answered: int) -> None:
    stateless = not t.life.name.citizenship
    by_mission = t.life.has("notified") and not t.closed_to_worker
    if t.pen.on(asked, t.worker):
        made = t.pen.make(
            "nationality_verification",
            country="AU" if stateless else t.country,
            authority="Ministry of Foreign Affairs (demo)",
            asked_on=t.pen.today,
            evidence="Copy of the family book; names of two teachers.",
            interview_on=t.pen.ahead(6),
            result="pending",
            by=t.worker,
        )
        if t.pen.on(answered, CONSUL if by_mission else t.worker):
            t.pen.change(
                "nationality_verification", made, answered_on=t.pen.today, reference=t.words.number("NV"),
                result="permanent_residence" if stateless else "confirmed",
            )  # fmt: skip
    if t.pen.on(answered + 4, CONSUL if by_mission else t.worker):
        t.made["travel document"] = t.pen.make(
            "travel_document",
            type="stateless_document"
            if stateless
            else t.rng.choice(("laissez_passer", "emergency_certificate", "passport")),
            number=t.words.number("TD"),
            issuer="Consular section (demo)",
            country=_destination(t),
            asked_on=t.pen.ago(20),
            issued_on=t.pen.today,
            valid_from=t.pen.today,
            valid_until=_valid_until(t),
            single_use=True,
            held_by="Office",
            by=CONSUL if by_mission else t.worker,
        )


def _nearly_gone(t: Telling, what: str) -> bool:
    """Whether something of a return runs out just now, in a case whose journey is planned."""
    planned = t.life.stop is Step.CLEARANCE and t.life.halt >= t.left(Step.CLEARANCE) - 7
    return planned and t.life.index > _WHOLE and t.chance(what, 0.3)


def _valid_until(t: Telling) -> date:
    """The last day of a travel document; now and then before the journey it is for."""
    if _nearly_gone(t, "document runs out"):
        return t.pen.day(t.left(Step.TRAVEL) - 3)
    return t.pen.ahead(90)


def _receiver(t: Telling, asked: int, answered: int) -> None:
    if not t.pen.on(asked, t.worker):
        return
    agency = t.office.one_of("receiving", _destination(t))
    t.made["agency"] = agency
    made = t.pen.make(
        "receiving_agency_acceptance", organisation=agency, contact=t.words.staff("receiving_agency"),
        phone=t.words.phone(), asked_on=t.pen.today, answer="pending", by=t.worker,
    )  # fmt: skip
    if not t.pen.on(answered, t.worker):
        return
    if t.life.index % 9 == 4 and not t.treated_as_child:
        t.pen.change(
            "receiving_agency_acceptance", made, waived=True, waived_in_writing=True, waived_on=t.pen.today,
            note="Goes to the sister's house and wants no agency there.",
        )  # fmt: skip
        return
    t.pen.change(
        "receiving_agency_acceptance", made, answer="accepted", answered_on=t.pen.today, in_writing=True,
        offers=("shelter", "livelihood"),
    )  # fmt: skip


def _checks(t: Telling, end: int) -> None:
    """Doctor, exit permission, the panel for a child, and the consent that rests on the risks found."""
    pen = t.pen
    if pen.on(end - 10, t.worker) and t.chance("fit", 0.7):
        pen.make(
            "fit_to_travel", examined_on=pen.today, examined_by=t.words.staff("doctor"),
            result=t.rng.choice(("fit", "fit", "fit_with_escort")), medicine="None",
            valid_until=pen.ahead(60) if t.life.index % 4 == 0 else None, by=t.worker,
        )  # fmt: skip
    if not t.life.domestic and pen.on(end - 9, t.worker):
        pen.make(
            "exit_permission", type="overstay_waiver" if t.life.index % 2 else "exit_permit",
            authority="Immigration Bureau (demo)", asked_on=pen.ago(14), granted_on=pen.today,
            valid_until=pen.ahead(60) if t.life.index % 4 == 1 else None, number=t.words.number("EXIT"),
            fine=t.money(2000, "THB"), fine_waived=True, by=t.worker,
        )  # fmt: skip
    if t.treated_as_child and pen.on(end - 9, SUPERVISOR):
        pen.make(
            "best_interests_report", reported_on=pen.today,
            panel="Panel of the district: social worker, teacher, guardian",
            childs_view=t.words.wish(t.language), guardians_view="Agrees with the plan.", care_agreed=True,
            recommendation="third_country" if t.life.choice == THIRD else "return",
            receiver="Aunt of the child", receiver_relation="aunt_uncle", receiver_assessed=True,
            receiver_assessment=t.made.get("family"),
            reasons="The aunt wants the child, and school begins next month.", by=SUPERVISOR,
        )  # fmt: skip
    if pen.on(end - 8, t.worker) and "return risks" in t.made:
        soon = _nearly_gone(t, "return consent runs out")
        t.agree(
            "voluntary_return", t.made.get("agency"), risk_assessment=t.made["return risks"],
            expires_on=t.office.today + timedelta(days=4) if soon else pen.ahead(120),
            categories=("identity", "contact", "family", "travel", "health", "administrative"),
            limits=t.words.wish(t.language),
        )  # fmt: skip
        if t.guardian is not None and "mission" in t.made:
            # a guardian who came later says it anew; what the child alone said before lets nothing go
            t.agree("consulate", t.made["mission"], categories=("identity", "contact", "travel", *MORE))


def _travel_plan(t: Telling) -> None:
    pen = t.pen
    departs = pen.day(t.left(Step.TRAVEL) - 1)
    to = t.words.place(_destination(t), "city", "town", "port")
    by_air = _destination(t) not in ("LA", "MM", "KH", HOME)
    said: dict[str, Any] = {
        "transport": "air" if by_air else "bus",
        "carrier": "DM 204 (made up)" if by_air else None,
    }
    t.made["plan"] = pen.make(
        "travel_plan", departs_on=departs, arrives_at=here(departs, 15), destination=to.name,
        destination_country=to.country,
        escort="staff" if t.treated_as_child else t.rng.choice(("unaccompanied", "staff")),
        escort_name="Escort of the house (demo)" if t.treated_as_child else None,
        escort_phone=t.words.phone(), property_list="One bag, one phone.",
        document_list="Travel document, medical letter.", met_by=t.words.staff("receiving_agency"),
        by=t.worker,
    )  # fmt: skip
    border = t.words.place(HOME, "border").name
    legs = ((HOME, "Krung Chan", HOME, border, 7, 10), (HOME, border, to.country, to.name, 11, 15))
    for order, (from_country, start, to_country, end, leaves, arrives) in enumerate(legs, start=1):
        pen.make(
            "travel_leg", t.made["plan"], order=order, from_place=start, from_country=from_country,
            to_place=end, to_country=to_country, departs_at=here(departs, leaves),
            arrives_at=here(departs, arrives), ticket=t.words.number("TICKET"),
            met_by="Escort" if order == 1 else "Receiving agency",
            **said if order == 2 else {"transport": "car"},
        )  # fmt: skip


def journey(t: Telling) -> None:
    """The arrival is confirmed and both sides sign."""
    day = t.left(Step.TRAVEL)
    if not t.presumed or "plan" not in t.made or not t.pen.on(day - 1, t.worker):
        return
    t.pen.change(
        "travel_plan", t.made["plan"], arrived_at=here(t.pen.today, 15, 25),
        arrival_confirmed_by="Receiving agency, by telephone",
        incidents="The bus stood for an hour at the bridge." if t.life.index % 3 == 0 else None,
    )  # fmt: skip
    if "travel document" in t.made:
        t.pen.change("travel_document", t.made["travel document"], used_on=t.pen.today)
    t.pen.make(
        "hand_over", handed_on=t.pen.today, place="Arrival hall", given_by="Escort of the house (demo)",
        given_by_organisation=t.office.partner, received_by=t.words.staff("receiving_agency"),
        received_by_organisation=t.made.get("agency"), signed_by_giver=True, signed_by_receiver=True,
        documents="Travel document", belongings=t.text("return", "handover"),
        condition="Tired, glad to be there.", by=t.worker,
    )  # fmt: skip
    t.pen.leave(day, t.worker, Step.TRAVEL)
