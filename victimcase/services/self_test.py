"""Does this installation work? A throw-away vault is taken through everything a day of work needs.

Every step says whether it held; one that fails stops only what builds on it. All people in it are made up,
and the folder is deleted whatever happens.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from victimcase import paths
from victimcase.domain.errors import UserError
from victimcase.exchange import code_lists, htcds, htcds_write
from victimcase.i18n import N_, tr
from victimcase.services import cases, exports, imports, keeping, papers, records, soundness, vaults
from victimcase.services.session import Session
from victimcase.services.vaults import Founding
from victimcase.store.errors import WrongPassphrase

PASSPHRASE: Final = "only made-up people ever live in this vault"
FOUNDING: Final = Founding(office="TEST", country="TH", name="Self-test", quick=True)
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "สมหญิง ใจดี": ("Somying", "Jaidee"),
    "မြမြ သီတာ": ("Mya Mya", "Thida"),
    "សុខ ដារ៉ា": ("Sok", "Dara"),
    "زهرا رحیمی": ("Zahra", "Rahimi"),
    "রহিমা খাতুন": ("Rahima", "Khatun"),
}
"""Made-up people, by their names in five scripts."""
SEEK: Final = ("หญิง", "သီတာ", "សុខ", "رحيمى", "খাতুন")
"""Part of each name, as somebody may type it."""
IMPORTED: Final = 3


@dataclass(frozen=True)
class Step:
    """One thing that was tried: whether it held, how long it took in ms, and why it did not."""

    name: str
    title: str
    ok: bool
    ms: float
    why: str = ""


@dataclass(frozen=True)
class Result:
    """Whether everything held, step by step."""

    ok: bool
    steps: tuple[Step, ...]


class Failed(Exception):
    """What came out is not what should have."""


@dataclass
class _Ground:
    """The folder everything happens in, and what earlier steps left there for later ones."""

    folder: Path
    stack: ExitStack
    numbers: list[str] = field(default_factory=list)
    open: Session | None = None

    @property
    def vault(self) -> Path:
        return self.folder / "self-test.vault"

    @property
    def backup(self) -> Path:
        return self.folder / "self-test.vcbackup"

    @property
    def session(self) -> Session:
        """The open vault."""
        _require(self.open is not None, "the vault is not open")
        assert self.open is not None
        return self.open


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)


def run(tell: Callable[[Step], None] = lambda step: None, folder: Path | None = None) -> Result:
    """Try everything, telling each step as it ends, in a folder inside `folder` (or the system's own)."""
    found = []
    with TemporaryDirectory(prefix="victimcase-self-test-", dir=folder) as place, ExitStack() as stack:
        ground = _Ground(Path(place), stack)
        for name, (title, act) in STEPS.items():
            step = _tried(name, title, act, ground)
            found.append(step)
            tell(step)
    return Result(all(step.ok for step in found), tuple(found))


def _tried(name: str, title: str, act: Callable[[_Ground], None], ground: _Ground) -> Step:
    start, why = time.perf_counter(), ""
    try:
        act(ground)
    except UserError as error:
        why = tr(error.message, **error.values)
    except Failed as error:
        why = str(error)
    except Exception as bug:  # the step says which kind of error it was; nothing in it is about a real person
        why = type(bug).__name__
    return Step(name, title, not why, round((time.perf_counter() - start) * 1000, 1), why)


def _make(ground: _Ground) -> None:
    how = vaults.options(ground.folder / "state")
    vaults.create(ground.vault, PASSPHRASE, FOUNDING, how=how)
    start = (ground.vault / "vault.db").read_bytes()[:16]
    _require(not start.startswith(b"SQLite"), "the database is not encrypted")


def _open(ground: _Ground) -> None:
    how = vaults.options(ground.folder / "state")
    try:
        with vaults.opened(ground.vault, FOUNDING.login, PASSPHRASE[:-1], how=how):
            raise Failed("a wrong passphrase opened the vault")
    except WrongPassphrase:
        opened = vaults.opened(ground.vault, FOUNDING.login, PASSPHRASE, how=how)
    ground.open = ground.stack.enter_context(opened)


def _write(ground: _Ground) -> None:
    for own, (given, family) in NAMES.items():
        person = {"given_names": given, "family_name": family, "own_script_name": own, "birth": "1999-05"}
        made = ground.session.do(cases.new, person, case_fields={"found_in": "TH"}).value
        ground.numbers.append(made.number)
    told = "; ".join(f"{' '.join(names)} ({own})" for own, names in NAMES.items())
    ground.session.do(records.save, ground.numbers[0], "note", {"text": told})


def _search(ground: _Ground) -> None:
    _require(len(ground.numbers) == len(SEEK), "there are no cases to be found")
    for number, text in zip(ground.numbers, SEEK, strict=True):
        found = [card.number for card in ground.session.look(cases.listed, text=text)]
        _require(found == [number], f"search in script {len(found)} instead of one")
    one = ground.session.look(cases.listed, text="khat")
    _require([card.number for card in one] == ground.numbers[-1:], "search in plain letters")


def _paper(ground: _Ground) -> None:
    out = ground.folder / "sheet.pdf"
    papers.give(ground.session, "case_sheet", papers.Order(ground.numbers[0], "own", "internal"), out)
    made = out.read_bytes()
    _require(made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF"), "the paper is not whole")
    import pikepdf  # slow to load

    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = {str(font.get("/BaseFont")) for page in pdf.pages for font in page.resources.Font.values()}
    _require(len(fonts) >= len(NAMES), f"the paper has {len(fonts)} fonts for {len(NAMES)} scripts")


def _exchange(ground: _Ground) -> None:
    lists = code_lists.load(paths.resources() / "htcds")
    rows = [{"prs_FirstName": f"Row {row}", "prs_SecondName": "Imported"} for row in range(IMPORTED)]
    book = io.BytesIO()
    htcds_write.write_xlsx(book, rows, htcds_write.default_fields(lists), lists)
    for created, unchanged in ((IMPORTED, 0), (0, IMPORTED)):
        report = imports.run(ground.session, htcds.read(book, "self-test.xlsx", lists))
        _require((report.created, report.unchanged) == (created, unchanged), "import of a workbook")
    out = ground.folder / "export.xlsx"
    order = exports.Order("own", "internal", password=PASSPHRASE)
    exports.give(ground.session, "htcds", order, out)
    _require(not out.read_bytes().startswith(b"PK"), "the exported workbook is not locked")
    _read_back(ground, lists)


def _read_back(ground: _Ground, lists: code_lists.CodeLists) -> None:
    out = ground.folder / "plain.xlsx"
    exports.give(ground.session, "htcds", exports.Order("own", "internal", plain_because="self-test"), out)
    families = [row.values.get("prs_SecondName") for row in htcds.read(out, out.name, lists)]
    written = [*(family for _, family in NAMES.values()), *["Imported"] * IMPORTED]
    _require(sorted(map(str, families)) == sorted(written), "export of a workbook")


def _back_up(ground: _Ground) -> None:
    made = keeping.back_up(ground.session, ground.backup)
    _require(made.cases == len(NAMES) + IMPORTED, "cases in the backup")


def _restore(ground: _Ground) -> None:
    how = vaults.options(ground.folder / "restored-state")
    folder = ground.folder / "restored.vault"
    made = keeping.restore(ground.backup, folder, FOUNDING.login, PASSPHRASE, how=how)
    _require(made.cases == len(NAMES) + IMPORTED, "cases after restoring")
    with vaults.opened(folder, FOUNDING.login, PASSPHRASE, how=how) as session:
        found = session.look(cases.listed, text=SEEK[0])
        _require([card.number for card in found] == ground.numbers[:1], "search after restoring")
        _require(session.look(soundness.check).ok, "the restored vault is not sound")


def _check(ground: _Ground) -> None:
    found = ground.session.look(soundness.check)
    _require(found.ok, "; ".join(found.problems))


STEPS: Final[Mapping[str, tuple[str, Callable[[_Ground], None]]]] = {
    "vault": (N_("Make an encrypted vault"), _make),
    "open": (N_("Open it with the passphrase, and with no other"), _open),
    "write": (N_("Write cases"), _write),
    "search": (N_("Find them in five scripts"), _search),
    "paper": (N_("Make a PDF in five scripts"), _paper),
    "exchange": (N_("Import and export an HTCDS workbook"), _exchange),
    "backup": (N_("Make a backup"), _back_up),
    "restore": (N_("Restore it beside the vault, and compare"), _restore),
    "check": (N_("Check the vault"), _check),
}
