"""Events in which several people of the demo were found, patterns of several cases, a warning from inside."""

from __future__ import annotations

from collections.abc import Sequence

from victimcase.domain.words import RecordId
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import SUPERVISOR, WORKER, Pen, here
from victimcase.services.demo_ties import Event
from victimcase.services.demo_words import HOME, Words

_SORTS = (
    ("compound", "Release from a compound across the river"),
    ("vessel", "Landing of a fishing vessel"),
    ("raid", "Inspection of a seafood hall"),
    ("border", "Hand-over at the border bridge"),
)
_ALIASES = (
    ("Uncle Seven", "Telegram", "seven_jobs_demo", ("MM", "TH")),
    ("Auntie Rung", "Line", "rung.work.demo", ("LA", "TH")),
    ("Manager Hao", "Facebook", "hao.hr.demo", ("VN", "KH")),
)


def write(pen: Pen, words: Words, police: RecordId, events: Sequence[Event]) -> None:
    """The events whose people have cases, and one more of whom nobody has come yet."""
    for number, event in enumerate(events):
        if pen.on((event.day - pen.first).days, SUPERVISOR):
            _event(pen, words, number, police, event)
            for order, life in enumerate(event.lives, start=1):
                _member(pen, words, event.id, order, life)
            _strangers(pen, words, event.id, len(event.lives), ("ready", "left_out"))
    if pen.on((pen.last - pen.first).days - 1, SUPERVISOR):
        made = pen.make(
            "group_event",
            name="Landing of a fishing vessel (people still on board)",
            type="vessel",
            happened_at=here(pen.today, 5, 40),
            country=HOME,
            place=words.place(HOME, "port").name,
            vessel="Sor Chok 9 (made up)",
            authority=police,
            people=4,
            children=1,
            separated=False,
            lead=WORKER,
            recorded_on=pen.today,
        )
        _strangers(pen, words, made, 0, ("look", "ready", "writing", "left_out"))


def _event(pen: Pen, words: Words, number: int, police: RecordId, event: Event) -> None:
    sort, name = _SORTS[number % len(_SORTS)]
    pen.make(
        "group_event",
        record=event.id,
        name=f"{name} ({number + 1})",
        type=sort,
        happened_at=here(event.day, 4, 15),
        country=HOME,
        place=words.place(HOME, "border" if sort in ("compound", "border") else "port").name,
        vessel="Chok Anan 41 (made up)" if sort == "vessel" else None,
        referred_by=police,
        authority=police,
        people=len(event.lives) + 2,
        children=sum(life.child for life in event.lives),
        dead_or_missing=1 if sort == "vessel" else 0,
        citizenships=tuple(sorted({life.name.citizenship for life in event.lives} - {""})),
        languages=tuple(sorted({life.name.language for life in event.lives})),
        separated=True,
        lead=SUPERVISOR,
        recorded_on=pen.today,
        note="Women and children were spoken with first; nobody was questioned in front of others.",
    )


def _member(pen: Pen, words: Words, event: RecordId, order: int, life: Life) -> None:
    pen.make(
        "group_member",
        event,
        order=order,
        tag=f"{order:02}",
        given_names=life.name.given,
        family_name=life.name.family or None,
        own_script_name=life.name.own or None,
        gender=life.name.gender,
        age=f"about {(pen.today - life.born).days // 365}",
        citizenships=(life.name.citizenship,) if life.name.citizenship else (),
        stateless=not life.name.citizenship or None,
        language=life.name.language,
        alone=life.child and not life.kin,
        urgent_need=words.text("intake", "urgent_needs"),
        state="opened",
        case=life.case,
    )


def _strangers(pen: Pen, words: Words, event: RecordId, after: int, states: Sequence[str]) -> None:
    for order, state in enumerate(states, start=after + 1):
        name = words.name(pen.rng.choice(("MM", "KH", "LA", "BD")))
        pen.make(
            "group_member",
            event,
            order=order,
            tag=f"{order:02}",
            given_names=name.given,
            family_name=name.family or None,
            own_script_name=name.own or None,
            gender=name.gender,
            age="says 17" if state == "look" else "about 30",
            citizenships=(name.citizenship,),
            language=name.language,
            family="A" if state in ("ready", "writing") else None,
            alone=state == "look",
            state=state,
            note="Went on with relatives who came by car." if state == "left_out" else None,
        )


def write_patterns(pen: Pen, words: Words, cases: int) -> None:
    """Recruiters' names and numbers that came up in more than one case; no person is in them."""
    if not pen.on((pen.last - pen.first).days - 3, SUPERVISOR):
        return
    for number, (alias, platform, handle, route) in enumerate(_ALIASES):
        pen.make(
            "pattern",
            name=f"Recruiter “{alias}”",
            alias=alias,
            phone=words.phone(suspect=True),
            platform=platform,
            handle=handle,
            account=f"000-{number}-DEMO-{number}{number}" if number else None,
            country=route[0],
            place=words.place(route[0], "town").name,
            route=route,
            methods=("ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement"),
            cases=max(2, cases // (20 + number)),
            first_seen=str(pen.first.year),
            last_seen=pen.today.isoformat()[:7],
            description="Writes first, offers the journey, and changes the number after a month.",
            shared_with="Anti-Trafficking Division (demo)" if number == 0 else None,
            recorded_on=pen.today,
            recorded_by=SUPERVISOR,
        )


def write_whistle_blower(pen: Pen) -> None:
    """A warning from somebody inside, kept apart from every case."""
    if pen.on((pen.last - pen.first).days - 4, SUPERVISOR):
        pen.make(
            "whistle_blower_record",
            received_on=pen.ago(1),
            channel="letter",
            anonymous=True,
            contact="Answers are left in the box by the garden gate",
            organisation="A partner of the house",
            about="pressure",
            allegation="Residents are said to be told that help depends on giving a statement.",
            accused="Not named",
            protection="The letter is kept by the supervisor alone; shifts are not changed because of it.",
            handled_by=SUPERVISOR,
            outcome="open",
        )
