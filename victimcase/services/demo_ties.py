"""What ties lives of the demo together: families, people found in one event, and earlier episodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_life import ADULT, GUARDED, Kin, Life
from victimcase.services.demo_pen import here, new_id
from victimcase.services.demo_words import FOR_CHILDREN, Name, Words

GIVEN_FIRST = frozenset({"ind", "fil", "ceb", "tet"})
"""Languages whose names are put together from their parts, so that a family can share one."""

_JOINING = (14,)
"""Of the first cases the one whose place among the steps is taken by others too."""

_EARLY = (Step.INTAKE, Step.SCREENING, Step.REFLECTION, Step.DECISION, Step.CARE)


@dataclass(frozen=True)
class Event:
    """Something in which several people were found: when, and whose cases came of it."""

    id: RecordId
    day: date
    lives: tuple[Life, ...]


def families(rng: Random, words: Words, lives: list[Life]) -> list[Life]:
    """The lives with some made relatives of the one before: opened together, on the same way."""
    found: list[Life] = []
    for life in lives:
        before = found[-1] if found else None
        due = life.index in _JOINING or (life.index > 28 and rng.random() < 0.12)
        fits = before is not None and life.rich and before.name.citizenship and not life.has("death")
        if before is None or not due or not fits or before.kin or before.age not in (ADULT, GUARDED):
            found.append(life)
            continue
        found[-1], joined = _family(rng, words, before, life)
        found.append(joined)
    return sorted(found, key=lambda life: (life.opened_on, life.index))


def _family(rng: Random, words: Words, one: Life, other: Life) -> tuple[Life, Life]:
    of_child = one.age == GUARDED
    gender = "Feminine" if of_child else ""
    name = _shared(words.name(one.name.citizenship, gender=gender, language=one.name.language), one.name)
    woman = name.gender == "Feminine"
    alike = one.story.form not in FOR_CHILDREN and (woman or one.name.gender == name.gender)
    story = one.story if alike else words.story(child=False, woman=woman, indicated=bool(one.story.form))
    if of_child:
        born = one.born - timedelta(days=rng.randint(19 * 365, 30 * 365))
        to_other, to_one = "mother", "daughter" if one.name.gender == "Feminine" else "son"
    else:
        born = one.born - timedelta(days=rng.randint(400, 1500))
        to_other = "sister" if woman else "brother"
        to_one = "sister" if one.name.gender == "Feminine" else "brother"
    joined = replace(
        other,
        age=ADULT,
        name=name,
        story=story,
        born=born,
        birth=born.isoformat(),
        choice=one.choice,
        stop=one.stop,
        ready=one.ready,
        days=one.days,
        halt=one.halt,
        opened_on=one.opened_on,
        marks=one.marks - {"found_child", "override", "reopened", "death", "missing", "complaint"},
        kin=(Kin(to_one, one.name, one.person, one.case),),
    )
    return replace(one, kin=(Kin(to_other, name, joined.person, joined.case),)), joined


def _shared(name: Name, of: Name) -> Name:
    """The name with the family name of another, where a name is simply put together from its parts."""
    if name.language not in GIVEN_FIRST or of.language not in GIVEN_FIRST or not of.family:
        return name
    whole = f"{name.given} {of.family}"
    return replace(name, family=of.family, own_script=whole, romanised=whole)


def episodes(rng: Random, lives: list[Life]) -> list[Life]:
    """The lives with some made a second episode of somebody whose case had been closed."""
    ended = [
        life
        for life in lives
        if life.stop is None
        and life.story.form
        and life.age == ADULT
        and not life.kin
        and not life.marks & {"death", "reopened", "restricted"}
    ]
    found = list(lives)
    most = max(1, len(lives) // 40)
    for place, life in enumerate(lives):
        if not most or not ended:
            break
        plain = life.age == ADULT and life.stop in _EARLY and life.story.form and not life.kin
        before = [one for one in ended if one.opened_on + timedelta(days=one.halt + 40) <= life.opened_on]
        if plain and before and life.rich:
            one = rng.choice(before)
            ended.remove(one)
            most -= 1
            marks = life.marks - {"partner", "partner_services"} | one.marks & {"partner", "partner_services"}
            found[place] = replace(
                life,
                name=one.name,
                birth=one.birth,
                born=one.born,
                person=one.person,
                earlier=one.case,
                marks=marks,
            )
    return found


def events(lives: list[Life]) -> tuple[list[Life], list[Event]]:
    """The lives with some found together, and the events: those opened within days of each other."""
    rich = [
        life
        for life in lives
        if life.rich and life.story.form and not life.earlier and not life.has("restricted")
    ]
    runs = [rich[start : start + 5] for start in range(0, max(0, len(rich) - 4), 5)]
    runs.sort(key=lambda run: (run[-1].opened_on - run[0].opened_on, run[0].index))
    made = [
        Event(new_id(here(day, 1), order), day, tuple(run))
        for order, run in enumerate(runs[: max(1, len(rich) // 45)])
        if (run[-1].opened_on - (day := run[0].opened_on - timedelta(days=1))).days <= 60
    ]
    of = {life.index: event.id for event in made for life in event.lives}
    return [replace(life, event=of.get(life.index)) for life in lives], made
