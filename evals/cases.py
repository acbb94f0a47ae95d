"""Cases: a question with what a right answer says, quotes and leaves out. Data that enters from JSON Lines files.

How a case is judged (`score` does it):

- `facts`: every inner list is one expected fact, any of its alternatives says it; `match` tells how.
- `items`, for lists: every inner list is one item; all must be there, in this order when `ordered`. `foreign` are
  items of neighbouring lists, `forbidden` are wrong answers: none of them may appear.
- `quotes`: every inner list is one place that must be quoted, any of its alternatives will do. `related` may be
  quoted as well. Each is verbatim from its source.
- `answerable` False: right is to abstain, and for small talk to be polite without claim and citation.
- `accept_abstention`, for false premises: right is to correct the premise (the facts) or to abstain.
- `absent`: regular expressions that were searched for in the corpus, and not found, before a question about a missing
  fact was written.

The split into a development part (to tune on) and a test part (to report) is not stored: the id decides it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.errors import CaseError

SHIPPED = Path(__file__).resolve().parent / "cases" / "shipped.jsonl"
_SALT = "1542"
"""Chosen once, when the cases were written and before any answer was seen, so that the halves are alike in types."""
REGEX = "re:"

Text = Annotated[str, Field(min_length=1)]
Alternatives = Annotated[tuple[Text, ...], Field(min_length=1)]


class CaseType(StrEnum):
    """What a question asks for, or what makes it hard."""

    FACT = "fact"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    LIST = "list"
    COUNT = "count"
    DEFINITION = "definition"
    TWO_PLACES = "two_places"
    TWO_DOCUMENTS = "two_documents"
    CONFLICT = "conflict"
    PARAPHRASE = "paraphrase"
    MISSPELLED = "misspelled"
    DANISH = "danish"
    FOLLOW_UP = "follow_up"
    UNANSWERABLE_NEAR = "unanswerable_near"
    UNANSWERABLE_FAR = "unanswerable_far"
    FALSE_PREMISE = "false_premise"
    INJECTION = "injection"
    SMALL_TALK = "small_talk"


class Split(StrEnum):
    """The part a case belongs to."""

    DEVELOPMENT = "development"
    TEST = "test"


def split_of(id_: str) -> Split:
    """Half of all ids, by hash; adding a case moves no other."""
    digest = sha256(f"{_SALT}/{id_}".encode()).digest()
    return Split.TEST if digest[0] % 2 else Split.DEVELOPMENT


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Strict):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: Text


class Quote(_Strict):
    """Words of a source, verbatim."""

    source: Text
    text: Text


class Case(_Strict):
    """One question and what is expected of its answer."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    type: CaseType
    question: Text
    answerable: bool
    history: tuple[Message, ...] = ()
    facts: tuple[Alternatives, ...] = ()
    items: tuple[Alternatives, ...] = ()
    ordered: bool = False
    foreign: tuple[Text, ...] = ()
    forbidden: tuple[Text, ...] = ()
    quotes: tuple[Annotated[tuple[Quote, ...], Field(min_length=1)], ...] = ()
    related: tuple[Quote, ...] = ()
    accept_abstention: bool = False
    absent: tuple[Text, ...] = ()
    suite: str = ""
    """Whose documents are asked; `load_cases` fills it in."""

    @model_validator(mode="after")
    def _consistent(self) -> Case:
        if self.answerable and not (self.facts or self.items):
            raise ValueError("an answerable case needs facts or items")
        if self.answerable and not self.quotes:
            raise ValueError("an answerable case needs quotes")
        if not self.answerable and (self.facts or self.items or self.quotes or self.accept_abstention):
            raise ValueError("a case without an answer has no facts, items or quotes, and accepts abstention anyway")
        if self.type is CaseType.SMALL_TALK and self.answerable:
            raise ValueError("small talk is not answerable")
        if any(m.role != ("user", "assistant")[i % 2] for i, m in enumerate(self.history)) or len(self.history) % 2:
            raise ValueError("the history goes user, assistant, user, assistant ...")
        for alternative in self.alternatives():
            if alternative.startswith(REGEX):
                _compiles(alternative.removeprefix(REGEX))
        for pattern in self.absent:
            _compiles(pattern)
        return self

    def alternatives(self) -> Iterable[str]:
        """Every alternative of every expected or unwanted fact."""
        for group in (*self.facts, *self.items, self.foreign, self.forbidden):
            yield from group

    @property
    def split(self) -> Split:
        return split_of(self.id)

    @property
    def fingerprint(self) -> str:
        """Changes when what is asked changes; what is expected may be corrected without asking again."""
        asked = [self.question, *(f"{m.role}: {m.content}" for m in self.history)]
        return sha256("\n".join(asked).encode()).hexdigest()[:16]


def _compiles(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error


def load_cases(path: Path = SHIPPED, suite: str = "shipped") -> tuple[Case, ...]:
    """The cases of a JSON Lines file. Raises CaseError with file, line and field when one is malformed."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read ({error}). Name a file of cases, one JSON object a line.") from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line).model_copy(update={"suite": suite})
        except ValidationError as error:
            raise CaseError(f"{path.name}, line {number}: {_explained(error)}. Mend the line.") from error
        if case.id in cases:
            raise CaseError(f"{path.name}, line {number}: the id {case.id} is taken. Give the case another one.")
        cases[case.id] = case
    if not cases:
        raise CaseError(f"{path.name} holds no case. Put in one JSON object a line.")
    return tuple(cases.values())


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])


def select(
    cases: Iterable[Case], split: Split | None = None, types: Iterable[CaseType] = (), limit: int | None = None
) -> tuple[Case, ...]:
    """The cases of a split (None: of both) and of some types (none: of all), in their order.

    With a `limit` a fixed sample of so many: those whose ids hash lowest, so that a smaller sample is part of a larger.
    """
    wanted = frozenset(types)
    chosen = [c for c in cases if split in (None, c.split) and (not wanted or c.type in wanted)]
    if limit is None:
        return tuple(chosen)
    sample = {c.id for c in sorted(chosen, key=_drawn)[:limit]}
    return tuple(c for c in chosen if c.id in sample)


def quick(cases: Sequence[Case]) -> tuple[Case, ...]:
    """A fixed few, one of every type, the suites taking turns: at eight to ten seconds each they take three minutes."""
    suites = sorted({c.suite for c in cases})
    common = [
        type_ for type_, _ in sorted(Counter(c.type for c in cases).items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    chosen = set()
    for turn, type_ in enumerate(common):
        preferred = suites[turn % len(suites)]
        of_type = [c for c in cases if c.type is type_]
        chosen.add(min(of_type, key=lambda c: (c.suite != preferred, _drawn(c))).id)
    return tuple(c for c in cases if c.id in chosen)


def _drawn(case: Case) -> str:
    return sha256(case.id.encode()).hexdigest()
