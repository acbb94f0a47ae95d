"""What people thought of answers, as cases of the evaluation. Pure.

An approved answer is a whole case: what it said is what a right answer says (its list items, or else its sentences),
what it quoted must be quoted; an approved abstention or greeting has to be one again. Of a disapproved answer nobody
said what would be right: it becomes a draft for a person to complete, with the reason given and what was answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from assistant.answer import Answer
from evals.cases import REGEX, Case, CaseType
from ingest.sentences import sentence_spans
from ui.history import KeptTurn, Thumb

_MARKER = re.compile(r"\s*\[\d+\]")
_ITEM = re.compile(r"^\s*(?:[-*\u2022]|\d{1,3}[.)])\s+(\S.*)$", re.MULTILINE)

Conversations = Iterable[Sequence[KeptTurn]]


def case_lines(conversations: Conversations) -> str:
    """Approved answers as JSON Lines that `evals.cases.load_cases` reads."""
    whole = [_whole(turn, fields) for turn, fields in _rated(conversations)]
    return "".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in whole if case)


def draft_lines(conversations: Conversations) -> str:
    """Ratings that lack something to be a case, as JSON Lines: what is known, the thumb, the reason, the answer."""
    drafts = [
        {**fields, "thumb": turn.thumb.value, "reason": turn.reason, "answer": turn.answer.text}
        for turn, fields in _rated(conversations)
        if not _whole(turn, fields)
    ]
    return "".join(f"{json.dumps(draft, ensure_ascii=False)}\n" for draft in drafts)


def _rated(conversations: Conversations) -> Iterable[tuple[KeptTurn, dict[str, Any]]]:
    """The rated turns with the fields of a case that they fill; of a question rated twice the last rating."""
    rated = dict[str, tuple[KeptTurn, dict[str, Any]]]()
    for turns in conversations:
        history: list[dict[str, str]] = []
        for turn in turns:
            if turn.thumb is not Thumb.NONE:
                fields = _fields(turn.answer, history)
                rated[fields["id"]] = (turn, fields)
            said = (("user", turn.answer.question), ("assistant", turn.answer.text))
            history = [*history, *({"role": role, "content": content} for role, content in said)]
    return rated.values()


def _fields(answer: Answer, history: list[dict[str, str]]) -> dict[str, Any]:
    identity = json.dumps([answer.question, history], ensure_ascii=False)
    fields: dict[str, Any] = {
        "id": f"feedback-{sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}",
        "type": CaseType.FOLLOW_UP if history else CaseType.FACT,
        "question": answer.question,
        "history": history,
        "answerable": answer.answered,
    }
    if not answer.answered:
        return fields | {"type": CaseType.SMALL_TALK if answer.small_talk else CaseType.UNANSWERABLE_NEAR}
    text = _MARKER.sub("", answer.text)
    items = [[item] for item in _ITEM.findall(text)]
    if items and not history:
        fields["type"] = CaseType.LIST
    facts = [] if items else [[text[slice(*span)]] for span in sentence_spans(text, 0, len(text))]
    quotes = [[{"source": c.source, "text": c.quote}] for c in answer.citations]
    return fields | {"items": items, "facts": facts, "quotes": quotes}


def _whole(turn: KeptTurn, fields: Mapping[str, Any]) -> Case | None:
    """The case, if it was approved and nothing is lacking."""
    said = [*fields.get("items", ()), *fields.get("facts", ())]
    if turn.thumb is not Thumb.UP or any(alternative.startswith(REGEX) for [alternative] in said):
        return None
    try:
        return Case.model_validate(fields)
    except ValidationError:
        return None
