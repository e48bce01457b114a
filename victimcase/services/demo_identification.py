"""The first days of a demo case: contact, screening, and what happened to the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from victimcase.domain.reference import IndicatorSet
from victimcase.domain.words import RecordId, Step
from victimcase.services import reference
from victimcase.services.demo_life import ALONE, DISPUTED
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_POPULATION = {
    "ForcedCriminality": "forced_criminality_unodc",
    "SexualExploitation": "adult_sexual",
    "ForcedBegging": "child_labour",
    "ChildLabour": "child_labour",
}
_CHANNELS = ("came_in", "hotline", "referral", "police", "outreach", "immigration", "community")


def first_contact(t: Telling) -> RecordId:
    """Where and how the person came, and what was urgent."""
    t.pen.on(0, t.worker)
    return t.pen.make(
        "contact_event",
        happened_on=t.pen.today,
        place=f"{t.site.name}, reception of the house" if t.life.index % 2 else t.site.name,
        country=HOME,
        channel="raid" if t.life.event else t.rng.choice(_CHANNELS),
        referred_by=t.office.one_of("police", HOME) if t.life.index % 3 == 0 else None,
        referred_by_text="A neighbour who does not want to be named" if t.life.index % 3 == 1 else None,
        group_event=t.life.event,
        danger="open",
        health_note="Cough, tired." if t.life.index % 4 == 2 else None,
        danger_note=t.text("intake", "safety_notes"),
        health=t.rng.choice(("none", "open")),
        immediate_needs=t.words.some(
            ("safety", "food_clothing", "medical", "interpretation", "family"), 1, 3
        ),
        language=t.language,
        interpreter=t.interpreter or None,
        interpreter_check="not_needed" if t.life.domestic else "unchecked",
        no_guardian_reason="appointment_pending" if t.life.age in (ALONE, DISPUTED) else None,
        account=t.text("intake", "channel_notes"),
        by=t.worker,
    )


def intake(t: Telling) -> None:
    """The first contact, what was done about it, and that the person agrees to be asked."""
    pen = t.pen
    made = first_contact(t)
    if pen.on(t.left(Step.INTAKE) - 1, t.worker):
        settled: dict[str, Any] = {"danger": "handled", "health": "handled"}
        if not t.life.domestic:
            settled["interpreter_check"] = "no_conflict"
        pen.change("contact_event", made, **settled)
        t.agree("interview", categories=("identity", "account"))
    pen.leave(t.left(Step.INTAKE), t.worker, Step.INTAKE)


def screening(t: Telling) -> None:
    """A short screening now and then, and the full one with its indicators and what they come to."""
    pen = t.pen
    if t.life.index % 4 == 1 and pen.on(t.left(Step.INTAKE), t.worker):
        pen.make(
            "screening",
            screened_on=pen.today,
            form="short",
            population=_population(t),
            indicator_version="1",
            act="unknown",
            means="unknown",
            purpose="unknown",
            refused=True,
            refusals="Was too tired to speak of the work; asked to go on another day.",
            language=t.language,
            interpreter=t.interpreter or None,
            by=t.worker,
        )
    if pen.on(t.left(Step.SCREENING) - 1, t.worker):
        _full_screening(t)
    pen.leave(t.left(Step.SCREENING), t.worker, Step.SCREENING)


def _population(t: Telling) -> str:
    form = t.life.story.form
    if t.life.age != DISPUTED and t.treated_as_child and form != "ForcedCriminality":
        return "child_sexual" if form == "SexualExploitation" else "child_labour"
    return _POPULATION.get(form, "adult_labour")


def _full_screening(t: Telling) -> None:
    population = _population(t)
    child = t.life.child
    found: dict[str, Any] = (
        {"outcome": "child_presumed" if child else "presumed", "means": "unknown" if child else "yes"}
        if t.presumed
        else {
            "outcome": "not_indicated",
            "means": "no",
            "referred_elsewhere": "Labour office of the district, for the unpaid month",
        }
    )
    made = t.pen.make(
        "screening",
        screened_on=t.pen.today,
        form="full",
        population=population,
        indicator_version="1",
        act="yes",
        act_source="person",
        means_source="observation",
        purpose="yes" if t.presumed else "no",
        purpose_source="person",
        outcome_reason=t.fill(t.life.story.kept_by),
        language=t.language,
        interpreter=t.interpreter or None,
        by=t.worker,
        **found,
    )
    known = reference.load().indicator_set(population)
    if known is not None:
        for code, answer in _answers(t, known):
            t.pen.make(
                "screening_answer",
                made,
                indicator=code,
                answer=answer,
                source="person" if answer == "yes" else None,
            )


def _answers(t: Telling, known: IndicatorSet) -> list[tuple[str, str]]:
    """A yes for the first indicators of each dimension where trafficking was found, and one left open."""
    found = []
    for dimension in known.dimensions:
        found += [(one.code, "yes" if t.presumed else "no") for one in known.of(dimension)[:2]]
    last = known.of(known.dimensions[-1])[-1]
    return [*found, (last.code, t.rng.choice(("no", "unknown", "not_asked")))]


def account(t: Telling) -> None:
    """What happened to the person, as far as it is known when the screening is done."""
    if not t.presumed or not t.pen.on(t.left(Step.SCREENING) - 1, t.worker):
        return
    story = t.life.story
    t.made["summary"] = t.pen.make(
        "trafficking_summary",
        status="PossibleVictimOfTrafficking",
        status_by="NGO",
        status_reported_by="Krung Chan House (demo)",
        status_reported_on=t.pen.today,
        status_origin="import" if t.life.has("imported_case") else "own_office",
        relationship=t.rng.choice(("Acquainted", "Unaquainted", "Familial")),
        age_when_trafficked=max(6, (t.began_on() - t.life.born).days // 365),
        recruitment_methods=story.methods,
        recruitment_websites=("Facebook", "Telegram") if "Online" in "".join(story.methods) else (),
        recruitment_place=t.home.name,
        methods_of_control=story.control,
        exploitation_types=(story.form,),
        labour_industries=(story.industry,) if story.industry else (),
        labour_divisions=("03",) if story.site == "fishing_vessel" else (),
        labour_groups=("03M",) if story.site == "fishing_vessel" else (),
        sexual_exploitation_types=_sexual(story.form, story.site),
        forced_criminality=story.forced_to,
        exploitation_site=story.site or None,
        exploitation_place=t.site.name,
        exploitation_websites=("Telegram",) if story.site == "online" else (),
        exploitation_countries=(t.site.country,),
        exploitation_began=t.began_on().isoformat()[:7],
        exploitation_ended=t.free_on().isoformat(),
        account=t.fill(f"{story.exploitation} {story.kept_by}"),
        vulnerabilities=t.words.some(("Discrimination", "Poverty", "Migration", "Education"), 1, 2),
        vulnerability_details="Debt after a poor harvest.",
        agreed_to_data=True,
    )
    _events(t)


def _sexual(form: str, site: str) -> tuple[str, ...]:
    if form != "SexualExploitation":
        return ()
    return ("RemoteInteractiveServices",) if site == "online" else ("Prostitution",)


def _events(t: Telling) -> None:
    story, pen = t.life.story, t.pen
    phases = (
        ("Recruitment", story.recruitment, t.began_on() - timedelta(days=20), t.home),
        ("Transit", story.transit, t.began_on() - timedelta(days=3), t.site),
        ("Exploitation", f"{story.exploitation} {story.ended}", t.began_on(), t.site),
    )
    for phase, said, day, place in phases:
        exploited = phase == "Exploitation"
        pen.make(
            "trafficking_event",
            type=phase,
            happened_on=f"{day.isoformat()[:7]}~" if exploited else day.isoformat()[:7],
            until=t.free_on().isoformat() if exploited else None,
            country=place.country,
            state=place.region,
            city=place.name,
            latitude=f"{t.rng.randint(6, 19)}.{t.rng.randint(10, 99)}{t.rng.randint(1, 9)}"
            if exploited
            else None,
            longitude=f"{t.rng.randint(97, 105)}.{t.rng.randint(10, 99)}{t.rng.randint(1, 9)}"
            if exploited
            else None,
            description=t.fill(said),
            source="person",
            group_event=t.life.event if exploited else None,
            recorded_on=pen.today,
            recorded_by=t.worker,
        )
