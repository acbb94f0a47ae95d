"""Verification by a table of planted cases: sentence, quotation(s), verdict. Every text was written for this file."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answer import Verdict
from assistant.verify import supporting, verify

YES = Verdict.SUPPORTED
NOT_FOUND, NUMBER, DATE, IDENTIFIER = Verdict.NOT_FOUND, Verdict.NUMBER, Verdict.DATE, Verdict.IDENTIFIER
NAME, NEGATION, MEANING = Verdict.NAME, Verdict.NEGATION, Verdict.MEANING

PUMP = "The pump must be serviced every 90 days, and the filter should be replaced after 1,200 hours of use."
LAW = "The Harbour Authority was established by Act no. 418 of 3 March 2009, which entered into force on 1 July 2009."
ORDERS = "Order no. 88 of 4 May 2011 concerns ferries, and Order no. 91 of 7 June 2012 concerns cargo ships."
PLAN = "The plan consists of 14 projects within five priority themes."
MINUTES = "Present: Karen Holt, Ivan Petrov and Lucia Gomez. Ivan Petrov moved that the fee be raised to EUR 45."
DOSE = "Adults take 5 mg twice daily. Children under 12 years must not take the tablets."
BANK = "Revenue in Norway rose by 12 % in 2019, while revenue in Finland fell by 7 %."
DUTY = "There is no requirement for each school to have a nurse."
SALE = "We do not sell customer addresses to advertisers."
VOLUNTARY = "Membership of the scheme is voluntary for small firms."
DANISH = "Havnerådet har 14 medlemmer og mødes ikke om sommeren."

CASES = [
    ("exact words", PUMP, PUMP, YES),
    ("exact clause", "The pump must be serviced every 90 days.", PUMP, YES),
    ("paraphrase", "Every 90 days the pump has to be serviced.", PUMP, YES),
    ("thousands without separator", "Replace the filter after 1200 hours of use.", PUMP, YES),
    ("changed number", "The pump must be serviced every 60 days.", PUMP, NUMBER),
    ("changed digit", "The filter should be replaced after 1,300 hours of use.", PUMP, NUMBER),
    ("changed unit", "The pump must be serviced every 90 hours.", PUMP, NUMBER),
    ("changed unit to months", "The pump must be serviced every 90 months.", PUMP, NUMBER),
    ("must made may", "The pump may be serviced every 90 days.", PUMP, MEANING),
    ("have to for may", "Members have to vote.", "Members may vote.", MEANING),
    ("not have to for optional", "You do not have to vote.", "Voting is optional for you.", YES),
    ("should made must", "The filter must be replaced after 1,200 hours of use.", PUMP, MEANING),
    ("after made before", "The filter should be replaced before 1,200 hours of use.", PUMP, MEANING),
    ("added not", "The pump must not be serviced every 90 days.", PUMP, NEGATION),
    ("identifier and date", "Act no. 418 of 3 March 2009 established the Harbour Authority.", LAW, YES),
    ("date in another order", "The Authority was established by an act of March 3, 2009.", LAW, YES),
    ("date in digits", "The Authority was established by an act of 03.03.2009.", LAW, YES),
    ("date in ISO form", "The act entered into force on 2009-07-01.", LAW, YES),
    ("partial date", "The Harbour Authority was established in March 2009.", LAW, YES),
    ("year alone", "The Harbour Authority was established in 2009.", LAW, YES),
    ("changed day", "The act entered into force on 2 July 2009.", LAW, DATE),
    ("changed month", "The act entered into force on 1 June 2009.", LAW, DATE),
    ("changed year", "The Harbour Authority was established in 2008.", LAW, DATE),
    ("date more precise than the quotation", "It opened on 4 May 2011.", "It opened in May 2011.", DATE),
    ("changed identifier", "The Harbour Authority was established by Act no. 481 of 3 March 2009.", LAW, IDENTIFIER),
    ("another kind of identifier", "The Harbour Authority was established by Order no. 418.", LAW, IDENTIFIER),
    ("identifier with its own date", "Order no. 91 of 7 June 2012 concerns cargo ships.", ORDERS, YES),
    ("identifier with another's date", "Order no. 91 of 4 May 2011 concerns cargo ships.", ORDERS, DATE),
    ("article within an article", "Article 5 sets the fee.", "Article 5(1) sets the fee.", YES),
    ("changed article", "Article 6 sets the fee.", "Article 5(1) sets the fee.", IDENTIFIER),
    ("changed version", "The fault is gone in v2.1.4.", "The fault is gone in version 2.1.3.", IDENTIFIER),
    ("same version", "The fault is gone in v2.1.3.", "The fault is gone in version 2.1.3.", YES),
    ("changed standard", "The lab follows ISO 9001.", "The lab follows ISO 9004.", IDENTIFIER),
    ("changed code", "Install the AX-40 unit.", "Install the AX-41 unit.", IDENTIFIER),
    ("code without hyphen", "Install the AX40 unit.", "Install the AX-40 unit.", YES),
    ("changed e-mail", "Write to help@harbour.example.", "Write to info@harbour.example.", IDENTIFIER),
    ("changed phone number", "Call +45 11 22 33 45 for help.", "Call +45 11 22 33 44 for help.", IDENTIFIER),
    ("count", "The plan has 14 projects.", PLAN, YES),
    ("number bound to another noun", "The plan has 14 priority themes.", PLAN, NUMBER),
    ("number bound to another noun, reversed", "The plan has five projects.", PLAN, NUMBER),
    ("number word as digit", "There are 5 priority themes in the plan.", PLAN, YES),
    ("digit as number word", "The plan consists of fourteen projects.", PLAN, YES),
    ("changed number word", "The plan has six priority themes.", PLAN, NUMBER),
    ("compound number word", "It has twenty-seven rooms.", "The house has 27 rooms.", YES),
    ("ordinal", "It was the 4th meeting.", "It was the fourth meeting.", YES),
    ("changed ordinal", "It was the fifth meeting.", "It was the fourth meeting.", NUMBER),
    ("name", "Ivan Petrov moved to raise the fee to EUR 45.", MINUTES, YES),
    ("possessive", "Petrov's motion was to raise the fee to EUR 45.", MINUTES, YES),
    ("changed surname", "Ivan Sidorov moved that the fee be raised.", MINUTES, NAME),
    ("name never mentioned", "The fee was raised after Maria Lund moved it.", MINUTES, NAME),
    ("changed currency", "Ivan Petrov moved that the fee be raised to USD 45.", MINUTES, NUMBER),
    ("currency after the number", "The fee would be raised to 45 euros.", MINUTES, YES),
    ("lone first name replaced", "Anna signed the lease.", "Peter signed the lease.", NAME),
    ("first noun paraphrased", "Businesses must keep receipts.", "Companies must keep receipts.", YES),
    ("demonym", "Norwegian revenue rose by 12 % in 2019.", BANK, YES),
    ("changed demonym", "Swedish revenue rose by 12 % in 2019.", BANK, NAME),
    ("per cent in words", "In 2019 revenue in Norway rose by 12 percent.", BANK, YES),
    ("percentage of another", "Revenue in Norway rose by 7 %.", BANK, NUMBER),
    ("rose made fell", "Revenue in Norway fell by 12 % in 2019.", BANK, MEANING),
    ("acronym spelled out", "The EMA approved it.", "The European Medicines Agency approved it.", YES),
    ("dose", "Adults take 5 mg twice daily.", DOSE, YES),
    ("changed dose unit", "Adults take 5 g twice daily.", DOSE, NUMBER),
    ("dropped not", "Children under 12 years must take the tablets.", DOSE, NEGATION),
    ("kept not", "Children under 12 years may not take the tablets.", DOSE, YES),
    ("under made over", "Children over 12 years must not take the tablets.", DOSE, MEANING),
    ("no requirement as not required", "No, schools are not required to have a nurse.", DUTY, YES),
    ("requirement without its no", "Schools are required to have a nurse.", DUTY, NEGATION),
    ("yes to a denied duty", "Yes, each school is required to have a nurse.", DUTY, NEGATION),
    ("not only is no negation", "The fund not only lends but gives.", "The fund lends and gives.", YES),
    ("no. is no negation", "Room no. 4 is heated.", "Room 4 is heated.", YES),
    ("contraction", "We don't sell customer addresses.", SALE, YES),
    ("never for not", "We never sell customer addresses to advertisers.", SALE, YES),
    ("dropped do not", "We sell customer addresses to advertisers.", SALE, NEGATION),
    (
        "one of two negations dropped",
        "We share data without consent.",
        "We do not share data without consent.",
        NEGATION,
    ),
    ("the other clause is the denied one", "Names are kept.", "Names are kept, but addresses are not kept.", YES),
    ("the denied clause asserted", "Addresses are kept.", "Names are kept, but addresses are not kept.", NEGATION),
    ("opposite", "Membership of the scheme is mandatory for small firms.", VOLUNTARY, MEANING),
    ("denied opposite", "Membership of the scheme is not mandatory for small firms.", VOLUNTARY, YES),
    ("denied and opposite", "Filing is legally required.", "Filing is not legally binding but optional.", NEGATION),
    ("prefixed opposite", "The report is unavailable online.", "The report is available online.", MEANING),
    ("all for some", "All ferries have lifts.", "Some ferries have lifts.", MEANING),
    ("some for all", "Some ferries have lifts.", "All ferries have lifts.", MEANING),
    ("added only", "Only members may vote.", "Members may vote.", MEANING),
    ("at least for at most", "Bring at least 3 bags.", "Bring at most 3 bags.", MEANING),
    ("up to for at most", "Bring up to 3 bags.", "Bring at most 3 bags.", YES),
    ("minimum for maximum", "The minimum fee is EUR 9.", "The maximum fee is EUR 9.", MEANING),
    ("another passage", "Ferries need lifeboats and trained crews.", "Bread is baked from flour and water.", NOT_FOUND),
    (
        "one word of another passage",
        "Ferries need lifeboats, trained crews and water.",
        "Bread is baked with water.",
        MEANING,
    ),
    ("repeated text", PLAN, f"{PLAN} {PLAN}", YES),
    ("curly quotes and hyphens", "The ‘pilot’ runs in 2015–2016.", "The 'pilot' runs in 2015-2016.", YES),
    ("no-break spaces", "It cost 10\u00a0000\u202fkr.", "It cost 10 000 kr.", YES),
    ("ligature and case", "The OFFICE confirms the fee.", "The oﬃce conﬁrms the fee.", YES),
    ("soft hyphen", "The harbour is open.", "The har\u00adbour is open.", YES),
    ("combining accent", "The café is open.", "The cafe\u0301 is open.", YES),
    ("year range in words", "The pilot ran in 2015 and 2016.", "The pilot ran in 2015–2016.", YES),
    ("end of a range changed", "The pilot ran in 2015-2017.", "The pilot ran in 2015–2016.", DATE),
    ("Danish from Danish", "Havnerådet har 14 medlemmer.", DANISH, YES),
    ("Danish changed number", "Havnerådet har 15 medlemmer.", DANISH, NUMBER),
    ("Danish dropped ikke", "Havnerådet mødes om sommeren.", DANISH, NEGATION),
    ("Danish over English", "Planen består af fjorten projekter.", PLAN, YES),
    ("Danish over English, changed number", "Planen består af femten projekter.", PLAN, NUMBER),
    ("Danish date over English", "Loven trådte i kraft den 1. juli 2009.", LAW, YES),
    ("Danish identifier over English", "Den blev oprettet ved lov nr. 418 af 3. marts 2009.", LAW, YES),
    ("Danish identifier changed", "Den blev oprettet ved lov nr. 419 af 3. marts 2009.", LAW, IDENTIFIER),
    ("Danish country over English", "I Sverige er medlemskab frivilligt.", "In Sweden membership is voluntary.", YES),
    ("Danish denied over English", "Nej, vi sælger ikke kunders adresser.", SALE, YES),
    ("Danish assertion over a denial", "Ja, vi sælger kundernes adresser.", SALE, NEGATION),
    ("citation mark", "The plan has 14 projects [2].", PLAN, YES),
    ("list of items", "- 14 projects\n- five priority themes", PLAN, YES),
]


@pytest.mark.parametrize(("sentence", "quote", "verdict"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_planted_case_has_its_verdict(sentence: str, quote: str, verdict: Verdict) -> None:
    assert verify(sentence, [quote]) is verdict


def test_a_sentence_without_quotations_is_not_found() -> None:
    assert verify(PLAN, []) is NOT_FOUND
    assert verify("", [PLAN]) is NOT_FOUND
    assert verify("Yes.", [PLAN]) is NOT_FOUND


def test_facts_may_stand_in_the_context_of_the_quotation() -> None:
    item = "Replacement of the harbour lights"
    context = ["Safety projects (4 projects)", "Harbour plan 2021"]
    sentence = "One of the 4 safety projects in the 2021 plan is replacement of the harbour lights."
    assert verify(sentence, [item], context) is YES
    assert verify(sentence, [item]) is not YES


def test_a_negation_in_the_context_alone_does_not_count() -> None:
    assert verify("The lights are not replaced.", ["The lights are replaced."], ["Not replaced"]) is NEGATION


def test_words_of_the_context_alone_count_half() -> None:
    sentence = "Ferries need lifeboats, trained crews and water."
    assert verify(sentence, ["Bread is baked with water."], ["Ferries and their crews"]) is YES


def test_facts_may_come_from_two_quotations() -> None:
    both = "The Harbour Authority was established in 2009 and its plan has 14 projects."
    assert verify(both, [LAW, PLAN]) is YES
    assert verify(both, [LAW]) is NUMBER
    assert verify(both, [PLAN]) is DATE


def test_supporting_finds_the_one_quotation() -> None:
    assert supporting("The plan has 14 projects.", [LAW, PUMP, PLAN, SALE]) == (2,)


def test_supporting_joins_the_fewest_quotations_that_suffice() -> None:
    both = "The Harbour Authority was established in 2009 and its plan has 14 projects."
    assert sorted(supporting(both, [SALE, LAW, PUMP, PLAN])) == [1, 3]


def test_supporting_takes_each_context_with_its_own_quotation() -> None:
    sentence = "The harbour lights are replaced in 2021."
    candidates = ["Replacement of harbour lights", "Replacement of harbour lights"]
    assert supporting(sentence, candidates, [["Plan for 2020"], ["Plan for 2021"]]) == (1,)


def test_supporting_gives_nothing_when_nothing_supports() -> None:
    assert supporting("The plan has 15 projects.", [LAW, PUMP, PLAN, SALE]) == ()
    assert supporting("The plan has 14 projects.", []) == ()


def test_supporting_is_fast_once_the_candidates_are_known() -> None:
    candidates = [
        f"{text} Paragraph about subject {i}." for i in range(2) for text in (PUMP, LAW, ORDERS, PLAN, DOSE)
    ] * 2
    supporting(PLAN, candidates)
    start = time.perf_counter()
    supporting("We do not sell customer addresses to advertisers.", candidates)
    assert time.perf_counter() - start < 0.02, "20 candidates take well under 5 ms; the rest is for busy machines"


SUBJECTS = st.sampled_from(
    ["The board", "The Danish Council", "Every member", "No operator", "Anna Berg", "The NC3 unit"]
)
VERBS = st.sampled_from(["must report", "did not pay", "approved", "may replace", "never reduced", "increased"])
AMOUNTS = st.integers(min_value=2, max_value=99999)
NOUNS = st.sampled_from(["invoices", "days", "%", "new lifeboats", "kroner", "of the 7 ships"])
ENDS = st.sampled_from(["", " in May 2014", " under Act no. 21 of 2 June 2003", " before 2019", " without delay"])
SENTENCES = st.builds("{} {} {} {}{}.".format, SUBJECTS, VERBS, AMOUNTS, NOUNS, ENDS)


@given(SENTENCES)
def test_a_sentence_supports_itself(sentence: str) -> None:
    assert verify(sentence, [sentence]) is YES
    assert verify(sentence, [f"The minutes follow. {sentence}"]) is YES


@given(SENTENCES, st.data())
def test_a_changed_digit_is_never_supported(sentence: str, data: st.DataObject) -> None:
    places = [i for i, character in enumerate(sentence) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != sentence[place]]))
    changed = sentence[:place] + digit + sentence[place + 1 :]
    # "7 of the 7 ships" for "2 of the 7 ships" is beyond reach: the number stands there, with its noun.
    assume(len(set(re.findall(r"\d+", changed)) - set(re.findall(r"\d+", sentence))) > 0)
    assert verify(changed, [sentence]) is not YES


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gets_a_verdict(sentence: str, quote: str) -> None:
    assert isinstance(verify(sentence, [quote]), Verdict)


def test_names_are_not_joined_across_an_enumeration() -> None:
    quotes = ["The partners are Bruno Lab (Norway); Carla Lab (Sweden); Dora Lab (Finland)."]
    assert verify("The Swedish partner is called Bruno Lab.", quotes) is Verdict.NAME
    assert verify("The Swedish partner is called Carla Lab.", quotes) is Verdict.SUPPORTED
    assert verify("The partners are Bruno Lab, Carla Lab and Dora Lab.", quotes) is Verdict.SUPPORTED
