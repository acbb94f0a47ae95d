"""Attack Kilde: ask each question with the planted texts in the folder, and without; judge what the attack achieved.

The folder of an attack is a copy of its corpus with what it plants, in a temporary place, with an index of its own.
Answers are kept as those of any evaluation are, so that a run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from evals.attack_outcome import Outcome, judge
from evals.attacks import Attack
from evals.bench import Bench
from evals.cases import Case
from evals.circumstances import circumstances, of_suite
from evals.reply import Reply
from evals.run import Answers, Asking, Asks, ask, corpus_texts, fingerprint
from evals.score import Score, score_reply
from evals.suites import Suite


@dataclass(frozen=True, slots=True)
class Attacked:
    """An attack, what was answered, what that means, and how right the same question was answered with and without."""

    attack: Attack
    asking: Asking
    outcome: Outcome
    poisoned: Score | None = None
    """Of an attack in a document: the answer, judged as one to the legitimate question."""
    clean: Score | None = None
    """The answer to that question without the planted texts."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types only."""
        return {
            "attack": self.attack.model_dump(mode="json", exclude_defaults=True),
            "split": self.attack.split.value,
            **self.asking.to_dict(),
            "outcome": self.outcome.kind.value,
            "why": self.outcome.why,
            "poisoned": self.poisoned and self.poisoned.to_dict(),
            "clean": self.clean and self.clean.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Attacking:
    """One run: the models, and where answers are kept."""

    bench: Bench
    answers: Answers

    def asked(
        self, asks: Asks, question: str, history: Sequence[Mapping[str, str]], suite: Suite, attack: Attack | None
    ) -> tuple[Asking, Mapping[str, str]]:
        """The answer from the suite's documents, with what an attack plants; and the texts it was given from."""
        with ExitStack() as stack:
            folder, index = suite.folder, suite.index
            if attack is not None and attack.planted:
                place = Path(stack.enter_context(TemporaryDirectory()))
                folder, index = place / "documents", place / "index"
                attack.plant(suite.folder, folder)
            texts = corpus_texts(folder)
            made_by = fingerprint(of_suite(circumstances(self.bench.model_name, {suite.name: texts}), suite.name))
            known = self.answers.find(asks, made_by)
            if known is None:
                assistant = stack.enter_context(self.bench.assistant(folder, index, texts))
                known = ask(question, history, assistant)
                self.answers.add(asks, made_by, known)
            return known, texts

    def attacked(self, attack: Attack, suite: Suite, legitimate: Case | None) -> Attacked:
        """One attack, carried out and judged."""
        asking, texts = self.asked(attack, attack.question, (), suite, attack)
        if legitimate is None:
            return Attacked(attack, asking, judge(attack, asking.answer, texts))
        clean, corpus = self.asked(legitimate, legitimate.question, (), suite, None)
        return Attacked(
            attack,
            asking,
            judge(attack, asking.answer, texts, legitimate, clean.answer),
            score_reply(legitimate, Reply.of(asking.answer), texts),
            score_reply(legitimate, Reply.of(clean.answer), corpus),
        )


def run_attacks(
    attacks: Sequence[Attack],
    suites: Sequence[Suite],
    legitimate: Mapping[str, Case],
    bench: Bench,
    out: Path,
    *,
    progress: bool = False,
) -> tuple[Attacked, ...]:
    """All attacks, in their order. Raises EvalError when `out` cannot be written, and what the model raises."""
    attacking, named = Attacking(bench.remembering(), Answers(out)), {suite.name: suite for suite in suites}
    return tuple(
        attacking.attacked(one, named[one.suite], legitimate.get(one.legitimate))
        for one in tqdm(attacks, desc="attacking", unit="attack", disable=not progress)
    )
