"""Time to reflect, interviews, ages, and what was decided about the person of a demo case."""

from __future__ import annotations

from victimcase.domain.words import Step
from victimcase.services.demo_family import appointed
from victimcase.services.demo_life import DISPUTED
from victimcase.services.demo_pen import SUPERVISOR
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_TEAM = "Multidisciplinary team of the district (demo)"


_HOW_TO_REVIEW = "In writing to the same office within 30 days; the legal clinic helps free of charge."


def reflection(t: Telling) -> None:
    """The time to recover and think: offered, sometimes given up in writing, confirmed when it is over."""
    pen = t.pen
    if not t.presumed or not pen.on(t.left(Step.SCREENING), t.worker):
        return
    made = pen.make(
        "reflection_period",
        starts_on=pen.today,
        ends_on=pen.ahead(46),
        legal_basis="Anti-trafficking law of the country (demo wording)",
        services_offered=("shelter", "medical", "legal", "interpretation"),
        services_accepted=("shelter", "medical"),
        by=t.worker,
    )
    waived = t.life.has("waived")
    if waived and pen.on(t.left(Step.SCREENING) + 4, t.worker):
        pen.change("reflection_period", made, waived=True, waived_on=pen.today, waived_in_writing=True)
    if pen.on(t.left(Step.REFLECTION) - 1, SUPERVISOR):
        pen.change("reflection_period", made, confirmed_on=pen.today, confirmed_by=SUPERVISOR)
    pen.leave(t.left(Step.REFLECTION), SUPERVISOR, Step.REFLECTION)


def decision(t: Telling) -> None:
    """Interviews, an age assessment where the age is disputed, and what the authority decided."""
    if not t.presumed:
        return
    pen = t.pen
    _interviews(t)
    if t.life.age == DISPUTED and pen.on(t.left(Step.DECISION) - 4, SUPERVISOR):
        _assess_age(t)
    if t.life.has("imported") and pen.on(1, t.worker):
        pen.make(
            "identification_decision",
            outcome="identified",
            imported=True,
            authority="As written in the file that came",
            recorded_by=t.worker,
        )
    if pen.on(t.left(Step.DECISION) - 1, SUPERVISOR):
        _decide(t)
    pen.leave(t.left(Step.DECISION), SUPERVISOR, Step.DECISION)
    if t.life.has("negative"):
        _review(t)


def _interviews(t: Telling) -> None:
    days = (t.left(Step.SCREENING) + 5, t.left(Step.REFLECTION) - 8)
    for number, day in enumerate(days[: 1 + t.life.index % 2]):
        if not t.pen.on(day, t.worker):
            continue
        t.pen.make(
            "interview",
            held_on=t.pen.today,
            place="Garden room",
            purpose="identification" if number == 0 else "follow_up",
            earlier_interviews=number,
            why_again="The amounts of the debt were not clear." if number else None,
            language=t.language,
            interpreter=t.interpreter or None,
            interpreter_check="no_conflict" if t.interpreter else "not_needed",
            interviewers="Caseworker and counsellor",
            present="A friend of the same house" if t.life.index % 7 == 0 else None,
            refusals="Does not speak of the first week." if t.life.index % 6 == 1 else None,
            account=t.fill(f"{t.life.story.recruitment} {t.life.story.transit} {t.life.story.exploitation}"),
            condition="Calm; two breaks.",
            read_back=True,
            by=t.worker,
        )


def _assess_age(t: Telling) -> None:
    child = t.life.has("found_child")
    t.pen.make(
        "age_assessment",
        assessed_on=t.pen.today,
        method=("conversation", "documents", "school_records"),
        result="child" if child else "adult",
        youngest=15 if child else 18,
        oldest=17 if child else 22,
        agreed=True,
        assessed_by="Panel of a social worker and a teacher",
        findings="School years and the age of the younger siblings fit what was said.",
        told_how_to_object=True,
        by=SUPERVISOR,
    )
    if child:
        appointed(t)


def _decide(t: Telling) -> None:
    pen, life = t.pen, t.life
    if life.has("not_sought"):
        reason = "national_victim" if life.domestic else t.rng.choice(("declined", "no_authority"))
        pen.make(
            "identification_decision", outcome="not_sought", not_sought_reason=reason, decided_on=pen.today,
            recorded_by=SUPERVISOR,
        )  # fmt: skip
        return
    negative, foreign = life.has("negative"), life.has("foreign")
    t.made["decision"] = pen.make(
        "identification_decision",
        outcome="not_identified" if negative else "identified",
        threshold="reasonable_grounds",
        deciding_body="Police" if foreign else "NonPoliceGovernmentalOrganization",
        authority="Anti-human-trafficking police of another country (demo)" if foreign else _TEAM,
        authority_country=t.site.country if foreign else HOME,
        foreign=foreign or None,
        recognised=True if foreign else None,
        team="Social worker, prosecutor, caseworker",
        evidence="Statement of the person; pay notes; report of the inspection.",
        reasons="The papers were missing when it was decided." if negative else t.fill(life.story.kept_by),
        decided_on=pen.ago(1),
        reference=t.words.number("MDT"),
        notice_on=pen.today,
        notice_language=t.written_language,
        how_to_review=_HOW_TO_REVIEW,
        recorded_by=SUPERVISOR,
    )
    pen.change(
        "trafficking_summary",
        t.made["summary"],
        status="NotAVictimOfTrafficking" if negative else "ActualVictimOfTrafficking",
        status_by="NonPoliceGovernmentalOrganization",
        status_reported_on=pen.today,
    )


def _review(t: Telling) -> None:
    if "decision" not in t.made or not t.pen.on(t.left(Step.DECISION) + 6, t.worker):
        return
    made = t.pen.make(
        "review",
        decision=t.made["decision"],
        asked_on=t.pen.today,
        asked_by="Tamarind Law Clinic",
        grounds="Two witnesses were not heard.",
        body="Appeals office (demo)",
        answer_due_on=t.pen.ahead(25),
        by=t.worker,
    )
    if t.life.index % 2 and t.pen.on(t.left(Step.DECISION) + 28, SUPERVISOR):
        t.pen.change("review", made, decided_on=t.pen.today, result="sent_back", reasons="To be heard again.")
