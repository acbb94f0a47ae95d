"""The view of the latest evaluation: a link on the page, and what `evaluation.js` fetches once it is followed.

Nothing of it is read, and none of the code that measures is loaded, before somebody opens it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from evals.errors import EvalError
from evals.latest import kept_in, latest
from ingest.documents import Document
from ui.corpora import Corpora

if TYPE_CHECKING:
    from evals.report import Shown

_LINK = "<a class='kilde-evaluation-link' href='#evaluation'>Evaluation</a>"
_EVENT: dict[str, Any] = {"queue": False, "api_visibility": "undocumented"}


def add_evaluation(corpora: Corpora, page: gr.Blocks) -> None:
    """Adds the link and what stands behind it to the page that is being built."""

    def evaluation() -> str:
        """The view of the latest report."""
        from ui.evaluation_html import error_html

        try:
            return f"<style>{_style()}</style>{_view()}"
        except EvalError as error:
            return f"<style>{_style()}</style>{error_html(str(error))}"

    def evaluated(case: str, corpus: str) -> str:
        """One question of the latest report; `corpus` is the key of the documents that are asked in the chat."""
        try:
            return _question(case, corpora.documents(corpus))
        except (EvalError, KeyError) as error:
            raise gr.Error("This question is not in the latest report.", print_exception=False) from error

    gr.HTML(_LINK, js_on_load=None)
    page.load(None, js=files("ui").joinpath("evaluation.js").read_text(encoding="utf-8"))
    api(evaluation, api_name="evaluation", **_EVENT)
    api(evaluated, api_name="evaluated", **_EVENT)


def _view() -> str:
    from evals.circumstances import KILDE, code_checksum
    from ui.evaluation_html import missing_html, view_html

    shown = _latest()
    return view_html(shown, code_checksum(KILDE)) if shown else missing_html()


def _question(case: str, documents: Iterable[Document]) -> str:
    from evals.circumstances import text_checksum
    from ui.evaluation_html import Asking, question_html

    if (shown := _latest()) is None:
        raise KeyError(case)
    entry = {one["case"]["id"]: one for one in shown.results["cases"]}[case]
    others = {one["case"]["id"]: one for one in shown.baseline["cases"]} if shown.baseline else {}
    asked = {document.id: text_checksum(document.text) for document in documents}
    return question_html(entry, others.get(case), Asking.of(entry["case"], shown.results, asked))


def _latest() -> Shown | None:
    file = latest()
    return _read(file, file.stat().st_mtime_ns) if file else None


@lru_cache(maxsize=1)
def _read(file: Path, written: int) -> Shown:
    """`written` tells a report from the one that stood in its place before. Raises ResultError."""
    from evals.report import read

    return read(file.parent, kept_in("verification"))


@lru_cache(maxsize=1)
def _style() -> str:
    """That of the report, then that of the view, which gives it the colours of the page."""
    report, view = files("evals").joinpath("report.css"), files("ui").joinpath("evaluation_view.css")
    return report.read_text(encoding="utf-8") + view.read_text(encoding="utf-8")
