"""One case in the report: what was asked, expected, answered, quoted, left out, and why it scored so. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from evals.markup import seconds, share, slug, spoken, table, text

_MARK = re.compile(r"\[(\d+)\]")
NAMES = {
    "correct": "right",
    "facts": "facts said",
    "items": "items present",
    "no_foreign": "no foreign item",
    "abstention": "abstention right",
    "verbatim": "quotations verbatim",
    "quote_precision": "quotation precision",
    "quote_recall": "quotation recall",
    "grounded": "all facts quoted",
}


def case_html(entry: Mapping[str, Any], other: Mapping[str, Any] | None = None) -> str:
    """A closed `details`; `other` is the same case as the baseline answered it."""
    case, score = entry["case"], entry["score"]
    outcome = "right" if score["correct"] else "wrong"
    suite = case.get("suite", "")
    classes = f"case {outcome} type-{slug(case['type'])} suite-{slug(suite)}"
    about = f"{text(case['id'])}, {spoken(case['type'])}, {seconds(score['seconds'])}"
    return (
        f"<details class='{classes}' id='case-{slug(case['id'])}'>"
        f"<summary><span class='{outcome}-mark'>{outcome}</span> {text(case['question'])} "
        f"<span class='dim'>{about}</span></summary>{body_html(entry, other)}</details>"
    )


def body_html(entry: Mapping[str, Any], other: Mapping[str, Any] | None = None) -> str:
    """What stands below the question."""
    case, answer = entry["case"], entry["answer"]
    parts = [
        _history(case),
        "<h3>Expected</h3>",
        _expected(case),
        "<h3>Answer</h3>",
        _answer(answer, slug(case["id"])),
        _dropped(answer),
        "<h3>Why it scored so</h3>",
        _why(entry["score"]),
        _nearest(answer),
        _trace(answer),
        _other(other) if other else "",
    ]
    return "".join(parts)


def _history(case: Mapping[str, Any]) -> str:
    said = case.get("history", ())
    return "".join(f"<p class='dim'>{text(m['role'])}: {text(m['content'])}</p>" for m in said)


def _answer(answer: Mapping[str, Any], case_id: str) -> str:
    """The text, whose marks lead to the quotations below it."""
    asked = answer.get("standalone") or ""
    searched = f"<p class='dim'>searched for: {text(asked)}</p>" if asked not in ("", answer.get("question")) else ""
    marked = _MARK.sub(lambda m: f"<a href='#{case_id}-{m[1]}'>[{m[1]}]</a>", text(answer["text"]))
    state = "" if answer["answered"] else "<p class='dim'>abstained</p>"
    quotations = "".join(_quotation(citation, case_id) for citation in answer["citations"])
    return f"{searched}<pre class='answer'>{marked}</pre>{state}{quotations}"


def _quotation(citation: Mapping[str, Any], case_id: str) -> str:
    place = ", ".join(text(citation[part]) for part in ("source", "date", "section") if citation.get(part))
    offsets = f"{text(citation['start'])}-{text(citation['end'])}"
    return (
        f"<blockquote id='{case_id}-{text(citation['number'])}'>[{text(citation['number'])}] {text(citation['quote'])}"
        f"<br><span class='dim'>{place}, characters {offsets}; {text(citation.get('verdict', ''))}</span></blockquote>"
    )


def _dropped(answer: Mapping[str, Any]) -> str:
    dropped = answer.get("dropped", ())
    lines = "".join(f"<p><s>{text(d['text'])}</s> <span class='dim'>{text(d['verdict'])}</span></p>" for d in dropped)
    return f"<h3>Left out</h3>{lines}" if lines else ""


def _nearest(answer: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<p class='dim'>{text(hit['source'])}, {text(hit.get('section', ''))}: {text(_short(hit['text']))}</p>"
        for hit in answer.get("nearest", ())
    )
    return f"<h3>Nearest passages</h3>{lines}" if lines else ""


def _expected(case: Mapping[str, Any]) -> str:
    said = {
        "facts": [" | ".join(group) for group in case.get("facts", ())],
        "items": [" | ".join(group) for group in case.get("items", ())],
        "not": [*case.get("forbidden", ()), *case.get("foreign", ())],
        "quoted": [" | ".join(quote["text"] for quote in group) for group in case.get("quotes", ())],
    }
    rows = [[text(name), "<br>".join(text(value) for value in values)] for name, values in said.items() if values]
    if not case["answerable"]:
        rows.append(["", "small talk" if case["type"] == "small_talk" else "to abstain"])
    if case.get("accept_abstention"):
        rows.append(["", "to abstain is right as well"])
    return table(["", ""], rows)


def _why(score: Mapping[str, Any]) -> str:
    rows = [
        [text(NAMES.get(name, name)), share(metric["value"]), text(metric["why"])]
        for name, metric in score["metrics"].items()
        if metric["value"] is not None
    ]
    return table(["", ""], rows)


def _trace(answer: Mapping[str, Any]) -> str:
    rows = [[text(s["name"]), seconds(s["seconds"]), text(s["outcome"])] for s in answer.get("trace", ())]
    return f"<h3>Steps</h3>{table(['', ''], rows)}" if rows else ""


def _other(other: Mapping[str, Any]) -> str:
    score, answer = other["score"], other["answer"]
    outcome = "right" if score["correct"] else "wrong"
    why = text(score["metrics"]["correct"]["why"])
    return (
        f"<h3>Baseline <span class='{outcome}-mark'>{outcome}</span> <span class='dim'>{seconds(score['seconds'])}, "
        f"{len(answer['citations'])} quotations; {why}</span></h3><pre class='answer'>{text(answer['text'])}</pre>"
    )


def _short(words: str, longest: int = 240) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
