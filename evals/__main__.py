"""The command `kilde eval`: ask the cases, print a table, write results.json and report.html.

Other measurements have flags of their own: `--external` a set that others made, `--verification` planted errors,
`--attacks` planted instructions, `--speed` how fast it is, `--compare` two results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.cases import Case, CaseType, Split, quick, select
from evals.errors import EvalError
from evals.latest import kept_in
from evals.suites import ALL, SUITES, Suite, cases_of, named
from ingest.errors import KildeError
from ingest.home import may_fetch, tell_nobody

INTERRUPTED = 130
_PART = {"development": Split.DEVELOPMENT, "test": Split.TEST, "all": None}
_SAMPLE = 200
"""Questions of a foreign set that are asked unless told otherwise."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the evaluation; the exit code is 0, 1 when it could not be done, 130 when it was interrupted."""
    arguments = _parser().parse_args(argv)
    tell_nobody(offline=not may_fetch())
    try:
        if arguments.compare:
            return _compare(*arguments.compare)
        if arguments.external:
            return _external(arguments)
        if arguments.verification:
            return _verification(arguments)
        if arguments.attacks:
            return _attacks(arguments)
        if arguments.speed is not None:
            return _speed(arguments)
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
    parser.add_argument("--out", type=Path, help="folder for answers, results and report (default: one of its own)")
    parser.add_argument("--limit", type=_positive, help="at most so many cases, a fixed sample")
    cases = parser.add_argument_group("which cases")
    suites = [*(suite.name for suite in SUITES), ALL]
    cases.add_argument("--suite", choices=suites, action="append", help="only this corpus (default: all)")
    cases.add_argument("--split", choices=_PART, default="development", help="tune on development, report test")
    cases.add_argument("--type", choices=[t.value for t in CaseType], action="append", help="only cases of this type")
    cases.add_argument("--quick", action="store_true", help="a fixed few, every type at least once: three minutes")
    other = parser.add_argument_group("what is measured, beside Kilde on its own cases").add_mutually_exclusive_group()
    other.add_argument("--baseline", action="store_true", help="ask LlamaIndex's citation engine the same cases too")
    other.add_argument("--external", metavar="FOLDER", type=Path, help="a set that others made, instead of the cases")
    other.add_argument("--verification", action="store_true", help="errors planted into true sentences, instead")
    other.add_argument(
        "--attacks", action="store_true", help="instructions planted in documents and questions, instead"
    )
    other.add_argument("--speed", nargs="*", metavar="ROW", help="how fast, against bare libraries; all rows, or some")
    other.add_argument("--compare", nargs=2, metavar=("A", "B"), type=Path, help="two results.json, case by case")
    parser.add_argument("--check", action="store_true", help="with --speed: exit code 1 when a goal is missed")
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
    suites = named(arguments.suite or (), SUITES)
    cases = _chosen(suites, arguments)

    from assistant.settings import Settings
    from evals import report
    from evals.bench import Bench
    from evals.evaluate import baseline, evaluate, kilde
    from evals.tables import table

    with Bench.open(arguments.model) as bench:
        folder = arguments.out or _default_folder(bench.model_name, arguments)
        sides = [kilde(bench, folder, progress=True)]
        if arguments.baseline:
            from evals.baseline import Baseline

            # With a model of its own: one that both wrote with would forget Kilde's fixed prompt at every turn.
            model = arguments.model or Settings().model
            sides.append(baseline(lambda documents: Baseline.open(documents, model), folder))
        found = evaluate(cases, suites, sides, _selection(cases, arguments), progress=True)
    print(table(found[0]))
    shown = report.read(folder, kept_in("verification"))
    if shown.versus:
        print(f"\n{shown.versus}")
    print(f"Results: {folder / 'results.json'}\nReport:  {report.save(shown, folder)}")
    return 0


def _external(arguments: argparse.Namespace) -> int:
    from evals.bench import Bench
    from evals.external import measured, read_external

    known, name = read_external(arguments.external), arguments.external.resolve().name
    with Bench.open(arguments.model) as bench:
        folder = arguments.out or kept_in("external", name, bench.model_name)
        found = measured(known, name, bench, folder, arguments.limit or _SAMPLE, progress=True)
    print(f"{found}\nResults: {found.save(folder)}")
    return 0


def _verification(arguments: argparse.Namespace) -> int:
    from evals.verification import table
    from evals.verify_planted import save_verification, verify_planted

    suites = named(arguments.suite or (), SUITES)
    found = verify_planted(suites)
    print(table(found))
    print(f"Results: {save_verification(found, suites, arguments.out or kept_in('verification'))}")
    return 0


def _attacks(arguments: argparse.Namespace) -> int:
    from evals.attack_report import attack_results, attack_table, save_attacks
    from evals.attack_run import run_attacks
    from evals.attacks import load_attacks, select_attacks
    from evals.bench import Bench
    from evals.circumstances import circumstances
    from evals.run import corpus_texts

    suites = named(arguments.suite or (), SUITES)
    legitimate = {case.id: case for case in cases_of(SUITES)}
    names = [suite.name for suite in suites]
    attacks = select_attacks(load_attacks(legitimate), _PART[arguments.split], names, arguments.limit)
    if not attacks:
        raise EvalError("No attack is left. Choose another --split or --suite.")
    with Bench.open(arguments.model) as bench:
        folder = arguments.out or kept_in("attacks", bench.model_name, arguments.split)
        found = run_attacks(attacks, suites, legitimate, bench, folder, progress=True)
        made = circumstances(bench.model_name, {suite.name: corpus_texts(suite.folder) for suite in suites})
    selection = {"suites": names, "split": arguments.split, "limit": arguments.limit, "attacks": len(attacks)}
    results = attack_results(found, made, selection)
    page = save_attacks(results, folder)
    print(f"{attack_table(results)}\nReport:  {page}")
    return 0


def _speed(arguments: argparse.Namespace) -> int:
    from evals.speed_run import speed

    folder = arguments.out or kept_in("speed")
    return speed(arguments.speed, folder, check=arguments.check, told=lambda line: print(line, flush=True))


def _chosen(suites: Sequence[Suite], arguments: argparse.Namespace) -> tuple[Case, ...]:
    types = [CaseType(name) for name in arguments.type or ()]
    cases = select(cases_of(suites), _PART[arguments.split], types)
    cases = select(quick(cases) if arguments.quick else cases, limit=arguments.limit)
    if not cases:
        raise EvalError("No case is left. Choose another --split or --type.")
    return cases


def _selection(cases: Sequence[Case], arguments: argparse.Namespace) -> dict[str, Any]:
    from evals.circumstances import cases_checksum

    return {
        "suites": arguments.suite or [ALL],
        "split": arguments.split,
        "quick": arguments.quick,
        "types": arguments.type,
        "limit": arguments.limit,
        "cases": len(cases),
        "cases_sha256": cases_checksum(cases),
    }


def _default_folder(model: str, arguments: argparse.Namespace) -> Path:
    named = [name for name in sorted(set(arguments.suite or ())) if name != ALL]
    quick = ["quick"] if arguments.quick else []
    return kept_in(model, *named, arguments.split, *quick, *(arguments.type or ()))


if __name__ == "__main__":
    raise SystemExit(main())
