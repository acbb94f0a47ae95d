"""What a verdict means, in words that need no manual."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answer import Verdict

REASONS: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: "The documents say this.",
    Verdict.NOT_FOUND: "Nothing that was found in the documents says this.",
    Verdict.NUMBER: "It gives a number that the documents do not give for this.",
    Verdict.DATE: "It gives a date that the documents do not give for this.",
    Verdict.IDENTIFIER: "It names a rule, number or address that the documents do not name here.",
    Verdict.NAME: "It names somebody or something that the documents do not name here.",
    Verdict.NEGATION: "The documents say the opposite.",
    Verdict.MEANING: "The documents speak of something else where these words stand.",
}
"""Why a sentence was removed, or may be wrong."""
