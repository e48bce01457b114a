"""One case being told: whom it is about, what happened, and what its chapters have to know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from victimcase.domain.spec import Amount
from victimcase.domain.words import Category, RecordId, Step
from victimcase.services import reference
from victimcase.services.demo_life import ALONE, DISPUTED, GUARDED, STAY, Life
from victimcase.services.demo_pen import SUPERVISOR, WORKER, Pen
from victimcase.services.demo_words import HOME, SAID_LIKE, Place, Words

if TYPE_CHECKING:
    from victimcase.services.demo_office import Office

AGENCY = "Krung Chan House"
ABROAD = {"scam_compound": ("KH", "MM", "LA"), "casino": ("KH", "LA")}
"""Where people were held who came out across the border."""

ALL_ROUND = tuple(
    str(one)
    for one in (
        Category.IDENTITY,
        Category.CONTACT,
        Category.FAMILY,
        Category.ACCOUNT,
        Category.HEALTH,
        Category.LEGAL,
        Category.TRAVEL,
        Category.NOTE,
        Category.ADMINISTRATIVE,
    )
)


@dataclass
class Telling:
    """The pen of one case with everything its chapters share."""

    life: Life
    pen: Pen
    words: Words
    office: Office
    home: Place
    site: Place
    months: int
    interpreter: str
    guardian: RecordId | None = None
    guardian_from: date = date.max
    made: dict[str, RecordId] = field(default_factory=dict)
    """Records other chapters link to."""

    @classmethod
    def begin(cls, life: Life, office: Office) -> Telling:
        """Draw what one life was like before it came here."""
        rng, words = office.rng, office.words
        last = life.opened_on + timedelta(days=life.halt)
        pen = Pen(rng, life.opened_on, last, life.case, life.person, office.id)
        country = life.name.citizenship or "MM"
        abroad = ABROAD.get(life.story.site)
        site = (
            words.place(rng.choice(abroad), "compound", "border")
            if abroad
            else words.place(HOME, "city", "port")
        )
        return cls(
            life,
            pen,
            words,
            office,
            home=words.place(country, "village", "town"),
            site=site,
            months=rng.randint(2, 30),
            interpreter="" if life.domestic else words.interpreter(country),
        )

    @property
    def rng(self) -> Random:
        """Where every choice comes from."""
        return self.office.rng

    @property
    def country(self) -> str:
        """Where the person comes from; for somebody stateless the country last lived in."""
        return self.home.country

    @property
    def worker(self) -> str:
        """Who writes in the case: the caseworker, unless the case is another team's or closed to them."""
        return SUPERVISOR if self.life.has("north") or self.closed_to_worker else WORKER

    @property
    def closed_to_worker(self) -> bool:
        """Whether the case is restricted to the supervisor alone."""
        return self.life.has("restricted") and self.life.index % 2 == 0

    @property
    def language(self) -> str:
        """What the person is spoken with in."""
        return self.life.name.language

    @property
    def written_language(self) -> str:
        """A language papers are written in for the person."""
        return SAID_LIKE.get(self.language, self.language)

    @property
    def presumed(self) -> bool:
        """Whether the screening found signs of trafficking."""
        return bool(self.life.story.form)

    @property
    def treated_as_child(self) -> bool:
        """Whether a child's rules hold once ages are settled."""
        return self.life.age in (GUARDED, ALONE) or (
            self.life.age == DISPUTED and self.life.has("found_child")
        )

    @property
    def stays(self) -> bool:
        """Whether the person stays in the country."""
        return self.life.choice == STAY

    def left(self, step: Step) -> int:
        """The day a step is left, counted from the opening; far away for a step never taken."""
        return self.life.days.get(step, 99_999)

    @property
    def home_day(self) -> int:
        """The day plan and follow-up are counted from: the arrival, or the choice to stay."""
        return self.left(Step.TRAVEL if Step.TRAVEL in self.life.days else Step.OPTION) - 1

    def chance(self, what: str, likely: float) -> bool:
        """Whether something happens; the first time it is asked for in a demo it does."""
        first = what not in self.office.seen
        happens = self.rng.random() < likely
        if first or happens:
            self.office.seen.add(what)
        return first or happens

    def fill(self, text: str, **more: object) -> str:
        """A piece of text with the places and times of this life in its gaps."""
        known = {
            "place": self.site.name,
            "country": reference.load().country(self.site.country),
            "agency": AGENCY,
            "months": self.months,
            "days": self.months * 30,
        }
        return text.format(**known | more)

    def text(self, section: str, key: str) -> str:
        """A piece of text of a section, filled."""
        return self.fill(self.words.text(section, key))

    def money(self, number: int, currency: str) -> Amount:
        """An amount."""
        return Amount(Decimal(number).quantize(Decimal("0.01")), currency)

    def free_on(self) -> date:
        """The day the exploitation ended: shortly before the case was opened."""
        return self.life.opened_on - timedelta(days=2 + self.life.index % 9)

    def began_on(self) -> date:
        """The day the exploitation began."""
        return self.free_on() - timedelta(days=self.months * 30)

    def has_guardian(self, guardian: RecordId) -> None:
        """From the day of the act being written this guardian speaks for the child."""
        self.guardian, self.guardian_from = guardian, self.pen.today

    def agree(
        self, purpose: str, recipient: RecordId | None = None, *, days: int | None = 180, **more: object
    ) -> RecordId:
        """Write a consent: by the person, by the guardian with the child, or by the child alone."""
        if self.guardian is not None and self.guardian_from <= self.pen.today:
            by: dict[str, object] = {"given_by": "guardian", "guardian": self.guardian, "child_assent": True}
        else:
            by = {"given_by": "child_assent" if self.life.age == ALONE else "person"}
        said: dict[str, object] = {
            "purpose": purpose,
            "recipient": recipient,
            "given": True,
            **by,
            "categories": ALL_ROUND[:4],
            "language": self.language,
            "interpreter": self.interpreter or None,
            "how": self.rng.choice(("signature", "signature", "thumbprint", "spoken_witnessed")),
            "risks_explained": True,
            "given_on": self.pen.today,
            "expires_on": self.pen.ahead(days) if days else None,
            "taken_by": self.worker,
        }
        return self.pen.make("consent", **said | more)  # type: ignore[arg-type]  # values of fields, as the records name them
