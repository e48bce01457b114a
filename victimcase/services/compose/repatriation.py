"""Papers of the return by themselves: clearance, request for a travel document, note to a mission."""

from __future__ import annotations

from typing import Any, Final

from victimcase.domain import consular
from victimcase.domain.profiles import Regime
from victimcase.domain.records.person import Person
from victimcase.domain.records.repatriation import (
    ConsularNotification,
    NationalityVerification,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.records.travel import TravelPlan
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Tick, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose import return_journey as journey
from victimcase.services.compose import return_parts as parts
from victimcase.services.compose.return_facts import of_clearance, of_mission, of_note
from victimcase.services.compose.writing import BLANK, Writing

_CLEARED: Final = N_(
    "{office} has looked at every condition of a safe return named below, and each of them holds."
)
_SEEN: Final = N_(
    "Each condition named below holds. This copy certifies nothing: the supervisor issues the clearance."
)
_NOT_CLEARED: Final = N_(
    "This return is not cleared: conditions without a tick do not hold yet. Nobody travels on this."
)
_GONE: Final = N_(
    "The journey is over: the person has arrived. The ticks say how the conditions stand today, not how they "
    "stood on the day of departure."
)


@paper(
    "return_clearance",
    needs=("travel_plan", "travel_document", "receiving_agency_acceptance"),
    gather=of_clearance,
)
def return_clearance(writing: Writing) -> Draft:
    """Each condition of a safe return, on what it rests, and until when; to others only once all hold."""
    say = writing.say
    lines = _conditions(writing)
    whole = bool(_gate(writing).get("whole"))
    holds = bool(lines) and all(line["met"] for line in lines)
    # to others the door lets it go only once every condition holds, also those that are not named; inside,
    # only who reads the release too knows that
    cleared = holds and (parts.outside(writing) or (whole and writing.goes(Category.RELEASE)))
    plan = journey.planned(writing)
    over = plan is not None and plan.record.arrived_at is not None
    words = _CLEARED if cleared else _SEEN if holds else _GONE if over else _NOT_CLEARED
    ticks = tuple(
        Tick(
            say(str(line["text"])), bool(line["met"]), _basis(writing, str(line["about"]), str(line["field"]))
        )
        for line in lines
    )
    folded = () if whole else (say(N_("Only what this paper may tell about is listed here.")),)
    return Draft(
        [
            Part(paragraphs=(say(words, office=writing.setting.office),), notice=not cleared),
            Part(say(N_("The return")), rows=_return_lines(writing)),
            Part(say(N_("Conditions")), paragraphs=folded, ticks=ticks),
            *_validity(writing),
            *parts.agreed(writing),
        ],
        signers=(Signature(say(N_("The supervisor who released the return"))),) if cleared else (),
    )


def _gate(writing: Writing) -> dict[str, Any]:
    found = writing.facts.get("clearance")
    return found if isinstance(found, dict) else {}


def _conditions(writing: Writing) -> list[dict[str, Any]]:
    return [line for line in _gate(writing).get("lines", ()) if isinstance(line, dict)]


def _return_lines(writing: Writing) -> tuple[Line, ...]:
    rows: list[Line] = [parts.name_line(writing), *parts.born_line(writing)]
    plan = journey.planned(writing)
    if plan is not None:
        rows += writing.lines(plan.record, TravelPlan, "departs_on", "destination", "destination_country")
        rows += journey.escort(writing, plan.record)
    return tuple(rows)


def _basis(writing: Writing, kind: str, field: str) -> Words:
    """On what a condition rests, in a few words; empty where that may not be told or is told elsewhere."""
    if (kind, field) == ("consent", "given") and (day := writing.facts.get("agreed_on")):
        return writing.say(N_("Agreed on {day}"), day=writing.iso(str(day)))
    resting: dict[str, tuple[Any, tuple[str, ...]]] = {
        "travel_document": (TravelDocument, ("type", "number", "issuer", "valid_until")),
        "receiving_agency_acceptance": (ReceivingAgencyAcceptance, ("organisation", "answer", "answered_on")),
        "nationality_verification": (
            NationalityVerification,
            ("country", "result", "answered_on", "reference"),
        ),
        "travel_plan": (TravelPlan, ("departs_on", "destination")),
    }
    cls, names = resting.get(kind, (None, ()))
    record = writing.latest(cls) if cls is not None else None
    if record is None:
        return ""
    return writing.join([word for name in names if (word := writing.value(record, name))])


_ENDS_WITH: Final = {
    "consent": N_("the consent to return has to be asked anew"),
    "travel_document": N_("the travel document runs out"),
    "exit_permission": N_("the permission to leave runs out"),
    "fit_to_travel": N_("the medical certificate runs out"),
}


def _validity(writing: Writing) -> list[Part]:
    """For which journey it holds, and what ends it."""
    say, facts, rows = writing.say, writing.facts, []
    if day := facts.get("departs_on"):
        rows.append(Line(say(N_("Holds for the journey on")), writing.iso(str(day))))
    if day := facts.get("ends_on"):
        why = say(_ENDS_WITH[str(facts["ends_with"])])
        until = say(N_("{day}: on that day {why}"), day=writing.iso(str(day)), why=why)
        rows.append(Line(say(N_("At the latest until")), until))
    ends = say(
        N_(
            "It ends at once when the person no longer wants to go, when the risks are assessed anew, or "
            "when something it rests on changes. Before the journey, ask the office whether it still holds."
        )
    )
    return [Part(say(N_("How long it holds")), paragraphs=(ends,), rows=tuple(rows))]


# to a mission
def _address(writing: Writing) -> tuple[Part, ...]:
    address = writing.released.recipient.address
    return (Part(paragraphs=(Cell("\n".join(address)),)),) if address else ()


def _answer_to(writing: Writing) -> Part:
    say = writing.say
    rows = tuple(Line(say(label), value) for label, value in writing.setting.contact)
    told = say(
        N_(
            "Please answer in writing and name the disclosure number above. The person is reached through "
            "this office only. Pass nothing on without asking us."
        )
    )
    return Part(say(N_("Your answer")), paragraphs=(told,), rows=rows)


_FILLED_BY_HAND: Final = ("family_name", "place_of_birth")
_ASK: Final = N_(
    "We ask for a travel document for one journey (laissez-passer or emergency certificate) for the person "
    "below, who wishes to return and says that they are a citizen of {country} or may live there for good."
)
_ASK_PLAIN: Final = N_(
    "We ask for a travel document for one journey (laissez-passer or emergency certificate) for the person "
    "below, who wishes to return."
)
_PLEASE: Final = N_(
    "Please verify nationality or the right of residence first where that is still open, tell us what is "
    "missing, issue the document without delay, and let us know whether a fee can be left out."
)
# VCCR art. 5(d): issuing travel documents to nationals is a consular function; ICCPR art. 12(4): nobody is
# arbitrarily deprived of the right to enter their own country. Both hold for everybody, so that naming them
# tells nothing of the person.
_LAW: Final = N_(
    "Vienna Convention on Consular Relations, article 5(d); International Covenant on Civil and Political "
    "Rights, article 12(4)"
)


@paper("travel_document_request", needs=("person",), gather=of_mission)
def travel_document_request(writing: Writing) -> Draft:
    """The application for a document for one journey: who, parents, where from, papers lost, how soon."""
    say = writing.say
    country = writing.facts.get("mission_of") or _only_citizenship(writing)
    named = writing.country(str(country or ""))
    ask = say(_ASK, country=named) if named else say(_ASK_PLAIN)
    return Draft(
        [
            *_address(writing),
            Part(say(N_("Request")), paragraphs=(ask, say(_PLEASE)), rows=_request_lines(writing)),
            Part(say(N_("The applicant")), rows=_applicant(writing)),
            *parts.family(writing, to_fill=True),
            Part(say(N_("Last address in that country")), rows=_last_address(writing, str(country or ""))),
            *parts.documents(writing),
            *_asked_before(writing),
            *parts.agreed(writing),
            Part(
                say(N_("Enclosed")),
                ticks=tuple(Tick(say(text)) for text in _ENCLOSED),
            ),
            _answer_to(writing),
        ],
        signers=(
            Signature(
                say(N_("The applicant (a child: with the guardian)")),
                str(parts.full_name(writing)),
                thumbprint=True,
            ),
            Signature(say(N_("For this office"))),
        ),
    )


_ENCLOSED: Final = (
    N_("Photographs of the applicant"),
    N_("Copies of papers that show identity"),
    N_("Form of the mission, filled in"),
)


def _only_citizenship(writing: Writing) -> str:
    person = writing.latest(Person)
    return person.citizenships[0] if person is not None and len(person.citizenships) == 1 else ""


def _request_lines(writing: Writing) -> tuple[Line, ...]:
    say = writing.say
    day = writing.facts.get("departs_on")
    needed = writing.iso(str(day)) if day else say(N_("As soon as possible; the day of travel depends on it"))
    return (
        Line(say(N_("Kind")), say(N_("For a single journey"))),
        Line(say(N_("Day of travel")), needed),
        Line(say(N_("Legal basis")), say(_LAW)),
    )


def _applicant(writing: Writing) -> tuple[Line, ...]:
    """What a mission's form asks for; what is not known is left to be written in by hand."""
    person = writing.latest(Person)
    names = (
        "given_names", "middle_names", "family_name", "other_names", "own_script_name", "gender", "birth",
        "place_of_birth", "country_of_birth", "citizenships", "identity_number",
    )  # fmt: skip
    rows = []
    for name in names:
        line = writing.line(person, Person, name)
        if line is None or not (line.value or line.withheld or name in _FILLED_BY_HAND):
            continue
        rows.append(line if line.value or line.withheld else Line(line.label, BLANK, field=line.field))
    return tuple(rows)


def _last_address(writing: Writing, country: str) -> tuple[Line, ...]:
    """The address in the mission's own country, as far as it is known. Where the person lives now is never
    told: it may be a shelter's.
    """
    person = writing.latest(Person)
    names = ("street", "city", "state", "postal_code")
    if not writing.goes(Category.CONTACT):
        return writing.lines(person, Person, "city")
    if person is not None and country and person.country == country:
        return writing.lines(person, Person, *names) or (_blank(writing, "city"),)
    return tuple(_blank(writing, name) for name in ("street", "city", "state"))


def _blank(writing: Writing, name: str) -> Line:
    line = writing.line(None, Person, name)
    return Line(line.label if line else "", BLANK, field=f"person.{name}")


def _asked_before(writing: Writing) -> list[Part]:
    """What this mission was asked and answered before, with its own reference."""
    names = ("authority", "asked_on", "asked_again_on", "interview_on", "answered_on", "result", "reference")
    found = [
        each
        for each in writing.all(NationalityVerification)
        if parts.of_mission(writing, each.record.country)
    ]
    return [
        part
        for each in found[-1:]
        for part in parts.one(
            writing, N_("Nationality: request and answer"), each.record, NationalityVerification, *names
        )
    ]


_BY_RULE: Final = {
    # Vienna Convention on Consular Relations art. 36(1)(b)
    str(Regime.OPT_IN): N_(
        "We tell you of the person below because they, or whoever may decide for them, wished it."
    ),
    # ASEAN Convention Against Trafficking in Persons art. 14(3)
    str(Regime.OPT_OUT): N_(
        "We tell you of the person below as the rule between the two countries asks. The person may say "
        "otherwise at any time, and we then tell you so."
    ),
    str(Regime.MANDATORY): N_(
        "We tell you of the person below because the rule between the two countries asks it."
    ),
}
_TELL: Final = N_("We tell you of the person below, who is in the care of this office.")
_NEITHER: Final = N_(
    "As in every note of this kind, this office neither confirms nor denies whether a person has asked any "
    "state for protection, gives evidence anywhere, or is ill. Nothing in this note, and nothing that is "
    "missing in it, says so."
)
_NO_STORY: Final = N_(
    "This note tells nothing of what happened. Please do not ask the person about it, and do not turn to "
    "family, community or authorities in the home country before the person has agreed; ask us."
)


@paper("mission_note", needs=("consular_notification",), gather=of_note)
def mission_note(writing: Writing) -> Draft:
    """Tells a mission of its citizen by the rule that holds, with what the person wishes and no story."""
    found = parts.notifications(writing)
    notice = found[-1].record if found else ConsularNotification()
    if notice.withdrawn_on or notice.decision == consular.WITHDRAW:
        return _ended(writing)
    say = writing.say
    told = _BY_RULE.get(parts.regime(writing, notice), _TELL)
    names = ("country", "notified_on")
    return Draft(
        [
            *_address(writing),
            Part(
                say(N_("Notification")),
                paragraphs=(say(told),),
                rows=(
                    *writing.lines(notice, ConsularNotification, *names),
                    *parts.rule_lines(writing, notice),
                ),
            ),
            Part(say(N_("The person")), rows=_who(writing)),
            Part(say(N_("What the person wishes")), paragraphs=(_visit(writing, notice),)),
            *_asked_before(writing),
            *parts.agreed(writing),
            Part(
                say(N_("What this note does not say")),
                paragraphs=(say(_NEITHER), say(_NO_STORY)),
                notice=True,
            ),
            _answer_to(writing),
        ],
        signers=(Signature(say(N_("For this office"))),),
    )


def _who(writing: Writing) -> tuple[Line, ...]:
    """Name, birth and citizenship, and in which language the person speaks."""
    person = writing.latest(Person)
    names = ("identity_number", "primary_language", "interpreter_needed")
    rows = writing.lines(person, Person, *names) if person is not None else ()
    spoken = (line for line in rows if not line.withheld)
    return (parts.name_line(writing), *parts.born_line(writing), *spoken)


def _visit(writing: Writing, notice: ConsularNotification) -> Words:
    """Whether the mission may visit; where nothing is said, it asks first."""
    say = writing.say
    if not writing.goes(Category.ADMINISTRATIVE) or notice.visit_wanted is None:
        return say(N_("Ask this office before any visit, call or letter; we ask the person and answer you."))
    if notice.visit_wanted:
        return say(N_("The person would like a visit. Please agree day and place with this office."))
    return say(N_("The person does not want a visit now. Letters reach them through this office."))


def _ended(writing: Writing) -> Draft:
    """The one neutral sentence, the same whatever the cause."""
    say = writing.say
    words = (
        say(consular.NEUTRAL_REASON),
        say(N_("Please send what you still hold about it to this office.")),
    )
    return Draft(
        [*_address(writing), Part(say(N_("Notification")), paragraphs=words), _answer_to(writing)],
        signers=(Signature(say(N_("For this office"))),),
    )
