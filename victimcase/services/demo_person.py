"""The person of a demo case: who they are, what papers they have, how old they are said to be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from victimcase.domain.spec import Value
from victimcase.domain.words import Step
from victimcase.services.demo_life import ALONE, DISPUTED, GUARDED
from victimcase.services.demo_pen import OPENED
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_JOBS = (
    "Rice farmer",
    "Seamstress",
    "Cook",
    "Driver",
    "Market seller",
    "Pupil",
    "Carpenter",
    "Weaver",
    "None yet",
)
_SCHOOL = (
    "PrimaryEducation",
    "PrimaryEducation",
    "LowerSecondaryEducation",
    "UpperSecondaryEducation",
    "BachelorsOrEquivalentLevel",
)
_FAITH = {"Thai": "Buddhist", "Mymr": "Buddhist", "Khmr": "Buddhist", "Arab": "Muslim", "Deva": "Hindu"}
_TIMES = ("After 18:00", "Sundays only", "Mornings, not on market days", None)
_MARRIED = ("Single", "Married", "Married", "Widowed", "Separated")
_SAFE_WAYS = ("call_mobile", "messenger", "through_trusted", "in_person", "text_message")


def open_case(t: Telling, steps: tuple[str, ...] = (str(Step.INTAKE),), **case: Value) -> None:
    """The first act: the person, unless known from an earlier episode, and the case."""
    t.pen.on(0, t.worker)
    t.pen.acts[-1] = replace(t.pen.acts[-1], action=OPENED)
    if t.life.earlier is None:
        t.pen.make("person", record=t.life.person, **_person(t))
    restricted = t.life.has("restricted")
    said: dict[str, Any] = {
        "person": t.life.person,
        "open_steps": steps,
        "status": "Active",
        "owner": t.worker,
        "team": "north" if t.life.has("north") else "south",
        "risk": t.rng.choice(("low", "medium", "medium", "high")),
        "restricted": True if restricted else None,
        "restricted_members": _members(t) if restricted else None,
        "opened_on": t.pen.today,
        "origin": "import" if t.life.has("imported_case") else t.rng.choice(("own", "own", "referral")),
        "found_in": HOME,
        "domestic": True if t.life.domestic else None,
        "group_event": t.life.event,
    }
    t.pen.make("case", record=t.life.case, **said | case)


def _members(t: Telling) -> str:
    return "supervisor" if t.closed_to_worker else "supervisor,caseworker"


def _person(t: Telling) -> dict[str, Any]:
    life, name, rng = t.life, t.life.name, t.rng
    child = life.age in (GUARDED, ALONE)
    said: dict[str, Any] = {
        "given_names": name.given,
        "family_name": name.family or None,
        "own_script_name": name.own or None,
        "gender": name.gender,
        "birth": life.birth or None,
        "age_disputed": life.age == DISPUTED or None,
        "place_of_birth": t.home.name,
        "country_of_birth": t.country,
        "citizenships": (name.citizenship,) if name.citizenship else (),
        "stateless": not name.citizenship or None,
        "residence_status": "citizen" if life.domestic else rng.choice(("overstayed", "none", "work_permit")),
        "permanent_residence": "BD" if not name.citizenship else None,
        "ethnicity": {"rhg": "Rohingya", "hmn": "Hmong", "tam": "Tamil"}.get(name.language),
        "religion": _FAITH.get(name.script) if rng.random() < 0.3 else None,
        "primary_language": name.language,
        "secondary_language": "eng" if rng.random() < 0.2 else None,
        "other_languages": ("tha", "eng") if rng.random() < 0.15 and not life.domestic else (),
        "interpreter_needed": not life.domestic,
        "marital_status": "Single" if child else rng.choice(_MARRIED),
        "children": 0 if child else rng.choice((0, 0, 1, 2, 3)),
        "education": rng.choice(_SCHOOL[:2] if child else _SCHOOL),
        "reads": rng.random() < 0.8,
        "occupation": "Pupil" if child else rng.choice(_JOBS),
    }
    return said | _reached(t, child) | _rarer(t)


def _reached(t: Telling, child: bool) -> dict[str, Any]:
    """Where the person lived, and how they are safely reached."""
    rng = t.rng
    known = rng.random() < 0.2
    return {
        "safe_contact_method": rng.choice(_SAFE_WAYS),
        "safe_contact_times": rng.choice(_TIMES),
        "mobile_phone": t.words.phone() if not child else None,
        "street": f"House {rng.randint(1, 180)}, lane {rng.randint(1, 9)}",
        "city": t.home.name,
        "state": t.home.region,
        "country": t.country,
        "latitude": _degrees(t, 5, 25) if known else None,
        "longitude": _degrees(t, 80, 120) if known else None,
    }


def _degrees(t: Telling, low: int, high: int) -> str:
    return f"{t.rng.randint(low, high)}.{t.rng.randint(100, 999)}{t.rng.randint(1, 9)}"


def _rarer(t: Telling) -> dict[str, Any]:
    """What is known of some people only."""
    words, rng, index = t.words, t.rng, t.life.index
    return {
        "salutation": "Ms" if t.life.name.gender == "Feminine" and index % 4 == 0 else None,
        "other_names": f"called “{t.life.name.given.split()[0][:4]}” at work" if index % 11 == 2 else None,
        "middle_names": "Grace" if t.life.name.citizenship == "PH" and index % 2 else None,
        "title_held": "Teacher" if index % 23 == 9 else None,
        "interpreter_wish": "A woman, and not from the same district" if index % 8 == 3 else None,
        "disability": "Hears little on the left side" if index % 13 == 5 else None,
        "health_alert": "Allergic to penicillin" if index % 9 == 1 else None,
        "safe_contact_note": words.text("notes", "flags") if index % 6 == 0 else None,
        "home_phone": words.phone() if index % 5 == 2 else None,
        "email": f"person{index}@post.example" if index % 7 == 3 else None,
        "messenger": f"demo.{index:04d}" if index % 4 == 1 else None,
        "postal_code": f"{rng.randint(10000, 99999)}" if index % 3 == 0 else None,
        "identity_number": f"DEMO{rng.randint(0, 99_999_999):08d}" if index % 3 == 1 else None,
        "note": t.words.wish(t.language) if index % 5 == 4 else None,
    }


def ages(t: Telling) -> None:
    """The ages people state, each with its source."""
    if t.life.earlier or not t.pen.on(0, t.worker):
        return
    years = (t.pen.today - t.life.born).days // 365
    disputed = t.life.age == DISPUTED
    t.pen.make(
        "stated_age",
        age=years if disputed or not t.life.birth else None,
        birth=t.life.birth or None,
        stated_on=t.pen.today,
        source="person",
        by=t.worker,
    )
    if disputed:
        t.pen.make(
            "stated_age",
            age=21,
            stated_on=t.pen.today,
            source="document",
            source_detail="Passport taken out for the journey by the agency",
            by=t.worker,
            note="The person says the agency wrote another year.",
        )


def papers(t: Telling) -> None:
    """Papers the person has or had, and what is checked about who they are."""
    if t.life.earlier or not t.pen.on(1, t.worker):
        return
    kind = t.rng.choice(("passport", "national_id", "border_pass", "birth_certificate", "none"))
    there = kind != "none"
    t.made["paper"] = t.pen.make(
        "identity_document",
        type=kind,
        number=f"D{t.rng.randint(1_000_000, 9_999_999)}" if there else None,
        country=(t.life.name.citizenship or "BD") if there else None,
        issued_on=f"{t.pen.today.year - 4}" if there else None,
        valid_until=t.pen.ahead(t.rng.choice((-90, 40, 400, 1500)))
        if kind in ("passport", "border_pass")
        else None,
        name_on_document=t.life.name.romanised if there else None,
        birth_on_document=(t.life.birth or "1999") if there else None,
        held_by=t.rng.choice(("office", "person", "exploiter", "lost") if there else (None,)),
        authenticity="not_checked" if there else None,
        seen_on=t.pen.today,
        seen_by=t.worker,
    )
    if t.chance("identity claim", 0.25):
        t.pen.make(
            "identity_claim",
            about="citizenship",
            statement=f"Born in {t.home.name}; speaks as people do there.",
            source="family",
            source_detail="Sister, by telephone",
            grade="fair",
            asked_on=t.pen.today,
            reference=t.words.number("CLAIM"),
            result="partial",
            recorded_on=t.pen.today,
            recorded_by=t.worker,
        )
