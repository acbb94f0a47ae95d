"""Word tables of what means the same in English: synonyms, spellings, contractions. General language, by hand.

Only words that stand for each other nearly everywhere, as "firm" for "company" or "tell" for "notify". Names are
compared without them.
"""

from __future__ import annotations

import re

_NOUNS = """
person individual
country nation
company firm business enterprise organisation organization undertaking
authority agency
employee worker
customer client user
citizen resident inhabitant
measure initiative action
goal objective aim
law legislation
duty obligation
error mistake fault
result outcome
danger hazard
breach violation infringement
attack assault
cooperation collaboration
advice guidance
owner proprietor
vessel ship
"""
_VERBS = """
buy purchase acquire
start begin commence
end finish conclude
get receive obtain
tell notify inform report
show demonstrate
strengthen reinforce
create establish
use utilise utilize employ
help assist aid support
provide supply offer give
keep retain preserve
change alter modify amend
check verify inspect examine
choose select pick
build construct
repair mend
send dispatch
stop cease
happen occur
allow permit
forbid prohibit ban
try attempt
explain clarify
consist comprise contain include
encompass cover
mean denote signify
cooperate collaborate
participate partake
oblige compel
want intend wish
say mention
perform conduct
demand insist
enhance improve
"""
_OTHERS = """
get got gotten
buy bought
begin began begun
tell told
send sent
build built
choose chose chosen
keep kept
provide gave given
show shown
mean meant
say said says
people persons person personer
men man
women woman
children child kid kids
member members
countries lande land
virksomhed virksomheder company
activity activities measure
staff personnel employee employees worker workers
sufficient adequate adequately sufficiently enough
big large
quick quickly fast rapid rapidly
whole entire
greater increased
important significant
main principal chief
incorrect wrong
approximately roughly
often frequently
usually normally generally
immediately instantly
rarely seldom
currently presently
annual annually yearly
"""
"""The last table holds all forms of its words itself; in each line words of one meaning, the first stands for all."""


def _forms(word: str, verb: bool) -> set[str]:
    """The regular forms of a noun or verb."""
    root = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2] not in "aeiou":
        some = {word[:-1] + "ies"} | ({word[:-1] + "ied"} if verb else set())
    else:
        some = {word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")} | ({root + "ed"} if verb else set())
    twice = {word + word[-1] + end for end in ("ed", "ing")} if verb and word[-1] in "nptgbmd" else set()
    return {word, *some, *twice, *({root + "ing"} if verb else ())}


def _joined() -> dict[str, str]:
    """Every form of every word -> the first word of its line; lines that share a form are one."""
    head: dict[str, str] = {}
    for table, made in ((_NOUNS, False), (_VERBS, True), (_OTHERS, None)):
        for line in table.strip().splitlines():
            words = line.split()
            forms = set(words) if made is None else {form for word in words for form in _forms(word, made)}
            first = next((head[word] for word in words if word in head), words[0])
            for form in sorted(forms):
                head.setdefault(form, first)
    return head


SYNONYMS = _joined()

SPELLINGS = (
    (re.compile(r"(?<=\w{2})tre(s?)$"), r"ter\1"),
    (re.compile(r"(?<=\w{3})is(e[drs]?|ing|ations?|able)$"), r"iz\1"),
    (re.compile(r"(?<=\wal)ys(e[drs]?|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[cdfl]en)ce(s?)$"), r"se\1"),
    (re.compile(r"(?<=practi)ce(s?)$"), r"se\1"),
    (re.compile(r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|able$|ite$|al$|hood$|ers?$)"), "or"),
    (re.compile(r"(?<=\w[aeiou])ll(?=(?:ed|ing|ers?)$)"), "l"),
    (re.compile(r"(?<=progra)mme"), "m"),
    (re.compile(r"(?<=[a-z]{2}al)ogue"), "og"),
    (re.compile(r"(?<=judg)e(?=ment)"), ""),
    (re.compile(r"(?<=fulfi)ll"), "l"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^cheque"), "check"),
    (re.compile(r"^tyre"), "tire"),
)
"""British endings and spellings, and the American ones they are compared as."""


def _full(match: re.Match[str]) -> str:
    return f"{match[1][:-1]}{'ill' if match[1][-1] in 'oO' else 'all'} not"


CONTRACTIONS = (
    (re.compile(r"\bcan't\b", re.I), "cannot"),
    (re.compile(r"\b(wo|sha)n't\b", re.I), _full),
    (re.compile(r"(?<=[^\W\d_])n't\b", re.I), " not"),
    (re.compile(r"\b(it|he|she|that|there)'s (?=been\b)", re.I), r"\1 has "),
    (re.compile(r"\b(it|he|she|that|there|here|what|who)'s\b", re.I), r"\1 is"),
    (re.compile(r"\b(I)'m\b", re.I), r"\1 am"),
    (re.compile(r"\b(you|we|they|who)'re\b", re.I), r"\1 are"),
    (re.compile(r"\b(I|you|we|they|who)'ve\b", re.I), r"\1 have"),
    (re.compile(r"\b(I|you|we|they|he|she|it|that)'ll\b", re.I), r"\1 will"),
)
