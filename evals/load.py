"""Many people at once: a real server, asked over HTTP through its queue, every answer checked against its question.

    python -m evals.load --people 50 --minutes 10       with questions of the development half, no model
    python -m evals.load --row 1000                     one after the other

The server is a process of its own. First each question is asked once, alone: what is answered under load has to be the
same. (A model that writes for several at once may choose other words; of its answers the question, and of each
quotation the marker, are checked.) Memory is the server's, sampled through the run; "grew" compares its median over the
second quarter, when everything is loaded, with that over the last.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import httpx

from evals.cases import Split, select
from evals.errors import EvalError
from evals.suites import cases_of, named

_ANSWERS = 600.0
_QUESTIONS = 40


@dataclass
class Load:
    """What happened."""

    seconds: list[float] = field(default_factory=list)
    """Of each answer, from asking to having it."""
    wrong: list[str] = field(default_factory=list)
    """Questions that got an error, no answer, or that of another."""
    places: list[int] = field(default_factory=list)
    """Places in the queue that were told."""
    memory: list[float] = field(default_factory=list)
    """Megabytes of the server."""
    lasted: float = 0.0

    @property
    def grew(self) -> float:
        """Megabytes by which the server grew once everything was loaded."""
        quarter = max(1, len(self.memory) // 4)
        return median(self.memory[-quarter:]) - median(self.memory[quarter : 2 * quarter] or self.memory)

    def __str__(self) -> str:
        cuts = quantiles(self.seconds, n=20) if len(self.seconds) > 1 else [0.0] * 19
        return (
            f"{len(self.seconds)} answers in {self.lasted:.0f} s ({len(self.seconds) / self.lasted:.1f} a second), "
            f"{len(self.wrong)} wrong; seconds: median {cuts[9]:.2f}, 95 % {cuts[18]:.2f}; "
            f"place in the queue told {len(self.places)} times, the last {max(self.places, default=0)}; "
            f"memory {self.memory[0]:.0f} MB at first, {max(self.memory):.0f} at most, grew {self.grew:+.1f}"
        )


class Person:
    """Asks over HTTP as the page does: joins the queue, and reads what is told until the answer is there."""

    def __init__(self, url: str, load: Load) -> None:
        self._http = httpx.Client(base_url=url, timeout=_ANSWERS, trust_env=False)
        self._load = load
        asked = self._http.get("config").raise_for_status().json()["dependencies"]
        [self._number] = [one["id"] for one in asked if one["api_name"] == "ask"]

    def ask(self, question: str) -> Mapping[str, Any]:
        """The answer. Raises EvalError or httpx's errors when there is none."""
        session = uuid4().hex
        body = {"data": [question, []], "fn_index": self._number, "session_hash": session}
        self._http.post("gradio_api/queue/join", json=body).raise_for_status()
        with self._http.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as told:
            for line in told.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                if message.get("msg") == "estimation":
                    self._load.places.append(message["rank"] + 1)
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        raise EvalError(str(message["output"].get("error")))
                    answer: Mapping[str, Any] = message["output"]["data"][0]
                    return answer
        raise EvalError("the server broke off")


def content(answer: Mapping[str, Any]) -> str:
    """What has to be the same whenever it is asked."""
    kept = {name: told for name, told in answer.items() if name not in ("seconds", "trace")}
    return json.dumps(kept, sort_keys=True)


def fits(question: str, answer: Mapping[str, Any], alone: Mapping[str, Any] | None) -> bool:
    """Whether it answers this question; `alone` is what it was when nobody else asked, if that must not change."""
    if alone is not None:
        return content(answer) == content(alone)
    numbers = {citation["number"] for citation in answer["citations"]}
    return answer["question"] == question and all(f"[{number}]" in answer["text"] for number in numbers)


def run(
    url: str, server: int, questions: Sequence[str], people: int, seconds: float, *, exact: bool, row: int = 0
) -> Load:
    """Let people ask until the time is over; or one of them `row` questions."""
    first = Person(url, Load())
    alone = {question: first.ask(question) for question in questions} if exact else {}
    load, over = Load(), threading.Event()
    begun = time.monotonic()

    def asks(number: int) -> None:
        person, turn = Person(url, load), number
        while not over.is_set() and (not row or turn < row):
            question = questions[turn % len(questions)]
            turn += people if row else 7
            at = time.monotonic()
            try:
                answer = person.ask(question)
            except (EvalError, httpx.HTTPError, KeyError, ValueError) as error:
                load.wrong.append(f"{question}: {error!r}")
                continue
            load.seconds.append(time.monotonic() - at)
            if not fits(question, answer, alone.get(question)):
                load.wrong.append(f"{question}: another's answer")

    threads = [threading.Thread(target=asks, args=(number,), daemon=True) for number in range(people)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        load.memory.append(_megabytes(server))
        if not row and time.monotonic() - begun > seconds:
            over.set()
        time.sleep(0.5)
    load.lasted = time.monotonic() - begun
    return load


def _megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


@contextmanager
def served(model: str) -> Iterator[tuple[str, int]]:
    """Address and process of a server that was started for this."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui", "chat", "--port", str(port), "--model", model]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            if "Kilde is at" not in said:
                raise EvalError(f"The server does not start. Try it: {' '.join(command[1:])}")
            yield f"http://127.0.0.1:{port}/", process.pid
        finally:
            process.kill()


def main(argv: Sequence[str] | None = None) -> int:
    """Run it; the exit code is 0 when every answer was right."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.load", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--row", type=int, default=0, metavar="N", help="one person asks so many, one after the other")
    parser.add_argument("--model", default="none")
    arguments = parser.parse_args(argv)
    cases = select(cases_of(named(["shipped"])), Split.DEVELOPMENT)
    questions = list(dict.fromkeys(case.question for case in cases if not case.history))[:_QUESTIONS]
    people = 1 if arguments.row else arguments.people
    with served(arguments.model) as (url, process):
        exact = arguments.model == "none"
        load = run(url, process, questions, people, arguments.minutes * 60, exact=exact, row=arguments.row)
    sys.stdout.write("\n".join([str(load), *load.wrong[:10]]) + "\n")
    return 1 if load.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
