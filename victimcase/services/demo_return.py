"""The way home in a demo case: the choice, the mission, papers, checks, the release, the journey."""

from __future__ import annotations

from victimcase.domain.spec import Value
from victimcase.domain.words import Step
from victimcase.services.demo_lives import RETURN, THIRD, UNDECIDED
from victimcase.services.demo_pen import CONSUL, SUPERVISOR, here
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

OPT_OUT = frozenset({"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "VN"})
"""Citizenships whose missions are told here unless the person says otherwise (profile `thailand`)."""


def mission(t: Telling) -> None:
    """Whether the mission of the person's country is told: by the person, the guardian, or the supervisor."""
    country = t.life.name.citizenship
    if t.life.domestic or not country or not t.presumed:
        return
    told = t.life.has("notified")
    day = t.left(Step.SCREENING) + (6 if told else 20)
    if not t.pen.on(day, t.worker):
        return
    child = t.treated_as_child
    held = bool(t.life.marks & {"claim", "witness"})
    by = "supervisor" if held else ("guardian" if t.guardian else "panel") if child else "person"
    made = t.pen.make(
        "consular_notification",
        country=country,
        mission=t.office.one_of("mission", country),
        regime="opt_out" if country in OPT_OUT else "opt_in",
        asked_on=t.pen.today,
        wish="wants" if told else "does_not_want",
        decision="notify" if told else "do_not_notify",
        decided_by=by,
        decided_on=t.pen.today,
        notified_on=t.pen.today if told else None,
        visit_wanted=told and t.life.index % 2 == 0,
        by=t.worker,
    )
    if told:
        t.agree("consulate", t.office.one_of("mission", country), categories=("identity", "contact", "travel"))
        if t.life.index % 2 == 0 and t.pen.on(day + 5, CONSUL):
            t.pen.change("consular_notification", made, visited_on=t.pen.today)
    if told and t.stays and t.life.index % 3 == 0 and t.pen.on(day + 30, SUPERVISOR):
        t.pen.change("consular_notification", made, decision="withdraw", withdrawn_on=t.pen.today)


def choice(t: Telling) -> None:
    """What the person (for a child the panel) wants: stay, return, a third country, or not yet."""
    if not t.presumed:
        return
    pen, life = t.pen, t.life
    if life.choice in (RETURN, THIRD) and pen.on(t.left(Step.DECISION) + 1, t.worker):
        _family_assessment(t)
    if pen.on(t.left(Step.CARE), t.worker):
        t.made["option"] = pen.make(
            "option_decision",
            explained_on=pen.today,
            explained_in=t.language,
            interpreter=t.interpreter or None,
            explained=("stay", "return", "third_country"),
            wishes=t.text("return", "wishes"),
            proceedings="The statement was taken by video." if "proceeding" in t.made else None,
            protection_claim_check="asked_fear" if life.has("claim") else "asked_no_fear",
            best_interests=t.made.get("panel"),
            by=t.worker,
        )
    if pen.on(t.left(Step.OPTION) - 1, t.worker):
        going = life.choice in (RETURN, THIRD)
        pen.change(
            "option_decision",
            t.made["option"],
            choice=life.choice,
            destination=("AU" if life.choice == THIRD else t.country) if going else None,
            decided_by="panel" if t.treated_as_child else "person",
            decided_on=pen.today,
        )
    pen.leave(t.left(Step.OPTION), t.worker, Step.OPTION)
    assert life.choice != UNDECIDED or not life.past(Step.OPTION)


def _family_assessment(t: Telling) -> None:
    t.made["family"] = t.pen.make(
        "family_assessment",
        receiver="Aunt of the person",
        relation="aunt_uncle",
        assessed_on=t.pen.today,
        assessed_by="Receiving agency",
        willing=True,
        suspected=False,
        home="Two rooms, dry and quiet; school ten minutes away.",
        income="Small stall; enough for food.",
        community="Neighbours know only of work abroad.",
        persons_view=t.words.wish(t.language),
        result=t.rng.choice(("suitable", "suitable", "suitable_with_conditions")),
        by=t.worker,
    )
    if t.chance("tracing", 0.3):
        agreed = t.agree("family_tracing", categories=("identity", "family"))
        t.pen.make(
            "family_tracing", sought="Elder sister", relation="sibling", last_known_place=t.home.name, consent=agreed,
            asked_on=t.pen.ago(20), asked_of=t.office.one_of("receiving", t.country), result="found",
            found_on=t.pen.ago(2), wants_contact=True, by=t.worker,
        )  # fmt: skip


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
            "supervisor_release", decision="released", protection_claim_considered=True, testimony_considered=True,
            officials_considered=True, health_considered=True, decided_on=t.pen.today, decided_by=SUPERVISOR,
        )  # fmt: skip
    t.pen.leave(end, SUPERVISOR, Step.CLEARANCE)


def _risks(t: Telling) -> None:
    t.made["return risks"] = t.pen.make(
        "risk_assessment", purpose="return", assessed_on=t.pen.today, assessed_by=t.worker, country=_destination(t),
        sources="Receiving agency; the person; the aunt by telephone.", persons_view=t.text("return", "wishes"),
        officials_suspected=False, level="medium", conclusion="mitigated", review_on=t.pen.ahead(200),
    )  # fmt: skip
    t.pen.make(
        "risk", t.made["return risks"], who="The recruiter", what=t.text("return", "risks"), likelihood="medium",
        severity="medium", measure=t.text("return", "measures"), responsible="Receiving agency",
        due_on=t.pen.ahead(30), residual="low",
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
        t.pen.make(
            "travel_document",
            type="stateless_document" if stateless else t.rng.choice(("laissez_passer", "emergency_certificate", "passport")),
            number=t.words.number("TD"),
            issuer="Consular section (demo)",
            country=_destination(t),
            asked_on=t.pen.ago(20),
            issued_on=t.pen.today,
            valid_from=t.pen.today,
            valid_until=t.pen.ahead(90),
            single_use=True,
            held_by="Office",
            by=CONSUL if by_mission else t.worker,
        )


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
            result=t.rng.choice(("fit", "fit", "fit_with_escort")), medicine="None", valid_until=pen.ahead(60), by=t.worker,
        )  # fmt: skip
    if not t.life.domestic and pen.on(end - 9, t.worker):
        pen.make(
            "exit_permission", type="overstay_waiver" if t.life.index % 2 else "exit_permit",
            authority="Immigration Bureau (demo)", asked_on=pen.ago(14), granted_on=pen.today,
            valid_until=pen.ahead(60), number=t.words.number("EXIT"), fine=t.money(2000, "THB"), fine_waived=True,
            by=t.worker,
        )  # fmt: skip
    if t.treated_as_child and pen.on(end - 9, SUPERVISOR):
        pen.make(
            "best_interests_report", reported_on=pen.today, panel="Panel of the district: social worker, teacher, guardian",
            childs_view=t.words.wish(t.language), guardians_view="Agrees with the plan.", care_agreed=True,
            recommendation="third_country" if t.life.choice == THIRD else "return", receiver="Aunt of the child",
            receiver_relation="aunt_uncle", receiver_assessed=True, receiver_assessment=t.made.get("family"),
            reasons="The aunt wants the child, and school begins next month.", by=SUPERVISOR,
        )  # fmt: skip
    if pen.on(end - 8, t.worker) and "return risks" in t.made:
        t.agree(
            "voluntary_return", t.made.get("agency"), days=120, risk_assessment=t.made["return risks"],
            categories=("identity", "contact", "travel", "health"), limits=t.words.wish(t.language),
        )  # fmt: skip


def _travel_plan(t: Telling) -> None:
    pen = t.pen
    departs = pen.day(t.left(Step.TRAVEL) - 1)
    to = t.words.place(_destination(t), "city", "town", "port")
    by_air = _destination(t) not in ("LA", "MM", "KH", HOME)
    said: dict[str, Value] = {"transport": "air" if by_air else "bus", "carrier": "DM 204 (made up)" if by_air else None}
    t.made["plan"] = pen.make(
        "travel_plan", departs_on=departs, arrives_at=here(departs, 15), destination=to.name,
        destination_country=to.country, escort="staff" if t.treated_as_child else t.rng.choice(("unaccompanied", "staff")),
        escort_name="Escort of the house (demo)" if t.treated_as_child else None, escort_phone=t.words.phone(),
        property_list="One bag, one phone.", document_list="Travel document, medical letter.",
        met_by=t.words.staff("receiving_agency"), by=t.worker,
    )  # fmt: skip
    border = t.words.place(HOME, "border").name
    legs = ((HOME, "Krung Chan", HOME, border, 7, 10), (HOME, border, to.country, to.name, 11, 15))
    for order, (from_country, start, to_country, end, leaves, arrives) in enumerate(legs, start=1):
        pen.make(
            "travel_leg", t.made["plan"], order=order, from_place=start, from_country=from_country, to_place=end,
            to_country=to_country, departs_at=here(departs, leaves), arrives_at=here(departs, arrives),
            ticket=t.words.number("TICKET"), met_by="Escort" if order == 1 else "Receiving agency",
            **(said if order == 2 else {"transport": "car"}),
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
    t.pen.make(
        "hand_over", handed_on=t.pen.today, place="Arrival hall", given_by="Escort of the house (demo)",
        given_by_organisation=t.office.partner, received_by=t.words.staff("receiving_agency"),
        received_by_organisation=t.made.get("agency"), signed_by_giver=True, signed_by_receiver=True,
        documents="Travel document", belongings=t.text("return", "handover"), condition="Tired, glad to be there.",
        by=t.worker,
    )  # fmt: skip
    t.pen.leave(day, t.worker, Step.TRAVEL)

