"""One search over cases, people to call and organisations, each as far as the user may see it."""

from __future__ import annotations

from tests.vaults import SignIn, new_case, save
from victimcase.services import finder


def test_a_text_finds_cases_by_any_name_and_whom_the_office_knows(sign_in: SignIn) -> None:
    with sign_in() as session:
        nur = new_case(session, given_names="Nurhayati", family_name="Daeng").number
        alias = new_case(session, given_names="Sok", family_name="Chanthou", other_names="Pich, Nur").number
        new_case(session, given_names="Zaw", family_name="Min")
        save(session, "office", "contact_person", name="Nurul Hidayah", country="ID")
        save(session, "office", "organisation", name="Nursing home", country="TH")
        found = session.look(finder.find, "nur")
        assert {one.line.number: one.also for one in found.cases} == {nur: "", alias: "Nur"}
        assert [one.name for one in found.contacts] == ["Nurul Hidayah"]
        assert [one.name for one in found.organisations] == ["Nursing home"]
        assert [one.line.number for one in session.look(finder.find, nur).cases] == [nur]
        assert session.look(finder.find, "  ") == finder.Found((), (), ())
        assert len(session.look(finder.find, "nur", most=1).cases) == 1


def test_only_what_the_role_may_see_is_searched(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session, given_names="Nurhayati").number
        save(session, "office", "organisation", name="Nursing home")
        save(session, number, "case", restricted=True, restricted_members="caseworker")
    for login in ("admin", "supervisor", "consul"):
        with sign_in(login) as session:
            for text in ("nur", number):
                assert session.look(finder.find, text).cases == ()
            assert len(session.look(finder.find, "nur").organisations) == 1
