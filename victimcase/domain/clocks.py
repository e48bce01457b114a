"""Clocks: which tasks follow from the dates of a case today (case model §5, last paragraph).

The answer depends on the records and the day alone, so asking twice makes nothing twice: `(rule,
record_id)` names a task for ever. A task no longer in the answer is done or has become needless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

import victimcase.domain.kinds  # noqa: F401  # importing it fills RECORDS
from victimcase.domain import status
from victimcase.domain.clock_rules import RULES, Rule
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.gates.reintegration import contacts_left
from victimcase.domain.profiles import Profile
from victimcase.domain.records.case import Case, Override
from victimcase.domain.records.reintegration import FollowUp, ReintegrationPlan
from victimcase.domain.records.repatriation import NationalityVerification, ReceivingAgencyAcceptance
from victimcase.domain.records.travel import TravelPlan
from victimcase.domain.spec import RECORDS, Day, Record, category_of, specs
from victimcase.domain.words import Category, RecordId, Scope
from victimcase.i18n import N_


@dataclass(frozen=True)
class DueTask:
    """A task a clock makes: by which rule, without a name in its title, until when, and about which field.

    `category` is what the field tells: whoever may not read it is not told of the task. An administrative day
    of a guarded record tells what the record does.
    """

    rule: str
    title: str
    due: date
    kind: str
    record_id: RecordId
    field: str
    category: Category

    @property
    def key(self) -> tuple[str, RecordId]:
        """What names the task for ever: there is at most one for a rule and a record."""
        return self.rule, self.record_id


CLOSED_TOO = frozenset({"property_return", "retention", "override_confirmation"})
"""Rules that go on in a closed case."""


def due_tasks(dossier: Dossier, profile: Profile, today: date) -> tuple[DueTask, ...]:
    """The tasks that stand open today, by due day. Of one rule and record there is one: the earliest."""
    closed = not status.open_steps(dossier)
    found: dict[tuple[str, RecordId], DueTask] = {}
    for task in _all(dossier, profile, today):
        if closed and task.rule not in CLOSED_TOO:
            continue
        known = found.get(task.key)
        if known is None or task.due < known.due:
            found[task.key] = task
    return tuple(sorted(found.values(), key=lambda task: (task.due, task.rule, task.record_id)))


def _all(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    yield from _from_fields(dossier, profile, today)
    for clock in _CLOCKS:
        yield from clock(dossier, profile, today)


def _task(rule: str, title: str, due: date, kept: Kept[Record], field: str) -> DueTask:
    cls = type(kept.record)
    told = category_of(cls, field)
    if told is Category.ADMINISTRATIVE:
        told = cls.category
    return DueTask(rule, title, due, cls.kind, kept.id, field, told)


def _from_fields(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    """Fields that name a rule: a task as their day comes near, until the record is settled or replaced."""
    for kind, all_kept in dossier.records.items():
        cls = RECORDS.get(kind)
        fields = _task_fields(cls) if cls else {}
        for name, rule in fields.items():
            for kept in all_kept:
                day = getattr(kept.record, name)
                near = day is not None and day - timedelta(days=rule.lead(profile)) <= today
                if near and not rule.settled(kept, all_kept):
                    yield _task(rule.name, rule.title, day, kept, name)


def _task_fields(cls: type[Record]) -> dict[str, Rule]:
    return {
        name: RULES[spec.makes_task]
        for name, spec in specs(cls).items()
        if isinstance(spec, Day) and spec.makes_task in RULES
    }


def _nationality(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    title = N_("Answer about nationality is overdue: ask again")
    for kept in dossier.all(NationalityVerification):
        asked = kept.record.asked_again_on or kept.record.asked_on
        waiting = kept.record.answered_on is None and kept.record.result in (None, "pending")
        if asked is not None and waiting:
            due = asked + timedelta(days=profile["nationality_answer_days"])
            if due <= today:
                yield _task("nationality_answer", title, due, kept, "asked_on")


def _receiver(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    title = N_("Answer of the receiving agency is overdue: ask again")
    for kept in dossier.all(ReceivingAgencyAcceptance):
        waiting = kept.record.answer in (None, "pending") and not kept.record.waived
        if kept.record.asked_on is not None and waiting:
            due = kept.record.asked_on + timedelta(days=profile["receiving_answer_days"])
            if due <= today:
                yield _task("receiving_answer", title, due, kept, "asked_on")


def arrival_expected(plan: TravelPlan) -> datetime | date | None:
    """When an arrival is expected: the moment if it was planned, else the day of departure."""
    return plan.arrives_at or plan.departs_on


def _arrival(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    """An alert when nothing was heard so many hours after the expected arrival."""
    kept = status.planned_travel(dossier)
    if kept is None or kept.record.arrived_at is not None:
        return
    expected = arrival_expected(kept.record)
    if expected is None:
        return
    due = expected + timedelta(hours=profile["arrival_alert_hours"])
    day = due.date() if isinstance(due, datetime) else due
    if day <= today:
        yield _task(
            "arrival_not_confirmed", N_("Arrival is not confirmed: find out now"), day, kept, "arrived_at"
        )


def _plan(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    """A plan agreed within so many days after the return; the task stands from the return on."""
    back, case = status.return_date(dossier), dossier.latest(Case)
    agreed = any(
        kept.record.agreed_by_person and kept.record.agreed_by_manager
        for kept in dossier.all(ReintegrationPlan)
    )
    if back is None or case is None or agreed or back > today:
        return
    due = back + timedelta(days=profile["plan_due_days"])
    title = N_("Agree on the reintegration plan")
    yield DueTask("plan_due", title, due, "reintegration_plan", case.id, "agreed_on", Category.ADMINISTRATIVE)


FOLLOW_UP_LEAD = timedelta(days=7)


def _follow_ups(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    back, case = status.return_date(dossier), dossier.latest(Case)
    if back is None or case is None:
        return
    for month in contacts_left(dossier, profile):
        due = months_later(back, month)
        if due - FOLLOW_UP_LEAD <= today:
            yield DueTask(
                f"follow_up_{month}",
                N_("Follow-up contact is due"),
                due,
                FollowUp.kind,
                case.id,
                "contacted_on",
                Category.ADMINISTRATIVE,
            )


def _confirmations(dossier: Dossier, profile: Profile, today: date) -> Iterator[DueTask]:
    """An override waits for its second person. Of one of a consent only those are told who may know of it."""
    title = N_("A second person has to say yes or no")
    for kept in dossier.all(Override):
        one = kept.record
        ended = one.ends_on is not None and one.ends_on < today
        if one.made_at is None or one.confirmed_by or one.declined or ended:
            continue
        due = (one.made_at + timedelta(hours=profile["danger_confirmation_hours"])).date()
        yield _task("override_confirmation", title, due, kept, "declined" if one.purpose else "confirmed_by")


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError("no month is shorter than 28 days")


def retention_until(dossier: Dossier, profile: Profile, closed_on: date) -> date:
    """The day up to which a case closed on a day is kept, as the profile says for its class."""
    years = profile.retention_years(
        child=status.is_child(dossier), indicated=status.screening_outcome(dossier) != "not_indicated"
    )
    return months_later(closed_on, 12 * years)


def reflection_until(dossier: Dossier, profile: Profile, starts_on: date) -> date:
    """The day a reflection period that starts on a day ends, as the profile says."""
    name = "reflection_days_child" if status.is_child(dossier) else "reflection_days_adult"
    return starts_on + timedelta(days=profile[name])


_CLOCKS: tuple[Callable[[Dossier, Profile, date], Iterator[DueTask]], ...] = (
    _nationality,
    _receiver,
    _arrival,
    _plan,
    _follow_ups,
    _confirmations,
)

_READ_BY_CLOCKS = frozenset(
    {
        "case",
        "closure",
        "screening",
        "nationality_verification",
        "receiving_agency_acceptance",
        "travel_plan",
        "reception",
        "option_decision",
        "reintegration_plan",
        "follow_up",
        "override",
    }
)


HORIZON = timedelta(days=400)
"""How far ahead the clocks look; a case in which nothing is in sight is looked at again then."""


def next_look(dossier: Dossier, profile: Profile, today: date) -> date:
    """The next day on which a task may come due by itself, without anything being written."""
    far = today + HORIZON
    tasks = due_tasks(replace(dossier, today=far), profile, far)
    days = (task.due - timedelta(days=_lead(task.rule, profile)) for task in tasks)
    return min((day for day in days if day > today), default=far)


def _lead(rule: str, profile: Profile) -> int:
    """How many days before its day a task of a rule is told."""
    if rule in RULES:
        return RULES[rule].lead(profile)
    if rule == "plan_due":
        return profile["plan_due_days"]
    return FOLLOW_UP_LEAD.days if rule.startswith("follow_up_") else 0


@cache
def moves_others(kind: str) -> bool:
    """Whether a record of this kind may change what is due of other records, not only of its own kind."""
    return kind in _READ_BY_CLOCKS


def is_read(kind: str) -> bool:
    """Whether writing a record of this kind may change what is due.

    Asked kind by kind: looking at the fields of all of them would cost every start a quarter of a second.
    """
    cls = RECORDS[kind]
    return kind in _READ_BY_CLOCKS or (cls.scope is not Scope.OFFICE and bool(_task_fields(cls)))
