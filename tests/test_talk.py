"""Small talk is recognised only where a message is nothing else."""

from __future__ import annotations

import pytest

from assistant.phrases import phrase
from assistant.talk import small_talk

TALK = [
    ("Hello", "greeting"),
    ("hi there!", "greeting"),
    ("Good morning, Kilde", "greeting"),
    ("Hej!", "greeting"),
    ("Hvordan går det?", "greeting"),
    ("How are you today?", "greeting"),
    ("Who are you?", "who"),
    ("What can you do for me?", "who"),
    ("Hvad kan du?", "who"),
    ("Thanks a lot!", "thanks"),
    ("Thank you so much for your help.", "thanks"),
    ("That’s all, thanks", "thanks"),
    ("Mange tak", "thanks"),
    ("tak skal du have", "thanks"),
    ("Bye!", "goodbye"),
    ("Farvel", "goodbye"),
    ("thanks, bye", "goodbye"),
    ("Perfect, thank you", "thanks"),
    ("OK", "fine"),
    ("I see 👍", "fine"),
    ("hej med dig", "greeting"),
    ("Hi Mette 😊", "greeting"),
    ("Tak for hjælpen, Mette!", "thanks"),
    ("that solved it", "thanks"),
    ("Det hjalp, tak", "thanks"),
    ("great answer!!", "thanks"),
    ("ha en god dag", "goodbye"),
    ("What's your name?", "who"),
]


@pytest.mark.parametrize(("text", "name"), TALK)
def test_small_talk_has_a_phrase_in_both_languages(text: str, name: str) -> None:
    assert small_talk(text) == name
    assert phrase(name, "en") != phrase(name, "da")


QUESTIONS = [
    "Hello, when does the pool open?",
    "Thanks. And who runs it?",
    "What is the great hall?",
    "Who are the members?",
    "What can you do about noise?",
    "help with the boiler",
    "What is good practice?",
    "day",
    "you",
    "for me",
    "Great Hall",
    "Hello When",
    "Thanks, and the fee?",
    "ok and the second one?",
    "yes",
    "hej " * 39 + "når",
    "?",
    "",
    "hi " * 500 + "when?",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_message_with_anything_else_in_it_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None
