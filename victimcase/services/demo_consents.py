"""What the person of a demo case agreed to, for whom, and what they refused or took back."""

from __future__ import annotations

from datetime import timedelta

from victimcase.domain.words import Step
from victimcase.services.demo_life import ADULT
from victimcase.services.demo_telling import ALL_ROUND, Telling
from victimcase.services.demo_words import HOME


def for_the_partner(t: Telling) -> None:
    """What about half of the people agreed to: that the Demo partner may be told."""
    day = min(t.life.halt, t.left(Step.SCREENING) + 7)
    if not t.life.has("partner") or t.life.has("death") or not t.pen.on(day, t.worker):
        return
    soon = t.life.index % 24 == 2
    until = t.office.today + timedelta(days=t.rng.randint(2, 12) if soon else t.rng.randint(25, 300))
    limits = t.words.wish(t.language) if t.rng.random() < 0.3 else None
    t.made["partner"] = t.agree(
        "referral",
        t.office.partner,
        categories=ALL_ROUND[: t.rng.choice((4, 6, 9))],
        expires_on=None if t.rng.random() < 0.2 else until,
        limits=limits,
    )
    if t.life.has("partner_services"):
        t.agree("services", t.office.partner, categories=ALL_ROUND[:6], expires_on=until)


def for_the_office(t: Telling) -> None:
    """Consents for other purposes: some expired, some withdrawn, and the refusals."""
    if t.pen.on(t.left(Step.INTAKE) - 1, t.worker):
        t.made["services"] = t.agree("services", categories=ALL_ROUND, days=365)
        t.agree(
            "media",
            given=False,
            days=None,
            categories=(),
            how="spoken_witnessed",
            witness="Second caseworker",
        )
    if t.life.has("imported_case") and t.pen.on(0, t.worker):
        t.agree("case_transfer", days=None, how="import", reported_by_import=True, interpreter=None)
    if t.life.has("expired") and t.pen.on(12, t.worker):
        t.agree("photograph", days=60, categories=("identity",))
    if t.life.has("withdrawn") and t.pen.on(6, t.worker):
        made = t.agree("research", days=365, categories=("account",))
        if t.pen.on(min(15, t.life.halt), t.worker):
            t.pen.change("consent", made, withdrawn_on=t.pen.today, withdrawn_how="Said so at breakfast")
    if t.presumed and t.life.age == ADULT and t.pen.on(t.left(Step.SCREENING) + 9, t.worker):
        police = t.office.one_of("police", HOME)
        if t.chance("police consent", 0.4):
            t.agree("police", police, categories=("identity", "account", "legal"))
        if t.chance("village consent", 0.1):
            t.agree("services", recipient_text="Health volunteer of the village", categories=("health",))
        if t.chance("statistics consent", 0.3):
            t.agree("statistics", days=None, categories=("account", "administrative"))
