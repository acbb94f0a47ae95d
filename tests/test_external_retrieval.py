"""Rankings of foreign sets: by the passage that a hit is mostly of, or by the gold words that it holds."""

from __future__ import annotations

from evals.external_retrieval import gold_places, ranking
from evals.foreign import ForeignQuestion, Place
from ingest.index import Hit
from ingest.passages import Passage

PLACES = {"a": Place("x.txt", 0, 100), "b": Place("x.txt", 102, 200), "c": Place("y.txt", 0, 50)}


def hit(document: str, start: int, end: int) -> Hit:
    return Hit(Passage(document, 0, start, end, "", (), ()), 1.0, "")


def test_a_hit_is_the_passage_that_holds_most_of_it_and_counts_once() -> None:
    asked = ForeignQuestion(id="q", question="?", gold=("b",))
    hits = [hit("y.txt", 0, 50), hit("x.txt", 0, 60), hit("x.txt", 60, 110), hit("x.txt", 90, 200)]
    assert ranking(hits, gold_places(asked, PLACES), PLACES) == ["c", "a", "b"]


def test_gold_words_count_where_a_hit_holds_half_of_them_and_other_hits_are_misses() -> None:
    asked = ForeignQuestion(id="q", question="?", gold=("b",), gold_spans=(("b", 0, 10), ("b", 50, 60)))
    gold = gold_places(asked, PLACES)
    assert gold == {"span 0": Place("x.txt", 102, 112), "span 1": Place("x.txt", 152, 162)}
    hits = [hit("x.txt", 0, 104), hit("x.txt", 104, 200), hit("x.txt", 104, 120)]
    assert ranking(hits, gold, PLACES) == ["x.txt:0", "span 0", "span 1"]
