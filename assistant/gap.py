"""Whether a sentence fills the gap of a question: a person for a who, a date of just that for a when. Pure.

1. Who, and which body: someone who is not named in the question, by name, by role or as the one who does it. Who
   holds a role is not told by a sentence without any role.
2. What something is called: a name that is not in the question.
3. When: a date said of what is asked. The date in "Act no. 7 of 3 May" tells when the act was made, not when it
   applies; one in brackets belongs to the name before them; one of another clause to that clause.
4. Anything but yes or no: at least one word or figure that is not in the question.

A sentence that fails is about the thing and does not answer, however many words it shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import clauses as grammar
from assistant import people as w
from assistant.asked import counting, denies, keys, keys_of
from assistant.facts import Date, Facts, Name, facts
from assistant.parts import parts
from assistant.question import Kind, Question, read

_LEAD = r"^(?:and |so |but |then |og |men )*"
_WHO = re.compile(rf"{_LEAD}(?:who|whom|hvem)\b", re.I)
_HOLDS = re.compile(
    rf"(?i:{_LEAD}(?:who|hvem)) (?:is|are|was|were|er|var) (?:currently |now |nu )?"
    r"(?P<noun>(?:the |their |its |our |den |det |[\w.]+['’]s? |[A-ZÆØÅ]\w+s )(?:[\w-]+ ){0,3}?[\w-]+?)"
    r"(?: (?:of|for|in|at|behind|under|af|for|i|på)\b.*)?[?. ]*$"
)
_TO = r"(?:(?:in|from|to|by|of|for|with|at|under|through|i|fra|til|af|for|med|hos) )?"
_WHICH_PLACE = re.compile(rf"{_LEAD}{_TO}(?:which|what|hvilke[nt]?) (?:countr(?:y|ies)|nations?|lande?)\b", re.I)
_WHICH_BODY = re.compile(rf"{_LEAD}{_TO}(?:which|what|hvilke[nt]?) (?:[\w-]+ ){{0,2}}?(?:{w.BODIES})\b", re.I)
_FIRM = re.compile(
    rf"{_LEAD}{_TO}(?:which|what|hvilke[nt]?) (?:compan(?:y|ies)|firms?|banks?|agenc(?:y|ies)|ministr(?:y|ies)"
    r"|universit(?:y|ies)|virksomhed(?:er)?|firma(?:er)?)\b",
    re.I,
)
_TITLE = re.compile(r"(?:\b[A-Z]\.?\s)?(?:(?:Mr|Ms|Mrs|Miss|Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|hr|fru)\b|[A-Z]\.)")
"""How the name of a person begins."""
_NAMED = re.compile(
    rf"{_LEAD}(?:what|which) (?:is|was|are|were) the (?:full |official |exact )?names? of\b"
    r"|\bwhat (?:is|was|are|were) .* (?:called|named)\b"
    rf"|{_LEAD}hvad hedder\b|{_LEAD}hvad er navnet på\b",
    re.I,
)
_MEASURES = (
    (r"\bhow deep\b|\bhvor dyb", r"\b(?:deep|depths?|draughts?|down|bottom|below|under)\b|\bdyb"),
    (r"\bhow wide\b|\bhvor bred", r"\b(?:wide|widths?|across|broad|opens?)\b|\bbred"),
    (r"\bhow (?:tall|high)\b|\bhvor høj", r"\b(?:tall|high|heights?|reach\w*|ris\w+|stands?)\b|\bhøj"),
)
"""What is measured, and the words of a sentence that may give that measure: any metres are not the depth."""
_PEOPLE = re.compile(rf"\b(?:{w.PEOPLE})\b", re.I)
_BY = re.compile(r"\b(?:by|from|af|fra):?\s+(?:the |a |an |its |their )?(?P<who>[^,.;()]+)", re.I)
_ISSUED = re.compile(
    r"\b(?:adopted|passed|issued|dated|signed|made|enacted|written|published|given|introduced|date of|date is|date was"
    r"|created|drawn up|vedtaget|udstedt|underskrevet|dateret|udgivet)\b"
    r"|\b(?:which|what) date\W*$",
    re.I,
)
_OF = re.compile(r"\b(?:of|af)\s*(?:the )?$", re.I)
_CLAUSE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ@])|;\s|,?\s(?:but|while|whereas|men|mens)\s", re.I)
_AFTER = re.compile(r"\b(?:after|later than|since|efter|siden)\s*(?:the )?$", re.I)
_CHOICE = re.compile(r"[\w-]+ (?:or|eller) (?:[\w-]+ ){0,2}[\w-]+\s*\??$", re.I)
_POINTS_BACK = re.compile(r"\W*(?:it|its|this|these|they|their|he|she|den|det|de|han|hun)\b", re.I)


def answers_form(question: Question, sentence: str, around: str = "") -> bool:
    """Whether the sentence could answer by what it says beyond the question; `around` is what stands above it."""
    if question.kind is not Kind.YES_NO and not _chooses(question, sentence, around):
        return False
    asked = parts(question.text)
    if len(asked) > 1:
        return any(answers_form(read(part), sentence, around) for part in asked)
    # "Who may fish, members or guests?": the answer is in the question.
    if question.kind is Kind.YES_NO or re.search(r"\b(?:or|eller)\b", question.text, re.I):
        return True
    if not _adds(question, sentence):
        return False
    if question.kind is Kind.WHEN:
        return _has_own_date(question, sentence, around)
    if question.kind not in {Kind.OPEN, Kind.LIST}:
        return True
    if any(re.search(asked, question.text, re.I) for asked, _ in _MEASURES):
        text = f"{sentence} {around}"
        return all(re.search(told, text, re.I) for asked, told in _MEASURES if re.search(asked, question.text, re.I))
    if named := _NAMED.search(question.text):
        thing = counting(question.text[named.end() :])[:1]
        spoken_of = not thing or not keys(thing[0]).isdisjoint(keys_of(f"{sentence} {around}"))
        return spoken_of and any(_new_names(question, facts(sentence)))
    if _WHICH_PLACE.match(question.text):
        return any(not _is_of_a_code(name, facts(sentence)) for name in _new_names(question, facts(sentence)))
    if _WHICH_BODY.match(question.text):
        return _names_a_body(question, sentence) and not _leaves_doer_out(question, sentence)
    if _WHO.match(question.text):
        return _names_someone(question, sentence, around)
    return True


def offers_a_choice(question: Question) -> bool:
    """Whether it ends with a choice: "strict or lax?"."""
    return bool(_CHOICE.search(question.text))


def _chooses(question: Question, sentence: str, around: str) -> bool:
    """Whether it speaks of one of the things that the question ends with a choice of, or says no to one."""
    choice = _CHOICE.search(question.text)
    offered = keys_of(choice[0]) if choice else frozenset[str]()
    return not offered or denies(sentence) or not offered.isdisjoint(keys_of(f"{sentence} {around}"))


def _adds(question: Question, sentence: str) -> bool:
    """Whether it has a word, number, date or "not" that the question has not."""
    asked = keys_of(question.text)
    if denies(sentence):
        return True
    if any(keys(word).isdisjoint(asked) for word in counting(sentence)):
        return True
    told, known = facts(sentence), facts(question.text)
    return len(told.numbers) > len(known.numbers) or len(told.dates) > len(known.dates)


def _names_someone(question: Question, sentence: str, around: str) -> bool:
    role = _HOLDS.match(question.text)
    if role is None:
        return _names_a_body(question, sentence) or bool(_new_doers(question, sentence))
    noun = counting(role["noun"])[-1:]
    if not noun or noun[0][0].isupper():
        return True
    text = f"{sentence} {around}"
    leads = noun[0].lower() in w.ROLES and not w.ROLES.isdisjoint(re.findall(r"\w+", text.lower()))
    held = leads or not keys(noun[0]).isdisjoint(keys_of(text))
    return held and (_names_a_body(question, sentence) or bool(_new_doers(question, sentence)))


def _names_a_body(question: Question, sentence: str) -> bool:
    """Whether a person or body is named that is not in the question; no person where a company is asked for."""
    asked = keys_of(question.text)
    told = facts(sentence)
    if _FIRM.match(question.text):
        return any(
            not _TITLE.match(told.text, max(0, name.start - 3)) and not _TITLE.match(told.text, name.start)
            for name in _new_names(question, told)
        )
    if any(_new_names(question, told)):
        return True
    people = (found[0] for found in _PEOPLE.finditer(sentence))
    return any(word.lower() not in w.NO_PERSON and keys(word).isdisjoint(asked) for word in people)


def _new_names(question: Question, told: Facts) -> Iterator[Name]:
    """The names that have no word in common with the question, and are not spelled out there or for a name there."""
    asked = keys_of(question.text)
    for name in told.names:
        after = re.match(r"\s*\((\w+)", told.text[name.end :])
        spelled_out = after is not None and not keys_of(after[1]).isdisjoint(asked)
        if name.sure and not spelled_out and all(keys(word).isdisjoint(asked) for word in name.words):
            yield name


def _new_doers(question: Question, sentence: str) -> list[str]:
    """The heads of subjects, and what follows a "by", that are not in the question."""
    asked = keys_of(question.text)
    heads = [clause.head.text for clause in grammar.clauses(sentence) if clause.head is not None]
    heads += [word for found in _BY.finditer(sentence) for word in counting(found["who"])]
    return [word for word in heads if not word[0].isdecimal() and keys(word).isdisjoint(asked)]


def _is_of_a_code(name: Name, told: Facts) -> bool:
    """Whether it stands right after a code: the "Arctic" of "PX-7 Arctic"."""
    return any(0 <= name.start - one.end <= 1 for one in told.identifiers)


def _leaves_doer_out(question: Question, sentence: str) -> bool:
    """Whether the sentence says that it was done, of the thing in the question, and not by whom."""
    match = re.match(rf"{_LEAD}(?:which|what) (?:[\w-]+ ){{0,2}}?(?:{w.BODIES}) (?P<verb>\w+ed)\b", question.text, re.I)
    done = re.search(rf"\b{match['verb']}\b(?! by\b)", sentence, re.I) if match else None
    if done is None or _BY.search(sentence):
        return False
    subject = counting(re.split(r"[,(]", sentence[: done.start()])[0])
    return any(not keys(word).isdisjoint(keys_of(question.text)) for word in subject)


def _has_own_date(question: Question, sentence: str, around: str) -> bool:
    """Whether one of its dates may be that of what is asked; true where it has none, which is judged by `has_form`."""
    told = facts(sentence)
    if not told.dates or any(number.unit for number in told.numbers):
        return True
    if _of_another(question, sentence, around):
        return False
    return any(_is_own(question, date, told) for date in told.dates)


def _of_another(question: Question, sentence: str, around: str) -> bool:
    """Whether it is about a name, and the question about another that stands neither in it nor above it."""
    asked, told = facts(question.text), facts(f"{sentence}\n{around}")
    if _POINTS_BACK.match(sentence):
        return False
    if asked.identifiers:
        codes = {one.code for one in told.identifiers}
        if not codes.isdisjoint(one.code for one in asked.identifiers):
            return False
        if codes:
            return True
    names = keys_of(" ".join(" ".join(one.words) for one in asked.names))
    if not (names or asked.identifiers) or not names.isdisjoint(keys_of(told.text)):
        return False
    first = re.split(r"[,(]", sentence)[0]
    return any(name.sure for name in facts(first).names[:1] if name.start <= 4)


def _is_own(question: Question, date: Date, told: Facts) -> bool:
    before = told.text[: date.start]
    asked = keys_of(question.text)
    if _OF.search(before) and _is_of_a_paper(before, told, date):
        return bool(_ISSUED.search(question.text))
    bracket = re.search(r"(?P<owner>[^(),;]+)\((?P<in>[^()]*)$", before)
    if bracket and keys_of(" ".join(counting(bracket["owner"])[-2:])).isdisjoint(asked):
        return False
    if not _late_enough(question, date):
        return False
    clause = _clause_of(told.text, date.start)
    return (
        len(_CLAUSE.split(told.text)) == 1 or not keys_of(clause).isdisjoint(asked) or bool(_POINTS_BACK.match(clause))
    )


def _is_of_a_paper(before: str, told: Facts, date: Date) -> bool:
    """Whether an identifier comes right before "of" and the date: "Act no. 7 of 3 May"."""
    end = len(_OF.sub("", before).rstrip())
    return any(abs(one.end - end) <= 1 for one in told.identifiers)


def _late_enough(question: Question, date: Date) -> bool:
    """Whether the date comes after the one that the question names: "the next one after 2016"."""
    asked = facts(question.text)
    bars = [one.year for one in asked.dates if one.year and _AFTER.search(asked.text, 0, one.start)]
    return all(date.year is None or date.year > bar for bar in bars)


def _clause_of(text: str, place: int) -> str:
    start = 0
    for border in _CLAUSE.finditer(text):
        if border.start() >= place:
            return text[start : border.start()]
        start = border.end()
    return text[start:]
