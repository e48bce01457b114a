"""Names of people: the key they are found by, the key they are sorted by, and how alike two people are."""

from __future__ import annotations

from victimcase.domain.folding import search_key, sort_key
from victimcase.domain.likeness import (
    ALIKE,
    LIKELY,
    SAME,
    Likeness,
    PersonTraits,
    blocking_keys,
    name_likeness,
    similarity,
)

__all__ = [
    "ALIKE",
    "LIKELY",
    "SAME",
    "Likeness",
    "PersonTraits",
    "blocking_keys",
    "name_likeness",
    "search_key",
    "similarity",
    "sort_key",
]
