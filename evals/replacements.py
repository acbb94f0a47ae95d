"""Rules that put something of another sentence in the place of a sentence's own. Pure.

A name becomes another name of the same documents; a claim gets the subject of another sentence; a sentence gets the
quotation of another one. What stands in is never another word for the same: the two share no word that names
something, neither is short for the other, and it stands nowhere in what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals import swaps as w
from evals.planting import WORD, Source, in_hash_order, naming, put

AGREES_WITH_ONE = frozenset(["is", "was", "has", *w.VERBS_S])
AGREES_WITH_MANY = frozenset(["are", "were", "have"])
AGREES_WITH_BOTH = frozenset("will must should shall may can could".split())
_NAME = re.compile(r"\b[A-Z][\w-]*[^\W_](?:(?: (?:for|of|of the|on|and))? [A-Z][\w-]*[^\W_])*")
_NO_NAMES = frozenset([*w.MONTHS, *w.SHORT_MONTHS, *(label.title() for label in w.LABELS)])
_STARTS = re.compile(r"(?:^|[.:;?!(•“\"–-]\s*)$")
_VERB = "|".join([*sorted(AGREES_WITH_ONE), *sorted(AGREES_WITH_MANY), *sorted(AGREES_WITH_BOTH)])
_NEW_CLAUSE = "which|that|who|if|when|whether|until|unless|because|after|before|while|this|it|they|we|you|This|It"
_SUBJECT = re.compile(
    rf"((?:The|A|An|[A-Z][\w-]*[^\W_])(?: (?!(?:{_NEW_CLAUSE}|to (?:{_VERB})|{_VERB})\b)[\w’'-]+){{0,7}}?)"
    rf" ({_VERB})(?= (.+))"
)
_NO_SUBJECT = frozenset(
    """it its this that these those there they he she we you i in on at under since from during by for to with as if
    when where while however yes no each all some only such what which other another both here after before until
    through and but not please whoever inside""".split()
)
LEAST_SHARED = 2
MOST_COVERED = 0.4
"""Words of a sentence that a quotation of another one may share, so that it is not said there as well."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence cut in two: "The centre" | "is part of the service."."""

    source: Source
    subject: str
    verb: str
    rest: str

    def fits(self, subject_of: Claim) -> bool:
        """Whether the other's subject goes with this verb and is something else."""
        verbs = {self.verb, subject_of.verb}
        agree = any(verbs <= group for group in (AGREES_WITH_ONE, AGREES_WITH_MANY, AGREES_WITH_BOTH))
        return agree and is_other(subject_of.subject, self.subject, self.source)


def claims(sources: Sequence[Source]) -> tuple[Claim, ...]:
    """The sentences that begin with a subject and a finite verb of a table."""
    found = ((source, _SUBJECT.match(source.text)) for source in sources)
    return tuple(
        Claim(source, match[1], match[2], match[3])
        for source, match in found
        if match and match[1].split()[0].lower() not in _NO_SUBJECT and naming(match[1]) and source.text[-1] in '.!"'
    )


def is_other(new: str, old: str, source: Source) -> bool:
    """Whether `new` names something that is neither `old` nor anything else in what is shown."""
    shown, wanted = source.shown_words, naming(new)
    country = bool(_countries(new) & _countries(f"{old} {source.shown}"))
    pairs = [(word, source.shown) for word in WORD.findall(new)] + [(word, new) for word in WORD.findall(old)]
    short = any(_is_short(acronym, text) for acronym, text in pairs)
    return bool(wanted) and not (wanted & shown or country or short or _is_part(new, source.shown))


def _countries(text: str) -> set[str]:
    """The countries of a text as adjectives, whichever way they are named."""
    return {w.COUNTRIES.get(word, word) for word in WORD.findall(text)} & set(w.COUNTRIES.values())


def _is_short(acronym: str, text: str) -> bool:
    """Whether the capitals of a word are the first letters of words in a row."""
    capitals = "".join(re.findall(r"[A-Z]", acronym))
    if len(capitals) < 2:
        return False
    words = [word[0] for word in WORD.findall(text)]
    big = [letter for letter in words if letter.isupper()]
    return capitals.lower() in "".join(words).lower() or capitals in "".join(big)


def _is_part(new: str, shown: str) -> bool:
    """Whether a capitalised word of `new` is part of one of the shown text, or the other way round."""
    mine, theirs = (
        [word.lower() for word in WORD.findall(text) if word[0].isupper() and len(word) > 2 and naming(word)]
        for text in (new, shown)
    )
    return any(one in other or other in one for one in mine for other in theirs)


def _kind(name: str) -> str:
    if name in w.COUNTRIES:
        return "country"
    if name in w.COUNTRIES.values():
        return "people"
    if " " in name:
        return "phrase"
    return "acronym" if sum(letter.isupper() for letter in name) > 1 else "word"


def _named(text: str, known: frozenset[str]) -> Iterator[re.Match[str]]:
    """Names of a text; a capital at the start of a sentence counts only for names known from elsewhere."""
    for match in _NAME.finditer(text):
        first = match[0].split()[0]
        before = text[: match.start()]
        if re.search(r"\d $", before) or first.lower() in w.SMALL_WORDS or first in _NO_NAMES or match[0] in _NO_NAMES:
            continue
        inside = not _STARTS.search(before) and (not known or _kind(match[0]) != "word")
        if inside or match[0] in known or _kind(match[0]) == "acronym":
            yield match


def known_names(sources: Sequence[Source]) -> dict[str, tuple[str, ...]]:
    """The names that stand inside sentences, by their kind: country, people, acronym, phrase or word."""
    found: dict[str, dict[str, None]] = {}
    for source in sources:
        for match in _named(source.text, frozenset()):
            found.setdefault(_kind(match[0]), {})[match[0]] = None
    found.setdefault("country", {}).update(dict.fromkeys(w.COUNTRIES))
    found.setdefault("people", {}).update(dict.fromkeys(w.COUNTRIES.values()))
    plain = {word for source in sources for word in WORD.findall(source.text) if word.islower()}
    found["word"] = {name: None for name in found.get("word", {}) if name.lower() not in plain}
    return {kind: tuple(names) for kind, names in found.items()}


def names(source: Source, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Another name of the same kind in the place of each name."""
    everywhere = frozenset(name for of_kind in known.values() for name in of_kind)
    for match in _named(source.text, everywhere):
        others = [name for name in known.get(_kind(match[0]), ()) if is_other(name, match[0], source)]
        for other in in_hash_order(others, match[0], source.text)[:1]:
            yield put(source.text, match.span(), other)


def moved(claim: Claim, others: Sequence[Claim], most: int) -> Iterator[tuple[str, Claim]]:
    """The claim with the subject of others, and whose subject it is."""
    fitting = {other.subject: other for other in others if claim.fits(other)}
    for subject in in_hash_order(fitting, claim.source.text)[:most]:
        yield f"{subject} {claim.verb} {claim.rest}", fitting[subject]


def misquoted(source: Source, others: Sequence[Source], most: int) -> list[Source]:
    """Other sentences that share most words with it, without saying the same."""
    shared = []
    for other in others:
        common = len(source.words & other.words)
        covered = len(source.words & other.shown_words) / max(1, len(source.words))
        if other is not source and common >= LEAST_SHARED and covered <= MOST_COVERED:
            shared.append((-common, other.text, other))
    return [other for _, _, other in sorted(shared, key=lambda row: row[:2])[:most]]
