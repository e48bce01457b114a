"""Who belongs to the person of a demo case: family, and whoever speaks for a child."""

from __future__ import annotations

from victimcase.domain.words import Step
from victimcase.services.demo_life import ALONE, GUARDED
from victimcase.services.demo_pen import SUPERVISOR
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_RELATIONS = ("mother", "father", "sister", "brother", "aunt_uncle", "spouse", "cousin", "grandparent")


_FEMALE = frozenset({"mother", "sister", "spouse", "daughter"})


def guardians(t: Telling) -> None:
    """Who speaks for a child: a parent from the first day, or somebody appointed after a while."""
    if t.life.age == GUARDED and t.pen.on(0, t.worker):
        _parent(t)
    if t.life.age == ALONE and t.pen.on(min(16, t.left(Step.REFLECTION) - 1), t.worker):
        appointed(t)


def _parent(t: Telling) -> None:
    kin = next((one for one in t.life.kin if one.relation == "mother"), None)
    name = kin.name if kin else t.words.name(t.life.name.citizenship, language=t.language)
    mother = kin is not None or name.gender == "Feminine"
    made = t.pen.make(
        "guardian",
        name=name.romanised,
        own_script_name=name.own or None,
        relation="mother" if mother else "father",
        phone=t.words.phone(),
        address=f"{t.home.name}, {t.home.region}",
        safe_to_contact=True,
        language=t.language,
        checked=True,
        checked_on=t.pen.today,
        checked_by=t.worker,
        suspected=False,
    )
    t.has_guardian(made)
    if t.chance("suspected guardian", 0.25):
        other = t.words.name(t.life.name.citizenship, gender="Masculine", language=t.language)
        t.pen.make(
            "guardian",
            name=other.romanised,
            own_script_name=other.own or None,
            relation="aunt_uncle",
            safe_to_contact=False,
            checked=False,
            suspected=True,
            note="Is said to have taken money from the recruiter; counts as no guardian.",
        )


def appointed(t: Telling) -> None:
    """Somebody the ministry named speaks for the child from now on."""
    made = t.pen.make(
        "guardian",
        name=f"Guardian on duty ({t.words.number('GUARD')[-2:]})",
        relation="appointed",
        organisation=t.office.one_of("authority", HOME),
        phone=t.words.phone(),
        safe_to_contact=True,
        language="tha",
        appointed_by="Ministry of Social Development and Human Security",
        appointed_on=t.pen.ago(1),
        checked=True,
        checked_on=t.pen.today,
        checked_by=SUPERVISOR,
        suspected=False,
    )
    t.has_guardian(made)


def family(t: Telling) -> None:
    """Those of the family who are here too, and one or two at home."""
    if t.life.earlier or not t.pen.on(1, t.worker):
        return
    for kin in t.life.kin:
        t.pen.make(
            "relative",
            name=kin.name.romanised,
            own_script_name=kin.name.own or None,
            relation=kin.relation,
            gender=kin.name.gender,
            safe_to_contact=True,
            suspected_part=False,
            knows=True,
            travels_with=True,
            country=HOME,
            language=kin.name.language,
            person=kin.person,
            recorded_on=t.pen.today,
            recorded_by=t.worker,
        )
    for relation in t.rng.sample(_RELATIONS, t.rng.choice((1, 1, 2))):
        _relative(t, relation)


def _relative(t: Telling, relation: str) -> None:
    woman = relation in _FEMALE or (relation not in ("father", "brother") and t.rng.random() < 0.5)
    name = t.words.name(
        t.life.name.citizenship, gender="Feminine" if woman else "Masculine", language=t.language
    )
    suspected = t.chance("suspected relative", 0.1)
    born = t.life.born.year + (-24 if relation in ("mother", "father", "aunt_uncle") else 2)
    t.pen.make(
        "relative",
        name=name.romanised,
        own_script_name=name.own or None,
        relation=relation,
        gender=name.gender,
        birth=f"{born - 30 if relation == 'grandparent' else born}~",
        safe_to_contact=not suspected,
        safe_contact_how="Call the neighbour first" if t.rng.random() < 0.3 else None,
        suspected_part=suspected,
        suspected_why="Brought the recruiter to the house." if suspected else None,
        knows=t.rng.random() < 0.6,
        dependent=relation in ("grandparent", "brother"),
        phone=t.words.phone(),
        country=t.country,
        address=f"{t.home.name}, {t.home.region}",
        language=name.language,
        recorded_on=t.pen.today,
        recorded_by=t.worker,
    )
