"""What stands in a vault whose every field holds something recognisable, and who may be told of it.

A *canary* is a word, day, number or phone that stands in one place of the vault alone. `canary_vault` plants
them; `Planted.hidden` finds in a text what a reader should never have been shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.reference import Reference
from victimcase.domain.rights import Role, readable
from victimcase.domain.spec import Record, Spec, category_of, specs
from victimcase.domain.words import Category, Scope

CASES: Final = ("main", "unnotified", "elsewhere", "restricted", "earlier")
"""Told to the mission; not told to it; of another team; named people only; a former episode of `main`."""
OFFICE: Final = "office"
SEEN_BY: Final[Mapping[str, frozenset[str]]] = {
    "caseworker": frozenset({"main", "unnotified"}),
    "consul": frozenset({"main"}),
    "supervisor": frozenset({"main", "unnotified", "elsewhere", "earlier"}),
    "admin": frozenset(),
    "colleague": frozenset({"elsewhere", "restricted", "earlier"}),
}
"""Who may see which case, written by hand (case model §6)."""
ROLE_OF: Final = {
    "caseworker": Role.CASEWORKER,
    "colleague": Role.CASEWORKER,
    "consul": Role.CONSULAR_OFFICER,
    "supervisor": Role.SUPERVISOR,
    "admin": Role.ADMINISTRATOR,
}
ACCUSED: Final = {"main": "caseworker", "unnotified": "caseworker"}
"""Case -> whom its complaint accuses; of the others the colleague."""
TEAM_OF: Final = {"caseworker": "north", "colleague": "south"}


@dataclass(frozen=True)
class Reader:
    """Somebody who is shown things."""

    login: str

    @property
    def sees(self) -> frozenset[str]:
        """The cases for this reader."""
        return SEEN_BY[self.login]

    @cached_property
    def readable(self) -> frozenset[Category]:
        """The categories of this reader's role."""
        return readable({ROLE_OF[self.login]})


READERS: Final = tuple(Reader(login) for login in SEEN_BY)


@dataclass(frozen=True)
class Canary:
    """Where something recognisable stands, and what somebody must be to be shown it."""

    kind: str
    field: str
    cases: frozenset[str]
    """The cases of which one must be seen; none for the office's own."""
    categories: frozenset[Category]
    any_of: frozenset[Category] = frozenset()
    """Of these at least one must be readable."""
    only: frozenset[str] | None = None
    """The logins it is for; none for everybody who may read it."""
    hidden_from: frozenset[str] = frozenset()

    def may_see(self, reader: Reader) -> bool:
        """Whether a reader may be shown it."""
        directory = frozenset() if self.cases else frozenset({Category.ADMINISTRATIVE})
        return (
            (not self.cases or not self.cases.isdisjoint(reader.sees))
            and self.categories <= reader.readable | directory
            and (not self.any_of or not self.any_of.isdisjoint(reader.readable))
            and (self.only is None or reader.login in self.only)
            and reader.login not in self.hidden_from
        )

    def __str__(self) -> str:
        where = "/".join(sorted(self.cases)) or OFFICE
        return f"{where}:{self.kind}.{self.field} [{' '.join(sorted(self.categories))}]"


FIRST_DAY: Final = date(1851, 1, 1)
STRIDE: Final = 11
"""Days between two canaries: what is counted on from one by whole weeks or months is never another."""
NUMBERS: Final = 7_300_000
WORDS: Final = re.compile(r"zq[a-z]{4}v", re.IGNORECASE)
FIGURES: Final = re.compile(r"18\d\d-\d\d-\d\d|\b73\d{5}\b|\b41\.\d{6}|6681\d{7}")
MARKS: Final = re.compile(r"\b[A-Z]{3}-[A-Z]-\d{5}-[0-9A-Z]\b|\b[0-9a-f]{32}\b")
"""Numbers of cases, and ids: neither is told of what is not for a reader."""
_GAPS: Final = re.compile(r"(?<=\d)[ ,\u00a0\u202f-](?=\d)")


def signs(text: str) -> set[str]:
    """Everything in a text that may be a canary, folded as `Planted.found` keeps it."""
    figures = set(FIGURES.findall(text))
    if any(sign.isdigit() for sign in text):
        figures |= set(FIGURES.findall(_GAPS.sub("", text)))
    return {one.casefold() for one in WORDS.findall(text)} | figures | set(MARKS.findall(text))


@dataclass
class Planted:
    """All canaries, and the ids and numbers by which the cases and records are asked for."""

    found: dict[str, Canary] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """Case -> its number."""
    records: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Case, or the office -> kind and id of its records, those of its person among them."""
    papers: list[str] = field(default_factory=list)
    """The numbers under which papers were given out."""
    made: int = 0
    """How many were made, so that each is another."""

    def new(self, canary: Canary) -> str:
        """A word nobody else has."""
        self.made += 1
        count, letters = self.made, ""
        for _ in range(4):
            count, rest = divmod(count, 26)
            letters = chr(ord("a") + rest) + letters
        word = f"Zq{letters}v"
        self.found[word.casefold()] = canary
        return word

    def value(self, spec: Spec, canary: Canary, reference: Reference) -> object:
        """A value for a field that is recognisable where its type can be, and any other where it cannot."""
        self.made += 1
        count = self.made
        match spec:
            case s.Text() | s.LongText():
                return self.new(canary)
            case s.Day() | s.PartialDay() | s.Instant():
                day = FIRST_DAY + timedelta(days=count * STRIDE)
                self.found[day.isoformat()] = canary
                noon = datetime.combine(day, time(12), UTC).isoformat()
                return noon if isinstance(spec, s.Instant) else day.isoformat()
            case s.Phone():
                self.found[f"6681{NUMBERS + count}"] = canary
                return f"+6681{NUMBERS + count}"
            case s.Money():
                self.found[str(NUMBERS + count)] = canary
                return f"{NUMBERS + count}.07 THB"
            case s.Number():
                return self._number(spec, canary)
            case s.Choice(codes=codes) | s.Choices(codes=codes):
                known = list(reference.codes(codes))
                return known[count % len(known)].code
            case s.YesNo():
                return True
            case s.Country() | s.Countries():
                return "NR"
            case s.Language() | s.Languages():
                return "mya"
        return None

    def _number(self, spec: s.Number, canary: Canary) -> object:
        count, high = self.made, spec.high if spec.high is not None else 10**9
        if spec.decimals >= 6 and high > 41:
            self.found[f"41.{count:06d}"] = canary
            return f"41.{count:06d}"
        if high >= NUMBERS + count:
            self.found[str(NUMBERS + count)] = canary
            return NUMBERS + count
        return max(spec.low or 0, min(high, 1))

    def hidden(self, reader: Reader, texts: Iterable[str], *, but: Iterable[str] = ()) -> Iterator[str]:
        """What stands in texts that this reader may not be shown, in words; `but` is passed over."""
        for sign in sorted(signs("\n".join(texts)) - set(but)):
            canary = self.found.get(sign)
            if canary is not None and not canary.may_see(reader):
                yield f"{sign} of {canary}"

    def number(self, case: str) -> str:
        """The number of a case, or the word for the office."""
        return self.numbers.get(case, OFFICE)

    def ids(self, case: str, kind: str) -> list[str]:
        """The records of a kind of a case or of the office."""
        return [id_ for of, id_ in self.records.get(case, ()) if of == kind]


SETTLED: Final[Mapping[tuple[str, str], object]] = {
    ("case", "owner"): None,
    ("case", "team"): None,
    ("case", "restricted"): None,
    ("case", "restricted_members"): None,
    ("case", "jurisdiction_profile"): None,
    ("case", "domestic"): None,
    ("person", "photo"): None,
    ("person", "citizenships"): "MM",
    ("person", "gender"): "Feminine",
    ("person", "age_disputed"): False,
    ("stated_age", "age"): 31,
    ("age_assessment", "result"): "adult",
    ("age_assessment", "youngest"): 30,
    ("age_assessment", "oldest"): 32,
    ("consent", "categories"): [str(one) for one in Category],
    ("consent", "given"): True,
    ("consent", "expires_on"): None,
    ("consent", "withdrawn_on"): None,
    ("consular_notification", "decision"): "do_not_notify",
    ("jurisdiction_profile", "profile"): "TH",
    ("jurisdiction_profile", "value"): "30",
    ("office_settings", "code"): None,
    ("office_settings", "profile"): None,
    ("office_settings", "time_zone"): "Asia/Bangkok",
    ("office_settings", "language"): None,
    ("office_settings", "languages"): None,
    ("office_settings", "calendar"): None,
    ("custody_step", "from_whom"): "The same hands",
    ("custody_step", "to_whom"): "The same hands",
    ("custody_step", "recorded_by"): None,
    ("override", "of"): "gate",
    ("override", "categories"): None,
    ("override", "purpose"): None,
    ("override", "confirmed_at"): None,
    ("referral", "hand_over"): False,
    ("screening_answer", "indicator"): None,
    ("supervisor_release", "decision"): "released",
    ("task", "state"): "open",
    ("task", "rule"): None,
    ("task", "about_kind"): None,
    ("task", "about_record"): None,
    ("task", "done_on"): None,
    ("task", "done_by"): None,
    ("document", "sha256"): None,
    ("document", "media_type"): None,
    ("document", "size"): None,
}
"""Fields whose value rules go by; those with none are left to the program."""

TELLING: Final = {"task": "tells_about", "document": "tells_about"}
"""Kinds of records that say themselves what they tell about, of which there is one for each category."""


def tells_of(category: Category, kind: str) -> object:
    """What a record of these kinds says that it tells about."""
    return str(category) if kind == "task" else [str(category)]


def of_scope(scope: Scope) -> list[type[Record]]:
    """The kinds of a scope, parents before their rows."""
    found = [cls for cls in ORDERED if cls.scope is scope]
    return sorted(found, key=lambda cls: bool(cls.parent))


def canary_of(cls: type[Record], name: str, cases: frozenset[str], accused: str = "") -> Canary:
    """What somebody must be to be shown a field of a kind."""
    categories = {category_of(cls, name) if name in specs(cls) else cls.category, cls.category}
    found = Canary(cls.kind, name, cases, frozenset(categories))
    if cls.kind == "complaint":
        return replace(found, hidden_from=frozenset({accused}))
    return found


def plain_fields(cls: type[Record]) -> Iterator[tuple[str, Spec]]:
    """The fields of a kind that hold a value of their own: neither links nor users nor files."""
    for name, spec in specs(cls).items():
        if not isinstance(spec, s.Link | s.User | s.Attachment):
            yield name, spec


def of_kind(kind: str) -> type[Record]:
    """The class of a kind."""
    return RECORDS[kind]
