"""Care in a demo case: a bed, needs, risks, health, plans, services, school, and what went wrong on the way."""

from __future__ import annotations

from victimcase.domain.spec import Value
from victimcase.domain.words import Step
from victimcase.services.demo_lives import GUARDED
from victimcase.services.demo_pen import SUPERVISOR, here
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_AREAS = ("Education", "SocialCare", "Livelihood", "Legal")
_COUNSELLOR = "Counsellor of the house (demo)"


def shelter(t: Telling) -> None:
    """A bed, what is kept for the person, and what was said about needs."""
    if t.pen.on(1, t.worker):
        _stay(t)
    if t.pen.on(2, t.worker) and t.chance("property", 0.4):
        _property(t)
    if t.presumed and t.pen.on(t.left(Step.INTAKE) + 1, t.worker):
        t.pen.make(
            "needs_assessment",
            assessed_on=t.pen.today,
            assessed_by=t.worker,
            language=t.language,
            wishes=t.words.wish(t.language),
            needs=t.words.some(
                ("shelter", "medical", "psychosocial", "legal", "documents", "education", "livelihood"), 2, 5
            ),
            urgent=("medical",) if t.life.index % 3 == 0 else (),
            medical=t.text("care", "health"),
            psychosocial=t.text("care", "psychosocial"),
            safety=t.text("intake", "safety_notes"),
            legal="Wants to know whether the fine has to be paid." if t.life.index % 2 else None,
            family="Has not called home yet.",
            livelihood=t.text("care", "needs"),
        )


def _stay(t: Telling) -> None:
    house, bed, address = t.rng.choice(t.office.houses)
    closed = not t.left(Step.CARE) > t.life.halt
    made = t.pen.make(
        "shelter_stay",
        house=house,
        bed=bed,
        address=address,
        from_on=t.pen.today,
        until_on=t.pen.ahead(120),
        voluntary=True,
        free_to_leave=t.life.index % 17 != 6,
        why_not_free="Waits in the transit room for the answer of immigration." if t.life.index % 17 == 6 else None,
        leave="Goes to the market on two mornings." if t.life.index % 3 == 0 else None,
        by=t.worker,
    )
    if closed and t.pen.on(t.left(Step.OPTION) - 1, t.worker):
        t.pen.change(
            "shelter_stay", made, left_on=t.pen.today, left_to=None if t.life.index % 2 else "A room near the school"
        )


def _property(t: Telling) -> None:
    kind = t.rng.choice(("phone", "identity_document", "money", "clothing_bag"))
    made = t.pen.make(
        "property_held",
        type=kind,
        description={"money": "Envelope with notes", "phone": "Phone with cracked glass"}.get(kind, "As handed in"),
        identity_document=t.made.get("paper") if kind == "identity_document" else None,
        amount=t.money(t.rng.randint(5, 90) * 100, "THB") if kind == "money" else None,
        condition="Worn",
        received_on=t.pen.today,
        received_from="The person",
        received_by=t.worker,
        receipt_number=t.words.number("REC"),
        person_agreed=True,
        kept_where="Safe in the office, shelf 2",
        return_due_on=t.pen.ahead(30),
    )
    if t.life.index % 3 and t.pen.on(29, t.worker):
        t.pen.change("property_held", made, returned_on=t.pen.today, returned_to="The person")


def risks(t: Telling) -> None:
    """Risks of staying here: one with a measure at once, one whose measure is found later."""
    if not t.presumed or not t.pen.on(t.left(Step.SCREENING) + 1, t.worker):
        return
    above = t.pen.make(
        "risk_assessment",
        purpose="care",
        assessed_on=t.pen.today,
        assessed_by=t.worker,
        country=HOME,
        sources="The person; the partner in the district.",
        persons_view=t.words.wish(t.language),
        officials_suspected=False,
        level="medium",
        conclusion="mitigated",
        review_on=t.pen.ahead(120),
    )
    t.pen.make(
        "risk",
        above,
        who="The recruiter",
        what=t.text("care", "safety_plan_dangers"),
        likelihood="medium",
        severity="high",
        measure=t.text("care", "safety_plan_actions"),
        responsible="House team",
        due_on=t.pen.ahead(20),
        residual="low",
    )
    later = t.pen.make(
        "risk", above, who="People from the village", what=t.text("care", "safety_plan_dangers"),
        likelihood="medium", severity="medium", responsible="Caseworker", due_on=t.pen.ahead(35),
    )  # fmt: skip
    if not t.life.has("override") and t.pen.on(t.left(Step.CARE) - 1, t.worker):
        t.pen.change("risk", later, measure=t.text("care", "safety_plan_actions"), residual="low")


def leave_care(t: Telling) -> None:
    """The step is left: with the panel's word for a child, and now and then against the gate."""
    if not t.presumed:
        return
    if t.treated_as_child and t.pen.on(t.left(Step.CARE) - 1, SUPERVISOR):
        t.made["panel"] = t.pen.make(
            "best_interests_report",
            reported_on=t.pen.today,
            panel="Panel of the district: social worker, teacher, guardian",
            childs_view=t.words.wish(t.language),
            guardians_view="Agrees, and wants to be called every week.",
            care_agreed=not t.life.has("override"),
            recommendation="stay" if t.stays else "more_time",
            reasons="School is close, and the child sleeps without fear here.",
            review_on=t.pen.ahead(90),
            by=SUPERVISOR,
        )
    why = "The house closes for repairs; the measure is decided with the partner next week."
    t.pen.leave(t.left(Step.CARE), SUPERVISOR, Step.CARE, override=why if t.life.has("override") else "")


def health(t: Telling) -> None:
    """Doctor, counsellor and the plan for danger."""
    day = t.left(Step.SCREENING)
    if not t.presumed:
        return
    if t.pen.on(day + 3, t.worker) and t.chance("health record", 0.7):
        clinic = t.office.one_of("health", HOME)
        agreed = t.agree("medical_exam", clinic, categories=("identity", "health"))
        t.pen.make(
            "health_record",
            type=t.rng.choice(("first_check", "doctor", "dental", "eyes")),
            seen_on=t.pen.today,
            provider=clinic,
            provider_name=t.words.staff("doctor"),
            interpreter=t.interpreter or None,
            consent=agreed,
            urgent=t.life.index % 10 == 7,
            complaints="Tired; headaches.",
            findings=t.text("care", "health"),
            treatment="Rest, iron, a second visit.",
            medication="Paracetamol 500 mg when needed" if t.life.index % 3 == 0 else None,
            follow_up_on=t.pen.ahead(t.rng.choice((10, 28, 90))) if t.life.index % 2 else None,
            cost=t.money(t.rng.randint(3, 30) * 50, "THB"),
            recorded_by=t.worker,
        )
    if t.pen.on(day + 6, t.worker) and t.chance("session", 0.6):
        t.pen.make(
            "psychosocial_session", type="first_talk", held_on=t.pen.today, minutes=t.rng.choice((30, 45, 60)),
            counsellor=_COUNSELLOR, language=t.language, interpreter=t.interpreter or None, attended=True,
            wellbeing=t.rng.randint(2, 8), topics=t.text("care", "psychosocial"), self_harm=False,
            agreed="Meet again on Tuesday.", next_on=t.pen.ahead(7) if t.life.index % 3 == 0 else None,
            recorded_by=t.worker,
        )  # fmt: skip
    if t.pen.on(day + 2, t.worker) and t.chance("safety plan", 0.5):
        t.pen.make(
            "safety_plan", made_on=t.pen.today, made_by=t.worker, language=t.written_language,
            dangers=t.text("care", "safety_plan_dangers"), warning_signs="A car that waits; calls without a voice.",
            actions=t.text("care", "safety_plan_actions"), safe_place="The temple at the end of the lane",
            trusted_people="The aunt; the house mother.", emergency_phone=t.words.phone(), code_word="mango",
            phone_safety="Location is switched off.", given_to_person=True, review_on=t.pen.ahead(60),
        )  # fmt: skip


def support(t: Telling) -> None:
    """What is planned and done: goals, services, school."""
    day = t.left(Step.SCREENING) + 8
    if not t.presumed or not t.pen.on(day, t.worker):
        return
    if t.chance("support plan", 0.7):
        _plan(t)
    if t.pen.on(day + 1, t.worker):
        _services(t)
    if t.pen.on(day + 7, t.worker) and t.chance("schooling", 0.8 if t.life.age == GUARDED else 0.2):
        child = t.treated_as_child
        t.pen.make(
            "schooling", type="bridging" if child else "language", level="PrimaryEducation" if child else None,
            subject="Reading and numbers" if child else "Thai for every day", school="Learning corner of House 2",
            language="tha", began_on=t.pen.ahead(3), attendance=t.rng.choice(("regular", "irregular", "not_begun")),
            safe_way=True, school_knows=False, cost=t.money(t.rng.randint(2, 12) * 100, "THB"), recorded_by=t.worker,
        )  # fmt: skip


def _plan(t: Telling) -> None:
    area = t.rng.choice(_AREAS)
    above = t.pen.make(
        "support_plan",
        type=area,
        objectives=t.text("care", "goals"),
        action_plan="Step by step with the caseworker; looked at every month.",
        starts_on=t.pen.today,
        planned_end_on=t.pen.ahead(150),
        own_words=t.words.wish(t.language),
        agreed=True,
        agreed_on=t.pen.today,
        language=t.written_language,
        written_by=t.worker,
    )
    goals = [
        t.pen.make(
            "support_goal",
            above,
            area=area,
            goal=t.text("care", "goals"),
            next_action="Ask at the learning corner",
            responsible="Person and caseworker",
            due_on=t.pen.ahead(t.rng.choice((25, 60, 90))),
            state=t.rng.choice(("open", "under_way")),
        )
        for _ in range(2)
    ]
    t.made["goal"] = goals[0]
    if t.pen.on(t.left(Step.REFLECTION) - 3, t.worker):
        t.pen.change("support_goal", goals[0], state="reached", done_on=t.pen.today, outcome="Reached with help.")


def _services(t: Telling) -> None:
    partner = t.office.one_of("shelter", HOME)
    for number, kind in enumerate(t.rng.sample(("psychosocial", "language_course", "medical", "documents", "legal"), 2)):
        refused = t.life.index % 7 == 2 and number == 1
        said: dict[str, Value] = (
            {"accepted": False, "refused_why": t.text("care", "services_refused"), "state": "refused"}
            if refused
            else {"accepted": True, "state": "under_way", "began_on": t.pen.today, "due_on": t.pen.ahead(40)}
        )
        made = t.pen.make(
            "service", type=kind, provider=partner, goal=t.made.get("goal"), offered_on=t.pen.today,
            recorded_by=t.worker, cost=t.money(t.rng.randint(1, 20) * 100, "THB") if number else None, **said,
        )  # fmt: skip
        t.made.setdefault("service", made)
    if t.pen.on(t.left(Step.SCREENING) + 30, t.worker):
        t.pen.change(
            "service", t.made["service"], state="done", done_on=t.pen.today, outcome="helped",
            person_satisfied=True, outcome_details="Ended after three weeks.",
        )  # fmt: skip


def trouble(t: Telling) -> None:
    """Incidents, and a person who was missing for a while."""
    pen, day = t.pen, t.left(Step.SCREENING) + 14
    if pen.on(day, t.worker) and t.chance("incident", 0.15):
        made = pen.make(
            "incident", type=t.rng.choice(("stranger_watching", "quarrel", "trafficker_contact", "illness_accident")),
            happened_at=here(pen.ago(1), 19, 30), place="Gate of the house", severity=t.rng.choice(("low", "medium", "high")),
            what_happened=t.text("care", "incidents"), measures="Spoken with all; the gate is watched in the evening.",
            told=("supervisor", "person"), child_involved=t.life.child, injured=False,
            follow_up_on=pen.ahead(7), reported_by=t.worker,
        )  # fmt: skip
        if t.life.index % 2 and pen.on(day + 8, SUPERVISOR):
            pen.change("incident", made, settled_on=pen.today, learned="The lamp at the back is mended first.")
    if t.life.has("missing") and pen.on(day + 10, t.worker):
        _missing(t, day + 13)


def _missing(t: Telling, found: int) -> None:
    pen = t.pen
    made = pen.make(
        "missing_report",
        last_seen_at=here(pen.ago(1), 17, 5),
        last_seen_where="Gate of the house",
        circumstances="Went to the market and did not come back for supper.",
        left_freely=True,
        taken=False,
        appearance="Blue shirt, small bag.",
        contacts_tried="Own number, the aunt, the temple.",
        reported_to=t.office.one_of("police", HOME),
        reported_on=pen.today,
        report_number=t.words.number("MISS"),
        recorded_by=t.worker,
    )
    if (t.life.stop is None or t.life.index % 2) and pen.on(found, t.worker):
        pen.change(
            "missing_report", made, found_on=pen.today, found_how="returned", found_details="Had stayed with a friend."
        )
    elif pen.on(found, t.worker):
        pen.change("missing_report", made, found_how="still_missing")

