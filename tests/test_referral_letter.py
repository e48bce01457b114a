"""What the letter of a referral asks, and of whom; everything else of the record stays."""

from __future__ import annotations

from pathlib import Path

from tests.people_on_paper import made, read
from tests.referral_ground import WHY, Ground, agree, begun, ground
from tests.vaults import SignIn, save
from victimcase.services import disclosures, papers, referral_letters
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.referral_letters import Setting
from victimcase.services.session import Session

ASKS = "What we ask of you"


def letter(session: Session, on: Ground, referral: str, *, texts: dict[str, str]) -> str:
    """The words of the letter a referral would send now."""
    order = session.look(referral_letters.order_of, on.number, referral, Setting(texts=texts))
    released = session.look(papers.decided, "referral_letter", order)
    return read(papers.rendered("referral_letter", released, session.look(papers.setting_of), order))


def test_it_says_first_what_is_asked_why_and_until_when(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        on = ground(session)
        referral = begun(session, on, urgent=True, until_on="2026-06-30")
        said = letter(session, on, referral, texts={EVERY: GOES})
        assert said.index(ASKS) < said.index("Person")
        for words in ("Legal", "Urgent?", "30 June 2026", WHY["needed_why"]):
            assert words in said
        for words in (WHY["alternatives"], WHY["risks"]):
            assert words not in said, "how the office decided is not what it asks"
        setting = Setting(texts={EVERY: GOES})
        referral_letters.send(session, on.number, referral, tmp_path / "a.pdf", setting=setting)
        [line] = session.look(disclosures.listed, on.number)
        assert line.categories == ("identity",)
        assert {"referral.services", "referral.needed_why", "referral.until_on"} <= set(line.fields)
        assert not {"referral.risks", "referral.alternatives", "referral.note"} & set(line.fields)


def test_a_reason_nobody_has_read_through_stays(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        said = letter(session, on, begun(session, on), texts={})
        assert ASKS in said and "Legal" in said and WHY["needed_why"] not in said


def test_nobody_but_who_is_asked_reads_it(sign_in: SignIn) -> None:
    """The twin: the same referral named for a letter to somebody else, and for another paper."""
    with sign_in() as session:
        on = ground(session)
        other = save(session, "office", "organisation", name="Red House", country="TH").id
        agree(session, on.number, other)
        referral = begun(session, on)
        assert ASKS in made(session, "referral_letter", on.number, on.partner, "referral", about=referral)
        assert ASKS not in made(session, "referral_letter", on.number, other, "referral", about=referral)
        assert ASKS not in made(session, "referral_letter", on.number, on.partner, "referral")


def test_a_question_alone_is_no_letter(sign_in: SignIn) -> None:
    """That somebody is asked about at all tells that there is somebody: it rests on consent like the rest."""
    with sign_in() as session:
        on = ground(session, agreed=False)
        referral = begun(session, on)
        order = session.look(referral_letters.order_of, on.number, referral, Setting(texts={EVERY: GOES}))
        released = session.look(papers.decided, "referral_letter", order)
        assert released.contents[0].pieces == () and released.texts == ()


def test_a_list_is_written_as_each_language_writes_it(sign_in: SignIn) -> None:
    with sign_in() as session:
        on = ground(session)
        about = begun(session, on)
        said = {
            language: made(
                session,
                "referral_letter",
                on.number,
                on.partner,
                "referral",
                about=about,
                languages=(language,),
            )
            for language in ("en", "fa", "my")
        }
        assert "Psychosocial support, Legal help" in said["en"]
        assert "،" in said["fa"] and "၊" in said["my"]
