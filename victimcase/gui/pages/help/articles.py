"""The articles of the guide: short texts that ship with the program, read once and searched as one types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from victimcase import paths
from victimcase.domain.folding import search_key


@dataclass(frozen=True)
class Block:
    """One piece of an article: `head`, `text`, `point`, or the number of a step in `step`."""

    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True)
class Article:
    """One article: its code (also the name of the page it is about, where it is about one), title, pieces."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    title_key: str
    key: str
    """Everything in it, and the other words people look for it by, folded."""


@cache
def articles() -> tuple[Article, ...]:
    """All articles in their order."""
    return tuple(read(file) for file in sorted((paths.resources() / "help").glob("*.md")))


def read(file: Path) -> Article:
    """One article from its file. Raises ValueError for one that does not begin with a title."""
    lines = file.read_text("utf-8").splitlines()
    if not lines or not lines[0].startswith("# "):
        raise ValueError(f"{file.name} does not begin with a title")
    title, words = lines[0][2:].strip(), ""
    blocks: list[Block] = []
    for line in lines[1:]:
        text = line.strip()
        if text.startswith("Words: ") and not blocks:
            words = text[7:]
        elif text:
            blocks.append(_block(text))
    said = " ".join([title, words, *(one.text for one in blocks)])
    code = re.sub(r"^\d+-", "", file.stem)
    return Article(code, title, tuple(blocks), search_key(f"{title} {words}"), search_key(said))


def _block(text: str) -> Block:
    if text.startswith("## "):
        return Block("head", text[3:])
    if text.startswith("- "):
        return Block("point", text[2:])
    step = re.match(r"(\d+)\. (.+)", text)
    if step:
        return Block("step", step[2], int(step[1]))
    return Block("text", text)


def found(text: str) -> list[Article]:
    """The articles that have every word, those that are about it first."""
    words = search_key(text).split()
    hits = [one for one in articles() if all(word in one.key for word in words)]
    if not words:
        return hits
    return sorted(hits, key=lambda one: -sum(word in one.title_key for word in words))


def about(page: str) -> str:
    """The code of the article on a page of the window; the first article where there is none."""
    code = page.replace("_", "-")
    return code if any(one.code == code for one in articles()) else articles()[0].code
