"""How an answer came about, as the page shows it."""

from __future__ import annotations

import html
import re

from assistant.answer import Answer, Step
from ui.trace import trace_html

ANSWER = Answer("And when?", "In 2014.", True, seconds=1.26, model="small", standalone="When was it set up?")
STEPS = (
    Step("understand", "When was it set up? (when)", 0.5),
    Step("retrieve", "a b.txt:12 0.0489, law/act.txt:0 0.0312", 0.088),
    Step("relevance", "law/act.txt:0 -1.2", 0.1),
    Step("verify", "1 kept, 0 dropped", 0.001),
    Step("something new", "<b>", 0.0),
)


def seen(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "|", markup))


def test_one_line_tells_rewritten_question_model_and_time() -> None:
    line = "How this was answered · searched for “When was it set up?” · small · 1.3 s"
    assert seen(trace_html(ANSWER)) == f"|{line}|"
    assert "searched for" not in trace_html(Answer("When?", "Then.", True, standalone="When?"))
    assert "quoted without a model" in seen(trace_html(Answer("When?", "Then.", True)))


def test_it_unfolds_into_the_steps_with_ranks_and_seconds() -> None:
    shown = trace_html(Answer("When?", "Then.", True, trace=STEPS))
    assert shown.startswith('<details class="kilde-trace"><summary>')
    assert [html.unescape(name) for name in re.findall(r"<strong>(.*?)</strong>", shown)] == [
        "The question as it was searched for",
        "Passages found, best first",
        "Sentences read with the question",
        "Its sentences checked",
        "something new",
    ]
    assert [html.unescape(item) for item in re.findall(r"<li>([^<]*)</li>", shown)] == [
        "a b.txt, from character 12: 0.0489",
        "law/act.txt, from character 0: 0.0312",
        "law/act.txt, from character 0: -1.2",
    ]
    assert "<b>" not in shown
    assert "0.09 s" in seen(shown)
