"""Retrieval: gold quotations counted once, misses each."""

from __future__ import annotations

from evals.retrieval import measure, ranking
from ingest.documents import Document
from ingest.index import Hit
from ingest.passages import split
from tests.scripted import CASES, OPENED, STAFF, TEXTS, Scripted, case


def test_a_ranking_counts_gold_quotations_once_and_misses_each() -> None:
    hits = Scripted({}).retrieve("?")
    two = case("two", "?", quotes=[[{"source": "shop.txt", "text": quote}] for quote in (STAFF, OPENED)])
    by_text = {quote: next(hit for hit in hits if quote in hit.passage.text) for quote in (OPENED, STAFF)}
    missed = Hit(split(Document("other.txt", "Other words.", ""))[0], 0.1, "")
    hits = [missed, by_text[OPENED], by_text[OPENED], by_text[STAFF]]
    ranked = ranking(two, hits, TEXTS)
    assert ranked[0] == "other.txt:0"
    assert sorted(ranked[1:]) == ["quotation 1", "quotation 2"]
    assert ranked[1] == "quotation 2" or by_text[OPENED] is by_text[STAFF]


def test_retrieval_is_measured_over_the_cases_with_quotations() -> None:
    measured = measure(CASES, {}, Scripted({}), TEXTS)
    assert measured is not None
    assert (measured.cases, measured.means["recall@10"]) == (2, 1)
    assert measure(CASES[2:], {}, Scripted({}), TEXTS) is None
