"""What of a message is the question, and what its parts are. Pure.

1. Markup is taken off: no document and no reader writes `<system>`.
2. Where a message has sentences that ask and sentences that do not, those that ask are the question, unless they lean
   on the others ("The order exists. When does it apply?"). So "answer in rhyme. When was it adopted?" asks for a date.
3. A question that asks twice ("when was it founded and whose network does it run?") has two parts, each of which is
   looked for on its own; the second is told what the first is about.
"""

from __future__ import annotations

import re

from assistant.followup import Turn, leans, stand_alone
from assistant.question import content_stems
from ingest.sentences import sentence_spans

_MARKUP = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,80}=[^<>]{0,80})?\s*/?>|<\|[^|<>]{0,40}\|>|\[/?[A-Z]{3,}\]")
_ASKS = r"what|when|which|who|whose|whom|how|where|why|hvad|hvornår|hvilke[nt]?|hvem|hvor|hvorfor|hvordan"
_BORDER = re.compile(
    rf"(?:,\s*|\s+)(?:and|og)\s+(?=(?:(?:in|from|since|by|for|of|on|i|fra|af|til)\s+)?(?:{_ASKS})\b)", re.I
)


def core(text: str) -> str:
    """The part of a message that asks."""
    plain = " ".join(_MARKUP.sub(" ", text).split()) or text
    sentences = [plain[start:end] for start, end in sentence_spans(plain, 0, len(plain))]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    if not asking or len(asking) == len(sentences) or leans(asking[0]):
        return plain
    return " ".join(asking)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a question consists of, each standing alone; itself alone where it asks once."""
    pieces = _BORDER.split(text.rstrip("? "))
    if not all(len(content_stems(piece)) >= 2 for piece in pieces) or len(pieces) > 3:
        return (text,)
    first = f"{pieces[0]}?"
    return (first, *(stand_alone(f"{piece}?", [Turn("user", first)]) for piece in pieces[1:]))
