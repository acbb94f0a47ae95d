"""Yes or no to what holds of all, some or none, of the first, and of nothing else. Pure.

1. "Do all ships pay?": no by "some ships pay", yes by "every ship pays", open by "ships pay".
2. "Was there an earlier bridge?": no where the text calls one the first of just that thing.
3. "Can it be had in English?": no by "only in Danish": two languages, two countries or two days shut each other out,
   and what is only for members is not for all.
"""

from __future__ import annotations

import re

from assistant import wordlists as w
from assistant.asked import Said, counting, denies, keys, keys_of, narrowed

_ALL = r"all|every|each|everyone|everybody|alle|hver|hvert|enhver|ethvert"
_SOME = (
    r"only some|only a few|some|several|certain|a few|most|half|not all|not every"
    r"|kun nogle|nogle|visse|flere|de fleste|ikke alle"
)
_NONE = r"none|no|neither|ingen|intet"
_QUANTITY = rf"(?P<none>{_NONE})|(?P<some>{_SOME})|(?P<all>{_ALL})"
_ASKED = re.compile(
    rf"^\w+ (?:there )?(?P<lead>(?:\w+ ){{0,5}}?)(?:(?P<all>{_ALL}|both)|(?P<any>any|some|nogen|nogle))\b(?P<rest>.*)",
    re.I,
)
_STATED = re.compile(rf"\b(?:{_QUANTITY})\b(?: (?:of|af))?(?: (?:the|these|those|its|their|de|disse))? ", re.I)

_EARLIER = re.compile(
    r"\b(?:(?:earlier|previous|prior|older|preceding|tidligere|forrige|ældre)|(?:before|previously|før)\b"
    r"(?: (?:it|that|this|then|den|det)| the (?:one|first)\b.*| (?:its |den |det )?(?=\x01).*)?)",
    re.I,
)
_FIRST = re.compile(
    r"\b(?:the|its|their|\w+['’]s|den|det|deres|dens) (?:very )?(?:first|første) "
    r"(?P<thing>\w+(?:[ -]\w+){0,4})",
    re.I,
)
_HAPPENS = keys_of(
    "publish published publishing exist existed have had make made issue issued adopt adopted launch launched produce"
    " produced one ones build built findes udgivet lavet vedtaget"
)
_MORE_OF = re.compile(r"\b(?:in|for|of|since|under|by|to|with|i|for|af|siden)\b", re.I)

_ONLY = r"(?:only|solely|exclusively|kun|udelukkende)"
_IN = r"(?P<how>in|on|i|på|om|at|to|for)"
_LANGUAGES = frozenset(
    """english danish german french swedish norwegian spanish italian dutch polish finnish icelandic russian chinese
    arabic greek latin engelsk dansk tysk fransk svensk norsk spansk italiensk hollandsk polsk finsk""".split()
)
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays mandag tirsdag onsdag torsdag fredag lørdag søndag mandage tirsdage onsdage torsdage fredage lørdage
    søndage""".split()
)
_SAME = {
    "engelsk": "english",
    "dansk": "danish",
    "tysk": "german",
    "fransk": "french",
    "svensk": "swedish",
    "norsk": "norwegian",
}
_GROUP = re.compile(
    r"\b(?:for|to) (?:everyone|everybody|anyone|anybody|all|the (?:general )?public|non-?members)\b"
    r"|\b(?:for|til) alle\b|\b(?:can|may|kan|må) (?:everyone|everybody|anyone|anybody|alle|enhver)\b",
    re.I,
)
_ONLY_FOR = re.compile(
    rf"\b{_ONLY} (?:for|to|til|by|available to|open to)\b|\b(?:for|to) (?:the )?\w+ only\b|^{_ONLY} \w+", re.I
)


def on_shares(question: str, clause: Said) -> bool | None:
    """Yes or no to a question for all or any, None where the clause does not tell or neither is asked for."""
    asked = _ASKED.match(question.strip().rstrip("?. "))
    if asked is None or clause.hedged and not re.search(r"\b(?:only|kun) (?:some|nogle|a few)\b", clause.text, re.I):
        return None
    thing = next(iter(counting(asked["rest"])), "")
    found = [m for m in _STATED.finditer(clause.text) if thing and _next(clause.text[m.end() :], thing)]
    if len(found) != 1 or not clause.has(f"{asked['lead']} {asked['rest']}"):
        return None
    share = next(name for name in ("none", "some", "all") if found[0][name])
    denied = denies(clause.text[found[0].end() :]) or denies(clause.text[: found[0].start()])
    if share != "some" and narrowed(clause.text[found[0].end() :], asked["rest"]):
        return None
    if denied:
        return False if asked["all"] and share == "some" else None
    return share == "all" if asked["all"] else share != "none"


def asks_for_share(question: str) -> bool:
    """Whether it asks what holds of all or any: then words in common are no yes or no."""
    return _ASKED.match(question.strip()) is not None


def _next(after: str, thing: str) -> bool:
    """Whether the thing comes next, with no other word that counts between."""
    return any(not keys(word).isdisjoint(keys(thing)) for word in counting(after)[:1])


def on_first(question: str, clause: Said, near: str) -> bool | None:
    """No where an earlier one is asked for and the clause calls one the first; `near` is what the rest of the piece's
    document says, in which a date of the question must stand.
    """
    plain = re.sub(r"(?:1[5-9]|20)\d\d", "\x01", question.strip().rstrip("?. "))
    years = re.findall(r"\b(?:1[5-9]|20)\d\d\b", question)
    found = _EARLIER.search(plain)
    first = _FIRST.search(clause.text)
    if found is None or first is None or clause.hedged or denies(clause.text):
        return None
    asked = re.sub(r"^\w+ (?:there )?", "", f"{plain[: found.start()]} {plain[found.end() :]}".replace("\x01", " "))
    words = [word for word in counting(asked) if keys(word).isdisjoint(_HAPPENS)]
    named = _spelled(first["thing"], words)
    open_words = [word for word in words if word not in named and keys(word).isdisjoint(clause.keys | keys_of(near))]
    said = [word for word in words if word in named or not keys(word).isdisjoint(keys_of(first["thing"]))]
    if not said or open_words or _more_of(clause.text[first.start("thing") :], words, named):
        return None
    return False if all(year in f"{clause.text} {near}" for year in years) else None


def asks_for_earlier(question: str) -> bool:
    """Whether it asks for something before another of the kind."""
    return bool(_EARLIER.search(question))


def _spelled(thing: str, words: list[str]) -> list[str]:
    """The words that an acronym in the thing stands for: "FSO" for "fire safety office"."""
    acronyms = {word for word in re.findall(r"\w+", thing) if len(word) > 1 and word.isupper()}
    for size in range(len(words), 1, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if "".join(word[0].upper() for word in part) in acronyms:
                return part
    return []


def _more_of(after: str, words: list[str], named: list[str]) -> bool:
    """Whether the first is one of fewer things than asked for: "the first bridge in Europe", "first of its kind"."""
    known = {key for word in words for key in keys(word)}
    match = _MORE_OF.search(after)
    return match is not None and any(
        keys(word).isdisjoint(known) for word in counting(after[match.end() :])[:2] or ["kind"]
    )


def on_only(question: str, clause: Said) -> bool | None:
    """No where something else than what is asked for is the only one, None where they do not shut each other out."""
    if denies(clause.text) or not re.search(rf"\b{_ONLY}\b", clause.text, re.I):
        return None
    asked = question.strip().rstrip("?. ")
    if group := _GROUP.search(asked):
        rest = re.sub(
            r"^\w+ ", "", f"{asked[: group.start()]} {asked[group.end() :]}" if group.start() else asked[group.end() :]
        )
        return False if counting(rest) and clause.has(rest) and _ONLY_FOR.search(clause.text) else None
    for found in re.finditer(rf"\b{_IN} (?P<what>\w+)$", asked, re.I):
        told = re.search(
            rf"\b{_ONLY}\b(?: \w+){{0,2}}? {found['how']} (\w+(?:(?: and| or|,| og| eller) \w+)*)"
            rf"|\b{found['how']} (\w+(?: (?:and|or|og) \w+)*) only\b",
            clause.text,
            re.I,
        )
        rest = re.sub(r"^\w+ ", "", asked[: found.start()])
        if told is None or not counting(rest) or not clause.has(rest):
            continue
        theirs = [
            _plain(word)
            for word in re.findall(r"\w+", told[1] or told[2])
            if word.lower() not in {"and", "or", "og", "eller"}
        ]
        if _shut_out(_plain(found["what"]), theirs):
            return False
    return None


def _plain(word: str) -> str:
    lower = word.lower()
    return _SAME.get(lower, lower.removesuffix("s") if lower in _DAYS else lower)


def _shut_out(asked: str, told: list[str]) -> bool:
    """Whether all are of one kind, and the asked is none of them."""
    for kind in (_LANGUAGES, _DAYS, frozenset(w.COUNTRIES)):
        if asked in kind and told and all(word in kind for word in told):
            places = {w.COUNTRIES.get(word, word) for word in told}
            return w.COUNTRIES.get(asked, asked) not in places
    return False
