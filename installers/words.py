"""Gathers every text a person may read into `resources/locale/victimcase.pot`, and tidies the catalogues.

Run it after texts were added or changed: `make words`. A catalogue holds what is translated, sorted, without
places in the code, so that it changes only when a text does. A translation whose text is gone is dropped.
`make words LIST=fa` prints what papers say and Persian does not, one text a line.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import normalize, read_po

from victimcase import i18n, paths
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.records.directory import ContactPerson, Organisation
from victimcase.domain.spec import specs
from victimcase.services.compose.return_facts import REACHED

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"N_": None, "plural": (1, 2)}
OF_PAPERS = (
    "report",
    "services/compose",
    "services/papers.py",
    "services/recipients.py",
    "domain/outputs.py",
    "domain/purposes.py",
    "domain/words.py",
    "domain/partial_date.py",
    "domain/values.py",
)
"""Modules whose texts stand on papers, but for those a screen shows when something is wrong."""

NOT_ON_PAPERS = ("raise ", "Invalid(", "Refused(", "NotFound(", "Damaged(")
NAMES: Final = frozenset(
    ("4Sale", "Facebook", "Facebook Messenger", "Instagram", "Line", "QQ", "QZone", "SnapChat", "Telegram")
) | {"TikTok", "Twitter", "Viber", "WeChat", "WhatsApp"}
"""Names that are written alike everywhere."""

Text = str | tuple[str, str]
"""A text, or the two forms of one that counts."""


@lru_cache(maxsize=1)
def texts() -> frozenset[Text]:
    """Every text of the program and every label of its code lists."""
    marked = (text for file in _modules(ROOT / "victimcase") for text in _marked(file))
    return frozenset({*marked, *(label for labels in code_labels().values() for label in labels)})


@lru_cache(maxsize=1)
def code_labels() -> Mapping[str, tuple[str, ...]]:
    """Code list -> its labels."""
    found: dict[str, list[str]] = {}
    for file in sorted((paths.resources() / "codes").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                found.setdefault(row["list"], []).append(row["label"])
    return {name: tuple(labels) for name, labels in found.items()}


@lru_cache(maxsize=1)
def of_papers() -> frozenset[str]:
    """What a paper can say: titles, labels and code labels of the records papers are made of, and its own
    words.
    """
    said: set[str] = set()
    for kind in {"case", *(kind for one in OUTPUTS.values() for kind in one.kinds or ())}:
        cls = RECORDS[kind]
        said.add(cls.title)
        for spec in specs(cls).values():
            said.add(spec.label)
            said.update(code_labels().get(getattr(spec, "codes", ""), ()))
    for turned_to in (Organisation, ContactPerson):
        said.update(spec.label for name, spec in specs(turned_to).items() if name in REACHED)
    for place in OF_PAPERS:
        for file in _modules(ROOT / "victimcase" / place):
            said.update(text for text in _marked(file, errors=False) if isinstance(text, str))
    return frozenset(text for text in said if has_words(text))


def has_words(text: str) -> bool:
    """Whether there is anything to translate beside the places to fill."""
    return any(letter.isalpha() for letter in re.sub(r"\{\w*\}", "", text))


def read(file: Path) -> dict[Text, str | tuple[str, ...]]:
    """What a catalogue translates, by the English text; texts marked as unsure are not among it."""
    with file.open("rb") as source:
        catalog: Catalog = read_po(source, locale=file.stem)
    found: dict[Text, str | tuple[str, ...]] = {}
    for message in catalog:
        filled = message.string and (isinstance(message.string, str) or all(message.string))
        if message.id and filled and not message.fuzzy:
            key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[key] = message.string if isinstance(message.string, str) else tuple(message.string or ())
    return found


def written(head: Iterable[str], entries: Mapping[Text, str | tuple[str, ...]]) -> str:
    """A catalogue as text: its head, then the entries sorted."""
    lines = ['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in head), ""]
    for text in sorted(entries, key=lambda each: (each,) if isinstance(each, str) else each):
        said = entries[text]
        if isinstance(text, str):
            lines += [f"msgid {normalize(text, width=0)}", f"msgstr {normalize(str(said), width=0)}", ""]
            continue
        lines += [f"msgid {normalize(text[0], width=0)}", f"msgid_plural {normalize(text[1], width=0)}"]
        forms = said if isinstance(said, tuple) else ("", "")
        lines += [f"msgstr[{at}] {normalize(form, width=0)}" for at, form in enumerate(forms)] + [""]
    return "\n".join(lines)


def head_of(file: Path) -> list[str]:
    """The lines at the head of a catalogue."""
    lines = file.read_text("utf-8").partition("\n\n")[0].splitlines()
    return [line.strip('"').removesuffix("\\n") for line in lines if line.startswith('"')]


def new_head(code: str, *, whole: bool) -> list[str]:
    """The head of a catalogue nobody who speaks the language has read yet."""
    plural = Catalog(locale=code).plural_forms
    return [
        "Project-Id-Version: victimcase",
        f"Language: {code}",
        f"Plural-Forms: {plural}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "X-Drafted-By: machine",
        f"{i18n.READ_BY}: ",
        *((f"{i18n.WHOLE}: papers",) if whole else ()),
    ]


def update(folder: Path) -> None:
    """Write the template anew, and every catalogue without what no text says any more."""
    known = texts()
    head = ["Project-Id-Version: victimcase", "Content-Type: text/plain; charset=utf-8"]
    (folder / "victimcase.pot").write_text(written(head, dict.fromkeys(known, "")), "utf-8")
    for file in sorted(folder.glob("*.po")):
        kept = {text: said for text, said in read(file).items() if text in known}
        file.write_text(written(head_of(file), kept), "utf-8")


def _modules(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" and place.is_file() else sorted(place.rglob("*.py"))


def _marked(file: Path, *, errors: bool = True) -> Iterator[Text]:
    """The texts a module marks; without `errors`, not those it raises."""
    lines = file.read_text("utf-8").splitlines()
    for number, text, _, _ in extract_from_file("python", file, keywords=KEYWORDS):
        near = lines[max(number - 4, 0) : number]
        if errors or not any(sign in line for line in near for sign in NOT_ON_PAPERS):
            yield text if isinstance(text, str) else (text[0], text[1])


if __name__ == "__main__":
    locale = ROOT / "resources" / "locale"
    locale.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        lacking = of_papers() - read(locale / f"{sys.argv[1]}.po").keys()
        print("\n".join(sorted(lacking)))
    else:
        update(locale)
