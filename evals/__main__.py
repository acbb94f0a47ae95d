"""The command `kilde eval`: ask the cases, print a table, write results.json and report.html."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from evals.cases import SHIPPED, Case, CaseType, Split, load_cases, quick, select
from evals.errors import EvalError
from ingest.errors import KildeError

INTERRUPTED = 130
_PART = {"development": Split.DEVELOPMENT, "test": Split.TEST, "all": None}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; the exit code is 0, 1 when it could not be done, 130 when it was interrupted."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.compare:
            return _compare(*arguments.compare)
        return _evaluate(arguments)
    except KildeError as error:
        print(f"kilde eval: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("kilde eval: interrupted; the same command goes on from here", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kilde eval", description="Measure how good the answers are.")
    parser.add_argument("--model", help="auto, none, the name or .gguf file of a model, ollama/NAME or openai/NAME")
    parser.add_argument("--split", choices=_PART, default="development", help="tune on development, report test")
    parser.add_argument("--quick", action="store_true", help="a fixed few cases of every type")
    parser.add_argument("--type", choices=[t.value for t in CaseType], action="append", help="only cases of this type")
    parser.add_argument("--limit", type=_positive, help="at most so many cases")
    parser.add_argument("--cases", type=Path, default=SHIPPED, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help="folder for answers, results and report (default: one of its own)")
    parser.add_argument("--index", type=Path, help="the index to ask (default: that of the shipped documents)")
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), type=Path, help="two results.json, case by case")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not 1 or more")
    return number


def _compare(before: Path, after: Path) -> int:
    from evals.compare import compare
    from evals.results import load

    print(compare(load(before), load(after)))
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from assistant import Assistant
    from evals import report, results
    from evals.circumstances import cases_checksum, circumstances
    from evals.retrieval import measure
    from evals.run import corpus_texts, run
    from ingest.settings import SHIPPED_CORPUS

    cases = _chosen(arguments)
    texts = corpus_texts(SHIPPED_CORPUS)
    with Assistant.open(arguments.index, arguments.model, progress=True) as assistant:
        _check_index(texts, {document.id: document.text for document in assistant.documents()})
        made = circumstances(assistant.model_name, texts)
        folder = arguments.out or _default_folder(assistant.model_name, arguments)
        judged = run(cases, assistant, texts, folder, made, progress=True)
        asked = {one.case.id: str(one.asking.answer.get("standalone") or "") for one in judged}
        found = measure(cases, asked, assistant, texts)
    selection = {
        "split": arguments.split,
        "quick": arguments.quick,
        "types": arguments.type,
        "limit": arguments.limit,
        "cases": len(cases),
        "cases_sha256": cases_checksum(cases),
    }
    summary = results.results(judged, made, selection, found.to_dict() if found else None)
    file, page = results.save(summary, folder), report.save(summary, folder)
    print(table(summary))
    print(f"Results: {file}\nReport:  {page}")
    return 0


def _chosen(arguments: argparse.Namespace) -> tuple[Case, ...]:
    cases = select(load_cases(arguments.cases), _PART[arguments.split], [CaseType(t) for t in arguments.type or ()])
    cases = (quick(cases) if arguments.quick else cases)[: arguments.limit]
    if not cases:
        raise EvalError("No case is left. Choose another --split or --type.")
    return cases


def _check_index(texts: dict[str, str], indexed: dict[str, str]) -> None:
    missing = sorted(name for name, text in texts.items() if indexed.get(name) != text)
    if missing:
        raise EvalError(
            f"The index does not hold {', '.join(missing)} as on disk, and the cases ask about it. "
            "Name the index of the shipped documents, or bring it up to date with `kilde ingest`."
        )


def _default_folder(model: str, arguments: argparse.Namespace) -> Path:
    parts = [model, arguments.split, *(["quick"] if arguments.quick else []), *(arguments.type or ())]
    return Path(user_data_path("kilde")) / "evals" / re.sub(r"[^\w.-]+", "-", "-".join(parts))


def table(summary: dict[str, Any]) -> str:
    """The totals as lines for a terminal."""
    lines = [
        f"{'type':<20}{'cases':>6}  {'correct':<18}{'facts':>7}{'items':>7}{'q.prec':>8}{'q.rec':>7}{'seconds':>9}"
    ]
    rows = [*summary["types"].items(), ("total", summary["totals"])]
    for name, total in rows:
        metrics = total["metrics"]
        correct = metrics["correct"]
        interval = f"{correct['value']:.0%} ({correct['low']:.0%}-{correct['high']:.0%})"
        shares = [_share(metrics[m]["value"]) for m in ("facts", "items", "quote_precision", "quote_recall")]
        lines.append(
            f"{name:<20}{total['cases']:>6}  {interval:<18}{shares[0]:>7}{shares[1]:>7}{shares[2]:>8}{shares[3]:>7}"
            f"{total['median_seconds']:>9.2f}"
        )
    abstention, metrics = summary["abstention"], summary["totals"]["metrics"]
    refusals = {name: _share(abstention[name]["value"]) for name in ("precision", "recall", "over_refusal")}
    lines.append(
        f"abstention: precision {refusals['precision']}, recall {refusals['recall']}, F1 {_share(abstention['f1'])}; "
        f"over-refusal {refusals['over_refusal']}"
    )
    lines.append(
        f"quotations verbatim {_share(metrics['verbatim']['value'])}; "
        f"answers whose facts are all quoted {_share(metrics['grounded']['value'])}"
    )
    if summary["retrieval"]:
        lines.append("retrieval: " + ", ".join(f"{name} {value:.3g}" for name, value in summary["retrieval"].items()))
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


if __name__ == "__main__":
    raise SystemExit(main())
