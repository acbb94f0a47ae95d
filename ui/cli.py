"""The command `kilde`: what can be done with Kilde from a terminal.

Leaves with 0 when it was done, 1 when it could not be (one line on stderr, with the cure), 2 when it was asked for in
a wrong way, 130 when it was interrupted. Everything heavy is imported inside the command that needs it, so that
`kilde --help` answers at once.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.home import may_fetch, tell_nobody

PROGRAM = "kilde"
INTERRUPTED = 130
SHOWN = 10
"""Skipped files that are named one by one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong usage leaves through argparse."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    tell_nobody(offline=not may_fetch())
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough. What is still buffered goes nowhere, or Python complains on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(words: list[str]) -> int:
    # The evaluation suite has options of its own, which argparse would want to understand here.
    run: Callable[[Any], int]
    given: Any
    run, given = (_eval, words[1:]) if words[:1] == ["eval"] else _parsed(words)
    from ingest.errors import KildeError

    try:
        return run(given)
    except KildeError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 1


def _parsed(words: list[str]) -> tuple[Callable[[Any], int], argparse.Namespace]:
    arguments = _parser().parse_args(words)
    return arguments.run, arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description="Ask a folder of documents; every answer comes with exact quotations."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    # No abbreviations: what follows --password would be taken for the name of a file, and shown.
    chat = commands.add_parser("chat", help="open the chat page", allow_abbrev=False)
    chat.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    chat.add_argument("--port", type=_port, default=7860, help="port to listen on (default: 7860)")
    chat.add_argument("--password-file", type=Path, metavar="FILE", help="ask for the password in its first line")
    chat.add_argument("--no-password", action="store_true", help="let everybody in who can reach the host")
    chat.epilog = (
        "With a --host that others can reach a password is needed: KILDE_PASSWORD, or --password-file, so that it is "
        "seen in no list of processes. Any user name goes with it."
    )
    _add_assistant(chat)
    chat.set_defaults(run=_chat)

    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    _add_assistant(ask)
    ask.set_defaults(run=_ask)

    ingest = commands.add_parser("ingest", help="index a folder of documents, or bring its index up to date")
    ingest.add_argument(
        "folder", type=Path, help="text, Markdown, PDF, DOCX, PPTX, XLSX, CSV, HTML, EPUB and EML in it"
    )
    ingest.add_argument("--index", type=Path, help="where to keep the index (default: a place of its own)")
    ingest.add_argument(
        "--watch", action="store_true", help="keep the index up to date while the folder changes (Ctrl-C ends it)"
    )
    ingest.set_defaults(run=_ingest)

    models = commands.add_parser("models", help="show the language models, or fetch one")
    models.add_argument("--json", action="store_true", help="print the models as JSON")
    models.add_argument("--fetch", metavar="NAME", help="bring this model here")
    models.set_defaults(run=_models)

    doctor = commands.add_parser("doctor", help="check index, model and disk")
    doctor.add_argument("--index", type=Path, help="the index to check (default: that of the shipped documents)")
    doctor.set_defaults(run=_doctor)

    commands.add_parser("eval", help="run the evaluation suite; `kilde eval --help` shows its options", add_help=False)
    return parser


def _add_assistant(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, help="the index to ask (default: that of the shipped documents)")
    parser.add_argument("--model", help="auto, none, the name or .gguf file of a model, ollama/NAME or openai/NAME")


def _chat(arguments: argparse.Namespace) -> int:
    with redirect_stdout(sys.stderr):
        from assistant import Assistant
        from ui.password import HOME, password_for
        from ui.server import serve

    password = password_for(arguments.host, arguments.password_file, waived=arguments.no_password)

    def announce(url: str) -> None:
        print(f"Kilde is at {url} (Ctrl-C ends it)", flush=True)
        if arguments.host not in HOME and password is None:
            print("Everybody who can reach this address can ask, and read the documents' words.", file=sys.stderr)

    with Assistant.open(arguments.index, arguments.model, progress=True) as assistant:
        serve(assistant, arguments.host, arguments.port, password=password, announce=announce)
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    # What a library says while it works must not end up in front of the JSON.
    with redirect_stdout(sys.stderr):
        from assistant import Assistant

        with Assistant.open(arguments.index, arguments.model, progress=True) as assistant:
            answer = assistant.ask(arguments.question)
    print(_as_json(answer.to_dict()) if arguments.json else _for_a_terminal(str(answer)))
    return 0


def _for_a_terminal(text: str) -> str:
    """The text without signs by which a document could steer the terminal."""
    from ingest.files import shown

    return "\n".join(map(shown, re.split(r"\r\n|\r|\n", text.expandtabs(4))))


def _ingest(arguments: argparse.Namespace) -> int:
    with redirect_stdout(sys.stderr):
        from ingest import build_index
        from ingest.settings import default_index

        index = arguments.index or default_index(arguments.folder)
        report = build_index(arguments.folder, index, progress=True)
    print(report)
    for failed in report.failed:
        print(f"could not be read: {failed.file}: {failed.reason}")
    for file in report.skipped[:SHOWN]:
        print(f"skipped, its format is not read: {file}")
    if len(report.skipped) > SHOWN:
        print(f"and {len(report.skipped) - SHOWN} more of other formats")
    print(f"The index is in {index}")
    print(f"Ask it with: {PROGRAM} chat --index {shlex.quote(str(index))}")
    if arguments.watch:
        _watch(arguments.folder, index)
    return 1 if report.failed else 0


def _watch(folder: Path, index: Path) -> None:
    """Goes on until it is interrupted."""
    from ingest.build import IngestReport
    from ingest.embedder import open_embedder
    from ingest.errors import KildeError
    from ingest.settings import IngestSettings
    from ingest.watch import watch

    def tell(update: IngestReport | KildeError) -> None:
        at = datetime.now().strftime("%H:%M:%S")
        failed = ", ".join(file.file for file in update.failed) if isinstance(update, IngestReport) else ""
        print(f"{at} {update}{f' Could not be read: {failed}.' if failed else ''}", flush=True)

    print(f"Watching {folder} (Ctrl-C ends it)", flush=True)
    with redirect_stdout(sys.stderr):
        embedder = open_embedder(IngestSettings())
    watch(folder, index, embedder=embedder, told=tell)


def _models(arguments: argparse.Namespace) -> int:
    from assistant import store
    from assistant.settings import Settings

    models_dir = Settings().models_dir
    if arguments.fetch is not None:
        with redirect_stdout(sys.stderr):
            store.fetch(arguments.fetch, models_dir)
    known = store.status(models_dir)
    if arguments.json:
        print(_as_json([model.to_dict() for model in known]))
        return 0
    for model in known:
        here = "here" if model.present else f"not here; {PROGRAM} models --fetch {model.name}"
        print(f"{model.name}{' (default)' if model.default else ''}: {here}")
        print(f"  {model.path}")
        print(f"  {model.bytes / 1e6:,.0f} MB, {model.licence}, sha256 {model.sha256}")
        print(f"  from {', or '.join(model.sources)}")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    with redirect_stdout(sys.stderr):
        from ui.doctor import examine

        checks = examine(arguments.index)
    for check in checks:
        print(check)
    return 0 if all(check.ok for check in checks) else 1


def _eval(words: list[str]) -> int:
    from evals.__main__ import main as evaluate

    return int(evaluate(words) or 0)


def _as_json(values: Any) -> str:  # noqa: ANN401  (anything json can write)
    return json.dumps(values, ensure_ascii=False, indent=2)


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is not between 1 and 65535")
    return port


def _speak_utf8() -> None:
    """The documents are not ASCII; the terminal's or pipe's encoding must not be what an answer fails on."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"{PROGRAM} {version('kilde')}")
        except PackageNotFoundError:
            print(f"{PROGRAM} (not installed)")
        parser.exit()
