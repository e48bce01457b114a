"""The front door: picks what a person gets, the window or the command line."""

from __future__ import annotations

import sys
from pathlib import Path

SCREENSHOT = "--screenshot"


def main() -> int:
    """Open the window where no command was given, run the command otherwise; the exit status."""
    from victimcase.cli.place import gather, read_secret
    from victimcase.store.process import harden

    harden()
    place, rest = gather(sys.argv[1:])
    if not rest:
        from victimcase.gui import app as window

        secret = read_secret(Path(place.password_file)) if place.password_file else ""
        return window.run(place.vault, place.user, place.locale, secret)
    if rest[0].partition("=")[0] == SCREENSHOT:
        from victimcase.gui import album

        return album.run(rest, place.vault)
    from victimcase.cli import app

    return app.main()


if __name__ == "__main__":
    raise SystemExit(main())
