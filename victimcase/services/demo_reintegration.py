"""The last stage of a demo case: reception, plan, grants, follow-up contacts, and the end of the case."""

from __future__ import annotations

from typing import Any

from victimcase.domain.words import Step
from victimcase.services.demo_pen import SUPERVISOR
from victimcase.services.demo_telling import Telling
from victimcase.services.demo_words import HOME

_MONTHS = ((1, 30), (3, 91), (6, 182), (12, 365))
_REASONS = (
    ("help_completed", "safe_settled"),
    ("help_completed", "safe_some_needs"),
    ("referred", "safe_some_needs"),
    ("person_asked", "unknown"),
    ("moved", "safe_settled"),
)
_CURRENCIES = {"ID": "IDR", "PH": "PHP", "BD": "BDT", "LK": "LKR", "NP": "NPR", "IN": "INR", "TH": "THB"}


def reception(t: Telling) -> None:
    """Somebody at the other side takes the case over and says so."""
    if not t.presumed or Step.RECEPTION not in t.life.days:
        return
    if t.pen.on(t.left(Step.TRAVEL), t.worker):
        made = t.pen.make(
            "reception", received_on=t.pen.ago(1), organisation=t.made.get("agency"),
            case_owner=t.words.staff("receiving_agency"),
            interview="Slept well; wants to see the sister first.",
            immediate_needs=("family", "food_clothing"),
            transit_shelter="Room of the agency for two nights", transit_until=t.pen.ahead(2),
            health="No complaints.", by=t.worker,
        )  # fmt: skip
        if t.pen.on(t.left(Step.RECEPTION) - 1, t.worker):
            t.pen.change("reception", made, acknowledged_on=t.pen.today)
    t.pen.leave(t.left(Step.RECEPTION), t.worker, Step.RECEPTION)


def plan(t: Telling) -> None:
    """Strengths, the plan with its goals, and the grants with their instalments."""
    if not t.presumed:
        return
    pen, day = t.pen, t.home_day + 7
    if pen.on(day, t.worker):
        pen.make(
            "vulnerability_assessment", assessed_on=pen.today, assessed_by=t.worker,
            skills="Cooks, sews, keeps accounts in the head.", strengths="Knows whom to ask.",
            wishes=t.words.wish(t.language), education="Six years of school.",
            health="Headaches when sewing.", psychosocial="Sleeps better than in spring.",
            family="The aunt helps; the father is not told.", economic="No income yet.",
            debt="The family still owes for the journey.", housing="With the aunt.",
            retrafficking_risk="medium",
        )  # fmt: skip
    if pen.on(day + 1, t.worker):
        _plan(t)
    if pen.on(t.left(Step.PLAN) - 1, t.worker) and "plan of life" in t.made:
        pen.change(
            "reintegration_plan", t.made["plan of life"], agreed_by_person=True, agreed_by_manager=True,
            agreed_on=pen.today,
        )  # fmt: skip
        _grant(t)
    pen.leave(t.left(Step.PLAN), t.worker, Step.PLAN)


def _plan(t: Telling) -> None:
    above = t.made["plan of life"] = t.pen.make(
        "reintegration_plan", made_on=t.pen.today, place=t.home.name if not t.stays else "Krung Chan",
        aims=t.text("reintegration", "plans"),
        schooling="Evening class twice a week" if t.life.index % 3 == 0 else None,
        legal_follow_up="The claim for wages goes on by post." if t.life.index % 2 else None,
        case_manager=t.worker, review_on=t.pen.ahead(150) if t.life.index % 3 == 0 else None,
    )  # fmt: skip
    for area in ("livelihood", "education"):
        goal = t.pen.make(
            "reintegration_goal", above, area=area, goal=t.text("care", "goals"),
            steps="Ask, begin, look again in May.", responsible="Person and agency",
            due_on=t.pen.ahead(t.rng.choice((60, 120))),
        )  # fmt: skip
        t.made.setdefault("life goal", goal)


def _grant(t: Telling) -> None:
    currency = _CURRENCIES.get(t.country, "USD") if not t.stays else "THB"
    unit = t.rng.choice((50, 100, 120)) * {"USD": 1, "IDR": 15_000, "PHP": 55}.get(currency, 40)
    grant = t.pen.make(
        "grant", type=t.rng.choice(("livelihood", "education", "housing")),
        purpose=t.text("reintegration", "plans")[:190], budget=t.money(unit * 3, currency),
        donor="Fund of the house (demo)", agreed_on=t.pen.today,
        conditions="Second part after the first receipt.", by=t.worker,
    )  # fmt: skip
    t.pen.make(
        "instalment", grant, amount=t.money(unit, currency), due_on=t.pen.today, paid_on=t.pen.today,
        paid_by=t.worker, receipt_number=t.words.number("GR"), bought=t.text("reintegration", "receipts"),
    )  # fmt: skip
    second = t.pen.make("instalment", grant, amount=t.money(unit * 2, currency), due_on=t.pen.ahead(60))
    if t.pen.on(t.left(Step.PLAN) + 70, t.worker):
        t.pen.change(
            "instalment", second, paid_on=t.pen.today, paid_by=t.worker,
            receipt_number=t.words.number("GR"), bought=t.text("reintegration", "receipts"),
        )  # fmt: skip
        t.pen.change("reintegration_goal", t.made["life goal"], done_on=t.pen.today, result="reached")


def follow_up(t: Telling) -> None:
    """The contacts of the first year, one of them missed and made up for."""
    if not t.presumed:
        return
    pen, start = t.pen, t.home_day
    if pen.on(start + 20, t.worker):
        t.agree("follow_up_contact", days=400, categories=("identity", "contact"))
    for month, days in _MONTHS:
        missed = month == 3 and t.life.index % 3 == 0
        if missed and pen.on(start + days - 5, t.worker):
            pen.make(
                "follow_up",
                month=month,
                contacted_on=pen.today,
                how="phone",
                outcome="not_reached",
                by=t.worker,
            )
        if pen.on(start + days, t.worker):
            _contact(t, month)
    pen.leave(t.left(Step.FOLLOW_UP), t.worker, Step.FOLLOW_UP)


def _contact(t: Telling, month: int) -> None:
    declined = month == 6 and t.life.index % 8 == 1
    said: dict[str, Any] = (
        {"outcome": "declined", "retrafficking_risk": "low"}
        if declined
        else {
            "outcome": "made",
            "economic": min(5, 1 + month // 4 + t.rng.randint(0, 2)),
            "social": t.rng.randint(2, 5),
            "psychosocial": t.rng.randint(2, 5),
            "retrafficking_risk": "high"
            if month == 1 and t.life.index % 5 == 0
            else t.rng.choice(("low", "medium")),
            "safe": True,
            "needs": ("livelihood",) if month < 6 else (),
            "note": t.text("reintegration", "follow_up"),
        }
    )
    t.pen.make(
        "follow_up", month=month, contacted_on=t.pen.today,
        how=t.rng.choice(("visit", "phone", "through_agency")),
        further_contact="only_if_needed" if month == 12 else "yes", by=t.worker, **said,
    )  # fmt: skip


def closure(t: Telling) -> None:
    """Why and when the case ends; the supervisor approves, and sometimes it is opened again."""
    if Step.CLOSURE not in t.life.days:
        return
    end = t.left(Step.CLOSURE)
    before = t.left(Step.FOLLOW_UP) if t.presumed else t.left(Step.SCREENING)
    if t.pen.on(before + 1, t.worker):
        reason, circumstance = _reason(t)
        t.made["closure"] = t.pen.make(
            "closure", reason=reason, reason_text="All that was planned is done or handed on.",
            circumstance=circumstance,
            referred_to=t.office.one_of("receiving", t.country) if reason == "referred" else None,
            told_person=reason not in ("died", "contact_lost"),
            feedback=t.text("care", "psychosocial")[:120], by=t.worker,
        )  # fmt: skip
    if t.pen.on(end - 1, SUPERVISOR) and "closure" in t.made:
        t.pen.settle()
        until = t.pen.today.replace(year=t.pen.today.year + 10, day=1)
        t.pen.change(
            "closure",
            t.made["closure"],
            closed_on=t.pen.today,
            approved_on=t.pen.today,
            approved_by=SUPERVISOR,
            retention_until=until,
        )
        t.pen.change("case", t.life.case, retention_until=until)
    t.pen.leave(end, SUPERVISOR, Step.CLOSURE)
    if t.life.has("reopened"):
        _again(t, end + 10)


def _reason(t: Telling) -> tuple[str, str]:
    if not t.presumed:
        return "not_indicated", "safe_settled"
    if t.life.has("death"):
        return "died", "unknown"
    return t.rng.choice(_REASONS)


def _again(t: Telling, day: int) -> None:
    """The person came back: the case goes on in care."""
    t.pen.leave(day, SUPERVISOR, Step.CLOSURE, to=Step.CARE)
    if t.pen.on(day + 2, t.worker):
        t.pen.make(
            "contact_event", happened_on=t.pen.today, place="Telephone", country=HOME, channel="phone",
            danger="none", health="none", language=t.language, interpreter_check="not_needed", by=t.worker,
            account="Lost the room and asks for a bed for some weeks.",
        )  # fmt: skip
