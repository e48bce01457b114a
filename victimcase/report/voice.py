"""The one or two languages a paper speaks: which texts stand in which, and how the frame's words are said."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.i18n import digits
from victimcase.report.languages import language_of, leftward
from victimcase.report.paper import Paper, Translate, Words


@dataclass(frozen=True, slots=True)
class Said:
    """One text in one language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Voice:
    """How one paper speaks."""

    languages: tuple[str, ...]
    translate: Translate

    @classmethod
    def of(cls, paper: Paper, translate: Translate) -> Voice:
        """The voice of this paper."""
        return cls(paper.languages, translate)

    @property
    def leftward(self) -> bool:
        """Whether the page as a whole begins at the right."""
        return leftward(self.languages[0])

    @property
    def two(self) -> bool:
        """Whether there are two languages."""
        return len(self.languages) > 1

    def each(self, words: Words) -> list[Said]:
        """The text once for each language it is given in; a plain text once, in the first."""
        if isinstance(words, str):
            return [Said(words, self.languages[0])] if words else []
        if len(words) != len(self.languages):
            raise ValueError("a text must be given in each of the paper's languages")
        return [Said(text, language) for text, language in zip(words, self.languages, strict=True) if text]

    def once(self, words: Words) -> list[Said]:
        """The text in each language, but only once where both say the same."""
        said = self.each(words)
        return said[:1] if len({each.text for each in said}) == 1 else said

    def values(self, words: Words, language: str | None) -> list[Said]:
        """What a field holds, in each language it is said in; a language that is not known is guessed."""
        if isinstance(words, str):
            return [Said(words, language or language_of(words, self.languages))] if words else []
        return self.once(words)

    def frame(self, text: str, **values: object) -> list[Said]:
        """A text of the frame in each language, its places filled; numbers as the language writes them."""
        said = []
        for language in self.languages:
            filled = {name: number(value, language) for name, value in values.items()}
            said.append(Said(self.translate(text, language).format(**filled), language))
        return [said[0], *(each for each in said[1:] if each.text != said[0].text)]

    def line(self, said: list[Said]) -> str:
        """Texts of both languages on one line, for the head and the foot of the page."""
        return " · ".join(each.text for each in said)


def number(value: object, language: str) -> object:
    """A whole number in the digits of the language; anything else as it is."""
    return digits(str(value), language) if isinstance(value, int) else value
