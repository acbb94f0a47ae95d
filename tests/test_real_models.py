"""The shipped documents, the real embedder and the default language model together; run `make setup` first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.chat import Assistant
from assistant.model import open_model
from assistant.settings import Settings
from assistant.store import find, models
from ingest.index import PassageIndex
from ingest.settings import SHIPPED_CORPUS
from tests.test_pipeline import holds

pytestmark = pytest.mark.real_model


@pytest.fixture(scope="module")
def assistant(shipped: PassageIndex) -> Iterator[Assistant]:
    """With the first model of the store that is here: the default."""
    settings = Settings()
    if not any(find(spec.name, settings.models_dir) for spec in models(settings.models_dir)):
        pytest.fail(f"no model file in {settings.models_dir}: run `make setup`")
    model = open_model("auto", settings)
    assert model is not None
    try:
        yield Assistant(shipped, model, settings)
    finally:
        model.close()


def test_a_fact_is_answered_with_its_date_and_a_citation_that_holds(assistant: Assistant) -> None:
    answer = assistant.ask("When did the new notification system for undisclosed incident reporting start?")
    assert answer.answered
    assert "July 2016" in answer.text
    assert answer.model != "none"
    holds(answer, SHIPPED_CORPUS)


def test_what_is_not_in_the_documents_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Which Norwegian town hosts the largest salmon farm?")
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.text.startswith("The documents do not say this.")
    assert answer.nearest


def test_a_no_in_the_documents_is_a_no(assistant: Assistant) -> None:
    answer = assistant.ask("Is every agency required to have a chief information officer?")
    assert answer.text.startswith("No")
    assert any("no requirement" in citation.quote for citation in answer.citations)
    holds(answer, SHIPPED_CORPUS)
