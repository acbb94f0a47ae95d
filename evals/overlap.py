"""How much of a text another one says, by words. Pure; as usual in the field, and only for sets that others made.

Kilde's own cases are judged by `match`, which is stricter.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_MARK = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def tokens(text: str) -> list[str]:
    """Words in lower case without marks, punctuation and articles, as the SQuAD script has them."""
    return _ARTICLE.sub(" ", _MARK.sub(" ", text).lower().translate(_PUNCTUATION)).split()


def contains(text: str, gold: str) -> bool:
    """Whether the words of the gold answer stand in the text in a row."""
    wanted = tokens(gold)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(tokens(text))} "


def recall(text: str, gold: str) -> float:
    """The share of the gold answer's words that the text has."""
    wanted = tokens(gold)
    return _shared(tokens(text), wanted) / len(wanted) if wanted else 0.0


def token_f1(text: str, gold: str) -> float:
    """The harmonic mean of precision and recall by words (Rajpurkar et al. 2016)."""
    own, wanted = tokens(text), tokens(gold)
    return 2 * _shared(own, wanted) / (len(own) + len(wanted)) if own and wanted else float(own == wanted)


def _shared(own: Sequence[str], wanted: Sequence[str]) -> int:
    return sum((Counter(own) & Counter(wanted)).values())


def rouge_l(text: str, gold: str) -> float:
    """The same mean by the longest common subsequence (Lin 2004)."""
    own, wanted = tokens(text), tokens(gold)
    if not own or not wanted:
        return float(own == wanted)
    row = [0] * (len(wanted) + 1)
    for word in own:
        before = row
        row = [0]
        for place, other in enumerate(wanted, start=1):
            row.append(before[place - 1] + 1 if word == other else max(before[place], row[-1]))
    return 2 * row[-1] / (len(own) + len(wanted))
