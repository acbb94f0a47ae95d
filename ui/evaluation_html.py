"""The latest evaluation as HTML for a view of its own: its figures, the list of its questions, one question. Pure.

What is measured is drawn by the report (`evals.report`, `evals.report_case`), which escapes all that it shows. Unlike
the report, which is one file, the view has of each question one line until it is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from evals.markup import seconds, slug, spoken, text
from evals.report import Shown, circumstances, figures
from evals.report_case import body_html

COMMAND = "kilde eval --quick"
_HEAD = "<header><h1 id='title'>Evaluation</h1><button type='button' class='close'>Back to the chat</button></header>"
_HALVES = {"development": "from the half to tune on", "test": "from the half to report", "all": "from both halves"}


class Asking(Enum):
    """Whether a question of the evaluation can be asked in the chat; the value says why not."""

    HERE = ""
    ELSEWHERE = "It is about other documents than those that the chat answers from."
    LEANING = "It leans on what was said before it, so it cannot be asked by itself."

    @classmethod
    def of(cls, case: Mapping[str, Any], results: Mapping[str, Any], asked: Mapping[str, str]) -> Asking:
        """`asked` are the documents that the chat answers from: the checksum of each text."""
        documents = results["circumstances"].get("corpus_sha256", {}).get(case.get("suite", ""))
        if not documents or not documents.items() <= asked.items():
            return cls.ELSEWHERE
        return cls.LEANING if case.get("history") else cls.HERE


def view_html(shown: Shown, code: str) -> str:
    """All of the view but the questions in full. `code` is the checksum of the code that answers now."""
    results = shown.results
    cases = results["cases"]
    tabs = _tab("figures", "Figures", chosen=True) + _tab("questions", f"Questions <span>{len(cases)}</span>")
    return (
        f"{_HEAD}<div class='tabs' role='tablist' aria-label='Evaluation'>{tabs}</div>"
        "<div class='panel figures' role='tabpanel' id='panel-figures' aria-labelledby='tab-figures' tabindex='0'>"
        f"{_about(results, code)}{figures(shown)}<details><summary>Settings, versions and checksums</summary>"
        f"{circumstances(results)}</details></div>"
        "<div class='panel questions' role='tabpanel' id='panel-questions' aria-labelledby='tab-questions' hidden>"
        f"{_filters(results)}<div class='split'><ul class='list'>{''.join(map(_line, cases))}</ul>"
        "<article class='detail' aria-label='Question'><p class='dim'>Choose a question to see what was expected, "
        "what was answered, and why it scored so.</p></article></div></div>"
    )


def missing_html() -> str:
    """Instead of a report that is not there."""
    return (
        f"{_HEAD}<p class='none'>There is no report yet. <code>{COMMAND}</code> makes one in about 3 minutes, on this "
        "machine.</p>"
    )


def error_html(message: str) -> str:
    """Instead of a report that cannot be read: what happened and what to do."""
    return f"{_HEAD}<p class='none' role='alert'>{text(message)}</p>"


def question_html(entry: Mapping[str, Any], other: Mapping[str, Any] | None, asking: Asking) -> str:
    """One question in full; `other` is the same as the baseline answered it."""
    case, score = entry["case"], entry["score"]
    about = f"{_outcome(entry)}, {spoken(case['type'])}, {spoken(case.get('suite', ''))}, {seconds(score['seconds'])}"
    ask = (
        "<button type='button' class='ask'>Ask this in the chat</button>"
        if asking is Asking.HERE
        else f"<p class='dim'>{asking.value}</p>"
    )
    return (
        "<div class='steps'><button type='button' class='all'>All questions</button>"
        "<button type='button' class='step' value='-1'>Previous</button>"
        "<button type='button' class='step' value='1'>Next</button></div>"
        f"<h2 tabindex='-1'>{text(case['question'])}</h2><p class='dim'>{about}</p>{ask}{body_html(entry, other)}"
    )


def _about(results: Mapping[str, Any], code: str) -> str:
    """What the report is of: model, questions, date, version and code."""
    made, selection = results["circumstances"], results["selection"]
    model = made.get("model", "unknown")
    known = made.get("code_sha256") or ""
    facts = [
        "Without a model, by quoting" if model == "none" else f"Model {model}",
        _chosen(results["totals"]["cases"], selection),
        f"{datetime.fromisoformat(results['written']):%d %B %Y, %H:%M %Z}" if "written" in results else "",
        f"Kilde {made['versions']['kilde']}" if made.get("versions", {}).get("kilde", "not")[:3] != "not" else "",
        f"code {known[:12]}" + (", the same that answers here" if known == code else "") if known else "",
    ]
    said = " \u00b7 ".join(filter(None, facts))
    changed = "<p class='about warn'>The code has changed since.</p>" if known not in ("", code) else ""
    return f"<p class='about'>{text(said)}</p>{changed}"


def _chosen(cases: int, selection: Mapping[str, Any]) -> str:
    kinds = " and ".join(kind.replace("_", " ") for kind in selection.get("types") or ())
    parts = [
        f"{cases} {'question' if cases == 1 else 'questions'} {_HALVES.get(selection.get('split', ''), '')}".strip(),
        "a quick run" if selection.get("quick") else "",
        f"only {kinds}" if kinds else "",
    ]
    return ", ".join(filter(None, parts))


def _tab(name: str, label: str, *, chosen: bool = False) -> str:
    return (
        f"<button type='button' role='tab' id='tab-{name}' aria-controls='panel-{name}' "
        f"aria-selected='{str(chosen).lower()}' tabindex='{0 if chosen else -1}'>{label}</button>"
    )


def _filters(results: Mapping[str, Any]) -> str:
    right = sum(entry["score"]["correct"] for entry in results["cases"])
    counts = {"": ("All", len(results["cases"])), "right": ("Right", right)}
    counts["wrong"] = ("Wrong", len(results["cases"]) - right)
    outcomes = "".join(
        f"<label><input type='radio' name='outcome' value='{value}'{' checked' * (not value)}>"
        f"<span>{name} {count}</span></label>"
        for value, (name, count) in counts.items()
    )
    return (
        "<form class='filters' role='search' aria-label='Questions'>"
        f"<fieldset><legend>Outcome</legend>{outcomes}</fieldset>"
        f"{_select('type', 'Every type', results['types'])}{_select('suite', 'Every corpus', results['suites'])}"
        "<input type='search' name='words' placeholder='Search questions' aria-label='Search questions'></form>"
        "<p class='found dim' role='status'></p>"
    )


def _select(name: str, every: str, values: Iterable[str]) -> str:
    options = "".join(f"<option value='{slug(value)}'>{spoken(value)}</option>" for value in values)
    return f"<select name='{name}' aria-label='{every}'><option value=''>{every}</option>{options}</select>"


def _line(entry: Mapping[str, Any]) -> str:
    case = entry["case"]
    kinds = f"data-outcome='{_word(entry)}' data-type='{slug(case['type'])}' data-suite='{slug(case.get('suite', ''))}'"
    about = f"{spoken(case['type'])}, {spoken(case.get('suite', ''))}"
    return (
        f"<li {kinds}><button type='button' value='{text(case['id'])}'>{_outcome(entry)} {text(case['question'])} "
        f"<span class='dim'>{about}</span></button></li>"
    )


def _outcome(entry: Mapping[str, Any]) -> str:
    return f"<span class='{_word(entry)}-mark'>{_word(entry)}</span>"


def _word(entry: Mapping[str, Any]) -> str:
    return "right" if entry["score"]["correct"] else "wrong"
