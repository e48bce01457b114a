"""Papers of the region: legal-assistance annex, financial annex, extract, monthly sheet."""

from __future__ import annotations
