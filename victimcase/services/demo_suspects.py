"""Who is said to have taken part in what happened in a demo case, the way there, and what was paid."""

from __future__ import annotations

from datetime import timedelta

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME


def suspects(t: Telling) -> None:
    """Who is said to have taken part, how the person was brought, and what was paid."""
    if not t.presumed or not t.pen.on(t.left(Step.SCREENING), t.worker):
        return
    officials = t.chance("official", 0.04)
    name = t.words.name(t.country, gender="Masculine") if t.rng.random() < 0.25 else None
    first = t.pen.make(
        "alleged_perpetrator",
        name=name.romanised if name else None,
        own_script_name=(name.own or None) if name else None,
        alias=t.rng.choice(("Uncle Seven", "Auntie Rung", "Manager Hao", "Big brother Sin")),
        gender="Masculine",
        birth=f"{t.pen.today.year - 45}~",
        citizenships=(t.country,),
        roles=("RecruiterOrIntermediary",),
        role_details=t.fill(t.life.story.recruitment),
        organisation="Golden Gate Jobs (made up)" if t.life.index % 3 == 0 else None,
        relationship="Acquainted",
        official=True if officials else None,
        phone=t.words.phone(suspect=True),
        platform="Telegram" if t.life.index % 2 else "Facebook",
        handle=f"jobs_demo_{t.life.index % 7}",
        country=t.country,
        place=t.home.name,
        still_a_danger=t.life.index % 4 == 0,
        known_to_police=t.life.index % 5 == 0,
        source="person",
        recorded_on=t.pen.today,
        recorded_by=t.worker,
    )
    if t.life.index % 2:
        t.pen.make(
            "alleged_perpetrator", alias="The boss", roles=("Exploiter", "ControlledIndividual"),
            country=t.site.country, place=t.site.name, description=t.fill(t.life.story.kept_by),
            source="fellow_victim", recorded_on=t.pen.today, recorded_by=t.worker,
        )  # fmt: skip
    _journey(t)
    _payments(t, first)


def _journey(t: Telling) -> None:
    day = t.began_on() - timedelta(days=3)
    for order, transport in enumerate(t.life.story.transport[:2], start=1):
        last = order == min(2, len(t.life.story.transport))
        t.pen.make(
            "journey_leg",
            order=order,
            from_country=t.country,
            from_place=t.home.name if order == 1 else t.words.place(t.country, "border").name,
            departed=day.isoformat()[:7],
            to_country=t.site.country if last else t.country,
            to_place=t.site.name if last else t.words.place(t.country, "border").name,
            arrived=f"{day.isoformat()[:7]}~",
            transport=transport,
            carrier="Plate not seen" if transport in ("truck", "taxi_van") else None,
            border_point=t.words.place(HOME, "border").name if last and not t.life.domestic else None,
            crossing=t.rng.choice(("checkpoint", "around_checkpoint", "airport")) if last else "no_border",
            document_used="passport" if transport == "aeroplane" else "border_pass",
            document_authenticity="genuine",
            fee=t.money(t.rng.randint(10, 90) * 100, "THB") if order == 1 else None,
            fee_paid_to="The driver" if order == 1 else None,
            conditions="Twelve people on benches; one stop.",
            recorded_by=t.worker,
        )


def _payments(t: Telling, perpetrator: RecordId) -> None:
    if not t.chance("payment", 0.5):
        return
    asked = t.rng.randint(5, 60) * 1000
    t.pen.make(
        "payment",
        type=t.rng.choice(("recruitment_fee", "debt", "travel_cost", "ransom")),
        amount=t.money(asked, "THB"),
        still_owed=t.money(asked // 2, "THB") if t.life.index % 2 else None,
        paid_on=t.began_on().isoformat()[:7],
        paid_by="Family",
        paid_to="The recruiter",
        perpetrator=perpetrator,
        method=t.rng.choice(("cash", "mobile_wallet", "bank_transfer", "crypto")),
        bank="Bank of the market (made up)",
        account="000-0-DEMO-0",
        wallet=f"demo{t.life.index:06x}" if t.life.index % 3 == 0 else None,
        terms="Five of a hundred each month; the field was pledged.",
        source="person",
        recorded_on=t.pen.today,
        recorded_by=t.worker,
    )
