"""Facts of a text, in the forms in which people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import facts
from assistant.terms import language_of, level, stem

NUMBERS = [
    ("It takes 90 days.", 90, "day"),
    ("It takes ninety days.", 90, "day"),
    ("It takes 90 (ninety) days.", 90, "day"),
    ("It takes 5 to 90 hours.", 5, "hour"),
    ("A 40-year-old house", 40, "year"),
    ("It cost EUR 3 million.", 3_000_000, "EUR"),
    ("It cost €3 million.", 3_000_000, "EUR"),
    ("It cost three million euros.", 3_000_000, "EUR"),
    ("Det kostede 3 mio. kr.", 3_000_000, "DKK"),
    ("It grew by 5 %.", 5, "%"),
    ("It grew by 5 per cent.", 5, "%"),
    ("Det voksede med fem procent.", 5, "%"),
    ("It has 1,234.5 parts.", 1234.5, ""),
    ("Den har 1.234,5 dele.", 1234.5, ""),
    ("It has 1\u202f234 parts.", 1234, ""),
    ("It has 1 234 567 parts.", 1_234_567, ""),
    ("It has two hundred and six bones.", 206, ""),
    ("Den har syvogtyve dele.", 27, ""),
    ("Der er seks dele.", 6, ""),
    ("The 21st meeting", 21, ""),
    ("The twenty-first meeting", 21, ""),
    ("It fell to -4 °C.", -4, "celsius"),
    ("It opens at 14:30.", 14.5, "clock"),
]


@pytest.mark.parametrize(("text", "value", "unit"), NUMBERS)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    first = facts(text).numbers[0]
    assert (value in first.values, first.unit) == (True, unit)


def test_a_point_before_three_digits_is_read_both_ways() -> None:
    assert facts("It has 1.234 parts.").numbers[0].values == {1.234, 1234.0}


def test_a_number_knows_what_it_counts() -> None:
    plan, themes = facts("The plan has 14 new projects within five themes.").numbers
    assert ("project" in plan.nouns, "theme" in plan.nouns) == (True, False)
    assert themes.nouns == {"theme"}
    assert facts("Projects: 14").numbers[0].before == {"project"}


def test_a_number_knows_its_bound() -> None:
    text = "at least 5, no more than 6, up to 7, more than 8, 9 or more, about 10"
    assert [number.bound for number in facts(text).numbers] == [">", "<", "<", ">", ">", ""]


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert [number.values for number in facts("two and three wheels, the first four").numbers] == [{2}, {3}, {1}, {4}]


def test_danish_number_words_that_are_english_words_are_read_in_danish_only() -> None:
    assert facts("We go to the fire.").numbers == ()
    assert [number.values for number in facts("Der er to eller fire.").numbers] == [{2}, {4}]


DATES = [
    ("25 June 2014", (2014, 6, 25)),
    ("25th of June 2014", (2014, 6, 25)),
    ("June 25, 2014", (2014, 6, 25)),
    ("25.06.2014", (2014, 6, 25)),
    ("06/25/2014", (2014, 6, 25)),
    ("2014-06-25", (2014, 6, 25)),
    ("den 25. juni 2014", (2014, 6, 25)),
    ("February 2015", (2015, 2, None)),
    ("Feb. 2015", (2015, 2, None)),
    ("juli 2016", (2016, 7, None)),
    ("on 25 June", (None, 6, 25)),
    ("in March", (None, 3, None)),
    ("in 2016", (2016, None, None)),
]


@pytest.mark.parametrize(("text", "parts"), DATES)
def test_a_date_is_read_in_every_order(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    read = facts(text)
    assert [(date.year, date.month, date.day) for date in read.dates] == [parts]
    assert read.numbers == ()


@pytest.mark.parametrize("text", ["2015-2016", "2015–2016", "2015-16", "2015 and 2016", "Feb. 2015–2016"])
def test_a_range_of_years_is_two_years(text: str) -> None:
    assert [date.year for date in facts(text).dates] == [2015, 2016]


def test_may_is_a_month_only_beside_a_date() -> None:
    assert facts("You may enter.").dates == ()
    assert facts("It ends in May.").dates[0].month == 5


IDENTIFIERS = [
    ("Act no. 418", "act", "418"),
    ("lov nr. 418", "act", "418"),
    ("Order No 1546", "order", "1546"),
    ("Article 5(1)", "article", "5(1)"),
    ("§ 7", "section", "7"),
    ("step 3", "step", "3"),
    ("ISO 27001", "iso", "27001"),
    ("CVE-2016-1234", "", "cve20161234"),
    ("v2.1.3", "", "2.1.3"),
    ("GPT-4", "", "gpt4"),
    ("NC3", "", "nc3"),
    ("post@harbour.example", "", "post@harbour.example"),
    ("https://www.harbour.example/fees/", "", "harbour.example/fees"),
    ("+45 11 22 33 44", "phone", "4511223344"),
]


@pytest.mark.parametrize(("text", "label", "code"), IDENTIFIERS)
def test_an_identifier_is_a_label_and_a_code(text: str, label: str, code: str) -> None:
    read = facts(f"See {text} for it.")
    assert [(one.label, one.code) for one in read.identifiers] == [(label, code)]
    assert (read.numbers, read.dates) == ((), ())


def test_names_are_capitalised_words_that_do_not_merely_open_a_sentence() -> None:
    read = facts("Yesterday the Harbour Council met. Anna Berg of the EMA spoke. Fees rose.")
    assert [name.words for name in read.names if name.sure] == [("Harbour", "Council"), ("Anna", "Berg", "EMA")]
    assert [name.words for name in read.names if not name.sure] == [("Yesterday",), ("Fees",)]


def test_demonyms_and_countries_share_a_stem() -> None:
    assert stem("Danish") == stem("Denmark's") == stem("danske", "da") == "denmark"
    assert stem("US") != stem("us")


def test_language_is_told_by_function_words() -> None:
    assert [language_of(text) for text in ("The board is here.", "Rådet er her og der.", "Lego")] == ["en", "da", ""]


def test_typography_is_levelled() -> None:
    assert level("the\u00a0“oﬃce” – e.g. U.S.") == 'the "office" - eg US'


@given(st.text(max_size=300))
def test_facts_point_into_the_levelled_text(text: str) -> None:
    read = facts(text)
    assert len(read.rest) == len(read.text) == len(level(text))
    spans = [
        (fact.start, fact.end) for kind in (read.numbers, read.dates, read.identifiers, read.names) for fact in kind
    ]
    assert all(0 <= start < end <= len(read.text) for start, end in spans)
