"""English words bent: plural, third person, past, participle. Pure; the irregular ones come with the dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MASS = frozenset(
    """information data equipment advice guidance software malware hardware personnel staff legislation knowledge police
    people money training education research access cleaning maintenance supervision cooperation liability""".split()
)
_OF = re.compile(r" (?:of|for|in|with|from) ")
Irregular = Mapping[str, Sequence[str]]
"""The irregular plural of a noun, or past and participle of a verb."""


def plural(noun: str, irregular: Irregular) -> str:
    """Of a noun with what is before and after it: "head of department", "annual report"."""
    after = _OF.search(noun)
    head, rest = (noun[: after.start()], noun[after.start() :]) if after else (noun, "")
    before, _, last = head.rpartition(" ")
    forms = irregular.get(last, ())
    bent = last if last in _MASS else forms[0] if len(forms) == 1 else _with_s(last, plural_already=True)
    return f"{before} {bent}{rest}".strip()


def third(verb: str) -> str:
    """ "apply to" as "applies to"."""
    first, rest = _first(verb)
    known = {"be": "is", "have": "has"}
    return (known.get(first) or _with_s(first, plural_already=False)) + rest


def past(verb: str, irregular: Irregular) -> str:
    """ "carry out" as "carried out"."""
    first, rest = _first(verb)
    forms = irregular.get(first, ())
    return (forms[0] if len(forms) == 2 else _with_ed(first)) + rest


def participle(verb: str, irregular: Irregular) -> str:
    """ "write" as "written"."""
    first, rest = _first(verb)
    forms = irregular.get(first, ())
    return (forms[1] if len(forms) == 2 else _with_ed(first)) + rest


def doing(verb: str) -> str:
    """ "wait" as "waiting"."""
    first, rest = _first(verb)
    dropped = re.sub(r"^(.*[aeiouy].*[^aeioy])e$", r"\1", first)
    return f"{_doubled(dropped) if dropped == first else dropped}ing{rest}"


def _first(verb: str) -> tuple[str, str]:
    first, blank, rest = verb.partition(" ")
    return first, blank + rest


def _with_s(word: str, *, plural_already: bool) -> str:
    if plural_already and re.search(r"[^sui]s$", word):
        return word
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", word) else f"{word}s"


def _with_ed(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ied"
    if word.endswith("e"):
        return f"{word}d"
    return f"{_doubled(word)}ed"


def _doubled(word: str) -> str:
    """With its single consonant doubled after a short stressed vowel: in words of one syllable, and in a few others."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", word) or re.search(r"(?:mit|fer|cel|vel)$", word)
    return word + word[-1] if short else word
