"""Names of people: the key they are found by, the key they are sorted by, and how alike two people are."""

from __future__ import annotations

from victimcase.domain.folding import search_key, sort_key

__all__ = ["search_key", "sort_key"]
