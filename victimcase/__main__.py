"""The front door: picks what a person gets, the window or the command line."""

from __future__ import annotations


def main() -> int:
    """Run the command line and return its exit status."""
    from victimcase.cli import app
    from victimcase.store.process import harden

    harden()
    return app.main()


if __name__ == "__main__":
    raise SystemExit(main())
