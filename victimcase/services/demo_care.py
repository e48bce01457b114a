"""Care in a demo case: a bed, what is kept for the person, needs, risks, and what went wrong on the way."""

from __future__ import annotations

from victimcase.domain.words import Step
from victimcase.services.demo_beds import Night, left_after
from victimcase.services.demo_pen import SUPERVISOR, here
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME


def shelter(t: Telling) -> None:
    """A bed, what is kept for the person, and what was said about needs."""
    night = t.office.beds.given.get(t.life.index)
    if night is not None and t.pen.on(min(1, t.life.halt), t.worker):
        _stay(t, night)
    _keep_apart(t)
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


def _stay(t: Telling, night: Night) -> None:
    made = t.pen.make(
        "shelter_stay",
        house=night.bed.house,
        bed=night.bed.name,
        address=night.bed.address,
        from_on=night.from_on,
        until_on=night.until_on,
        voluntary=True,
        free_to_leave=t.life.index % 17 != 6,
        why_not_free="Waits for the answer of immigration; the supervisor asks every day."
        if t.life.index % 17 == 6
        else None,
        leave="Goes to the market on two mornings." if t.life.index % 3 == 0 else None,
        by=t.worker,
    )
    left = left_after(t.life)
    if left is not None and t.pen.on(left, t.worker):
        t.pen.change(
            "shelter_stay",
            made,
            left_on=t.pen.today,
            left_to=None if t.life.index % 2 else "A room near the school",
        )


def _keep_apart(t: Telling) -> None:
    """Somebody in the same house of whom the one was told by the other."""
    other = t.office.beds.apart.get(t.life.index)
    if other is not None and t.pen.on(t.life.halt, t.worker):
        first = other.opened_on > t.life.opened_on
        t.pen.make(
            "case_link",
            other=other.case,
            type="keep_apart",
            reason="Says that the other collected the phones at the gate." if first
            else "Is named by the other; has not been asked about it yet.",
            since=t.pen.today,
            linked_by=t.worker,
        )  # fmt: skip


def _property(t: Telling) -> None:
    kind = t.rng.choice(("phone", "identity_document", "money", "clothing_bag"))
    made = t.pen.make(
        "property_held",
        type=kind,
        description={"money": "Envelope with notes", "phone": "Phone with cracked glass"}.get(
            kind, "As handed in"
        ),
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
        review_on=t.pen.ahead(120) if t.life.index % 3 == 0 else None,
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
        due_on=t.pen.ahead(20) if t.life.index % 6 == 1 else None,
        residual="low",
    )
    later = t.pen.make(
        "risk", above, who="People from the village", what=t.text("care", "safety_plan_dangers"),
        likelihood="medium", severity="medium", responsible="Caseworker",
        due_on=t.pen.ahead(35) if t.life.index % 4 == 2 else None,
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


def trouble(t: Telling) -> None:
    """Incidents, and a person who was missing for a while."""
    pen, day = t.pen, t.left(Step.SCREENING) + 14
    if pen.on(day, t.worker) and t.chance("incident", 0.15):
        made = pen.make(
            "incident",
            type=t.rng.choice(("stranger_watching", "quarrel", "trafficker_contact", "illness_accident")),
            happened_at=here(pen.ago(1), 19, 30), place="Gate of the house",
            severity=t.rng.choice(("low", "medium", "high")), what_happened=t.text("care", "incidents"),
            measures="Spoken with all; the gate is watched in the evening.", told=("supervisor", "person"),
            child_involved=t.life.child, injured=False, follow_up_on=pen.ahead(7), reported_by=t.worker,
        )  # fmt: skip
        if t.life.index % 2 and pen.on(day + 8, SUPERVISOR):
            pen.change(
                "incident", made, settled_on=pen.today, learned="The lamp at the back is mended first."
            )
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
            "missing_report",
            made,
            found_on=pen.today,
            found_how="returned",
            found_details="Had stayed with a friend.",
        )
    elif pen.on(found, t.worker):
        pen.change("missing_report", made, found_how="still_missing")
