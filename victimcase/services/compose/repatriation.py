"""Papers of the return: the repatriation file and its parts, requests, notes, clearance, hand-over."""

from __future__ import annotations
