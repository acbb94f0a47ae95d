"""Which questions are answered by quoting before a model is asked, if there is one (docs/decisions/015 and 026). Pure.

- A yes or a no: a small model's are worse than those that the words of the evidence decide.
- What is asked in another language than the model writes well: quotations are what is shown anyway.
- What the reader finds said in so many words, where one place is asked for: there the model can only say it again,
  later, and not always rightly. Lists, counts and ways to do something are more than one place says, and so are two
  questions in one.

Where quoting gives no answer, the model is asked after all.
"""

from __future__ import annotations

from assistant.question import Kind
from assistant.seen import Seen

_ONE_PLACE = frozenset({Kind.OPEN, Kind.WHEN, Kind.AMOUNT, Kind.OFTEN})
_IN_SO_MANY_WORDS = 1.5
"""Log odds of the reader, above which 95 % of development questions are answerable (docs/decisions/027)."""


def is_quoted_first(seen: Seen) -> bool:
    """Whether quoting comes before the model."""
    question = seen.question
    if question.kind is Kind.YES_NO or question.language != "en":
        return True
    if question.kind not in _ONE_PLACE or len(seen.parts) > 1:
        return False
    odds = [piece.span_odds for piece in seen.shown if piece.span_odds is not None]
    return bool(odds) and max(odds) >= _IN_SO_MANY_WORDS
