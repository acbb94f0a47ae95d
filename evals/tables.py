"""Results as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HEAD = f"{'':<20}{'cases':>6}  {'correct':<18}{'facts':>7}{'items':>7}{'q.prec':>8}{'q.rec':>7}{'seconds':>9}"


def table(results: Mapping[str, Any]) -> str:
    """By type, by suite, and over all; then abstention, quotations and retrieval."""
    lines = [_HEAD, *(_row(name, total) for name, total in results["types"].items())]
    if len(results["suites"]) > 1:
        lines += ["", *(_row(name, part["totals"]) for name, part in results["suites"].items())]
    lines += ["", _row("total", results["totals"]), ""]
    parts = {**(results["suites"] if len(results["suites"]) > 1 else {}), "total": results}
    lines += [_abstention(name, part) for name, part in parts.items()]
    lines += [_retrieval(name, part["retrieval"]) for name, part in parts.items() if part["retrieval"]]
    metrics, latency = results["totals"]["metrics"], results["latency"]
    lines.append(
        f"quotations verbatim {share(metrics['verbatim']['value'])}; "
        f"answers whose facts are all quoted {share(metrics['grounded']['value'])}"
    )
    moments = ", ".join(f"{name.replace('_', ' ')} {seconds}" for name, seconds in latency.items())
    lines.append(f"median seconds to {moments}")
    return "\n".join(lines)


def share(value: float | None) -> str:
    """In percent; a dash where it does not apply."""
    return "-" if value is None else f"{value:.0%}"


def _row(name: str, total: Mapping[str, Any]) -> str:
    metrics = total["metrics"]
    correct = metrics["correct"]
    interval = f"{correct['value']:.0%} ({correct['low']:.0%}-{correct['high']:.0%})"
    shares = [share(metrics[metric]["value"]) for metric in ("facts", "items", "quote_precision", "quote_recall")]
    return (
        f"{name:<20}{total['cases']:>6}  {interval:<18}{shares[0]:>7}{shares[1]:>7}{shares[2]:>8}{shares[3]:>7}"
        f"{total['median_seconds']:>9.2f}"
    )


def _abstention(name: str, part: Mapping[str, Any]) -> str:
    found = part["abstention"]
    shares = {metric: share(found[metric]["value"]) for metric in ("precision", "recall", "over_refusal")}
    return (
        f"abstention, {name}: precision {shares['precision']}, recall {shares['recall']}, F1 {share(found['f1'])}; "
        f"over-refusal {shares['over_refusal']}"
    )


def _retrieval(name: str, found: Mapping[str, float]) -> str:
    return f"retrieval, {name}: " + ", ".join(f"{measure} {value:.3g}" for measure, value in found.items())
