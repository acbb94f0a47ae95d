"""From what was typed to what is searched for: checks, follow-ups, and Danish questions over English documents.

The rules of `followup` come first. Where they leave a question leaning, a model rewrites it, and its rewriting is used
only when it points to nothing any more and adds no content word that neither the question nor the conversation has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.danish import glossed, hints, unknown
from assistant.errors import QuestionError
from assistant.facts import facts
from assistant.followup import Turn, leans, resolved_by_form, settled, stand_alone, without_preamble
from assistant.leaning import points
from assistant.model import Message, Model
from assistant.prompts import prompt
from assistant.question import content_stems, language_of, proper_stems
from assistant.visible import visible

_REMEMBERED = 4
"""Messages of the conversation that the model is shown."""
_REWRITE_TOKENS = 60


class _HistoryEntry(BaseModel):
    """A message as it comes from outside."""

    model_config = ConfigDict(extra="ignore")

    role: str = Field(pattern="^(user|assistant)$")
    content: str = Field(max_length=100_000)


_HISTORY = TypeAdapter(list[_HistoryEntry])


def checked_question(text: str, longest: int) -> str:
    """The question as one sees it, without blanks around it. Raises QuestionError when nothing is left, or too much."""
    stripped = " ".join(visible(text).split())
    if not re.search(r"\w", stripped):
        raise QuestionError("The question is empty. Ask something in words.")
    if len(stripped) > longest:
        raise QuestionError(
            f"The question has {len(stripped):,} characters, more than the {longest:,} that are taken. Ask it shorter."
        )
    return stripped


def checked_history(history: Sequence[Mapping[str, str]]) -> tuple[Turn, ...]:
    """The conversation as turns. Raises QuestionError when an entry has no role or content."""
    try:
        entries = _HISTORY.validate_python([dict(entry) for entry in history])
    except (ValidationError, TypeError, ValueError) as error:
        raise QuestionError(
            'The history cannot be read. Give a list of {"role": "user" or "assistant", "content": "..."}.'
        ) from error
    return tuple(Turn("user" if entry.role == "user" else "assistant", entry.content) for entry in entries)


def standing_alone(text: str, history: Sequence[Turn], model: Model | None) -> str:
    """The question so that it can be understood without the conversation."""
    text = without_preamble(text)
    if not history or not leans(text):
        return text
    if resolved := resolved_by_form(text, history) or settled(text, history):
        return resolved
    if model is not None:
        told = "\n".join(f"{turn.role.capitalize()}: {_short(turn.content)}" for turn in history[-_REMEMBERED:])
        rewritten = _write(model, "rewrite", f"Conversation:\n{told}\nLast question: {text}\nQuestion:")
        if not points(rewritten) and _is_faithful(
            rewritten, text, " ".join([text, *(turn.content for turn in history)])
        ):
            return rewritten
    return stand_alone(text, history)


def translated(text: str, nearest: str, vocabulary: Set[str], model: Model | None) -> str:
    """A Danish question in English, unless the passages `nearest` to it are Danish themselves.

    The dictionary's rendering is taken, which is stiff but makes nothing up. Only where it lacks a word, and there is
    a model, that one translates, told the words that are known; what it writes is taken if it keeps every name and
    figure. `vocabulary` are words of the documents.
    """
    if language_of(nearest) == "da":
        return text
    by_words = glossed(text, vocabulary)
    if model is None or not unknown(text, vocabulary):
        return by_words
    known = "; ".join(hints(text, vocabulary))
    english = _write(model, "translate", f"Danish: {text}\nWords: {known}\nEnglish:")
    kept = _figures(text) <= _figures(english) and set(proper_stems(by_words)) <= set(content_stems(english))
    return english if kept and content_stems(english) else by_words


def _figures(text: str) -> set[str]:
    """Its numbers, dates and identifiers, the same in every language."""
    found = facts(text)
    dates = {f"{date.year}-{date.month}-{date.day}" for date in found.dates}
    return dates | {str(number.values) for number in found.numbers} | {code.code for code in found.identifiers}


def _write(model: Model, name: str, content: str) -> str:
    messages = [Message("system", prompt(name)), Message("user", content)]
    reply = "".join(model.write(messages, max_tokens=_REWRITE_TOKENS)).strip()
    return reply.split("\n", 1)[0].strip(" \"'")


def _is_faithful(rewritten: str, text: str, known: str) -> bool:
    """Whether it is a question that invents no name, number or date, few words, and keeps most of what was asked."""
    own, asked, told = set(content_stems(rewritten)), set(content_stems(text)), set(content_stems(known))
    invented = own - told
    clearer = own != asked  # the model often says a leaning question again, as it was
    keeps = 2 * len(own & asked) >= len(asked)
    return (
        rewritten.endswith("?")
        and bool(own)
        and keeps
        and clearer
        and len(invented) <= 2
        and not invented & set(proper_stems(rewritten))
        and len(rewritten) < 400
    )


def _short(text: str) -> str:
    return " ".join(re.sub(r"\s*\[\d+\]", "", text).split())[:400]
