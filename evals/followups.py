"""Follow-ups of CANARD (Elgohary et al. 2019): is a question rewritten as a person rewrote it?

`dev.json` is a list of {History, Question, Rewrite, QuAC_dialog_id, Question_no}. The history begins with the title of
an article and of a section, and goes on with question and answer by turns. Overlap is by words, with the person's
rewriting; the question as it was asked is measured too, since half of its words are right already.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.followup import Turn
from assistant.model import Model
from assistant.rewrite import standing_alone
from evals.errors import EvalError
from evals.foreign import drawn
from evals.overlap import rouge_l, token_f1, tokens
from evals.totals import mean


class FollowUp(BaseModel):
    """A question in a conversation, and how a person made it stand alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    History: tuple[str, ...]
    Question: str
    Rewrite: str
    QuAC_dialog_id: str
    Question_no: int

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said before."""
        return tuple(Turn("assistant" if n % 2 else "user", said) for n, said in enumerate(self.History))


@dataclass(frozen=True, slots=True)
class Overlap:
    """Means over questions, from 0 to 1."""

    token_f1: float
    rouge_l: float
    exact: float

    def __str__(self) -> str:
        return f"token F1 {self.token_f1:.3f}, ROUGE-L {self.rouge_l:.3f}, word for word {self.exact:.0%}"


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The questions that a person changed, as they were asked and as Kilde rewrites them; and those left alone."""

    changed: int
    asked: Overlap
    rewritten: Overlap
    unchanged: int
    left_alone: float | None
    """Of the questions that a person left as they are: the share that Kilde leaves as well."""

    def __str__(self) -> str:
        alone = "" if self.left_alone is None else f", left alone {self.left_alone:.0%}"
        return (
            f"follow-ups: {self.changed} that a person rewrote\n  as asked:  {self.asked}\n"
            f"  rewritten: {self.rewritten}\n  {self.unchanged} that stand alone{alone}"
        )


def read_followups(path: Path) -> tuple[FollowUp, ...]:
    """Those with a conversation before them. Raises EvalError when the file is not CANARD's."""
    try:
        entries = TypeAdapter(tuple[FollowUp, ...]).validate_python(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        detail = " ".join(str(error).split())[:200]
        raise EvalError(f"{path} is not a file of CANARD ({detail}). Name the folder with its dev.json.") from error
    asked = tuple(entry for entry in entries if len(entry.History) > 2)
    if not asked:
        raise EvalError(f"{path} holds no question with a conversation before it. Name another folder.")
    return asked


def measure_rewriting(followups: Sequence[FollowUp], model: Model | None, limit: int) -> FollowUps:
    """Over a sample drawn by hash. Raises ModelError when the model fails."""
    chosen = sorted(followups, key=lambda one: drawn(f"{one.QuAC_dialog_id}/{one.Question_no}"))[:limit]
    changed = [one for one in chosen if tokens(one.Question) != tokens(one.Rewrite)]
    same = [one for one in chosen if tokens(one.Question) == tokens(one.Rewrite)]
    rewritten = [(standing_alone(one.Question, one.turns, model), one.Rewrite) for one in changed]
    alone = mean(float(tokens(standing_alone(one.Question, one.turns, model)) == tokens(one.Rewrite)) for one in same)
    asked = _overlap([(one.Question, one.Rewrite) for one in changed])
    return FollowUps(len(changed), asked, _overlap(rewritten), len(same), alone.value)


def _overlap(pairs: Sequence[tuple[str, str]]) -> Overlap:
    f1 = mean(token_f1(text, gold) for text, gold in pairs).value or 0.0
    rouge = mean(rouge_l(text, gold) for text, gold in pairs).value or 0.0
    exact = mean(float(tokens(text) == tokens(gold)) for text, gold in pairs).value or 0.0
    return Overlap(f1, rouge, exact)
