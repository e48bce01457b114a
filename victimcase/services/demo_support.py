"""Health, plans, services and school in a demo case."""

from __future__ import annotations

from typing import Any

from victimcase.domain.words import Step
from victimcase.services.demo_life import GUARDED
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_AREAS = ("Education", "SocialCare", "Livelihood", "Legal")


_COUNSELLOR = "Counsellor of the house (demo)"


def health(t: Telling) -> None:
    """Doctor, counsellor and the plan for danger."""
    day = t.left(Step.SCREENING)
    if not t.presumed:
        return
    if t.pen.on(day + 3, t.worker) and t.chance("health record", 0.7):
        _seen_by_doctor(t)
    if t.pen.on(day + 6, t.worker) and t.chance("session", 0.6):
        t.pen.make(
            "psychosocial_session", type="first_talk", held_on=t.pen.today,
            minutes=t.rng.choice((30, 45, 60)), counsellor=_COUNSELLOR, language=t.language,
            interpreter=t.interpreter or None, attended=True, wellbeing=t.rng.randint(2, 8),
            topics=t.text("care", "psychosocial"), self_harm=False, agreed="Meet again on Tuesday.",
            next_on=t.pen.ahead(7) if t.life.index % 3 == 0 else None, recorded_by=t.worker,
        )  # fmt: skip
    if t.pen.on(day + 2, t.worker) and t.chance("safety plan", 0.5):
        t.pen.make(
            "safety_plan", made_on=t.pen.today, made_by=t.worker, language=t.written_language,
            dangers=t.text("care", "safety_plan_dangers"),
            warning_signs="A car that waits; calls without a voice.",
            actions=t.text("care", "safety_plan_actions"), safe_place="The temple at the end of the lane",
            trusted_people="The aunt; the house mother.", emergency_phone=t.words.phone(),
            code_word="mango", phone_safety="Location is switched off.", given_to_person=True,
            review_on=t.pen.ahead(60) if t.life.index % 3 == 1 else None,
        )  # fmt: skip


def _seen_by_doctor(t: Telling) -> None:
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
        diagnosis="Anaemia" if t.life.index % 6 == 2 else None,
        injuries_recorded=t.life.index % 8 == 1 or None,
        allergies="Penicillin" if t.life.index % 9 == 1 else None,
        infectious=False if t.life.index % 5 == 0 else None,
        treatment="Rest, iron, a second visit.",
        medication="Paracetamol 500 mg when needed" if t.life.index % 3 == 0 else None,
        follow_up_on=t.pen.ahead(t.rng.choice((10, 28, 90))) if t.life.index % 4 == 1 else None,
        cost=t.money(t.rng.randint(3, 30) * 50, "THB"),
        recorded_by=t.worker,
    )


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
            "schooling", type="bridging" if child else "language",
            level="PrimaryEducation" if child else None,
            subject="Reading and numbers" if child else "Thai for every day",
            school="Learning corner of House 2", language="tha", began_on=t.pen.ahead(3),
            attendance=t.rng.choice(("regular", "irregular", "not_begun")), safe_way=True,
            school_knows=False, cost=t.money(t.rng.randint(2, 12) * 100, "THB"), recorded_by=t.worker,
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
        t.pen.change(
            "support_goal", goals[0], state="reached", done_on=t.pen.today, outcome="Reached with help."
        )
    if t.pen.on(t.left(Step.CARE) - 2, t.worker):
        t.pen.change("support_goal", goals[1], state="reached_in_part", done_on=t.pen.today)
    if t.pen.on(t.left(Step.OPTION), t.worker):
        t.pen.change("support_plan", above, ended_on=t.pen.today, result="Most of it was reached.")


def _services(t: Telling) -> None:
    services = []
    partner = t.office.one_of("shelter", HOME)
    for number, kind in enumerate(
        t.rng.sample(("psychosocial", "language_course", "medical", "documents", "legal"), 2)
    ):
        refused = t.life.index % 7 == 2 and number == 1
        said: dict[str, Any] = (
            {"accepted": False, "refused_why": t.text("care", "services_refused"), "state": "refused"}
            if refused
            else {"accepted": True, "state": "under_way", "began_on": t.pen.today, "due_on": t.pen.ahead(40)}
        )
        made = t.pen.make(
            "service", type=kind, provider=partner, goal=t.made.get("goal"), offered_on=t.pen.today,
            recorded_by=t.worker, cost=t.money(t.rng.randint(1, 20) * 100, "THB") if number else None,
            **said,
        )  # fmt: skip
        if not refused:
            services.append(made)
    for number, service in enumerate(services):
        if t.pen.on(t.left(Step.SCREENING) + 30 + 14 * number, t.worker):
            t.pen.change(
                "service", service, state="done", done_on=t.pen.today, outcome="helped",
                person_satisfied=True, outcome_details="Ended after some weeks.",
            )  # fmt: skip
