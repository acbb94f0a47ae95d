"""Results as one HTML page that needs nothing else: no script, no font, no network. Pure but for `read` and `save`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import ResultError
from evals.evaluate import BASELINE
from evals.headline import headline
from evals.markup import as_json, mean, seconds, share, slug, spoken, table, text
from evals.plots import distribution, intervals, pairs, two_by_two
from evals.report_case import NAMES, case_html
from evals.results import RESULTS, load
from evals.verify_planted import VERIFICATION
from evals.versus import Versus, same_cases, side_by_side

REPORT = "report.html"
_STYLE = Path(__file__).with_name("report.css")
_SHARES = ("facts", "items", "quote_precision", "quote_recall", "grounded")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report is made of."""

    results: Mapping[str, Any]
    baseline: Mapping[str, Any] | None = None
    """The baseline's results over the same cases."""
    verification: Mapping[str, Any] | None = None

    @property
    def versus(self) -> Versus | None:
        return side_by_side(self.results, self.baseline) if self.baseline else None


def read(folder: Path, *elsewhere: Path) -> Shown:
    """What is found in the folder: results, and beside them those of the baseline over the same cases.

    The figures of the verification may be in one of the folders `elsewhere` as well; they are shown when they are of
    the same code. Raises ResultError when there are no results.
    """
    found = load(folder)
    baseline = load(folder / BASELINE) if (folder / BASELINE / RESULTS).is_file() else None
    verification = None
    for place in (folder, *elsewhere):
        if verification is None and (place / VERIFICATION).is_file():
            verification = _verification(place / VERIFICATION, found["circumstances"].get("code_sha256"))
    return Shown(found, baseline if baseline and same_cases(found, baseline) else None, verification)


def _verification(file: Path, code: str | None) -> Mapping[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found if found["code_sha256"] == code else None
    except (OSError, ValueError, KeyError) as error:
        raise ResultError(f"{file} cannot be read ({error}). Make it anew with `kilde eval --verification`.") from error


def save(shown: Shown, folder: Path) -> Path:
    """Write the page into the folder and return the file."""
    path = folder / REPORT
    path.write_text(report_html(shown), encoding="utf-8")
    return path


def report_html(shown: Shown) -> str:
    """The page."""
    results = shown.results
    title = f"Kilde evaluation: {results['circumstances'].get('model', 'unknown model')}"
    style = _STYLE.read_text(encoding="utf-8") + _filter_rules(results)
    split, suites = results["selection"].get("split", ""), ", ".join(results["suites"])
    about = f"{results['totals']['cases']} cases, split {split}, corpora {suites}"
    about += f", written {results['written']}" if "written" in results else ""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        f"<meta name='viewport' content='width=device-width,initial-scale=1'><title>{text(title)}</title>",
        f"<style>{style}</style><h1>{text(title)}</h1><p class='dim'>{text(about)}. "
        "Shares stand with their 95 % Wilson interval and the number of cases that they apply to.</p>",
        _contents(shown),
        figures(shown),
        "<h2 id='questions'>Questions</h2>",
        _filters(results),
        *_cases(shown),
        "<h2 id='circumstances'>Circumstances</h2>",
        circumstances(results),
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def figures(shown: Shown) -> str:
    """All that is measured, as tiles, plots and tables."""
    results, versus = shown.results, shown.versus
    types = ((name, total["metrics"]["correct"]) for name, total in results["types"].items())
    suites = ((name, part["totals"]["metrics"]["correct"]) for name, part in results["suites"].items())
    parts = [
        headline(results),
        _section("baseline", "Side by side with the baseline", _baseline(versus)) if versus else "",
        _section("types", "Right answers by type", intervals(types)),
        _section("suites", "By corpus", intervals(suites) + _suites(results["suites"])),
        _section("abstention", "Answering and abstaining", _abstention(results)),
        _section("time", "Time to the answer", _time(results)),
        _section("verification", "Verification of planted sentences", _planted(shown.verification))
        if shown.verification
        else "",
        _section("numbers", "All numbers", _numbers(results)),
    ]
    return "\n".join(filter(None, parts))


def _section(name: str, title: str, content: str) -> str:
    return f"<section id='{name}'><h2>{title}</h2>{content}</section>"


def circumstances(results: Mapping[str, Any]) -> str:
    """Every setting that could change the numbers, and how the cases were chosen."""
    made, selection = results["circumstances"], results["selection"]
    return table(["", ""], [[text(name), f"<pre>{as_json(value)}</pre>"] for name, value in made.items()]) + table(
        ["", ""], [[text(name), as_json(value)] for name, value in selection.items()]
    )


def _contents(shown: Shown) -> str:
    names = ["baseline"] * bool(shown.baseline) + ["types", "suites", "abstention", "time"]
    names += ["verification"] * bool(shown.verification) + ["numbers", "questions", "circumstances"]
    return f"<nav>{''.join(f'<a href=#{name}>{name}</a>' for name in names)}</nav>"


def _baseline(versus: Versus) -> str:
    return (
        f"<p><span class='key kilde'></span>Kilde<span class='key baseline'></span>{text(versus.baseline)}</p>"
        f"{pairs(versus.totals)}<h3>Right answers by type</h3>{pairs(versus.types)}"
        f"<h3>Right answers by corpus</h3>{pairs(versus.suites)}"
    )


def _suites(suites: Mapping[str, Any]) -> str:
    rows = [
        [
            text(name),
            str(part["totals"]["cases"]),
            share(part["abstention"]["f1"]),
            mean(part["abstention"]["over_refusal"]),
            share(part["totals"]["metrics"]["verbatim"]["value"]),
            *(text(f"{(part['retrieval'] or {}).get(measure, 0):.3f}") for measure in ("recall@5", "MRR")),
            seconds(part["latency"]["answer"]),
        ]
        for name, part in suites.items()
    ]
    head = ["corpus", "cases", "abstention F1", "over-refusal", "verbatim", "recall@5", "MRR", "median answer"]
    return table(head, rows)


def _abstention(results: Mapping[str, Any]) -> str:
    counts = {True: {True: 0, False: 0}, False: {True: 0, False: 0}}
    for entry in results["cases"]:
        right = entry["score"]["metrics"]["abstention"]["value"]
        if right is not None:
            answerable = entry["case"]["answerable"]
            counts[answerable][(right == 1) == answerable] += 1
    found = results["abstention"]
    rows = [[name.replace("_", "-"), mean(found[name])] for name in ("precision", "recall", "over_refusal")]
    return two_by_two(counts) + table(["", ""], [*rows, ["F1", share(found["f1"])]])


def _time(results: Mapping[str, Any]) -> str:
    slowest = results["totals"]["slowest_seconds"]
    rows = [[f"median to {name.replace('_', ' ')}", seconds(value)] for name, value in results["latency"].items()]
    drawn = distribution([entry["score"]["seconds"] for entry in results["cases"]])
    return drawn + table(["", ""], [*rows, ["95th percentile", seconds(slowest)]])


def _planted(found: Mapping[str, Any]) -> str:
    goals = found["goals"]
    rows = [
        [text(kind["kind"]), "true" if kind["is_true"] else "changed", mean(kind["right"])] for kind in found["kinds"]
    ]
    return (
        f"<p>{found['changed']} changed sentences: refused {mean(found['recall'])}, goal {goals['recall']:.0%}. "
        f"Of what was refused, changed: {mean(found['precision'])}, goal {goals['precision']:.0%}. "
        f"True sentences refused: {mean(found['wrongly_refused'])}.</p>{table(['kind', '', 'judged rightly'], rows)}"
    )


def _numbers(results: Mapping[str, Any]) -> str:
    totals = results["totals"]
    rows = [[text(NAMES.get(name, name)), mean(found)] for name, found in totals["metrics"].items()]
    rows += [["median words", text(totals["median_words"])]]
    rows += [[text(f"retrieval {name}"), f"{value:.3g}"] for name, value in (results["retrieval"] or {}).items()]
    by_type = [
        [spoken(name), str(total["cases"]), *(share(total["metrics"][metric]["value"]) for metric in _SHARES)]
        for name, total in results["types"].items()
    ]
    return table(["", ""], rows) + table(["type", "cases", *(NAMES[name] for name in _SHARES)], by_type)


def _cases(shown: Shown) -> Iterable[str]:
    others = {entry["case"]["id"]: entry for entry in (shown.baseline or {"cases": ()})["cases"]}
    return (case_html(entry, others.get(entry["case"]["id"])) for entry in shown.results["cases"])


def _choices(results: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        "outcome": ("right", "wrong"),
        "suite": tuple(results["suites"]),
        "type": tuple(results["types"]),
    }


def _class(group: str, name: str) -> str:
    return name if group == "outcome" else f"{group}-{slug(name)}"


def _filters(results: Mapping[str, Any]) -> str:
    """Radio buttons that the rules of `_filter_rules` listen to."""
    rows = []
    for group, names in _choices(results).items():
        buttons = "".join(
            f"<input type='radio' name='{group}' id='show-{group}-{slug(name)}'{' checked' * (name == '')}>"
            f"<label for='show-{group}-{slug(name)}'>{text(name or f'every {group}')}</label>"
            for name in ("", *names)
        )
        rows.append(f"<div class='filter'>{buttons}</div>")
    return "".join(rows)


def _filter_rules(results: Mapping[str, Any]) -> str:
    return "".join(
        f"body:has(#show-{group}-{slug(name)}:checked) .case:not(.{_class(group, name)}){{display:none}}\n"
        for group, names in _choices(results).items()
        for name in names
    )
