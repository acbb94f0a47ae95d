"""Results as one HTML page that needs nothing else: no script, no font, no network. Pure; all text is escaped."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

REPORT = "report.html"

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--good:#2a7d4f;--bad:#b3402e;--dim:#888}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
details{border-bottom:1px solid var(--line);padding:.35rem 0}summary{cursor:pointer}
blockquote{margin:.3rem 0;padding:.1rem .8rem;border-left:3px solid var(--line)}
pre{white-space:pre-wrap;font:inherit;margin:.2rem 0}
.good{color:var(--good)}.bad{color:var(--bad)}.dim{color:var(--dim)}
"""
_NAMES = {
    "correct": "correct",
    "facts": "facts said",
    "items": "items present",
    "no_foreign": "no foreign item",
    "abstention": "abstention right",
    "verbatim": "quotations verbatim",
    "quote_precision": "quotation precision",
    "quote_recall": "quotation recall",
    "grounded": "all facts quoted",
}


def report_html(results: Mapping[str, Any]) -> str:
    """The page."""
    made = results["circumstances"]
    title = f"Kilde evaluation: {made.get('model', 'unknown model')}"
    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{_text(title)}</title><style>{_STYLE}</style>",
        "<meta name='viewport' content='width=device-width'>",
        f"<h1>{_text(title)}</h1>",
        _summary(results),
        "<h2>By type</h2>",
        _types(results["types"]),
        "<h2>Questions</h2>",
        *(_case(case) for case in results["cases"]),
        "<h2>Circumstances</h2>",
        _table(["", ""], [[_text(name), f"<pre>{_json(value)}</pre>"] for name, value in made.items()]),
        _table(["", ""], [[_text(name), _json(value)] for name, value in results["selection"].items()]),
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def save(results: Mapping[str, Any], folder: Path) -> Path:
    """Write the page into the folder and return the file."""
    path = folder / REPORT
    path.write_text(report_html(results), encoding="utf-8")
    return path


def _text(value: object) -> str:
    return html.escape(str(value))


def _json(value: object) -> str:
    return _text(json.dumps(value, ensure_ascii=False, indent=1))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    heads = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{heads}</tr>{body}</table>"


def _share(value: float | None) -> str:
    return "<span class='dim'>-</span>" if value is None else f"{value:.0%}"


def _mean(mean: Mapping[str, Any]) -> str:
    if mean["value"] is None:
        return _share(None)
    interval = f"({mean['low']:.0%}-{mean['high']:.0%}, {mean['cases']})"
    return f"{_bar(mean)} {mean['value']:.0%} <span class='dim'>{interval}</span>"


def _bar(mean: Mapping[str, Any], width: int = 120) -> str:
    """A bar with a whisker for the interval."""
    length, low, high = (round(width * float(mean[name]), 1) for name in ("value", "low", "high"))
    return (
        f"<svg width='{width}' height='12' role='img' aria-label='{mean['value']:.0%}'>"
        f"<rect width='{width}' height='12' fill='#8882'/><rect width='{length}' height='12' fill='#3b7dd8'/>"
        f"<path d='M{low} 6H{high}M{low} 3V9M{high} 3V9' stroke='currentColor' fill='none'/></svg>"
    )


def _summary(results: Mapping[str, Any]) -> str:
    totals, abstention = results["totals"], results["abstention"]
    rows = [[_text(_NAMES.get(name, name)), _mean(mean)] for name, mean in totals["metrics"].items()]
    rows += [
        ["abstention precision", _mean(abstention["precision"])],
        ["abstention recall", _mean(abstention["recall"])],
        ["abstention F1", _share(abstention["f1"])],
        ["over-refusal", _mean(abstention["over_refusal"])],
    ]
    latency = results["latency"]
    rows += [[f"median seconds to {name.replace('_', ' ')}", _text(value)] for name, value in latency.items()]
    rows += [["95th percentile of seconds", _text(totals["slowest_seconds"])]]
    rows += [["median words", _text(totals["median_words"])]]
    rows += [[_text(f"retrieval {name}"), f"{value:.3g}"] for name, value in (results["retrieval"] or {}).items()]
    note = "Shares with 95 % Wilson intervals and the number of cases that the metric applies to."
    return f"<p>{totals['cases']} cases. {note}</p>" + _table(["", ""], rows)


def _types(types: Mapping[str, Any]) -> str:
    shown = ("correct", "facts", "items", "quote_precision", "quote_recall", "grounded")
    rows = [
        [
            _text(name),
            str(total["cases"]),
            _mean(total["metrics"]["correct"]),
            *(_share(total["metrics"][metric]["value"]) for metric in shown[1:]),
            _text(total["median_seconds"]),
        ]
        for name, total in types.items()
    ]
    return _table(["type", "cases", *(_NAMES[name] for name in shown), "seconds"], rows)


def _case(entry: Mapping[str, Any]) -> str:
    case, answer, score = entry["case"], entry["answer"], entry["score"]
    mark = "<span class='good'>right</span>" if score["correct"] else "<span class='bad'>wrong</span>"
    history = "".join(f"<p class='dim'>{_text(m['role'])}: {_text(m['content'])}</p>" for m in case.get("history", ()))
    quotations = "".join(
        f"<blockquote>[{_text(c['number'])}] {_text(c['quote'])} <span class='dim'>{_text(c['source'])}"
        f" {_text(c['start'])}-{_text(c['end'])}</span></blockquote>"
        for c in answer["citations"]
    )
    dropped = "".join(
        f"<p class='dim'>dropped: {_text(d['text'])} ({_text(d['verdict'])})</p>" for d in answer.get("dropped", ())
    )
    rows = [
        [_text(_NAMES.get(name, name)), _share(metric["value"]), _text(metric["why"])]
        for name, metric in score["metrics"].items()
        if metric["value"] is not None
    ]
    return (
        f"<details><summary>{mark} {_text(case['question'])} <span class='dim'>{_text(case['id'])}, "
        f"{_text(case['type'])}, {_text(score['seconds'])} s</span></summary>{history}"
        f"<h4>Answer</h4><pre>{_text(answer['text'])}</pre>{quotations}{dropped}"
        f"<h4>Expected</h4>{_expected(case)}{_table(['', '', 'why'], rows)}</details>"
    )


def _expected(case: Mapping[str, Any]) -> str:
    said = {
        "facts": [" | ".join(group) for group in case.get("facts", ())],
        "items": [" | ".join(group) for group in case.get("items", ())],
        "forbidden": [*case.get("forbidden", ()), *case.get("foreign", ())],
        "quoted": [" | ".join(quote["text"] for quote in group) for group in case.get("quotes", ())],
    }
    rows = [[_text(name), "<br>".join(_text(value) for value in values)] for name, values in said.items() if values]
    if not case["answerable"]:
        rows.append(["", "small talk" if case["type"] == "small_talk" else "to abstain"])
    if case.get("accept_abstention"):
        rows.append(["", "to abstain is right as well"])
    return _table(["", ""], rows)
