"""How fast this installation is: each figure of the design beside the raw library in the same run.

Everything takes place in a throw-away folder with made-up people, encrypted as any vault, deleted afterwards.
Ratios hold on any machine; times say what this one can do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from victimcase.services import bench_files, bench_vault, vaults
from victimcase.services.bench_clock import Pair, machine, spent
from victimcase.services.bench_people import fill, full_case
from victimcase.services.bench_vault import Ground
from victimcase.services.session import Session
from victimcase.services.vaults import Founding
from victimcase.store import vault as vault_files

Progress = Callable[[int, int], None]

MOST_IMPORTED: Final = 10_000
PASSPHRASE: Final = "only made-up people ever live in this vault"
FOUNDING: Final = Founding(office="BEN", country="TH", name="Bench", quick=True)


@dataclass(frozen=True)
class Reach:
    """What is to be reached: a ratio to the raw library, a time or size on this machine, or both."""

    ratio: float | None = None
    most: float | None = None

    def said(self, unit: str) -> str:
        """In words."""
        parts = [f"≤ {self.ratio:g} ×"] if self.ratio else []
        return ", ".join([*parts, *([f"< {self.most:g} {unit}"] if self.most else [])])

    def met(self, pair: Pair) -> bool | None:
        """Whether it is; none where nothing is asked, or nothing can be told."""
        if self.ratio is None and self.most is None:
            return None
        near = self.ratio is None or (pair.raw is not None and pair.ours <= self.ratio * pair.raw)
        return near and (self.most is None or pair.ours < self.most)


@dataclass(frozen=True)
class Row:
    """One figure: what, ours and the raw library's in this unit, and whether what is to be reached is."""

    what: str
    ours: float
    raw: float | None
    ratio: float | None
    unit: str
    reach: str
    met: bool | None


@dataclass(frozen=True)
class Report:
    """Everything that was measured, and on what."""

    cases: int
    machine: Mapping[str, object]
    vault: Mapping[str, object]
    rows: tuple[Row, ...]
    seconds: float


def row(what: str, pair: Pair, reach: Reach, unit: str = "ms") -> Row:
    """A figure with its ratio and its verdict."""
    ratio = round(pair.ours / pair.raw, 3) if pair.raw else None
    raw = None if pair.raw is None else round(pair.raw, 3)
    return Row(what, round(pair.ours, 3), raw, ratio, unit, reach.said(unit), reach.met(pair))


def run(
    cases: int, folder: Path | None = None, progress: Progress = lambda done, of: None, rounds: int = 15
) -> Report:
    """Measure with so many made-up cases, in a folder inside `folder` (or the system's own).

    Small things are measured so many `rounds`, others accordingly.
    """
    start = time.perf_counter()
    with TemporaryDirectory(prefix="victimcase-bench-", dir=folder) as place:
        found = tuple(_rows(Path(place), cases, progress, rounds))
        rows = tuple(one for one in found if isinstance(one, Row))
        facts = next(one for one in found if not isinstance(one, Row))
    return Report(cases, machine(), facts, rows, round(time.perf_counter() - start, 1))


def _rows(place: Path, cases: int, progress: Progress, rounds: int) -> Iterator[Row | Mapping[str, object]]:
    how = vaults.options(place / "state")
    folder = place / "bench.vault"
    vaults.create(folder, PASSPHRASE, FOUNDING, how=how)
    opened = vault_files.open(folder, FOUNDING.login, PASSPHRASE, how)
    ground = Ground(place, how, FOUNDING.login, opened.unlocked, rounds)
    with closing(vaults.open_session(opened)) as session:
        took = spent(lambda: fill(session, cases, progress))
        yield row("write a case (many in one transaction)", Pair(took / cases), Reach())
        number, written = full_case(session), bench_vault.notes(session)
    bench_vault.copied(ground)
    yield row("unlock to first rows, without Argon2id", bench_vault.opening(ground), Reach(3, 150))
    with closing(ground.session()) as session:
        yield from _in_the_vault(session, ground, cases, number)
        for what, pair in bench_vault.saving(session, ground, written).items():
            yield row(f"save one record, {what}", pair, Reach(1.5) if what == "CPU" else Reach(None, 10))
        yield from _files(session, cases, max(rounds // 3, 1))
        yield session.look(vaults.info)


def _in_the_vault(session: Session, ground: Ground, cases: int, number: str) -> Iterator[Row]:
    with closing(ground.raw(session)) as raw:
        for what, pair in bench_vault.lists(session, raw, cases, ground.rounds):
            yield row(f"list, {what}", pair, Reach(1.5))
        for what, pair in bench_vault.searching(session, raw, ground.rounds):
            yield row(f"search as you type, {what}, p95", pair, Reach(1.5, 20))
        opened = bench_vault.whole_case(session, raw, number, ground.rounds)
        yield row("open a full case (60 records)", opened, Reach(2, 50))
        sealed, proof = bench_vault.backing_up(session, ground, raw)
        yield row("backup, copied and sealed", sealed, Reach(1.2))
        yield row("backup, proved by opening it", proof, Reach())


def _files(session: Session, cases: int, rounds: int) -> Iterator[Row]:
    count = min(MOST_IMPORTED, max(cases // 10, 10))
    pair, memory = bench_files.importing(session, count)
    yield row(f"import an HTCDS workbook, {count:,} rows", pair, Reach(3))
    if memory is not None:
        more = f"import, memory more than for {count // 10:,} rows (64 MiB of pages may be kept)"
        yield row(more, Pair(memory), Reach(None, 96), "MiB")
    yield row("referral letter, 4 pages, 3 scripts", bench_files.setting(rounds), Reach(2, 300))
    yield row("start of the command", bench_files.starting(rounds), Reach())
