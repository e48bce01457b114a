"""Papers of reintegration and closure: reception, plan, grant, follow-up, closure."""

from __future__ import annotations
