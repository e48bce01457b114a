"""What law has to do with a demo case: counsel, proceedings, permits, wages, evidence, protection."""

from __future__ import annotations

from typing import Any

from victimcase.domain.words import Step
from victimcase.services.demo_pen import SUPERVISOR, here
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_PAID_WORK = frozenset({"ForcedLabour", "ChildLabour", "Servitude", "ForcedCriminality"})


def counsel(t: Telling) -> None:
    """Legal aid, the permit to be here, offences that came of the trafficking, and the proceeding."""
    day = t.left(Step.SCREENING)
    if not t.presumed:
        return
    if t.pen.on(day + 10, t.worker) and t.chance("legal aid", 0.5):
        lawyer = t.office.contact("lawyer", HOME)
        t.pen.make(
            "legal_aid", type=t.rng.choice(("advice", "criminal_victim", "immigration")), state="under_way",
            subject="Rights as a witness and a worker", provider=t.office.one_of("legal", HOME),
            lawyer=lawyer, chosen_freely=True, asked_on=t.pen.ago(2), first_met_on=t.pen.today,
            language=t.written_language, interpreter=t.interpreter or None, recorded_by=t.worker,
        )  # fmt: skip
    if not t.life.domestic and t.pen.on(day + 4, t.worker):
        _permit(t)
    if t.pen.on(day + 16, t.worker) and t.chance("proceeding", 0.45):
        _proceeding(t)
    if not t.life.domestic and t.pen.on(day + 18, t.worker) and t.chance("offence", 0.5):
        _offence(t)
    if t.life.story.form in _PAID_WORK and t.pen.on(day + 20, t.worker) and t.chance("wages", 0.45):
        _wages(t)
    if t.pen.on(day + 12, t.worker) and t.chance("evidence", 0.3):
        _evidence(t)


def _permit(t: Telling) -> None:
    made = t.pen.make(
        "immigration_status",
        country=HOME,
        status="overstayed" if t.life.index % 2 else "visitor",
        migrant_type="LabourMigrant",
        situations=("VulnerableMigrant",),
        entered_on=t.began_on().isoformat()[:7],
        asked_on=t.pen.today,
        may_work=False,
        detained=t.life.index % 19 == 3,
        recorded_by=t.worker,
    )
    if t.pen.on(t.left(Step.SCREENING) + 22, SUPERVISOR):
        t.pen.change(
            "immigration_status", made, status="victim_permit", permit_number=t.words.number("PERMIT"),
            authority=t.office.one_of("border", HOME), valid_from=t.pen.today, valid_until=t.pen.ahead(180),
            may_work=True, not_removable=True,
        )  # fmt: skip
    if t.stays and t.pen.on(t.left(Step.SCREENING) + 180, SUPERVISOR):
        t.pen.change("immigration_status", made, status="temporary", valid_until=t.pen.ahead(365))


def _proceeding(t: Telling) -> None:
    t.made["proceeding"] = t.pen.make(
        "proceeding",
        type=t.rng.choice(("criminal", "labour", "criminal")),
        role="victim",
        stage_now=t.rng.choice(("reported", "investigation", "prosecution")),
        reference=t.words.number("COURT"),
        authority=t.office.one_of("police", HOME),
        country=HOME,
        subject=t.text("law", "proceedings"),
        opened_on=t.pen.today.isoformat()[:7],
        next_date_on=t.pen.ahead(t.rng.choice((10, 40, 75))) if t.life.index % 2 else None,
        lawyer=t.office.contact("lawyer", HOME),
        willing=t.life.index % 3 != 0,
        told_rights=True,
        outcome="pending",
        recorded_by=t.worker,
    )
    if t.chance("testimony", 0.4):
        testimony = t.pen.make(
            "testimony_arrangement", proceeding=t.made["proceeding"], how="video_link",
            presence_needed=False, planned_on=t.pen.ahead(30), place="Video room of the court (demo)",
            protection="Voice changed", lawyer=t.words.staff("lawyer"), costs_by="Court", by=t.worker,
        )  # fmt: skip
        if t.pen.on(t.left(Step.SCREENING) + 47, t.worker):
            t.pen.change("testimony_arrangement", testimony, done_on=t.pen.ago(1))
    if t.life.past(Step.FOLLOW_UP) and t.pen.on(t.left(Step.FOLLOW_UP) - 40, SUPERVISOR):
        t.pen.change(
            "proceeding", t.made["proceeding"], stage_now="judged", outcome="conviction_trafficking",
            outcome_on=t.pen.ago(3), outcome_details="Two of three accused.",
            compensation=t.money(40_000, "THB"), next_date_on=None,
        )  # fmt: skip


def _offence(t: Telling) -> None:
    made = t.pen.make(
        "offence",
        type=t.rng.choice(("overstay", "work_without_permit", "illegal_entry", "online_fraud")),
        description=t.text("law", "offences"),
        committed_on=t.free_on().isoformat()[:7],
        country=HOME,
        linked=True,
        linked_why=t.text("law", "linked_why"),
        authority=t.office.one_of("border", HOME),
        proceeding=t.made.get("proceeding"),
        fine=t.money(t.rng.randint(4, 40) * 500, "THB"),
        overstay_days=t.rng.randint(20, 500),
        letter_sent_on=t.pen.today,
        waiver="asked",
        recorded_by=t.worker,
    )
    if t.life.index % 3 and t.pen.on(t.left(Step.SCREENING) + 40, t.worker):
        t.pen.change("offence", made, waiver="granted", answered_on=t.pen.today, record_cleared=True)


def _wages(t: Telling) -> None:
    promised = t.rng.randint(90, 160) * 100
    t.pen.make(
        "wage_claim",
        type="wages",
        against="The employer at the place of work (made up)",
        work=t.fill(t.life.story.exploitation)[:190],
        period_from=t.began_on().isoformat()[:7],
        period_until=t.free_on().isoformat()[:7],
        hours_a_week=t.rng.choice((70, 84, 98)),
        promised=t.money(promised, "THB"),
        received=t.money(promised // 6, "THB"),
        claimed=t.money((promised - promised // 6) * t.months, "THB"),
        claimed_how=t.text("law", "wage_claims"),
        body=t.office.one_of("authority", HOME),
        lawyer=t.office.contact("lawyer", HOME),
        file_before=t.pen.ahead(t.rng.choice((20, 200))),
        state="filed" if t.life.index % 2 else "preparing",
        filed_on=t.pen.today if t.life.index % 2 else None,
        proofs=("pay_slips", "messages", "time_notes"),
        recorded_by=t.worker,
    )


def _evidence(t: Telling) -> None:
    number = t.words.number("EV")
    collected = here(t.pen.ago(3), 10, 20)
    item = t.pen.make(
        "evidence_item",
        type=t.rng.choice(("phone", "document", "photograph", "message")),
        description=t.text("law", "evidence"),
        item_number=number,
        source="The person",
        collected_at=collected,
        collected_where="Reception of the house",
        collector="Caseworker",
        independent=t.life.index % 2 == 0,
        seal_number=f"S-{number[-4:]}",
        kept_where="Steel cupboard, key with the supervisor",
        proceeding=t.made.get("proceeding"),
        received_on=t.pen.ago(3),
        received_by=t.worker,
    )
    t.pen.make(
        "custody_step", item, handed_at=here(t.pen.today, 9), from_whom="Caseworker",
        to_whom=t.words.staff("police"), organisation=t.office.one_of("police", HOME),
        reason="For the copy of the messages", condition="Sealed bag", seal_number=f"S-{number[-4:]}",
        seal_intact=True, recorded_by=t.worker,
    )  # fmt: skip


def protection(t: Telling) -> None:
    """What is sealed: a claim for protection, measures for a witness; both hold the return as a bare fact."""
    day = t.left(Step.DECISION) + 1
    if t.life.has("claim") and t.pen.on(min(day, t.life.halt), t.worker):
        t.pen.make(
            "protection_claim", type="statelessness" if not t.life.name.citizenship else "asylum",
            claimed_on=t.pen.today, country=HOME, authority="Office for protection claims (demo)",
            grounds="Afraid of those who came to the house at night.", lawyer=t.words.staff("lawyer"),
            state="pending", by=t.worker,
        )  # fmt: skip
        t.pen.change("case", t.life.case, return_hold=True)
    if t.life.has("witness") and t.pen.on(min(day, t.life.halt), SUPERVISOR):
        t.pen.make(
            "witness_measure", measure="new_place", authority="Witness office (demo)", from_on=t.pen.today,
            until_on=t.pen.ahead(200), contact="Through the supervisor only",
            details="Moves after each hearing.", by=SUPERVISOR,
        )  # fmt: skip
        t.pen.change("case", t.life.case, return_hold=True)
    if t.life.has("assistance") and t.pen.on(t.left(Step.DECISION) + 2, SUPERVISOR):
        _assistance(t)


def _assistance(t: Telling) -> None:
    answered = t.life.index % 2 == 0
    said: dict[str, Any] = {"state": "sent"}
    t.made["assistance"] = t.pen.make(
        "legal_assistance_request", reference=t.words.number("MLA"), requesting_country=HOME,
        requested_country=t.site.country if t.site.country != HOME else "KH", basis="asean_mla",
        authority=t.office.one_of("police", HOME), proceeding=t.made.get("proceeding"),
        measures=("statement", "bank_records"), subject="Accounts named by the person.",
        sent_on=t.pen.today, due_on=t.pen.ahead(60), person_told=True, handled_by=SUPERVISOR, **said,
    )  # fmt: skip
    if answered and t.pen.on(t.left(Step.DECISION) + 55, SUPERVISOR):
        t.pen.change(
            "legal_assistance_request", t.made["assistance"], state="done", answered_on=t.pen.today,
            answer="Statements came by way of the ministry.",
        )  # fmt: skip
