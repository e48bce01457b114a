"""Names of people: the key they are found by, the key they are sorted by, and how alike two people are."""

from __future__ import annotations

from victimcase.domain.blocking import blocking_keys, search_keys
from victimcase.domain.folding import search_key, sort_key
from victimcase.domain.likeness import LIKELY, Likeness, PersonTraits, similarity
from victimcase.domain.name_likeness import ALIKE, SAME, name_likeness

__all__ = [
    "ALIKE",
    "LIKELY",
    "SAME",
    "Likeness",
    "PersonTraits",
    "blocking_keys",
    "name_likeness",
    "search_key",
    "search_keys",
    "similarity",
    "sort_key",
]
