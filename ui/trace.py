"""How an answer came about, for the curious: what was searched for, what was found in which order, and how long it
took. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answer import Answer, Step
from ui.plain import joined, plain

_STEPS: Mapping[str, str] = {
    "understand": "The question as it was searched for",
    "retrieve": "Passages found, best first",
    "relevance": "Sentences read with the question",
    "list": "A list that was asked for",
    "answerable": "Whether it is answered",
    "draft": "What the model wrote",
    "verify": "Its sentences checked",
}
_RANKED = re.compile(r"(?P<source>.+?):(?P<start>\d+) (?P<score>-?\d+\.\d+)(?:, |$)")


def trace_html(answer: Answer) -> str:
    """One line with the model and the time, which unfolds into the steps."""
    by = "quoted without a model" if answer.model == "none" else answer.model
    rewritten = answer.standalone if answer.standalone != answer.question else ""
    searched = f"searched for \u201c{rewritten}\u201d" if rewritten else ""
    line = joined(["How this was answered", searched, by, f"{answer.seconds:.1f} s"])
    if not answer.trace:
        return f'<p class="kilde-footer">{line}</p>'
    steps = "".join(map(_step, answer.trace))
    return f'<details class="kilde-trace"><summary>{line}</summary><ul>{steps}</ul></details>'


def _step(step: Step) -> str:
    name = _STEPS.get(step.name, step.name)
    return f"<li><strong>{plain(name)}</strong> <em>{plain(f'{step.seconds:.2f} s')}</em>{_outcome(step.outcome)}</li>"


def _outcome(outcome: str) -> str:
    ranked = list(_RANKED.finditer(outcome))
    if not ranked or "".join(found.group() for found in ranked) != outcome:
        return f"<div>{plain(outcome)}</div>"
    lines = (f"{found['source']}, from character {found['start']}: {found['score']}" for found in ranked)
    return f"<ol>{''.join(f'<li>{plain(line)}</li>' for line in lines)}</ol>"
