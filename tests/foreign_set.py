"""A tiny set in the form of those that others made."""

from __future__ import annotations

import json
from pathlib import Path

PASSAGES = [
    {"id": "p0", "title": "Mill", "text": "The mill opened in 1731. It grinds rye and barley.", "doc": "mill"},
    {"id": "p1", "title": "Mill", "text": "The mill wheel was lost in the flood of 1890.", "doc": "mill"},
    {"id": "p2", "title": "Dam", "text": "The dam was built by Anna Holm. It holds the river.", "doc": "dam"},
]
QUESTIONS = [
    {
        "id": "q0",
        "question": "When did the mill open?",
        "history": [{"role": "user", "text": "Tell me about the mill."}],
        "answers": ["1731", "in 1731"],
        "gold": ["p0"],
        "answerable": "yes",
        "type": "fact",
    },
    {"id": "q1", "question": "Who built the dam?", "answers": ["Anna Holm"], "gold": ["p2"], "answerable": "yes"},
    {"id": "q2", "question": "Who won the football cup?", "answers": [], "gold": ["p2"], "answerable": "no"},
    {"id": "q3", "question": "What is a mill?", "answers": ["?"], "gold": [], "answerable": "partial", "meta": {}},
]


def write_set(folder: Path) -> Path:
    """The folder with corpus.jsonl and questions.jsonl."""
    for name, rows in (("corpus.jsonl", PASSAGES), ("questions.jsonl", QUESTIONS)):
        (folder / name).write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return folder
