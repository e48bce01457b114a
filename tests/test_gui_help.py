"""Help: articles, fields, rights, keys and sources, found with one line; F1 explains the page one is on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel

from tests.demo_ground import demo_vault, entered
from tests.window_ground import OpenWindow, go, open_window, settle, shell_of
from victimcase.domain.dictionary import data_dictionary
from victimcase.domain.rights import RIGHTS, Right, Role
from victimcase.gui.desk import Place
from victimcase.gui.pages.help import articles
from victimcase.gui.pages.help.about import pieces
from victimcase.gui.pages.help.fields import TYPES
from victimcase.gui.pages.help.fields import lines as field_lines
from victimcase.gui.pages.help.guide import Guide
from victimcase.gui.pages.help.keys import EVERYWHERE, KEYS
from victimcase.gui.pages.help.page import TABS, HelpPage
from victimcase.gui.pages.help.rights import lines as right_lines
from victimcase.gui.places import PAGES
from victimcase.gui.tables import CELL
from victimcase.gui.window import Window
from victimcase.services import use_case
from victimcase.services.demo import Made
from victimcase.services.demo_pen import WORKER
from victimcase.services.session import Session

__all__ = ["demo_vault", "open_window"]


@pytest.fixture
def session(demo_vault: Made) -> Iterator[Session]:
    """The demo, open to its caseworker."""
    with entered(demo_vault, WORKER) as opened:
        yield opened


def help_page(window: Window, **place: object) -> HelpPage:
    """The page, filled."""
    page = go(window, Place("help", **place))  # type: ignore[arg-type]
    assert isinstance(page, HelpPage)
    return page


def guide(page: HelpPage) -> Guide:
    """The tab of articles."""
    sheet = page.sheets["guide"]
    assert isinstance(sheet, Guide)
    return sheet


def title(page: HelpPage) -> str:
    """The title of the article that is shown."""
    return guide(page)._area.accessibleName()


def test_one_line_searches_every_tab(session: Session, open_window: OpenWindow) -> None:
    """Each tab shows what it found and counts it; an empty line shows everything without numbers."""
    window = open_window(session)
    page = help_page(window)
    page.line.setText("backup")
    page.line.returnPressed.emit()
    settle(window)
    assert set(page.sheets) == set(TABS)
    assert title(page) == "Backups"
    assert all(sheet.hits is not None for sheet in page.sheets.values())
    hits = page.sheets["rights"].hits or 0
    assert 0 < hits < len(Right)
    page.line.setText("zzqx")
    page.line.returnPressed.emit()
    settle(window)
    assert [sheet.hits for sheet in page.sheets.values()] == [0] * len(TABS)
    page.line.setText("")
    page.line.returnPressed.emit()
    settle(window)
    assert guide(page).hits == len(articles.articles())


def test_f1_explains_the_page_one_is_on(session: Session, open_window: OpenWindow) -> None:
    """The key opens the article of the page; a page without one begins at the first."""
    window = open_window(session)
    shell = shell_of(window)
    go(window, Place("cases"))
    next(one for one in shell.findChildren(QShortcut) if one.key().toString() == "F1").activated.emit()
    settle(window)
    page = shell.page
    assert isinstance(page, HelpPage) and title(page) == "The list of cases"
    assert articles.about("new_case") == "new-case" and articles.about("nowhere") == "first-steps"


def test_every_page_has_its_article() -> None:
    """Whoever is lost on a page finds it explained."""
    codes = {one.code for one in articles.articles()}
    assert [page for page in PAGES if page.replace("_", "-") not in codes and page != "help"] == []


def test_articles_are_short_and_plain() -> None:
    """A title, no long paragraph, nothing that shouts, and keys that are in the list of keys."""
    known = {part.strip() for key in KEYS for part in key.keys.replace("…", ",").split(",")}
    for article in articles.articles():
        assert article.title and article.blocks, article.code
        for block in article.blocks:
            assert len(block.text) < 420, f"{article.code}: {block.text}"
            assert "!" not in block.text, article.code
            for word in block.text.replace(",", " ").replace(".", " ").split():
                assert not word.startswith("Ctrl+") or word in known, f"{article.code}: {word}"


def test_an_article_without_a_title_is_refused(tmp_path: Path) -> None:
    """A file that does not begin with one is a mistake of the makers."""
    file = tmp_path / "01-broken.md"
    file.write_text("No title", "utf-8")
    with pytest.raises(ValueError, match="title"):
        articles.read(file)


def test_words_of_an_article_are_shown_as_they_are(session: Session, open_window: OpenWindow) -> None:
    """Every piece of the article stands on the page."""
    page = help_page(open_window(session), record="gates")
    article = next(one for one in articles.articles() if one.code == "gates")
    shown = [one.text() for one in guide(page)._area.findChildren(QLabel)]
    assert [block.text for block in article.blocks if block.text not in shown] == []


def test_the_dictionary_is_whole() -> None:
    """Every field of every kind has a line, and every kind of field is said in plain words."""
    fields = [field for kind in data_dictionary() for field in kind["fields"]]
    assert len(field_lines()) == len(fields)
    assert {field["type"] for field in fields} <= set(TYPES)
    assert not any(one.label == "" or one.kind == "" for one in field_lines())


def test_the_table_of_rights_is_that_of_the_program(session: Session, open_window: OpenWindow) -> None:
    """Each right with yes or no for each role, and every act of the program under one of them."""
    acts = [act for line in right_lines() for act in line.acts]
    assert sorted(acts) == sorted(one.title for one in use_case.every().values())
    window = open_window(session)
    model = help_page(window, tab="rights").sheets["rights"].model  # type: ignore[attr-defined]
    settle(window)
    assert model.rowCount() == len(Right)
    for row, right in enumerate(Right):
        for column, code in enumerate(one.code for one in model.columns):
            if code != "right":
                cell = model.index(row, column).data(CELL)
                assert cell.text == ("yes" if right in RIGHTS[Role(code)] else "no"), (right, code)


def test_every_key_of_the_shell_is_told(session: Session, open_window: OpenWindow) -> None:
    """What the window listens to stands in the list of keys."""
    shell = shell_of(open_window(session))
    told = {key.keys for key in KEYS if key.where == EVERYWHERE}
    heard = {one.key().toString() for one in shell.findChildren(QShortcut) if one.parent() is shell}
    digits = {f"Ctrl+{number}" for number in range(1, 10)}
    assert heard - digits <= told and heard & digits


def test_what_it_is_made_of_is_named_with_licences() -> None:
    """Every library of the program, with its version and the licence it comes under."""
    found = {one.name.casefold(): one for one in pieces()}
    assert {"sqlalchemy", "cryptography", "pyside6-essentials", "reportlab"} <= set(found)
    assert [one.name for one in found.values() if not one.licence] == []
