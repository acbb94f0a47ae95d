"""Whether an answer in free words declines to answer. Pure; for engines that have no flag for it.

The rule, applied to every answer alike and without a look at what was expected. The text is cut into statements: at
sentence ends, line ends, and before ", but" and its like. Apologies and labels that open it are passed over. Then:

1. An empty text declines, and so does one that is nothing but courtesies ("How can I help you?") and cites nothing.
2. A text that opens with yes or no commits itself: it answers.
3. Otherwise the first statement decides: it declines when it says that the sources do not say it ("none of the
   sources", "is not mentioned", "cannot be determined", "I do not know", and the same in Danish). A remark that
   follows ("However, they mention ... [1]") does not turn that into an answer, but a conclusion does ("However, it can
   be inferred that ... [1]").
4. What opens with a claim answers, with or without a citation, even when it says later what else is not there.

Where a text can be taken either way this errs in favour of the engine: a near-miss that is only remarked upon counts
as declined, an answer with reservations counts as an answer.
"""

from __future__ import annotations

import re

from ingest.sentences import sentence_spans

_SOURCE = (
    r"(?:(?:sources?|documents?|texts?|contexts?|passages?|excerpts?|(?:provided|given|available)\s+(?:information|content)"
    r"|kilden?|kilder(?:ne)?|dokument(?:et|er|erne)?|tekst(?:en|er|erne)?)\b|\[\d+\])"
)
_DO_NOT = r"(?:(?:do|does|did)\s+not|(?:do|does|did)n't|cannot|can't)\s+"
_NOT = (
    r"(?:\b(?:is|are|was|were|has|have|had|can|could)\s+not"
    r"|\b(?:is|are|was|were|has|have|had|could)n't|\bcannot|\bcan't)\s+"
)
_BY_THE_WAY = r"(?:(?:\w+ly|even|also|ever|been|be|being|seem\s+to|appear\s+to|itself|themselves)\s+){0,3}"
_THE = r"(?:(?:any|of|the|these|this|your|provided|given|available|relevant|specific)\s+){0,3}"
_TELL = r"(?:mention|specify|state|indicate|disclose|discuss|address|elaborate|clarify|reveal)"
_TOLD = r"(?:mentioned|specified|stated|indicated|disclosed|discussed|addressed|elaborated|clarified|revealed)\b"
_HOLD = (
    r"(?:say|contain|include|provide|give|offer|describe|cover|explain|list|name|answer|define|identify|refer|have|help"
    r"|tell|detail|talk|speak)\b"
)
_HELD = (
    r"(?:provided|given|included|available|described|covered|explained|listed|named|answered|defined|found|present)\b"
)
_NOT_SAID = re.compile(
    "|".join(
        (
            rf"\b(?:none|neither|nothing)\s+(?:of|in)\s+(?:them\b|{_THE}{_SOURCE})",
            rf"\bno\s+{_THE}{_SOURCE}\s+{_BY_THE_WAY}(?:{_TELL}|{_HOLD})",
            rf"\b{_DO_NOT}{_BY_THE_WAY}{_TELL}\b",
            rf"{_SOURCE}.*?\b{_DO_NOT}{_BY_THE_WAY}{_HOLD}",
            rf"(?:{_NOT}|\bnot\s+){_BY_THE_WAY}{_TOLD}",
            rf"(?:{_SOURCE}|\binformation\s+(?:on|about|regarding|concerning)\b).*?{_NOT}{_BY_THE_WAY}{_HELD}",
            rf"{_NOT}{_BY_THE_WAY}{_HELD}.*?\b(?:in|by|from|within)\s+{_THE}{_SOURCE}",
            rf"\bno\s+(?:[\w-]+\s+){{1,5}}(?:is|are|was|were)\s+{_BY_THE_WAY}(?:{_TOLD}|{_HELD}.*?{_SOURCE})",
            rf"{_SOURCE}.*?\b(?:is|are|was|were)(?:\s+not|n't)\s+(?:\w+ly\s+)?(?:helpful|relevant|useful)\b",
            r"\bno\s+(?:\w+\s+){0,3}(?:information(?!\s+(?:sharing|security|tech))|mention|details?|references?|indication)\b",
            r"\b(?:not\s+enough|insufficient|lack\s+of)\s+(?:\w+\s+)?information\b",
            rf"{_NOT}be\s+(?:\w+ly\s+)?(?:determined|answered|found|inferred|established|concluded)\b",
            r"\b(?:i|we|it)(?:\s+(?:am|are|is)|'m|'re|'s)\s+(?:not\s+possible|impossible|unable|not\s+able)\s+to\b",
            r"\b(?:i|we)\s+(?:do\s+not|don't|can\s*not|can't|could\s+not|couldn't)\s+(?:\w+ly\s+)?"
            r"(?:know|find|answer|determine|provide|see|tell|have|help)\b",
            r"\b(?:jeg|vi)\s+(?:ved|kan)\s+(?:det\s+)?ikke\b|\bkan\s+ikke\s+(?:besvares|fastslås|bestemmes|findes)\b",
            r"\b(?:nævn|angiv|indehold|oplys|specificer|beskriv|omtal|fremgå)\w*\s+(?:\w+\s+)?ikke\b",
            r"\bikke\s+(?:\w+\s+)?(?:nævnt|angivet|oplyst|beskrevet|omtalt|specificeret)\b",
            r"\bingen\s+(?:af\s+)?(?:de\s+)?(?:\w+\s+)?(?:kilder(?:ne)?|oplysninger|information(?:er)?|omtale)\b",
        )
    ),
    re.I | re.S,
)
_TURN = re.compile(r"[,;]\s+(?=(?:but|however|although|though|while|whereas|men|dog)\b)", re.I)
_OPENING = re.compile(
    r"\W*(?:(?:i\s+am|i'm)?\s*(?:very\s+)?sorry|i\s+apologi[sz]e.*|unfortunately|beklager|desværre|answer|svar"
    r"|based\s+on\s+the\s+(?:\w+\s+)*sources)\W*",
    re.I | re.S,
)
_COMMITS = re.compile(r"\W*(?:yes|no|ja|nej|jo)(?:\s*(?:[,.;:!–-]|$)|\s+(?:there|it|they|the|det|der)\b)", re.I)
_CONCLUDES = re.compile(
    r"\b(?:can|may|could)\s+be\s+(?:inferred|concluded|assumed|deduced)\b|\b(?:infer|conclude|suggests?|impl(?:y|ies))\b"
    r"|\b(?:therefore|thus|hence|presumably|probably|likely)\b|\bkan\s+(?:\w+\s+)?(?:udledes|sluttes)\b",
    re.I,
)
_COURTESY = re.compile(
    r"\W*(?:hello|hi|hey|hej|goddag|good\s+(?:morning|afternoon|evening|day)|goodbye|bye|farvel|welcome|velkommen"
    r"|you(?:'re|\s+are)\s+(?:very\s+|most\s+)?welcome|thanks?\b|thank\s+you|tak|i(?:'m|\s+am)\s+(?:glad|happy|here|fine)"
    r"|glad|how\s+(?:can|may)\s+i|what\s+can\s+i|feel\s+free|let\s+me\s+know|if\s+you\s+(?:have|need)|please\s+(?:ask|let)"
    r"|have\s+a\s+(?:good|great|nice)|hvordan\s+kan\s+jeg|hvad\s+kan\s+jeg)\b",
    re.I,
)
_CITES = re.compile(r"\[\d+\]")


def declines(text: str) -> bool:
    """Whether the text says that the documents do not say it, or says nothing at all."""
    level = text.replace("’", "'")
    statements = [s for s in _statements(level) if not _OPENING.fullmatch(s)]
    if not statements:
        return True
    if not _CITES.search(level) and all(_COURTESY.match(s) for s in statements):
        return True
    if _COMMITS.match(level) or not _NOT_SAID.search(statements[0]):
        return False
    return not any(_CONCLUDES.search(s) and not _NOT_SAID.search(s) for s in statements[1:])


def _statements(text: str) -> list[str]:
    sentences = [text[start:end] for start, end in sentence_spans(text, 0, len(text))]
    lines = [line for sentence in sentences for line in sentence.split("\n")]
    return [part for line in lines for part in _TURN.split(line) if re.search(r"\w", part)]
