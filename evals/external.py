"""A set that others made, asked of Kilde: are its gold passages found, and given them, is it answered or declined?

Retrieval is `external_retrieval`, the follow-ups of CANARD are `followups`. Answering: an index of nothing but the
gold passages of a question, and the question. Where a set has questions that its passages do not answer, half of the
sample are such.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tqdm import tqdm

from evals.bench import Bench
from evals.circumstances import circumstances
from evals.errors import EvalError
from evals.external_retrieval import Found, measure_retrieval, opened_over
from evals.followups import FollowUp, FollowUps, measure_rewriting, read_followups
from evals.foreign import YES, ForeignPassage, ForeignQuestion, ForeignSet, load_set, sample
from evals.overlap import contains, recall, token_f1
from evals.run import Answers, Asking, ask, fingerprint
from evals.totals import Abstention, Mean, f1, mean

EXTERNAL = "external.json"
_CANARD = "dev.json"


@dataclass(frozen=True, slots=True)
class Replies:
    """What was made of questions whose gold passages were given."""

    questions: int
    abstention: Abstention
    contains: Mean
    """Of the answerable questions: whether the answer has a gold answer in it, word for word."""
    recall: float | None
    token_f1: float | None
    seconds: float

    def __str__(self) -> str:
        found = self.abstention
        lines = [f"answering: {self.questions} questions, median {self.seconds:.2f} s, the gold passages given"]
        lines.append(f"  answerable: {self.contains.cases}; declined {found.over_refusal}")
        if self.recall is not None and self.token_f1 is not None:
            lines.append(
                f"    a gold answer is in the answer {self.contains}; words of it {self.recall:.0%}, "
                f"token F1 {self.token_f1:.2f}"
            )
        if found.f1 is not None:
            lines.append(f"  abstention: precision {found.precision}, recall {found.recall}, F1 {found.f1:.0%}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class External:
    """What was measured on one set; None for what the set does not allow."""

    name: str
    model: str
    retrieval: Found | None = None
    replies: Replies | None = None
    followups: FollowUps | None = None

    def __str__(self) -> str:
        parts = [part for part in (self.retrieval, self.replies, self.followups) if part is not None]
        return "\n".join([f"{self.name}, model {self.model}", *(str(part) for part in parts)])

    def save(self, folder: Path) -> Path:
        """Write it into the folder and return the file."""
        path = folder / EXTERNAL
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def read_external(folder: Path) -> ForeignSet | tuple[FollowUp, ...]:
    """The set, or the follow-ups of CANARD, in a folder. Raises EvalError when it holds neither."""
    return read_followups(folder / _CANARD) if (folder / _CANARD).is_file() else load_set(folder)


def measured(
    known: ForeignSet | tuple[FollowUp, ...], name: str, bench: Bench, out: Path, limit: int, *, progress: bool = False
) -> External:
    """Measure all that the set allows; answers and index are kept in `out`, so that it can be gone on with.

    Raises EvalError when `out` cannot be written, and what the model raises.
    """
    _make(out)
    if not isinstance(known, ForeignSet):
        return External(name, bench.model_name, followups=measure_rewriting(known, bench.model, limit))
    bench = bench.remembering()
    retrieval = measure_retrieval(known, bench, out, progress=progress)
    return External(name, bench.model_name, retrieval, _replies(known, bench, out, limit, progress=progress))


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvalError(f"{out} cannot be written ({error.strerror}). Name another folder with --out.") from error


def _replies(known: ForeignSet, bench: Bench, out: Path, limit: int, *, progress: bool) -> Replies | None:
    asked = sample(known.questions, limit)
    if not asked:
        return None
    made, answers = circumstances(bench.model_name, {}), Answers(out)
    groups: dict[tuple[str, ...], list[ForeignQuestion]] = {}
    for question in asked:
        groups.setdefault(question.gold, []).append(question)
    replies: list[tuple[ForeignQuestion, Asking]] = []
    with tqdm(total=len(asked), desc="asking", unit="question", disable=not progress) as bar:
        for gold, questions in groups.items():
            given = [known.passages[name] for name in gold]
            replies += _given(given, questions, bench, answers, fingerprint({**made, "given": [p.text for p in given]}))
            bar.update(len(questions))
    return _judged(replies)


def _given(
    passages: Sequence[ForeignPassage],
    questions: Sequence[ForeignQuestion],
    bench: Bench,
    answers: Answers,
    made_by: str,
) -> Iterable[tuple[ForeignQuestion, Asking]]:
    """The answers that were kept, or are given now from an index of these passages alone."""
    missing = [question for question in questions if answers.find(question, made_by) is None]
    if missing:
        with TemporaryDirectory() as place, opened_over(passages, bench, Path(place)) as (assistant, _):
            for question in missing:
                answers.add(question, made_by, ask(question.question, question.said_before, assistant))
    kept = ((question, answers.find(question, made_by)) for question in questions)
    return [(question, asking) for question, asking in kept if asking is not None]


def _judged(replies: Sequence[tuple[ForeignQuestion, Asking]]) -> Replies:
    judged = [(question.answerable == YES, bool(asking.answer["answered"])) for question, asking in replies]
    precision = mean(float(not answerable) for answerable, answered in judged if not answered)
    refused = mean(float(not answered) for answerable, answered in judged if not answerable)
    over_refusal = mean(float(not answered) for answerable, answered in judged if answerable)
    said = [
        (str(asking.answer["text"]) if asking.answer["answered"] else "", question.answers)
        for question, asking in replies
        if question.answerable == YES and question.answers
    ]
    return Replies(
        len(replies),
        Abstention(precision, refused, f1(precision.value, refused.value), over_refusal),
        mean(float(any(contains(text, gold) for gold in answers)) for text, answers in said),
        mean(max(recall(text, gold) for gold in answers) for text, answers in said).value,
        mean(max(token_f1(text, gold) for gold in answers) for text, answers in said).value,
        median(float(asking.answer["seconds"]) for _, asking in replies),
    )
