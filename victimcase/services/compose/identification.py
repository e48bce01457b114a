"""Papers of identification: intake sheet, screening record, presumption note, certificate, decision."""

from __future__ import annotations
