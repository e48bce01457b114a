"""Rows of each official template go through a vault and come back equal: ten thousand in the long tests."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import vaults
from tests.htcds_people import LISTS, TEMPLATES, fill_template, people
from victimcase.exchange import htcds
from victimcase.exchange.reading import Value
from victimcase.services import exports, imports, keeping, records
from victimcase.services.import_report import Report

ROWS, MANY = 1_200, 10_000
PLAIN = exports.Order(recipient="own", purpose="internal", plain_because="to compare it in a test")


class Imported(NamedTuple):
    """A vault into which one template was imported, and what was meant."""

    folder: Path
    meant: list[dict[str, Value]]
    report: Report


SIZES = [
    *(pytest.param((name, ROWS), id=name) for name in TEMPLATES),
    *(pytest.param((name, MANY), id=f"{name}-{MANY}", marks=pytest.mark.soak) for name in TEMPLATES),
]


@pytest.fixture(scope="module", params=SIZES)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    template, rows = request.param
    place = tmp_path_factory.mktemp("round")
    seed = TEMPLATES.index(template) + 7
    meant = list(people(rows, seed))
    fill_template(template, meant, place / template, random.Random(seed))
    folder = vaults.copied(place)
    with vaults.signed_in(folder, "supervisor", vaults.Clock()) as session:
        report = imports.run(session, imports.understand(place / template))
    return Imported(folder, meant, report)


def exported(folder: Path, out: Path) -> list[Mapping[str, Value]]:
    """The rows of an export to the own organisation, read back as canonical values."""
    with vaults.signed_in(folder, "supervisor", vaults.Clock()) as session:
        exports.give(session, "htcds", PLAIN, out)
    return [row.values for row in htcds.read(out, out.name, LISTS).rows()]


def first_difference(found: Sequence[Mapping[str, Value]], meant: Sequence[Mapping[str, Value]]) -> object:
    """The first row that differs, with its place; none when all are equal."""
    if len(found) != len(meant):
        return len(found), len(meant)
    for place, (one, other) in enumerate(zip(found, meant, strict=True)):
        if one != other:
            return place, dict(one.items() - other.items()), dict(other.items() - one.items())
    return None


def test_every_row_comes_back_equal(imported: Imported, tmp_path: Path) -> None:
    rows = len(imported.meant)
    assert (imported.report.rows, imported.report.created) == (rows, rows)
    assert imported.report.rejected == []
    for name in ("out.xlsx", "out.csv"):
        assert first_difference(exported(imported.folder, tmp_path / name), imported.meant) is None


def test_an_edited_field_comes_out_edited_and_only_it(imported: Imported, tmp_path: Path) -> None:
    number = imported.report.cases[41]
    with vaults.signed_in(imported.folder, "supervisor", vaults.Clock()) as session:
        session.do(records.save, number, "person", {"city": "Ban Mai"})
    meant = [dict(row) for row in imported.meant]
    meant[41]["prs_MailingCity"] = "Ban Mai"
    assert first_difference(exported(imported.folder, tmp_path / "out.xlsx"), meant) is None

    with vaults.signed_in(imported.folder, "supervisor", vaults.Clock()) as session:
        keeping.back_up(session, tmp_path / "all.backup")
    restored = tmp_path / "restored.vault"
    keeping.restore(tmp_path / "all.backup", restored, "supervisor", vaults.PASSPHRASE)
    assert first_difference(exported(restored, tmp_path / "again.xlsx"), meant) is None


def test_no_raw_row_is_kept(imported: Imported) -> None:
    with (
        vaults.signed_in(imported.folder, "supervisor", vaults.Clock()) as session,
        session.vault.read.begin() as conn,
    ):
        rows = conn.exec_driver_sql("SELECT source, row, content FROM source_row").all()
    assert len(rows) == len(imported.meant)
    hexadecimal = set("0123456789abcdef")
    assert all(set(source) <= hexadecimal and set(content) <= hexadecimal for source, _, content in rows)
    assert {row for _, row, _ in rows} <= {str(count) for count in range(1, 50)}
