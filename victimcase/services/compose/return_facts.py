"""What the papers of a return need besides records: the gate, the consular rule, whom to call.

Everything here goes on paper and is hashed, so each fact is asked for only where its category may go and the
user reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeVar

from victimcase.domain import consent, consular, gates, status
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Refused
from victimcase.domain.records.directory import ContactPerson, Organisation
from victimcase.domain.records.repatriation import (
    ConsularNotification,
    ExitPermission,
    FitToTravel,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.rights import Right, Role
from victimcase.domain.spec import Record, filled
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_
from victimcase.services import reading
from victimcase.services.compose.common import must_go
from victimcase.services.compose.order import Order
from victimcase.services.profiles import profile_of
from victimcase.services.recipients import Recipient, recipient_called
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.services.writable import is_mission
from victimcase.store import rows
from victimcase.store.cards import Card

R = TypeVar("R", bound=Record)
CONSULATE: Final = "consulate"
REACHED: Final = ("phone", "mobile", "hotline", "email", "hours")
"""How somebody of the directory is reached: fields of an organisation and of a contact person."""
_MOST_PEOPLE = 6


def of_file(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """Facts of the whole file. Raises Refused where a mission would be told that is not to be told."""
    case = _case(card)
    dossier = reading.dossier(tx, case)
    recipient = recipient_called(tx, order.recipient)
    return {
        **check_told(tx, dossier, order, recipient),
        **_gate(tx, dossier, categories),
        **_rules(tx, dossier, categories),
        **_arrival(tx, dossier, categories),
        **_contacts(tx, case, recipient, categories),
    }


def of_clearance(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """The conditions of the gate, and until when they hold. Raises Refused as `of_file`, and Invalid where
    the person may not be named.
    """
    must_go(categories, Category.IDENTITY)
    dossier = reading.dossier(tx, _case(card))
    told = check_told(tx, dossier, order, recipient_called(tx, order.recipient))
    return {**told, **_gate(tx, dossier, categories), **_validity(tx, dossier, categories)}


def of_mission(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """The rule between the countries and the day of travel. Raises as `of_clearance`."""
    must_go(categories, Category.IDENTITY)
    dossier = reading.dossier(tx, _case(card))
    told = check_told(tx, dossier, order, recipient_called(tx, order.recipient))
    return {**told, **_rules(tx, dossier, categories), **_travel_day(dossier, categories)}


def of_note(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """As `of_mission`; a note may also go to a mission whose part has ended, and then says only that."""
    must_go(categories, Category.IDENTITY)
    dossier = reading.dossier(tx, _case(card))
    told = check_told(tx, dossier, order, recipient_called(tx, order.recipient), ended=True)
    return {**told, **_rules(tx, dossier, categories)}


def of_journey(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """After how many hours without news the office raises an alert."""
    return _arrival(tx, reading.dossier(tx, _case(card)), categories)


def _case(card: Card | None) -> Card:
    if card is None:
        raise ValueError("a paper of a return is about a case")
    return card


# missions
def is_of(record: ConsularNotification, recipient_id: str | None, country: str | None) -> bool:
    """Whether a notification is about this mission: the one it names, or that of the same country."""
    if record.mission and recipient_id:
        return record.mission == recipient_id or (record.country is not None and record.country == country)
    return record.country is not None and record.country == country


def is_told(record: ConsularNotification) -> bool:
    """Whether a notification says that the mission is told, and still is."""
    return record.decision == consular.NOTIFY and record.withdrawn_on is None


def check_told(
    tx: Tx, dossier: Dossier, order: Order, recipient: Recipient, *, ended: bool = False
) -> Mapping[str, Fact]:
    """Raise Refused unless a mission that receives something was decided to be told, and still is.

    `ended` lets a mission be told that its part has ended. Where something stands against telling it, only
    the supervisor's word counts; a mission's own user is never told of that (case model §3). Gives the
    country whose mission it is, where one receives something.
    """
    if order.purpose != CONSULATE:
        return {}
    found = [
        kept.record
        for kept in dossier.all(ConsularNotification)
        if kept.record.decision and is_of(kept.record, recipient.id, recipient.country)
    ]
    last = found[-1] if found else ConsularNotification()
    over = last.decision == consular.WITHDRAW or last.withdrawn_on is not None
    if not (is_told(last) or (over and ended)):
        raise Refused(
            N_("It is not decided that this mission is told of the person; nothing was given out."),
            N_("Ask the person, write what was decided under “Consular notification”, then make it again."),
        )
    free = is_mission(tx) or Role.SUPERVISOR in tx.me.roles or last.decided_by == "supervisor"
    if not free and consular.is_blocked(dossier):
        raise Refused(
            N_("Nothing is told to a mission in this case until the supervisor has decided."),
            N_("Nothing was given out. Ask the supervisor to look at it and to write the decision."),
        )
    return {"mission_of": last.country or ""}


def _rules(tx: Tx, dossier: Dossier, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """The rule between where the person was found and each mission that a notification is about."""
    if Category.TRAVEL not in categories:
        return {}
    profile, found_in = profile_of(tx, dossier), status.case_of(dossier).found_in
    countries = dict.fromkeys(kept.record.country for kept in dossier.all(ConsularNotification))
    rules: dict[str, Fact] = {}
    for country in filter(None, countries):
        rule = consular.rule_for(profile, found_in, country)
        rules[country] = {"regime": str(rule.regime), "source": rule.source, "verified": rule.verified}
    return {"rules": rules} if rules else {}


def _travel_day(dossier: Dossier, categories: frozenset[Category]) -> Mapping[str, Fact]:
    plan = status.planned_travel(dossier)
    if Category.TRAVEL not in categories or plan is None or plan.record.departs_on is None:
        return {}
    return {"departs_on": plan.record.departs_on.isoformat()}


# the gate
def _gate(tx: Tx, dossier: Dossier, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """The conditions of the clearance as a reader of these categories may know them, and what each is about.

    `whole` says whether the reader knows of all of them; what stands behind the release is never listed.
    """
    result = gates.gate(Step.CLEARANCE, dossier, profile_of(tx, dossier))
    seen = gates.seen_by(result, categories & tx.me.readable)
    lines: list[Fact] = [
        {"text": one.text, "about": one.kind, "field": one.field, "met": one.met} for one in seen.conditions
    ]
    whole = gates.TELLS[Step.CLEARANCE] - {Category.RELEASE} <= categories & tx.me.readable
    return {"clearance": {"whole": whole, "lines": lines}}


def _validity(tx: Tx, dossier: Dossier, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """The day of travel, the day of the consent, and the first day something it rests on runs out."""
    ends: dict[str, date] = {}
    facts: dict[str, Fact] = dict(_travel_day(dossier, categories))
    if Category.ADMINISTRATIVE in categories:
        days = profile_of(tx, dossier)["return_consent_days"]
        for kept in consent.agreed(dossier, "voluntary_return"):
            if kept.record.given_on:
                facts["agreed_on"] = kept.record.given_on.isoformat()
                fresh_until = kept.record.given_on + timedelta(days=days)
                ends["consent"] = min(fresh_until, kept.record.expires_on or fresh_until)
    ends |= _papers_end(dossier, categories)
    if ends:
        first = min(ends, key=lambda what: ends[what])
        facts |= {"ends_on": ends[first].isoformat(), "ends_with": first}
    return facts


def _papers_end(dossier: Dossier, categories: frozenset[Category]) -> dict[str, date]:
    """The last day of the last paper of each kind. A refugee's document is not told to everybody, so no day
    follows from it either.
    """
    documents = [kept.record for kept in dossier.all(TravelDocument) if kept.record.type != reading.REFUGEE]
    permissions = [kept.record for kept in dossier.all(ExitPermission)]
    certificates = [kept.record for kept in dossier.all(FitToTravel)]
    found: dict[str, date | None] = {}
    if Category.TRAVEL in categories:
        found[TravelDocument.kind] = documents[-1].valid_until if documents else None
        found[ExitPermission.kind] = permissions[-1].valid_until if permissions else None
    if Category.HEALTH in categories:
        found[FitToTravel.kind] = certificates[-1].valid_until if certificates else None
    return {kind: day for kind, day in found.items() if day}


def _arrival(tx: Tx, dossier: Dossier, categories: frozenset[Category]) -> Mapping[str, Fact]:
    return (
        {"alert_hours": profile_of(tx, dossier)["arrival_alert_hours"]}
        if Category.TRAVEL in categories
        else {}
    )


# whom to call
def _contacts(
    tx: Tx, card: Card, recipient: Recipient, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """Focal points of the organisations the reader may know of, as the directory has them."""
    if Right.SEE_DIRECTORY not in tx.me.rights:
        return {}
    wanted = frozenset(_organisations(tx, card, recipient, categories))
    people = [one for _, one in _of_office(tx, ContactPerson) if one.ended_on is None]
    found: list[Fact] = [
        {
            "name": one.name or "",
            "country": one.country or "",
            "reached": _reached(one),
            "people": [_person(each) for each in people if _speaks_for(each, id_, one)][:_MOST_PEOPLE],
        }
        for id_, one in _of_office(tx, Organisation)
        if id_ in wanted
    ]
    return {"contacts": found} if found else {}


def _speaks_for(person: ContactPerson, id_: str, organisation: Organisation) -> bool:
    """Whether somebody is reached for an organisation: one of its own, or the country's focal point."""
    own = person.organisation == id_
    country = person.country is not None and person.country == organisation.country
    return own or (person.organisation is None and person.role == "focal_point" and country)


def _organisations(
    tx: Tx, card: Card, recipient: Recipient, categories: frozenset[Category]
) -> Iterator[str]:
    if recipient.id:
        yield recipient.id
    if Category.ADMINISTRATIVE not in categories:
        return
    others = not recipient.own and not recipient.person
    for _, one in reading.records(tx, card):
        record = one.record
        if isinstance(record, ReceivingAgencyAcceptance) and record.organisation:
            if record.answer == "accepted":
                yield record.organisation
        elif isinstance(record, ConsularNotification) and record.mission and not others and is_told(record):
            yield record.mission


def _of_office(tx: Tx, cls: type[R]) -> Iterator[tuple[str, R]]:
    readable = tx.me.readable | {Category.ADMINISTRATIVE}
    for row in rows.of_scope(tx.conn, cls.kind, tx.me.office):
        record = rows.seen(row, readable, tx.world.keys).record
        if isinstance(record, cls):
            yield row.id, record


def _reached(record: Organisation | ContactPerson) -> list[Fact]:
    """How somebody is reached: labels (marked) and values as the directory has them."""
    return [[spec.label, str(value)] for name, spec, value in filled(record) if name in REACHED]


def _person(one: ContactPerson) -> Fact:
    return {"name": one.name or "", "position": one.position or "", "reached": _reached(one)}
