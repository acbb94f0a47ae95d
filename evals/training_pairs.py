"""Questions of sets that others made, as pairs for `assistant.relevance`: a question and a sentence that it may answer.

Of the documents that a question is about, the NEAREST sentences by cosine are candidates, and two that answer it
though they are further away. A sentence answers where it meets a gold span, or has a gold answer, or most of one, in a
gold passage; where it has one elsewhere nobody knows, and it teaches nothing. The nearest sentences that do not answer
are the hard negatives. What a sentence is read with is written by `as_judged`, in training as in use.

A document is held out by the hash of its name, in every set that has it. These public sets were used; of none is there
any text in Kilde:

    squad2_half_dev   SQuAD 2.0, half of dev       CC BY-SA 4.0   a fifth of its articles held out
    xquad_en          XQuAD, English               CC BY-SA 4.0   without the articles held out above
    policyqa_test     PolicyQA, test               MIT            1,200 questions
    covidqa           COVID-QA                     Apache-2.0     an eighth of its articles held out
    clapnq_dev        CLAPnq, dev                  Apache-2.0     held out
    chunking_eval     chunking_evaluation          MIT            held out
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from random import Random

import numpy as np

from assistant.evidence import Evidence
from assistant.relevance import as_judged
from evals.foreign import NO, YES, ForeignPassage, ForeignQuestion, ForeignSet, drawn, load_set
from ingest.documents import Document
from ingest.embedder import Embedder
from ingest.passages import Passage, Sentence
from ingest.sentences import sentence_spans

NEAREST = 24
_FURTHER = 2
"""Sentences that answer, beside the nearest."""
_SHORTEST, _EMBEDDED = 4, 600
"""Characters of a sentence, and of title and sentence for its cosine."""
_POSITIVES, _NEGATIVES = 2, 3
_MOST_OF = 5
"""Words of a sentence that is part of a gold answer, to count as one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Use:
    """What a set, by the name of its folder, is used for."""

    name: str
    held_out: int = 0
    """One document in so many is held out: 0 none, 1 all."""
    most: int | None = None
    """Questions, drawn by hash; None for all."""


SETS = (
    Use("squad2_half_dev", held_out=5),
    Use("xquad_en"),
    Use("policyqa_test", most=1_200),
    Use("covidqa", held_out=8),
    Use("clapnq_dev", held_out=1),
    Use("chunking_eval", held_out=1),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as it is judged. `answers` is None where it has the answer's words at a place that is not gold."""

    text: str
    cosine: float
    answers: bool | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question and its candidates, nearest first, after them those that answer it from further away."""

    set: str
    documents: frozenset[str]
    question: str
    answerable: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """All examples: those that are learned from, and those on documents that none of the others is about."""

    training: tuple[Example, ...]
    held_out: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A question with sentences that are read against each other: the first `answers` of them answer it."""

    question: str
    texts: tuple[str, ...]
    answers: int


@dataclass(frozen=True, slots=True)
class _Known:
    """A sentence of a set: where it stands, and how it is embedded, judged and compared with an answer."""

    document: str
    passage: str
    start: int
    end: int
    embedded: str
    judged: str
    words: str


def read_split(folder: Path, sets: Sequence[Use], embedder: Embedder) -> Split:
    """The examples of the sets below the folder. Raises EvalError when one of them is not to be had."""
    known = {use: load_set(folder / use.name) for use in sets}
    held = {
        passage.doc
        for use, each in known.items()
        for passage in each.passages.values()
        if is_held_out(passage.doc, use)
    }
    training, apart = list[Example](), list[Example]()
    for use, each in known.items():
        for example in examples(each, use, embedder):
            if not example.documents & held:
                training.append(example)
            elif any(is_held_out(document, use) for document in example.documents):
                apart.append(example)
    return Split(tuple(training), tuple(apart))


def is_held_out(document: str, use: Use) -> bool:
    """Whether a set holds the document out: by its name alone, so that it is the same ones every time."""
    return use.held_out > 0 and int(sha1(document.encode()).hexdigest(), 16) % use.held_out == 0


def examples(known: ForeignSet, use: Use, embedder: Embedder) -> Iterator[Example]:
    """The questions that are answered, or not, by passages of the set, each with its candidates."""
    asked = sorted((q for q in known.questions if q.gold and q.answerable in (YES, NO)), key=lambda q: drawn(q.id))
    asked = asked[: use.most]
    about = {known.passages[name].doc for question in asked for name in question.gold}
    sentences = [s for p in known.passages.values() if p.doc in about for s in _sentences(p)]
    if not asked or not sentences:
        return
    vectors = embedder.embed_passages([sentence.embedded for sentence in sentences])
    questions = embedder.embed_passages([question.question for question in asked])
    places = _by_document(sentences)
    for question, vector in zip(asked, questions, strict=True):
        documents = dict.fromkeys(known.passages[name].doc for name in question.gold)
        own = [place for document in documents for place in places.get(document, ())]
        cosines = vectors[own] @ vector
        order = np.argsort(-cosines, kind="stable")
        near = [(sentences[own[place]], float(cosines[place])) for place in order]
        if near:
            answerable = question.answerable == YES
            yield Example(use.name, frozenset(documents), question.question, answerable, _candidates(question, near))


def groups(training: Sequence[Example], seed: int = 0) -> tuple[Group, ...]:
    """What is learned from: sentences that answer, the nearest that do not, and one of the others.

    Questions that have an answer, but none among their candidates, are left out.
    """
    random, made = Random(seed), list[Group]()
    for example in training:
        good = [candidate.text for candidate in example.candidates if candidate.answers][:_POSITIVES]
        bad = [candidate.text for candidate in example.candidates if candidate.answers is False]
        if example.answerable and not good:
            continue
        further = bad[_NEGATIVES:]
        bad = bad[:_NEGATIVES] + ([random.choice(further)] if example.answerable and further else [])
        if len(good) + len(bad) > 1:
            made.append(Group(example.question, (*good, *bad), len(good)))
    return tuple(made)


def _sentences(passage: ForeignPassage) -> Iterator[_Known]:
    text, title = passage.text, " ".join(passage.title.replace("_", " ").split())
    document = Document(passage.id, text, title)
    whole = Passage(passage.id, 0, 0, len(text), text, (), ())
    for start, end in sentence_spans(text, 0, len(text)):
        if end - start >= _SHORTEST:
            own = " ".join(text[start:end].split())
            judged = as_judged(Evidence(document, whole, Sentence(start, end)))
            embedded = f"{title}: {own}"[:_EMBEDDED]
            yield _Known(passage.doc, passage.id, start, end, embedded, judged, _words(own))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _by_document(sentences: Sequence[_Known]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = {}
    for place, sentence in enumerate(sentences):
        places.setdefault(sentence.document, []).append(place)
    return places


def _candidates(question: ForeignQuestion, near: Sequence[tuple[_Known, float]]) -> tuple[Candidate, ...]:
    """The nearest, and the first few of the others that answer."""
    gold = [words for words in map(_words, question.answers) if words]
    every = [Candidate(sentence.judged, cosine, _answers(question, gold, sentence)) for sentence, cosine in near]
    return (*every[:NEAREST], *[candidate for candidate in every[NEAREST:] if candidate.answers][:_FURTHER])


def _answers(question: ForeignQuestion, gold: Sequence[str], sentence: _Known) -> bool | None:
    """Whether the sentence answers the question; None where that is not known."""
    if question.answerable != YES:
        return False
    if question.gold_spans:
        spans = (span[1:] for span in question.gold_spans if span[0] == sentence.passage)
        return any(sentence.start < end and start < sentence.end for start, end in spans)
    long = len(sentence.words.split()) >= _MOST_OF
    if any(words in sentence.words or (long and sentence.words in words) for words in gold):
        return True if sentence.passage in question.gold else None
    return False
