"""What is asked for when somebody wants a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from victimcase.domain.words import Category


@dataclass(frozen=True)
class Order:
    """What is asked for: to whom, why, which categories (none: all that are possible), in which languages.

    `case` is its number, empty for a paper that is about no case. `about` is the id of the one record the
    paper is about, where there are several. `texts` says of free texts that were read what becomes of them.
    `parts` narrows a paper to some of its parts. `more` are answers only some papers ask for.
    """

    case: str
    recipient: str
    purpose: str
    asked: frozenset[Category] | None = None
    languages: tuple[str, ...] = ("en",)
    password: str | None = None
    about: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
