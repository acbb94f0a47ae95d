"""Whether free words decline to answer: planted cases, those of both kinds that look alike side by side."""

from __future__ import annotations

import pytest

from evals.refusal import declines

DECLINED = [
    "",
    "  \n",
    "None of the provided sources mention the budget of the strategy.",
    "None of the sources are helpful.",
    "The budget of the national cyber security strategy is not explicitly stated in the provided sources.",
    "The sources do not provide information about Swedish focus areas [1][2].",
    "The provided sources don’t contain any e-mail address.",
    "The strategy does not specify a budget [1].",
    "Source 1 does not mention it.",
    "[2] does not say who the director is.",
    "The name of the director is not given in the documents.",
    "No budget is specified.",
    "No e-mail address is provided in the sources.",
    "No information about this is available.",
    "There is no specific information on fines in the provided text.",
    "It cannot be determined from the sources.",
    "It is not possible to determine the number of employees.",
    "I don't know.",
    "I'm sorry, but the sources do not say when Act no. 713 was amended.",
    "Unfortunately, there is not enough information.",
    "Answer: The amendment of Act no. 713 is not mentioned in the sources.",
    "The budget is not mentioned. However, they mention that the strategy has 27 initiatives [1].",
    "Kilderne nævner ikke budgettet.",
    "Det fremgår ikke af dokumenterne.",
    "Budgettet er ikke oplyst.",
    "Hello! How can I assist you today?",
    "You're welcome! If you have any further questions, feel free to ask.",
]

ANSWERED = [
    "The strategy has 27 initiatives [1].",
    "The strategy has 27 initiatives.",
    "[1]",
    "There is no requirement for each agency to have a chief information officer [2].",
    "No.",
    "No, the sources do not mention such a requirement [1].",
    "No there is no duty.",
    "Yes, insurance is available [1].",
    "None of the agencies must have a chief security officer [1].",
    "Companies do not have to report incidents [1].",
    "Reports are not provided to the public [1].",
    "The reports are not publicly available [2].",
    "It is not a requirement to state the reason.",
    "The act does not include the private sector [1].",
    "The documents that must be kept are listed in Act no. 713 [1].",
    "It has 27 initiatives [1]. The sources do not mention their cost.",
    "It has 27 initiatives [1], but the sources do not mention their cost.",
    "The sources do not state it directly. However, it can be inferred that it began in 2016 [1].",
    "The sources do not name the parent. Therefore it is likely the Ministry of Defence [1].",
    "Hello! The strategy has 27 initiatives.",
    "Thank you for the question [1].",
]


@pytest.mark.parametrize("text", DECLINED)
def test_an_answer_that_says_the_sources_do_not_say_it_declines(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize("text", ANSWERED)
def test_an_answer_that_claims_or_denies_something_does_not_decline(text: str) -> None:
    assert not declines(text)
