"""What the person of a demo case wants, and whether the mission of their country is told."""

from __future__ import annotations

from victimcase.domain.words import Step
from victimcase.services.demo_life import RETURN, THIRD, UNDECIDED
from victimcase.services.demo_pen import CONSUL, SUPERVISOR
from victimcase.services.demo_telling import Telling

OPT_OUT = frozenset({"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "VN"})
"""Citizenships whose missions are told here unless the person says otherwise (profile `thailand`)."""

MORE = ("family", "administrative")
"""What most people let a mission know besides: the names of their parents, and who receives them."""


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
    mission_there = t.office.one_of("mission", country)
    made = t.pen.make(
        "consular_notification",
        country=country,
        mission=mission_there,
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
        t.made["mission"] = mission_there
        more = MORE if t.life.index % 3 else ()
        t.agree("consulate", mission_there, categories=("identity", "contact", "travel", *more))
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
            "family_tracing", sought="Elder sister", relation="sibling", last_known_place=t.home.name,
            consent=agreed, asked_on=t.pen.ago(20), asked_of=t.office.one_of("receiving", t.country),
            result="found", found_on=t.pen.ago(2), wants_contact=True, by=t.worker,
        )  # fmt: skip
