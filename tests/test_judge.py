"""The best evidence read together with the question, and the passages of the best in full."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evidence import Evidence, answering
from assistant.judge import MOST_JUDGED, MOST_READ, judged, lead_of
from tests.fakes import WordJudge
from tests.shelf import Shelf, mill


def texts(pieces: list[Evidence]) -> list[str]:
    return [piece.text for piece in pieces]


def test_without_a_judge_the_order_stays() -> None:
    pieces = mill().gathered("When was the mill built?")
    assert judged("When was the mill built?", pieces, None) == pieces


def test_what_the_judge_finds_likely_comes_first_and_knows_how_likely() -> None:
    question = "When was the mill built?"
    pieces, judge = mill().gathered(question), WordJudge(weir=9.0, built=-3.0)
    again = judged(question, pieces, judge)
    assert pieces[0].text == "The mill was built in 1731."
    assert (again[0].text, again[0].relevance) == ("The flood took the weir too.", 9.0)
    assert [piece.score for piece in again] == sorted((piece.score for piece in again), reverse=True)
    assert {(piece.sentence, piece.cosine) for piece in again} == {(piece.sentence, piece.cosine) for piece in pieces}
    assert {piece.text: piece.relevance for piece in again}["The mill was built in 1731."] == -3.0


def test_the_judge_reads_the_nearest_pieces_that_say_something_with_the_question() -> None:
    shelf = Shelf(
        a="Fees\n\n" + "\n\n".join(f"The fee of berth {n} is {n + 20} euros a night." for n in range(40)) + "\n"
    )
    pieces, judge = shelf.gathered("What is the fee of berth 7?"), WordJudge()
    judged("What is the fee of berth 7?", pieces, judge)
    assert judge.asked == [("What is the fee of berth 7?", tuple(texts(answering(pieces, MOST_JUDGED))))]
    assert len(judge.asked[0][1]) == MOST_JUDGED


def test_a_piece_that_was_not_read_does_not_come_before_one_that_was() -> None:
    shelf = Shelf(a="\n\n".join(f"The fee of berth {n} is {n + 20} euros a night." for n in range(40)) + "\n")
    pieces = shelf.gathered("What is the fee of berth 7?")
    again = judged("What is the fee of berth 7?", pieces, WordJudge(fee=-8.0))
    assert texts(again) == texts(pieces)
    assert [piece.relevance for piece in again] == [-8.0] * MOST_JUDGED + [0.0] * (40 - MOST_JUDGED)


def test_nothing_is_judged_of_nothing() -> None:
    assert judged("Who built it?", [], WordJudge()) == []


def test_a_piece_knows_how_likely_words_of_it_answer_and_the_others_of_its_passage_know_nothing() -> None:
    pieces = mill().gathered("Who is it?")
    again = judged("Who is it?", pieces, WordJudge(rye=3.0))
    assert {piece.text: piece.span_odds for piece in again if piece.span_odds is not None and piece.span_odds > 0} == {
        "It grinds rye and barley.": 3.0
    }


def test_the_words_of_a_passage_that_answer_bring_their_piece_forward() -> None:
    shelf = Shelf(a="The hall has a roof. The hall has a door. The hall has a bell. The hall has a gate.")
    pieces = shelf.gathered("What has the hall?")
    assert pieces[0].text == "The hall has a roof."
    likely, least = WordJudge(gate=4.0).spans_alone(), WordJudge(gate=-30.0).spans_alone()
    assert texts(judged("What has the hall?", pieces, likely))[0] == "The hall has a gate."
    assert texts(judged("What has the hall?", pieces, least)) == texts(pieces)


def test_every_piece_of_a_passage_that_was_read_knows_how_likely_it_is_evidence() -> None:
    again = judged("Who is it?", mill().gathered("Who is it?"), WordJudge(rye=3.0))
    assert {piece.text: piece.sentence_odds for piece in again if piece.sentence_odds == 3.0} == {
        "It grinds rye and barley.": 3.0
    }
    read = {piece.passage.position for piece in again if piece.sentence_odds is not None}
    assert len(read) == MOST_READ
    assert all((piece.sentence_odds is None) == (piece.passage.position not in read) for piece in again)


def test_a_passage_is_read_after_its_title_and_headings_unless_it_has_them() -> None:
    (piece, *_) = Shelf(island="The boat leaves at noon.").gathered("When does the boat leave?")
    below = replace(piece.passage, heading_path=("The town", "Travel", "Ferries"))
    assert lead_of(piece.document, below) == "Island › Travel › Ferries: "
    assert lead_of(piece.document, replace(below, text="Ferries\n\nThe boat leaves at noon.")) == "Island › Travel: "
    assert lead_of(piece.document, replace(below, text="The Island: Travel by Ferries")) == ""


def test_words_on_both_sides_of_a_border_of_sentences_stand_in_both() -> None:
    shelf = Shelf(a="The fair opens at noon. It closes at dusk. Dogs stay outside.")
    again = judged("When is it?", shelf.gathered("When is it?"), WordJudge(**{"noon. It closes": 1.0}))
    assert {piece.text: piece.span_odds for piece in again} == {
        "The fair opens at noon.": 1.0, "It closes at dusk.": 1.0, "Dogs stay outside.": None,
    }  # fmt: skip


def test_the_passages_of_the_best_pieces_are_read_in_full_each_once() -> None:
    shelf = Shelf(**{f"d{n}": f"The fee of berth {n} is {n + 20} euros. Berth {n} is free in May." for n in range(9)})
    pieces, judge = shelf.gathered("What is the fee of berth 7?"), WordJudge(**{"fee of berth 7": 2.0})
    judged("What is the fee of berth 7?", pieces, judge)
    ((question, read),) = judge.read
    assert question == "What is the fee of berth 7?"
    assert (len(read), len(set(read))) == (MOST_READ, MOST_READ)
    assert "The fee of berth 7 is" in read[0]


@pytest.mark.parametrize("odds", [4.0, 40.0])
def test_beyond_what_is_sure_nothing_more_is_gained(odds: float) -> None:
    pieces = mill().gathered("When was the mill built?")
    best = judged("When was the mill built?", pieces, WordJudge(built=odds).spans_alone())[0]
    assert best.span_odds == odds
    assert best.score == pytest.approx(next(piece.score for piece in pieces if "built" in piece.text) + 0.8)
