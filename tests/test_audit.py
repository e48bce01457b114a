"""The log of the office: paged, narrowed, without values, and silent about cases the reader may not see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.vaults import FOUNDER, Clock, SignIn, new_case, save
from victimcase.domain.errors import Refused
from victimcase.services import audit, keeping
from victimcase.services.audit import Wanted
from victimcase.services.keeping import LastBackup


def test_the_log_is_paged_newest_first_and_holds_no_value(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        for count in range(5):
            save(session, number, "note", text=f"She told me {count}.")
    with sign_in("supervisor") as session:
        first = session.look(audit.page, Wanted(case=number), limit=4)
        assert [line.title for line in first.lines] == ["Save record"] * 4
        assert {(line.user, line.case, line.action) for line in first.lines} == {
            ("caseworker", number, "records.save")
        }
        second = session.look(audit.page, Wanted(case=number), before=first.before, limit=4)
        assert [line.action for line in second.lines] == ["records.save", "cases.new"]
        assert second.before is None and second.lines[0].seq < first.lines[-1].seq
        assert "told me" not in str((first, second)) and "Thiri" not in str((first, second))
        whole = session.look(audit.page)
        assert [line.seq for line in whole.lines] == sorted((one.seq for one in whole.lines), reverse=True)


def test_the_log_is_narrowed_by_user_act_and_day(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        clock.go(days=2)
        save(session, number, "note", text="Later")
    with sign_in("supervisor") as session:

        def acts(**wanted: object) -> list[str]:
            return [one.action for one in session.look(audit.page, Wanted(**wanted)).lines]  # type: ignore[arg-type]

        assert acts(user="caseworker") == ["records.save", "cases.new"]
        assert acts(user="nobody") == acts(case="no such case") == []
        assert acts(action="records.save") == ["records.save"]
        assert acts(user="caseworker", last=date(2026, 3, 14)) == ["cases.new"]
        assert acts(user="caseworker", first=date(2026, 3, 15)) == ["records.save"]
        assert acts(first=date(2026, 3, 16), last=date(2026, 3, 16)) == ["records.save"]
        assert ("cases.new", "Open a new case") in session.look(audit.actions) or ("cases.new") in dict(
            session.look(audit.actions)
        )


def test_a_case_out_of_sight_is_not_hinted_at(sign_in: SignIn) -> None:
    with sign_in(FOUNDER) as session:
        number = new_case(session).number
        save(session, number, "case", restricted=True, restricted_members=FOUNDER)
        assert session.look(audit.page, Wanted(case=number)).lines
    with sign_in("supervisor") as session:
        assert session.look(audit.page, Wanted(case=number)).lines == ()
        assert number not in str(session.look(audit.page))
        assert "cases.new" not in [line.action for line in session.look(audit.page).lines]


def test_only_who_may_see_it_sees_it(sign_in: SignIn) -> None:
    for login in ("caseworker", "consul", "admin"):
        with sign_in(login) as session:
            for query in (audit.page, audit.actions, audit.chain):
                with pytest.raises(Refused, match="whole office"):
                    session.look(query)


def test_the_chain_is_proved_and_a_change_in_it_found(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        session.sign()
        whole = session.look(audit.chain)
        assert whole.ok and whole.entries > 1 and whole.signatures and whole.problems == ()
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql("DROP TRIGGER entry_fixed")
            conn.exec_driver_sql("UPDATE entry SET reason = 'x' WHERE action = 'cases.new'")
        broken = session.look(audit.chain)
        assert not broken.ok and "entry" in broken.problems[0] and number not in str(broken)


def test_backups_are_listed_and_the_next_comes_due(sign_in: SignIn, clock: Clock, tmp_path: Path) -> None:
    with sign_in() as session:
        assert session.look(keeping.last_backup) == LastBackup("", None, True)
        made = keeping.back_up(session, tmp_path / "one.vcbackup")
        clock.go(days=3)
        keeping.back_up(session, tmp_path / "two.vcbackup")
        (tmp_path / "one.vcbackup").unlink()
        two, one = session.look(keeping.backups)
        assert (one.by, one.sha256, one.still_there, two.still_there) == (
            "caseworker",
            made.sha256,
            False,
            True,
        )
        clock.go(days=6)
        assert session.look(keeping.last_backup) == LastBackup(two.at, 6, False)
        clock.go(days=1)
        assert session.look(keeping.last_backup).due
        with pytest.raises(Exception, match="there already"):
            keeping.back_up(session, tmp_path / "two.vcbackup")
        assert len(session.look(keeping.backups)) == 2
    with sign_in("admin") as session:
        save(session, "office", "office_settings", backup_days=30)
        assert not session.look(keeping.last_backup).due
    with sign_in("consul") as session:
        assert session.look(keeping.last_backup).days == 7
        with pytest.raises(Refused):
            session.look(keeping.backups)
