"""Lists beside the cases: referrals with who waits for what, the directory, tasks of a list or a month."""

from __future__ import annotations

from datetime import date

import pytest

from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.errors import Invalid, NotFound
from victimcase.services import directory, referrals, tasks
from victimcase.services.referrals import State

TODAY = date(2026, 3, 14)


def test_referrals_say_where_they_stand_and_how_long_somebody_waits(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        clinic = save(session, "office", "organisation", name="Clinic").id
        to = {"direction": "out", "referred_organisation": clinic}
        sent = {"state": "sent", "outgoing_on": "2026-03-04", "answer_due_on": "2026-03-11"}
        waits = save(session, number, "referral", **to, **sent).id
        draft = save(session, number, "referral", **to, state="draft").id
        inward = {"direction": "in", "referring_organisation": clinic, "state": "accepted"}
        taken = save(session, number, "referral", **inward, answered_on="2026-03-13").id
        found = session.look(referrals.listed)
        assert [one.id for one in found] == [waits, draft, taken]
        assert [one.state for one in found] == [State.SENT, State.PREPARED, State.ACCEPTED]
        assert (found[0].waiting, found[0].late, found[0].with_whom) == (10, True, "Clinic")
        assert found[2].waiting is None and not found[2].out
        assert [one.id for one in session.look(referrals.listed, out=False)] == [taken]
        assert [one.id for one in session.look(referrals.listed, states=["sent"])] == [waits]
        assert len(session.look(referrals.listed, number=number)) == 3
        notify(session, number)
    for login in ("consul", "colleague"):
        with sign_in(login) as session:
            assert session.look(referrals.listed) == []


def test_a_list_that_is_not_all_says_how_much_it_leaves_out(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those beyond what a list holds are counted, for those who may read them; of one case all are listed."""
    with sign_in() as session:
        number = new_case(session).number
        for _ in range(3):
            save(session, number, "referral", direction="out", state="draft")
        assert session.look(referrals.beyond) == 0 and len(session.look(referrals.listed)) == 3
        monkeypatch.setattr(referrals, "MOST", 2)
        assert session.look(referrals.beyond) == 1 and len(session.look(referrals.listed)) == 2
        assert len(session.look(referrals.listed, number=number)) == 3
        notify(session, number)
    for login in ("consul", "colleague"):
        with sign_in(login) as session:
            assert session.look(referrals.beyond) == 0


def test_the_directory_is_found_by_any_name_kind_and_country(sign_in: SignIn) -> None:
    with sign_in() as session:
        clinic = save(
            session, "office", "organisation", name="Hope Clinic", own_script_name="โรงพยาบาล", country="TH"
        ).id
        who = {"name": "Nurul Hidayah", "role": "focal_point", "country": "ID"}
        save(session, "office", "contact_person", **{**who, "role": None}, organisation=clinic)
        save(session, "office", "contact_person", name="Gone", country="ID", ended_on="2026-01-01")
        names = [one.name for one in session.look(directory.listed)]
        assert names == ["Hope Clinic", "Nurul Hidayah"]
        assert next(one.name for one in session.look(directory.listed, ended=True)) == "Gone"
        for text in ("hope", "โรงพยา", "CLIN hop"):
            assert next(one.kind for one in session.look(directory.listed, text=text)) == "organisation"
        (nurul,) = session.look(directory.listed, country="ID")
        assert nurul.organisation_name == "Hope Clinic"
        assert session.look(directory.listed, kind="organisation", country="ID") == []


def test_tasks_of_a_month_are_completed_postponed_and_assigned(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        task = session.do(tasks.add, number, "Call", date(2026, 3, 10)).value.id
        save(session, number, "task", subject="Next month", due_on="2026-04-10", assignee="colleague")
        march = (date(2026, 3, 1), date(2026, 3, 31))
        (found,) = session.look(tasks.between, *march)
        assert (found.id, found.overdue, found.assignee, found.name) == (
            task,
            True,
            "caseworker",
            "Thiri Aung",
        )
        assert [one.subject for one in session.look(tasks.between, mine=True)] == ["Call"]
        session.do(tasks.postpone, number, task, date(2026, 4, 1))
        assert session.look(tasks.between, *march) == []
        session.do(tasks.assign, number, task, "colleague")
        assert len(session.look(tasks.between, assignee="colleague")) == 2
        with pytest.raises(Invalid):
            session.do(tasks.assign, number, task, "nobody")
        session.do(tasks.complete, number, task)
        (done,) = session.look(tasks.between, done=True)
        assert (done.state, done.done_on, done.overdue) == ("done", "2026-03-14", False)
        session.do(tasks.reopen, number, task)
        assert len(session.look(tasks.between)) == 2
        save(session, number, "travel_document", type="passport", valid_until="2026-03-20")
        (by_rule,) = [one for one in session.look(tasks.between) if one.rule]
        with pytest.raises(Invalid):
            session.do(tasks.postpone, number, by_rule.id, date(2026, 5, 1))
        save(session, number, "task", subject="Claim", due_on="2026-03-15", tells_about="health")
        notify(session, number)
    with sign_in("consul") as session:
        assert "Claim" not in [one.subject for one in session.look(tasks.between)]
    with sign_in("colleague") as session:
        assert session.look(tasks.between) == []
        with pytest.raises(NotFound):
            session.do(tasks.complete, number, task)
