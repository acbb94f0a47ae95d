"""From evidence to an answer in the model's words: drafted, then proved or replaced by the list it points to."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Event, TextDelta
from assistant.beside import Sentenced, told_beside, told_in, told_otherwise
from assistant.draft import ask_for_draft, read_draft
from assistant.each import quote_rest
from assistant.evidence import Evidence
from assistant.instead import lines_pointed_to
from assistant.kept import kept_of
from assistant.model import Model
from assistant.pointed import asks_for_a_list, list_pointed_to
from assistant.prove import compose
from assistant.quote import lines_of, quote_list
from assistant.seen import Seen
from assistant.trace import Trace
from ingest.passages import Passage


@dataclass(frozen=True, slots=True)
class Writer:
    """A model that drafts, and what its drafts are checked against."""

    model: Model
    passages: Callable[[str], Sequence[Passage]]
    most_tokens: int

    def told(
        self, answer: Answer, seen: Seen, shown: Sequence[Evidence], trace: Trace, judge: Model | None
    ) -> Generator[Event, None, Answer]:
        """The answer with what of a draft from the evidence `shown` is proved: no text when nothing is, and not
        `answered` when the model refuses. The `judge` looks at sentences that are not borne word for word; without
        one, such a sentence is neither kept nor is the line quoted that it points to.
        """
        with trace.step("draft") as said:
            parts: list[str] = []
            for part in self.model.write(ask_for_draft(seen.question, shown), max_tokens=self.most_tokens):
                parts.append(part)
                yield TextDelta(part)
            draft = read_draft("".join(parts))
            said(draft.text)
        if draft.refused and seen.decided is None:
            return replace(answer, answered=False)
        with trace.step("verify") as said:
            found = list_pointed_to(seen.question, draft.sentences, shown, self.passages)
            proven = kept_of(draft.sentences, seen.question, seen.decided, shown, judge)
            if found and (asks_for_a_list(seen.question) or not proven.kept):
                said(f"the list of {found.of} items that it points to")
                listed = quote_list(seen.question, found)
                return replace(answer, text=listed.text, citations=listed.citations)
            said(f"{len(proven.kept)} kept, {len(proven.dropped)} dropped")
        answer = replace(answer, dropped=proven.dropped)
        kept: Sequence[Sentenced] = proven.kept
        if judge is not None and (not kept or len(seen.parts) > 1):
            failed = [one.text for one in proven.dropped]
            said_by = {piece.sentence for _, pieces in kept for piece in pieces}
            pointed = lines_pointed_to(seen.question, failed, shown)
            new = [piece for piece in pointed if piece.sentence not in said_by]
            kept = [*kept, *lines_of(seen.question, new, seen.pieces)]
        if not kept:
            return answer
        cited = [piece for _, pieces in kept for piece in pieces]
        rest = quote_rest(seen.parts, cited) if proven.dropped else []
        lines = told_in(seen.question.language, [*kept, *rest])
        others = told_otherwise(seen.question, kept, seen.pieces)
        more = told_beside(answer.question, seen.question, [*kept, *others], seen.pieces)
        composed = compose([*lines, *others, *more])
        return replace(answer, text=composed.text, citations=composed.citations)
