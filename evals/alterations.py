"""Rules that change one fact of a sentence, so that its quotation no longer bears it. Pure.

Each rule gives the sentence in every wording it can make of it. A new number, date or code must not stand in what is
shown. The limits of "changed": "some" for "all" and "may" for "must" follow from the quotation in logic and mislead all
the same, so they count as changed. Negations are put beside a finite verb of a table, never after "if" or "whether".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evals import swaps as w
from evals.planting import Source, in_hash_order, put, swapped

_MONTH = "|".join(w.MONTHS)
_LABEL = re.compile(rf"(?:\b(?:{'|'.join(w.LABELS)})\.?|§|(?-i:[A-Z]{{2,}})) ?$", re.I)
_NUMBER = re.compile(r"(?<![\w.,/:+§#–-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/:–-]|[.,]\d)")
_SPELLED = re.compile(rf"(?<![\w-])(?:{'|'.join(w.NUMBER_WORDS.values())})(?![\w-])", re.I)
_BEFORE_MONTH = re.compile(rf"^(?:st|nd|rd|th)? (?:{_MONTH}|{'|'.join(w.SHORT_MONTHS)})\b|^ ?\d", re.I)
_AFTER_MONTH = re.compile(rf"(?:\b(?:{_MONTH}) |\d ?)$", re.I)
_DAY = re.compile(
    rf"(?<![\d.])\d\d?(?=(?:st|nd|rd|th)? (?:{_MONTH})\b)|(?<=[a-z] )\d\d?(?=, \d{{4}})"
    r"|(?<![\d.])\d\d?(?=\.\d\d?\.\d{4})"
)
_NAMED_MONTH = re.compile(
    rf"\b(?:{_MONTH})\b(?= \d)|(?:(?<=\d )|(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil ))(?:{_MONTH})\b"
)
_DOTTED_MONTH = re.compile(r"(?<=\d\.)\d\d?(?=\.\d{4})|(?<=\d{4}-)\d\d(?=-\d\d)")
_YEAR = re.compile(r"(?<![\w./:,])(?<![A-Za-z]-)(?:19|20)\d\d(?!\w|,\d)|(?<=\d\.)(?:19|20)\d\d\b")
_LABELLED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(w.LABELS)})\.?[ -]?(\d+)(?![\w,]|\.\d)|§ ?(\d+)"
    r"|\b(?-i:[A-Z]{2,})[A-Za-z]*-?(\d+)\b|(?<![\w-])(?-i:[A-Z])-?(\d{2,})\b",
    re.I,
)
_LABELS = (("act", "order"), ("article", "section"), ("regulation", "directive"), ("annex", "chapter"))
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|must|should|shall|can|could|will|would|may|might|(?:has|have) been"
    r"|(?:has|have)(?= (?:already )?\w+ed\b))(?! (?:not|no|never|only|neither|none|nothing|hardly|also not)\b|n't)\b"
)
_OPEN = re.compile(r"\b(?:if|whether|unless|no|not|never|without|nothing|neither|there)\b[^.;,]*$", re.I)
_DENIED = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|must|should|shall|will|would|may|could)( not)"
    r"(?= (?!only|more|less|later)\w)"
)
_NONE = re.compile(
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bhas )|(?<=\bhave ))no(?= [a-z])"
    r"(?! (?:longer|more|less|fewer|later|doubt|matter|indication)\b)"
)
_CANNOT = re.compile(r"\bcan(?:not|'t| not)\b")
_PLAIN_VERB = re.compile(rf"(?<=[a-z] )(?:{'|'.join(w.VERBS_S)})\b|(?<=[a-z]s )(?:{'|'.join(w.VERBS)})\b")
_NO_VERB = re.compile(r"\b(?:to|will|must|may|can|should|and|or|the|a|an|of|for|not|is|was|its|their|his) $", re.I)
_ONLY = re.compile(
    r"(?<=[a-z] )(?:for|by|in|to)(?= (?:the|a|an|all|public|private|companies|businesses|citizens|members|[A-Z])\b)"
    r"(?! (?:order|case|particular|relation|addition|means|the case|addition)\b)"
)
_LIMITED = re.compile(
    r"\b(?:all|only|solely|exclusively|not|no|never|cannot|nothing|nobody|except|unless|until|without|limited|if)\b|n['’]t\b",
    re.I,
)
_BOUND = re.compile(
    r"(?:\b(?:than|least|most|to|over|under|about|approximately|nearly|only|the|every|of|between|and|or|within|below|above"
    r"|from|another|first|last|by|at|EUR|DKK|USD)|[A-Z]\w*)\W*$"
)
_COUNTED = re.compile(r"^(?: ?%| (?!to\b|and\b|or\b|of\b)[a-z]{3,}|[.,]?$)")


def numbers(source: Source) -> Iterator[str]:
    """Another quantity, in digits or words."""
    text = source.text
    for match in quantities(text):
        old = match[0]
        value = float(old.replace(",", ""))
        whole = int(value)
        turned = str(whole)[::-1]
        options = {
            whole + (1 if whole < 1000 else 1000),
            whole + 10,
            2 * whole,
            *({int(turned)} if turned[0] != "0" else ()),
        } - {whole, 0}
        new = [f"{n:,}" if "," in old else str(n) for n in options if not _stands(str(n), n, source)]
        for digits in in_hash_order(new, old, text)[:2]:
            yield put(text, match.span(), digits + old[len(old.split(".")[0]) :])
    for match in _SPELLED.finditer(text):
        words = [word for n, word in w.NUMBER_WORDS.items() if not _stands(word, n, source)]
        yield put(text, match.span(), in_hash_order(words, match[0], text)[0])


def quantities(text: str) -> Iterator[re.Match[str]]:
    """Numbers in digits that count something: no years, parts of dates, codes, numbers of paragraphs."""
    for match in _NUMBER.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        label = _LABEL.search(before)
        coded = (label and label[0].strip() not in w.CURRENCIES) or before.endswith("(")
        paragraph = not before.strip("\"'“‘ ") and not re.fullmatch(r"\d+ [a-z].*", match[0] + after)
        is_year = re.fullmatch(r"(?:19|20)\d\d", match[0])
        if not (coded or paragraph or is_year or _BEFORE_MONTH.search(after) or _AFTER_MONTH.search(before)):
            yield match


def _stands(written: str, value: int, source: Source) -> bool:
    spelled = w.NUMBER_WORDS.get(value, written)
    return bool(re.search(rf"(?<!\d)(?:{re.escape(written)}|{spelled}|{value}|{value:,})(?!\d)", source.shown, re.I))


def days(source: Source) -> Iterator[str]:
    """Another day of the month."""
    for match in _DAY.finditer(source.text):
        old = match[0]
        new = [str(day).zfill(len(old)) for day in range(1, 29) if not _stands(str(day), day, source)]
        yield put(source.text, match.span(), in_hash_order(new, source.text)[0])


def months(source: Source) -> Iterator[str]:
    """Another month, by name or number."""
    named = [month for month in w.MONTHS if month not in source.shown]
    for match in _NAMED_MONTH.finditer(source.text):
        yield put(source.text, match.span(), in_hash_order(named, source.text)[0])
    for match in _DOTTED_MONTH.finditer(source.text):
        old = match[0]
        new = [str(month).zfill(len(old)) for month in range(1, 13) if month != int(old)]
        yield put(source.text, match.span(), in_hash_order(new, source.text)[0])


def years(source: Source) -> Iterator[str]:
    """A year near by."""
    for match in _YEAR.finditer(source.text):
        if _LABEL.search(source.text[: match.start()]):
            continue
        near = [str(int(match[0]) + step) for step in (-3, -2, -1, 1, 2, 3)]
        new = [year for year in near if year not in source.shown]
        for year in in_hash_order(new, match[0], source.text)[:1]:
            yield put(source.text, match.span(), year)


def identifiers(source: Source) -> Iterator[str]:
    """Another code under the same label, and the same code under another label."""
    for match in _LABELLED.finditer(source.text):
        group = match.lastindex or 0
        if re.search(rf"\b(?:{_MONTH}) ?$", source.text[: match.start(group)]) or "%" in match[0]:
            continue
        old = match[group]
        options = [str(int(old) + step).zfill(len(old)) for step in (1, 2, 3, 10)] + [old[::-1]]
        others = [code for code in options if code != old and code[0] != "0" and not _stands(code, int(code), source)]
        for code in in_hash_order(others, old, source.text)[:1]:
            yield put(source.text, match.span(group), code)
    for one, other in _LABELS:
        for old, new in ((one, other), (other, one)):
            for match in re.finditer(rf"\b{old}(?= (?:no\. )?\d)", source.text, re.I):
                yield put(source.text, match.span(), new)


def units(source: Source) -> Iterator[str]:
    """Another unit, or another frequency."""
    yield from swapped(source.text, w.UNITS)


def negations_added(source: Source) -> Iterator[str]:
    """A "not" beside a verb of what is asserted."""
    text = source.text
    for match in _AUXILIARY.finditer(text):
        if not _OPEN.search(text[: match.start()]):
            first, *rest = match[0].split(" ", 1)
            yield put(text, match.span(), "cannot" if first == "can" else " ".join([first, "not", *rest]))
    for match in _PLAIN_VERB.finditer(text):
        before = text[: match.start()]
        if _OPEN.search(before) or _NO_VERB.search(before):
            continue
        verb = dict(zip(w.VERBS_S, w.VERBS, strict=True)).get(match[0])
        yield put(text, match.span(), f"does not {verb}" if verb else f"do not {match[0]}")


def negations_removed(source: Source) -> Iterator[str]:
    """What is denied, asserted."""
    text = source.text
    for match in _DENIED.finditer(text):
        if not re.search(r"\b(?:whether or|if)\b[^,;]*$", text[: match.start()]):
            yield put(text, match.span(1), "")
    for match in _NONE.finditer(text):
        one = re.match(r" (?:[a-z-]+ )*?[a-z-]+s\b", text[match.end() :]) or text[: match.start()].endswith("are ")
        yield put(text, match.span(), "some" if one else "a")
    for match in _CANNOT.finditer(text):
        yield put(text, match.span(), "can")


def quantifiers(source: Source) -> Iterator[str]:
    """All for some, at most for at least, always for often."""
    yield from swapped(source.text, w.QUANTIFIERS)


def bounds(source: Source) -> Iterator[str]:
    """A bound put to a number that has none: "more than 20" for 20."""
    for match in quantities(source.text):
        counted = match[0].replace(",", "").isdecimal() and _COUNTED.search(source.text[match.end() :])
        if counted and not _BOUND.search(source.text[: match.start()]):
            bound = in_hash_order(["more than ", "less than "], match[0], source.text)[0]
            start = match.start() - (source.text[match.start() - 1 : match.start()] in w.SIGNS)
            yield put(source.text, (start, start), bound)


def only_added(source: Source) -> Iterator[str]:
    """ "Only" put before a phrase: for all of it is said what holds for part."""
    if _LIMITED.search(source.text):
        return
    for match in _ONLY.finditer(source.text):
        if source.text[: match.start()].split()[-1].islower():
            yield put(source.text, match.span(), f"only {match[0]}")


def duties(source: Source) -> Iterator[str]:
    """May for must, voluntary for mandatory, and back."""
    yield from swapped(source.text, w.DUTIES)


def opposites(source: Source) -> Iterator[str]:
    """A word for its opposite, unless the opposite stands there as well."""
    for pattern, replacement in w.OPPOSITES:
        if not re.search(rf"\b{replacement}\b", source.text, re.I):
            yield from swapped(source.text, ((pattern, replacement),))


ALTERATIONS: dict[str, Callable[[Source], Iterator[str]]] = {
    "number": numbers,
    "day": days,
    "month": months,
    "year": years,
    "identifier": identifiers,
    "unit": units,
    "negation added": negations_added,
    "negation removed": negations_removed,
    "quantifier": quantifiers,
    "bound added": bounds,
    "only added": only_added,
    "duty": duties,
    "opposite": opposites,
}
"""Kind -> its rule."""
