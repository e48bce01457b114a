"""What surrounds a demo case: who works on it, tasks, notes, papers, marks, ties, referrals, complaints."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from victimcase.domain.words import RecordId, Step
from victimcase.services.demo_pen import CONSUL, SUPERVISOR, WORKER
from victimcase.services.demo_telling import ALL_ROUND, Telling
from victimcase.services.demo_words import HOME

_PAPERS = (
    ("statement", ("account",)),
    ("medical", ("health",)),
    ("police", ("legal",)),
    ("letter", ("administrative",)),
)
_OUT_STATES = ("sent", "accepted", "rejected", "completed", "revoked", "draft")
_OLD_STATES = ("completed", "accepted", "completed", "rejected", "revoked")
_SOON_ANSWERED = timedelta(days=60)
"""After so long nobody waits for an answer any more."""


def first_days(t: Telling) -> None:
    """Who works on the case, how it is tied to others, and how it came."""
    if not t.pen.on(0, t.worker):
        return
    t.pen.make(
        "assignment",
        user=t.worker,
        role="owner",
        from_on=t.pen.today,
        assigned_by=SUPERVISOR,
        conflict_checked=True,
    )
    for kin in t.life.kin:
        t.pen.make("case_link", other=kin.case, type="family", since=t.pen.today, linked_by=t.worker)
    if t.life.earlier:
        t.pen.make(
            "case_link", other=t.life.earlier, type="earlier_episode", linked_by=t.worker,
            reason="Was here before, went home, and was taken again.",
        )  # fmt: skip
    if t.life.event:
        t.pen.make(
            "assignment", user=SUPERVISOR, role="supervisor", from_on=t.pen.today, assigned_by=SUPERVISOR
        )
    if t.life.has("notified") and t.pen.on(t.left(Step.SCREENING) + 6, SUPERVISOR):
        t.pen.make(
            "assignment", user=CONSUL, role="consular_officer", from_on=t.pen.today, assigned_by=SUPERVISOR
        )


def daily(t: Telling) -> None:
    """Tasks, notes, papers and marks, as they come up."""
    _tasks(t)
    for day in (3, t.left(Step.SCREENING) + 15)[: 1 + t.life.index % 2]:
        if t.pen.on(day, t.worker):
            made = t.pen.make(
                "note", written_at=t.pen.acts[-1].at.replace(microsecond=0), written_by=t.worker,
                type=t.rng.choice(("observation", "phone_call", "meeting", "case_conference")),
                subject="Today", text=t.text("notes", "case_notes"), from_person=t.life.index % 6 == 0,
            )  # fmt: skip
            if t.life.index % 14 == 7 and t.pen.on(day, t.worker):
                t.pen.take_out("note", made)
    if t.pen.on(4, t.worker) and t.chance("document", 0.5):
        _document(t)
    if t.pen.on(2, t.worker) and t.chance("flag", 0.3):
        made = t.pen.make(
            "flag",
            type=t.rng.choice(("speak_alone", "do_not_call", "interpreter_conflict", "trafficker_near")),
            reason=t.text("notes", "flags"), what_to_do="Ask the caseworker first.", raised_on=t.pen.today,
            raised_by=t.worker, review_on=t.pen.ahead(30),
        )  # fmt: skip
        if t.life.index % 2 and t.pen.on(28, SUPERVISOR):
            t.pen.change("flag", made, lowered_on=t.pen.today, lowered_by=SUPERVISOR, lowered_why="Is over.")


def _tasks(t: Telling) -> None:
    for number in range(1 + t.life.index % 2):
        day = 5 + 20 * number
        if day >= t.left(Step.CLOSURE) - 1 or not t.pen.on(day, t.worker):
            continue
        done = t.rng.random() < 0.4
        said: dict[str, Any] = (
            {"state": "done", "done_on": t.pen.today, "done_by": t.worker} if done else {"state": "open"}
        )
        t.pen.make(
            "task", subject=t.text("notes", "tasks"), due_on=t.pen.ahead(t.rng.choice((4, 10, 25))),
            assignee=t.worker, priority=t.rng.choice(("high", "normal", "low")), made_by=SUPERVISOR, **said,
        )  # fmt: skip


def _document(t: Telling) -> None:
    kind, tells = _PAPERS[t.life.index % len(_PAPERS)]
    t.pen.make(
        "document", name=f"{kind.capitalize()} {t.words.number('DOC')[-3:]}", type=kind, tells_about=tells,
        media_type="application/pdf", size=t.rng.randint(20_000, 900_000), language="tha",
        dated_on=t.pen.ago(2), received_on=t.pen.today, received_from="Brought along", received_by=t.worker,
        paper_where="Folder in the steel cupboard", description="Two pages; the file follows.",
    )  # fmt: skip


def referrals(t: Telling) -> None:
    """Handed on to the partner in every state, and handed to the house by others."""
    pen, life = t.pen, t.life
    if (life.stop is Step.INTAKE or life.index % 6 == 3) and pen.on(0, t.worker):
        _came(t)
    if "partner" not in t.made or not pen.on(min(life.halt, t.left(Step.SCREENING) + 9), t.worker):
        return
    old = pen.today < t.office.today - _SOON_ANSWERED
    states = _OLD_STATES if old else _OUT_STATES
    state = states[t.office.next_turn() % len(states)]
    made = pen.make(
        "referral", direction="out", state="draft", hand_over=life.index % 10 == 3,
        urgent=life.index % 12 == 5, services=("psychosocial", "legal"), purpose="referral",
        needed_why="Nobody in the house can counsel in this language.", risks_discussed=True,
        alternatives="Two others were asked; both have a waiting list of months.",
        risks="Being seen on the way there. They will come to the house.", categories=("identity", "contact"),
        referring_worker=t.office.contact("lawyer", HOME), referred_organisation=t.office.partner,
        outgoing_reason="AdditionalServicesRequired", outgoing_details="Counselling in the own language.",
        consent=t.made["partner"], sent_by=t.worker,
    )  # fmt: skip
    if state != "draft" and pen.on(min(life.halt, t.left(Step.SCREENING) + 11), t.worker):
        pen.change("referral", made, state="sent", outgoing_on=pen.today, answer_due_on=pen.ahead(7))
        _answer(t, made, state)


def _came(t: Telling) -> None:
    """Somebody was sent to the house: who is at intake still waits for an answer."""
    made = t.pen.make(
        "referral", direction="in", state="received", hand_over=False, urgent=t.life.index % 4 == 2,
        services=("shelter",), referring_organisation=t.office.one_of("border", HOME),
        incoming_on=t.pen.today, incoming_reason="AdditionalServicesRequired",
        incoming_details="Needs a bed and an interpreter.", answer_due_on=t.pen.ahead(7),
    )  # fmt: skip
    if t.life.stop is not Step.INTAKE and t.pen.on(1, t.worker):
        t.pen.change("referral", made, state="accepted", answered_on=t.pen.today)
    if t.life.past(Step.OPTION) and t.pen.on(t.left(Step.OPTION), t.worker):
        t.pen.change("referral", made, state="completed", completed_on=t.pen.today, outcome="Was safe here.")


def _answer(t: Telling, referral: RecordId, state: str) -> None:
    answers: dict[str, dict[str, Any]] = {
        "accepted": {"answered_on": t.pen.today},
        "rejected": {
            "answered_on": t.pen.today,
            "rejected_why": "no_place",
            "rejected_details": "Full until June.",
        },
        "completed": {
            "answered_on": t.pen.today,
            "completed_on": t.pen.today,
            "outcome": "Six talks were held.",
        },
        "revoked": {"revoked_on": t.pen.today, "revoked_why": "consent_withdrawn"},
    }
    if state in answers and t.pen.on(min(t.life.halt, t.left(Step.SCREENING) + 18), t.worker):
        t.pen.change("referral", referral, state=state, **answers[state])


def complaint(t: Telling) -> None:
    """What somebody did not find right, answered or still waiting."""
    if not t.life.has("complaint") or not t.pen.on(t.left(Step.SCREENING) + 17, SUPERVISOR):
        return
    about = t.rng.choice(("delay", "interpreter", "house"))
    made = t.pen.make(
        "complaint", received_on=t.pen.today, channel="box", made_by="person", about=about,
        text=t.text("care", "complaints"), accused=WORKER if about == "delay" else None,
        accused_other=None if about == "delay" else "See the text",
        wish="An answer, and that it does not happen again.", handled_by=SUPERVISOR,
        protected="Speaks with another caseworker meanwhile.", answer_due_on=t.pen.ahead(14),
        outcome="open",
    )  # fmt: skip
    if t.life.index % 2 and t.pen.on(t.left(Step.SCREENING) + 27, SUPERVISOR):
        t.pen.change(
            "complaint",
            made,
            outcome="upheld",
            answered_on=t.pen.today,
            satisfied=True,
            findings="It was as written.",
        )


def death(t: Telling) -> None:
    """Somebody who died of an illness before the case was closed."""
    if not t.life.has("death") or not t.pen.on(t.left(Step.FOLLOW_UP), t.worker):
        return
    t.pen.make(
        "death", died_on=t.pen.ago(3).isoformat(), country=t.country, place=t.home.name,
        cause="Fever of the lungs", manner="natural", identified_how="By the aunt",
        family_told_on=t.pen.ago(3), family_told_by="Hospital",
        family_wishes="To be buried in the village.", remains="returned_home", belongings_to="The aunt",
        recorded_on=t.pen.today, recorded_by=t.worker,
    )  # fmt: skip
    t.pen.change("person", t.life.person, deceased=True)


def tidy(t: Telling) -> None:
    """Now and then the worker goes through what was due: it is done, or not needed any more."""
    for day in (t.left(Step.OPTION) + 1, t.home_day + 60, t.home_day + 190, t.home_day + 330):
        if day < t.left(Step.CLOSURE) - 1 and t.pen.on(day, t.worker):
            t.pen.settle(before=t.pen.today)


def transfer(t: Telling) -> None:
    """That the case may be handed to the agency that receives the person."""
    if t.presumed and "agency" in t.made and t.pen.on(t.left(Step.CLEARANCE) - 8, t.worker):
        t.agree("case_transfer", t.made["agency"], categories=ALL_ROUND, days=365)
