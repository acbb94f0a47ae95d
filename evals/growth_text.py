"""Text of any length for measuring how an index grows: the same in every run, and shaped like documents.

Words are made of syllables and come as often as their rank says (Zipf's law), so that the word index has its few
frequent and its many rare words. Sentences make paragraphs, paragraphs and lists stand below headings, ten sections
make a file. It says nothing; how well answers are found is measured elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate, product
from pathlib import Path

SECTIONS = 10
"""In a file. A section is about one passage."""
_VOCABULARY = 20_000
_PER_FOLDER = 1_000
_SYLLABLES = [c + v for c, v in product("bdfghklmnprstv", "aeiou")]
_FREQUENT = tuple("the of and to in is for that with on as by at from it are be".split())
"""The first ranks are real words: a word index leaves them out, or shortens them, as it would in a real text."""


class Prose:
    """Sentences, sections and questions, each a function of the seed and of what was asked for before."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def sections(self, count: int) -> str:
        """Markdown: so many headings, each with a paragraph and now and then a list."""
        return "\n".join(self._section() for _ in range(count))

    def sentence(self) -> str:
        """A capital, 8 to 22 words, a number now and then, a full stop."""
        words = self._words(self._random.randint(8, 22))
        if self._random.random() < 0.2:
            words.insert(self._random.randrange(1, len(words)), str(self._random.randint(2, 2_000)))
        return " ".join([words[0].capitalize(), *words[1:]]) + "."

    def question(self) -> str:
        """Words as they are frequent in the text, after a question word."""
        return f"When is the {' '.join(self._words(self._random.randint(4, 9)))}?"

    def _section(self) -> str:
        heading = " ".join(self._words(3)).capitalize()
        paragraph = " ".join(self.sentence() for _ in range(self._random.randint(2, 5)))
        items = ""
        if self._random.random() < 0.25:
            lines = [f"- {' '.join(self._words(6))}" for _ in range(self._random.randint(3, 5))]
            items = f"\nThe {self._words(1)[0]} has these parts:\n\n" + "\n".join(lines) + "\n"
        return f"## {heading}\n\n{paragraph}\n{items}"

    def _words(self, count: int) -> list[str]:
        return self._random.choices(_WORDS, cum_weights=_WEIGHTS, k=count)


def write_files(folder: Path, sections: int) -> Iterator[Path]:
    """So many sections below `folder`; yields each file when it is written."""
    for number in range(-(-sections // SECTIONS)):
        path = folder / f"{number // _PER_FOLDER:03}" / f"{number % _PER_FOLDER:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        prose = Prose(f"file {number}")
        path.write_text(
            f"# Paper {number}\n\n{prose.sections(min(SECTIONS, sections - number * SECTIONS))}", encoding="utf-8"
        )
        yield path


def change_files(folder: Path, every: int) -> int:
    """A sentence more in every file of that many, before what it says already; how many were changed."""
    files = sorted(folder.rglob("*.md"))[::every]
    for path in files:
        head, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
        path.write_text(f"{head}\n\n{Prose(path.name).sentence()}\n\n{rest}", encoding="utf-8")
    return len(files)


def _vocabulary() -> tuple[str, ...]:
    made = (a + b + c for a, b, c in product(_SYLLABLES, repeat=3))
    words = [word for word, _ in zip(made, range(0, _VOCABULARY * 5), strict=False)][::5]
    random.Random("words").shuffle(words)
    return (*_FREQUENT, *words)


_WORDS = _vocabulary()
_WEIGHTS = list(accumulate(1 / rank for rank in range(3, len(_WORDS) + 3)))
