"""People typed into each official template come out as meant, and again after writing: thousands of them."""

from __future__ import annotations

import io
import random
import tracemalloc
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.htcds_people import LISTS, TEMPLATES, fill_template, people
from victimcase.exchange import htcds
from victimcase.exchange.htcds_write import Written, default_fields, write_csv, write_xlsx
from victimcase.exchange.reading import Reading, Value

ROWS, MANY = 2_500, 10_000
DISAGREEING = {"N", "O", "Q", "R"}


class Filled(NamedTuple):
    """A template with people in it, and who they are."""

    file: Path
    meant: list[dict[str, Value]]


SIZES = [
    *(pytest.param((name, ROWS), id=name) for name in TEMPLATES),
    *(pytest.param((name, MANY), id=f"{name}-{MANY}", marks=pytest.mark.soak) for name in TEMPLATES),
]


@pytest.fixture(scope="module", params=SIZES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    template, rows = request.param
    target = tmp_path_factory.mktemp("htcds") / template
    seed = TEMPLATES.index(template)
    meant = list(people(rows, seed))
    fill_template(template, meant, target, random.Random(seed))
    return Filled(target, meant)


def _canonical(reading: Reading) -> list[Mapping[str, Value]]:
    return [row.values for row in reading]


def test_every_row_of_a_filled_template_comes_out_and_comes_back(filled: Filled) -> None:
    file, meant = filled
    assert {name for person in meant for name in person} == {field.name for field in LISTS.core}

    reading = htcds.read(file, file.name, LISTS)
    read = _canonical(reading)

    assert reading.layout == "htcds-xlsx"
    assert reading.total == len(meant)
    assert len(reading.columns) == 38
    assert read == meant
    assert [row.number for row in islice(reading, 3)] == [3, 4, 5]
    told = [warning for warning in reading.warnings if "hidden row of names" in warning.message]
    assert {warning.column for warning in told} == DISAGREEING

    again = io.BytesIO()
    if file.name == TEMPLATES[0]:
        written, layout = write_xlsx(again, read, default_fields(LISTS), LISTS), "htcds-xlsx"
    else:
        written, layout = write_csv(again, read, default_fields(LISTS), LISTS), "htcds-csv"
    assert written == Written(len(meant))
    back = htcds.read(again, "again", LISTS)
    assert (back.layout, back.warnings) == (layout, ())
    assert _canonical(back) == meant


def test_rows_are_read_one_by_one(filled: Filled) -> None:
    """What grows with the file is the sheet the library keeps outside of Python, not our rows."""
    reading = htcds.read(filled.file, filled.file.name, LISTS)
    list(islice(reading, 300))  # fills the memory of labels

    tracemalloc.start()
    try:
        for row in islice(reading, 1_000):
            assert not row.rejected
        _, passed = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        kept = list(islice(reading, 1_000))
        _, held = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(kept) == 1_000
    assert passed * 3 < held
