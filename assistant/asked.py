"""A question for yes or no beside one piece of evidence: which of its words are said there. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant import question as q
from assistant.statements import is_negation
from assistant.terms import content, stem

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BORDER = re.compile(
    r";\s|,?\s(?:(?:but|men)(?! (?:only|not|kun|ikke)\b)|while|whereas|mens)\s|(?<=[.!?])\s+(?=(?-i:[A-ZÆØÅ]))", re.I
)
_EMPTY = frozenset(
    """however furthermore moreover ever already currently today now please exactly actually really currently still
    nu allerede nogensinde egentlig stadig""".split()
)
_CONDITIONS = re.compile(
    r"\b(?:if|unless|except\w*|when|where|only|provided|would|might|should|could|wish\w*|wants?|wanted"
    r"|ask\w* for|plans?"
    r"|propos\w+|until|hvis|medmindre|undtagen|når|kun|ville|ønsker|burde|bør|foreslå\w+|indtil)\b",
    re.I,
)
_NARROWS = frozenset(
    """with without who whose which that of from in on at under over above below aged between after before during for
    med uden som der af fra i på under over efter før mellem for""".split()
)
_JOINS = frozenset(
    "and or nor the a an this these those all every each any its their og eller samt alle de den det".split()
)


@dataclass(frozen=True)
class Said:
    """One clause of a piece, and what stands around it (introduction, heading)."""

    text: str
    around: str

    @cached_property
    def keys(self) -> frozenset[str]:
        return keys_of(f"{self.text} {self.around}")

    @property
    def hedged(self) -> bool:
        """Whether it holds only under a condition, or is only supposed, wished or planned."""
        return bool(_CONDITIONS.search(self.text))

    def has(self, asked: str) -> bool:
        """Whether every word that counts of what is asked is said."""
        words = counting(asked)
        return bool(words) and all(not keys(word).isdisjoint(self.keys) for word in words)


def clauses_said(text: str, around: str) -> list[Said]:
    """The clauses of a piece, each with its surroundings."""
    return [Said(part.strip(), around) for part in _BORDER.split(text) if part.strip()]


def counting(text: str) -> list[str]:
    """The words of a text that say what it is about, as written."""
    words = _WORD.findall(text)
    return [word for word in words if content(word) and word.lower() not in _EMPTY and q.content_stems(word)]


@lru_cache(maxsize=1 << 14)
def keys(word: str) -> frozenset[str]:
    """The stems by which a word is known again, in either language and with its synonyms."""
    return frozenset({q.stem(word.lower()), stem(word, "en"), stem(word, "da")})


def keys_of(text: str) -> frozenset[str]:
    """The stems of all words that count."""
    return frozenset(key for word in counting(text) for key in keys(word))


def denies(text: str) -> bool:
    """Whether a text has a negation word."""
    return any(is_negation(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text.replace("’", "'")))


def narrowed(before: str, asked: str, kinds_only: bool = False) -> bool:
    """Whether the words before a verb speak of fewer things than are asked for: "school visitors", "visitors with dogs"
    for "visitors". Things put beside them ("visitors and guests") do no harm. `kinds_only` leaves out the second sort.
    """
    wanted = keys_of(asked)
    words = _WORD.findall(re.sub(r"[,:]", " and ", before))
    is_asked = [not keys(word).isdisjoint(wanted) for word in words]
    extra = [
        content(word) and word.lower() not in _EMPTY and not known for word, known in zip(words, is_asked, strict=True)
    ]
    for place, word in enumerate(words):
        if extra[place] and place + 1 < len(words) and is_asked[place + 1]:
            return True
        if kinds_only:
            continue
        follows = words[place + 1 : place + 4]
        joined = next(
            (n for n, later in enumerate(follows) if later.lower() in _JOINS - {"the", "a", "an"}), len(follows)
        )
        if word.lower() in _NARROWS and place and any(extra[place + 1 : place + 1 + joined]):
            return True
    return False
