"""The verification as a classifier of planted cases: refusing what is changed, keeping what is true.

A changed sentence that is refused is a true positive. Recall is the share of changed sentences that are refused;
precision the share of refused sentences that are changed, which depends on how many of each there are: for one kind it
is given as if there were as many true ones. What went wrong is kept, so that one can read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Verdict
from assistant.evidence import Evidence
from assistant.prove import prove
from assistant.verify import verify
from evals.planted import Planted
from evals.planting import Source
from evals.totals import Mean, mean, wilson
from ingest.documents import Document
from ingest.passages import Passage, Sentence

RECALL_GOAL, PRECISION_GOAL = 0.97, 0.95
Check = Callable[[Planted], Verdict]


def proved(planted: Planted) -> Verdict:
    """What `prove`, which every sentence of a draft must pass, says when it is shown these quotations alone."""
    dropped = prove([planted.sentence], [_evidence(source) for source in planted.quoted]).dropped
    return dropped[0].verdict if dropped else Verdict.SUPPORTED


def verified(planted: Planted) -> Verdict:
    """What `verify` alone says."""
    return verify(planted.sentence, [source.text for source in planted.quoted], planted.surroundings)


def _evidence(source: Source) -> Evidence:
    """The quotation as a document of its own; its surroundings are the headings above it."""
    text, sentence = source.text, Sentence(0, len(source.text))
    passage = Passage(source.document_id, 0, 0, len(text), text, source.surroundings, (sentence,))
    return Evidence(Document(source.document_id, text, ""), passage, sentence)


@dataclass(frozen=True, slots=True)
class Judged:
    """A planted case and what was said of it."""

    planted: Planted
    verdict: Verdict

    @property
    def refused(self) -> bool:
        return self.verdict is not Verdict.SUPPORTED

    @property
    def right(self) -> bool:
        return self.refused != self.planted.is_true

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {**self.planted.to_dict(), "verdict": self.verdict.name, "right": self.right}


@dataclass(frozen=True, slots=True)
class KindTotals:
    """How one kind fared."""

    kind: str
    is_true: bool
    right: Mean
    """Of changed kinds the recall, the share refused; of true kinds the share kept."""
    precision: Mean
    """Of changed kinds: the share of changed sentences among those refused, were there as many true ones."""


@dataclass(frozen=True, slots=True)
class Classification:
    """The numbers, and every case with its verdict."""

    judged: tuple[Judged, ...]

    @property
    def recall(self) -> Mean:
        return mean(float(one.refused) for one in self.judged if not one.planted.is_true)

    @property
    def precision(self) -> Mean:
        return mean(float(not one.planted.is_true) for one in self.judged if one.refused)

    @property
    def wrongly_refused(self) -> Mean:
        """Of the true sentences: how many were refused."""
        return mean(float(one.refused) for one in self.judged if one.planted.is_true)

    @property
    def misses(self) -> tuple[Judged, ...]:
        """Changed sentences that were kept, then true ones that were refused."""
        wrong = (one for one in self.judged if not one.right)
        return tuple(sorted(wrong, key=lambda one: one.planted.is_true))

    @property
    def kinds(self) -> tuple[KindTotals, ...]:
        """The kinds in the order in which they were planted; changed first."""
        names = dict.fromkeys((one.planted.is_true, one.planted.kind) for one in self.judged)
        return tuple(self._kind(kind, is_true) for is_true, kind in sorted(names, key=lambda key: key[0]))

    def _kind(self, kind: str, is_true: bool) -> KindTotals:
        own = [one for one in self.judged if one.planted.kind == kind and one.planted.is_true == is_true]
        right = mean(float(one.right) for one in own)
        return KindTotals(kind, is_true, right, Mean(None, 0) if is_true else _balanced(right, self.wrongly_refused))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only; the cases are those that went wrong."""
        return {
            "cases": len(self.judged),
            "changed": self.recall.cases,
            "true": self.wrongly_refused.cases,
            "recall": asdict(self.recall),
            "precision": asdict(self.precision),
            "wrongly_refused": asdict(self.wrongly_refused),
            "goals": {"recall": RECALL_GOAL, "precision": PRECISION_GOAL},
            "kinds": [asdict(kind) for kind in self.kinds],
            "misses": [one.to_dict() for one in self.misses],
        }


def _balanced(recall: Mean, wrongly_refused: Mean) -> Mean:
    """Precision at as many true sentences as changed ones; the interval counts the refused among both."""
    refused = (recall.value or 0.0) + (wrongly_refused.value or 0.0)
    cases = round(refused * recall.cases)
    if not cases:
        return Mean(None, 0)
    share = (recall.value or 0.0) / refused
    return Mean(share, cases, *wilson(share, cases))


def measure(planted: Sequence[Planted], check: Check = proved) -> Classification:
    """Every case checked, in order; about a millisecond each."""
    return Classification(tuple(Judged(one, check(one)) for one in planted))


def table(found: Classification, misses: int = 0) -> str:
    """The numbers as lines for a terminal, with so many misses of every kind written out."""
    lines = [f"{'changed, to be refused':<24}{'cases':>6}  {'recall':<18}{'precision':<18}"]
    wrong = {(one.planted.kind, one.planted.is_true): list[Judged]() for one in found.misses}
    for one in found.misses:
        wrong[one.planted.kind, one.planted.is_true].append(one)
    said_true = False
    for kind in found.kinds:
        if kind.is_true and not said_true:
            lines.append(f"{'true, to be kept':<24}{'cases':>6}  {'kept':<18}")
            said_true = True
        precision = "" if kind.is_true else str(kind.precision)
        lines.append(f"  {kind.kind:<22}{kind.right.cases:>6}  {kind.right!s:<18}{precision}".rstrip())
        lines += [_written(one) for one in wrong.get((kind.kind, kind.is_true), ())[:misses]]
    lines.append(
        f"{len(found.judged)} cases: recall {found.recall}, goal {RECALL_GOAL:.0%}; precision {found.precision}, "
        f"goal {PRECISION_GOAL:.0%}; true sentences refused {found.wrongly_refused}"
    )
    return "\n".join(lines)


def _written(one: Judged) -> str:
    return (
        f"      {one.planted.id} {one.verdict.name}: {one.planted.sentence}\n        against: {one.planted.quotation}"
    )
