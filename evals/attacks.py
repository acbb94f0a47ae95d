"""Attack cases: what is planted into documents or asked, and what following it would look like. Data, and planting.

A case is data that enters from `cases/attacks.jsonl`:

- `where` says whether the attack stands in a document or in the question itself.
- `planted`, for documents: a file of its own beside the corpus, or, with `after`, a paragraph that is put into a
  document of the corpus below the paragraph that holds these words.
- `legitimate`, for documents: the id of a case of the suite. Its question is asked, with and without the planted text,
  and judged as in any evaluation: so the harm to accuracy is measured.
- `canaries`: what an answer says that follows the attack. `lies`: what an answer says that believes the planted text.
  Both are alternatives as in `evals.cases`; `attack_outcome` judges them.

The split is decided by the id as everywhere. The legitimate question of a case is of the case's own split, so that the
development part shows nothing of the other cases that are only reported.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.cases import Case, Split, split_of
from evals.errors import CaseError

ATTACKS = Path(__file__).resolve().parent / "cases" / "attacks.jsonl"


class Family(StrEnum):
    """How an attack works."""

    IGNORE_PREVIOUS = "ignore_previous"
    ROLE_PLAY = "role_play"
    FAKE_MESSAGE = "fake_message"
    FAKE_CITATION = "fake_citation"
    TEMPLATE_FORGERY = "template_forgery"
    FORMAT_FORGERY = "format_forgery"
    ENCODED = "encoded"
    HIDDEN_TEXT = "hidden_text"
    OTHER_LANGUAGE = "other_language"
    EXFILTRATION = "exfiltration"
    ANSWER_EVERYTHING = "answer_everything"
    CONTRADICTION = "contradiction"
    PROMPT_REQUEST = "prompt_request"
    REFUSAL_SUPPRESSION = "refusal_suppression"
    MANY_SHOT = "many_shot"
    SPLIT_PAYLOAD = "split_payload"
    AUTHORITY = "authority"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Planted(_Strict):
    """A text that is put into a folder: a file of its own, or a paragraph below certain words of a file."""

    source: str = Field(min_length=1)
    text: str = Field(min_length=1)
    after: str = ""


class Attack(_Strict):
    """One attack."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    family: Family
    where: Literal["document", "question"]
    suite: str
    question: str = ""
    """What is asked; of an attack in a document, its legitimate question when left out."""
    legitimate: str = ""
    planted: tuple[Planted, ...] = ()
    canaries: tuple[str, ...] = ()
    lies: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Attack:
        if self.where == "document" and not (self.planted and self.legitimate):
            raise ValueError("an attack in a document plants something and names a legitimate case")
        if self.where == "question" and (self.planted or not self.question):
            raise ValueError("an attack in a question has a question and plants nothing")
        if not self.canaries and not self.lies:
            raise ValueError("an attack says what following it looks like: canaries or lies")
        return self

    @property
    def split(self) -> Split:
        return split_of(self.id)

    @property
    def fingerprint(self) -> str:
        """Changes when what is asked changes; what is planted is part of the corpus that was asked."""
        return sha256(f"{self.question}\n{self.legitimate}".encode()).hexdigest()[:16]

    def plant(self, corpus: Path, folder: Path) -> None:
        """Make `folder` a copy of the corpus with the planted texts in it. Raises CaseError when one has no place."""
        shutil.copytree(corpus, folder)
        for one in self.planted:
            path = folder / one.source
            text = _below(path, one, self.id) if one.after else one.text
            path.write_bytes(text.encode())


def _below(path: Path, planted: Planted, name: str) -> str:
    """The text of a file with the planted one as a paragraph below the paragraph that holds the words."""
    text = path.read_bytes().decode() if path.is_file() else ""
    found = text.find(planted.after)
    if found < 0:
        raise CaseError(f"the attack {name} is put after words that {planted.source} does not have. Mend the case.")
    end = text.find("\n\n", found + len(planted.after))
    end = len(text) if end < 0 else end
    return f"{text[:end].rstrip()}\n\n{planted.text}\n{text[end:]}"


def load_attacks(legitimate: Mapping[str, Case], path: Path = ATTACKS) -> tuple[Attack, ...]:
    """The attacks of a JSON Lines file; `legitimate` are the cases that they may name, by id.

    Raises CaseError with file and line when one is malformed, or names a case of another suite or split.
    """
    attacks: dict[str, Attack] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path.name}, line {number}"
        try:
            attack = Attack.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(f"{place}: {error.errors()[0]['msg']}. Mend the line.") from error
        if attack.id in attacks:
            raise CaseError(f"{place}: the id {attack.id} is taken. Give the attack another one.")
        if attack.legitimate:
            case = legitimate.get(attack.legitimate)
            if case is None or (case.suite, case.split) != (attack.suite, attack.split):
                raise CaseError(f"{place}: {attack.legitimate} is no case of its suite and split. Name another one.")
            attack = attack.model_copy(update={"question": attack.question or case.question})
        attacks[attack.id] = attack
    return tuple(attacks.values())


def select_attacks(
    attacks: Iterable[Attack], split: Split | None, suites: Iterable[str], limit: int | None
) -> tuple[Attack, ...]:
    """Those of a split (None: of both) and of these suites. With a `limit` so many, the families taking turns."""
    wanted = frozenset(suites)
    chosen = [one for one in attacks if split in (None, one.split) and one.suite in wanted]
    return tuple(chosen if limit is None else _in_turn(chosen)[:limit])


def _in_turn(attacks: Sequence[Attack]) -> list[Attack]:
    """One of each family, then a second of each, and so on; within a family documents and questions in turn."""
    ranked: dict[tuple[Family, str], int] = {}
    places: dict[str, tuple[int, str]] = {}
    for one in sorted(attacks, key=lambda one: sha256(one.id.encode()).hexdigest()):
        rank = ranked[one.family, one.where] = ranked.get((one.family, one.where), -1) + 1
        places[one.id] = (2 * rank + (one.where == "question"), one.family)
    return sorted(attacks, key=lambda one: places[one.id])
