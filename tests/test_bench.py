"""The figures of speed: each row has its shape and its verdict, and the raw baseline asks what we ask."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from victimcase.cli import app
from victimcase.services import bench, cases, records, use_case, vaults
from victimcase.services.bench import Reach, row
from victimcase.services.bench_clock import Pair, beside, forget_peak, peak_mib, worst
from victimcase.services.bench_people import FULL, fill, full_case, people
from victimcase.services.session import Session
from victimcase.store import raw_baseline as raw

ROWS = {
    "write a case (many in one transaction)",
    "unlock to first rows, without Argon2id",
    "list, first page by day",
    "list, first page by name",
    "list, first page by number",
    "list, a page from the middle",
    "list, first page of one stage",
    "search as you type, 3 letters and more, p95",
    "search as you type, 1 or 2 letters, p95",
    "open a full case (60 records)",
    "backup, copied and sealed",
    "backup, proved by opening it",
    "save one record, CPU",
    "save one record, time",
    "import an HTCDS workbook, 10 rows",
    "referral letter, 4 pages, 3 scripts",
    "start of the command",
}


@contextmanager
def vault_of_made_up_people(folder: Path, count: int) -> Iterator[Session]:
    """A vault with so many made-up cases."""
    how = vaults.options(folder / "state")
    vaults.create(folder / "some.vault", bench.PASSPHRASE, bench.FOUNDING, how=how)
    with vaults.opened(folder / "some.vault", "admin", bench.PASSPHRASE, how=how) as session:
        fill(session, count, lambda done, of: None)
        yield session


def test_the_command_prints_every_figure_and_leaves_nothing(
    tmp_path: Path,
    own_state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bench, "run", partial(bench.run, rounds=1))
    assert app.main(["bench", "--cases", "100", "--in", str(tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"cases", "machine", "vault", "rows", "seconds"} == set(said)
    assert {"cores", "python", "system", "processor"} <= set(said["machine"])
    assert {"sqlite", "cipher"} <= set(said["vault"])
    assert {one["what"] for one in said["rows"]} >= ROWS
    for one in said["rows"]:
        assert {"what", "ours", "raw", "ratio", "unit", "reach", "met"} == set(one)
        assert one["ours"] >= 0
        assert (one["ratio"] is None) == (one["raw"] is None)
        assert (one["met"] is None) == (one["reach"] == "")
    assert [*tmp_path.iterdir(), *own_state.iterdir()] == []


def test_the_command_prints_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (row("one thing", Pair(3.0, 2.0), Reach(2)), row("another", Pair(3.0), Reach()))
    report = bench.Report(1, {}, {}, rows, 0.1)
    monkeypatch.setattr(bench, "run", lambda *given: report)
    assert app.main(["bench"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 3
    assert shown[1].split()[-1] == "yes"


@pytest.mark.parametrize(
    ("pair", "reach", "met"),
    [
        (Pair(3.0, 2.0), Reach(1.5), True),
        (Pair(3.1, 2.0), Reach(1.5), False),
        (Pair(3.0, 2.0), Reach(1.5, 3.0), False),
        (Pair(2.9, 2.0), Reach(1.5, 3.0), True),
        (Pair(2.9), Reach(None, 3.0), True),
        (Pair(2.9), Reach(1.5), False),
        (Pair(2.9), Reach(), None),
    ],
)
def test_a_figure_is_met_or_not(pair: Pair, reach: Reach, met: bool | None) -> None:
    made = row("something", pair, reach)
    assert made.met is met
    assert made.ratio == (round(pair.ours / pair.raw, 3) if pair.raw else None)


def test_rounds_are_taken_in_turns_and_the_first_does_not_count() -> None:
    ticks = iter(range(1000))
    order: list[str] = []
    found = beside(
        lambda: order.append("ours"),
        lambda: order.append("raw"),
        rounds=3,
        clock=lambda: float(next(ticks)),
    )
    assert order == ["ours", "raw"] * 4
    assert found == Pair(1000.0, 1000.0)
    assert worst([5.0, 1.0, 3.0, 2.0, 4.0], 0.8) == 4.0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the peak anew")
def test_the_peak_of_memory_is_counted_anew() -> None:
    held = bytearray(64 * 2**20)
    del held
    forget_peak()
    before = peak_mib()
    held = bytearray(32 * 2**20)
    after = peak_mib()
    assert before is not None
    assert after is not None
    assert 24 < after - before < 48
    del held


def test_made_up_people_are_the_same_each_time() -> None:
    assert list(islice(people(), 50)) == list(islice(people(), 50))
    assert len({one.person["own_script_name"] for one in islice(people(), 300)}) > 150


def asked_of(connection: Any, act: Any) -> list[str]:
    """The statements an act sends to the database that read cards."""
    said: list[str] = []
    connection.set_trace_callback(said.append)
    try:
        act()
    finally:
        connection.set_trace_callback(None)
    return [one for one in said if "FROM card c" in one or "JOIN card c" in one]


def test_the_raw_baseline_asks_what_we_ask_and_gets_what_we_get(tmp_path: Path) -> None:
    with vault_of_made_up_people(tmp_path, 120) as session:
        database, key = session.vault.folder.database, session.vault.database_key
        with session.vault.read.connect() as conn:
            own: Any = conn.connection.driver_connection
        with closing(raw.opened(database, key, read_only=True)) as connection:
            for order in raw.ORDERS:
                ours = asked_of(own, partial(session.look, cases.listed, order=order, offset=7))
                by_hand = asked_of(connection, partial(raw.page, connection, "admin", order, "", 7))
                assert ours == by_hand != []
            for text in ("siti", "nur", "ma", "n", "မြ"):
                ours = asked_of(own, partial(session.look, cases.listed, text=text))
                by_hand = asked_of(connection, partial(raw.found, connection, "admin", text))
                assert ours == by_hand != []
                found = session.look(cases.listed, text=text)
                assert [card.number for card in found] == [
                    card[2] for card in raw.found(connection, "admin", text)
                ]


def test_the_raw_baseline_saves_a_note_as_it_is_saved(tmp_path: Path) -> None:
    with vault_of_made_up_people(tmp_path, 2) as session:
        card = session.look(cases.listed)[0]
        note = session.do(records.save, card.number, "note", {"text": "First"}).value.id
        connection = raw.opened(session.vault.folder.database, session.vault.database_key)
        log = raw.log_of(connection)
        raw.save(connection, log, note, card.case_id, "Second thoughts")
        connection.close()
        shown = session.look(cases.shown, card.number)
        [text] = [seen.record.text for kind, seen in shown.records if kind == "note"]  # type: ignore[attr-defined]
        assert text == "Second thoughts"


def test_a_full_case_has_its_records_and_its_raw_reading_too(tmp_path: Path) -> None:
    with vault_of_made_up_people(tmp_path, 1) as session:
        card = session.look(lambda tx: tx.case(full_case(session)))
        made = [kind for kind, _ in session.look(cases.shown, card.number).records if kind != "task"]
        assert len(made) == FULL
        with closing(raw.opened(session.vault.folder.database, session.vault.database_key)) as connection:
            assert raw.whole_case(connection, card.case_id, card.person_id) >= FULL


def test_the_raw_baseline_runs_alone() -> None:
    command = [sys.executable, "-m", "victimcase.store.raw_baseline", "200"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert {"fill", "page by opened", "search ma", "backup", "open to first rows"} <= set(told)


def test_a_slow_query_is_named_in_the_log_and_nothing_it_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with vault_of_made_up_people(tmp_path, 1) as session, caplog.at_level("INFO", "victimcase"):
        monkeypatch.setattr(use_case, "SLOW", 10**9)
        session.look(cases.listed, text="nobody")
        quick = [one for one in caplog.messages if one.startswith("slow")]
        monkeypatch.setattr(use_case, "SLOW", 0)
        session.look(cases.listed, text="nobody")
    assert quick == []
    [slow] = [one for one in caplog.messages if one.startswith("slow")]
    assert slow.startswith("slow query cases.listed: ")
    assert "nobody" not in slow
