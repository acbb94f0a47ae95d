"""The written forms of facts, as regular expressions; `facts` says how they are used. Data only."""

from __future__ import annotations

import re

from assistant import wordlists as w

PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–―−", "-")
    | {"—": " - "}
    | dict.fromkeys("’‘´`ʼ", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", "")
    # Superscripts stay apart from the digit or word before them: "10²" is not 102, and "rules¹" is a footnote.
    | {sup: f"^{n}" for n, sup in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
    | {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
)
ABBREVIATION = re.compile(
    r"\b(e\.g|i\.e|f\.eks|bl\.a|etc|mr|mrs|ms|dr|prof|st|vs|cf|ca|inc|ltd|co|corp|kr|pct|mio|mia|approx|jr|sr)\.", re.I
)
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
CLOCK_DOT = re.compile(
    r"(?<=\d)\.(?=[0-5]\d\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w))"
    r"|(?<=\d)\.(?=[0-5]\d\s?(?:to|until|and|-)\s?\d{1,2}[.:][0-5]\d\s?(?:am|pm)\b)",
    re.I,
)
"""The point of "6.40 pm", which is the 6:40 of other places."""
HALF_OF_DAY = re.compile(r"\s?([ap])\.?m\b", re.I)
PREFIX = re.compile(r"\b(?i:(co|e|non|re|pre|anti|multi|sub|inter|mid|semi))-(?=[a-z]{3})")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# "2 may be combined" holds no date.
MON = r"(?!(?-i:may|march)\b(?!\s*,?\s*\d{4}\b))(?P<mon>" + "|".join(sorted(w.MONTHS, key=len)[::-1]) + r")\b\.?"
YEAR = r"(?:1[5-9]|20)\d\d"
DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)\b",
        r"\b(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>\d{4})\b",
        rf"\b(?P<d>\d\d?)(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MON}(?!\s+\d\d?,?\s+\d{{4}}\b)(?:\s*,?\s*(?P<y>\d{{4}})\b)?",
        rf"\b{MON}\s*(?:the\s+)?(?P<d>\d\d?)(?:st|nd|rd|th)?\b(?!\s*[%:]|\d|[.,]\d)(?:\s*,?\s*(?P<y>\d{{4}})\b)?",
        rf"\b{MON}\s*,?\s*(?:of\s+)?(?P<y>\d{{4}})\b",
    )
)
YEARS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?P<y>{YEAR})\s?[-/]\s?(?P<y2>{YEAR}|\d\d)\b(?![-/.]\d)",
        r"\b(?P<decade>\d{3}0)'?s\b",
        rf"(?<![\w$€£])(?<!\d[.,/-])(?P<y>{YEAR})(?![\w%]|[.,]\d|\s*(?:%|€|percent|per cent|kr\b|EUR\b|euro|dollar))",
    )
)
CODED = re.compile(r"\b(?:issue|edition|volume|part|version|number|no|nr|item|section|act|order|paragraph)\.?\s$", re.I)
"""Before "4 of March 2021": the 4 is the issue's, not the day."""
LONE_MONTH = re.compile(
    rf"(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\b(?-i:i) )){MON}(?![\w-])",
    re.I,
)
DIGIT = re.compile(r"\d")
SITE = r"[^\W\d_][\w-]*\.(?:com|org|net|edu|gov|int|info|(?-i:[a-z]{2}|[A-Z]{2}))\b(?![.-]\w)"
LINK_SIGN = re.compile(rf"@|://|www\.|{SITE}", re.I)
LINKS = re.compile(
    r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b|\bhttps?://[^\s<>\"')\]]*[\w/]|\bwww\.[^\s<>\"')\]]*\w" + rf"|\b{SITE}", re.I
)
PHONE = re.compile(r"\+\d[\d ()-]{6,}\d|\b\d\d(?: \d\d){3}\b|\b\d{3}[- ]\d{3}[- ]\d{4}\b")
CODE = r"(?P<code>\d+[a-z]?(?:[./-]\d+)*(?:\(\w{1,3}\))*)(?!\w)(?!\s*%)"
NUMBERED = re.compile(rf"(?:\b(?P<label>[^\W\d_]+)\s+)?(?:\b(?:no|nr|number|nummer)\b\.?|#)\s*{CODE}", re.I)
LABELLED = re.compile(
    r"(?:\b(?P<label>" + "|".join(sorted((k for k in w.LABELS if k.isalpha()), key=len, reverse=True)) + r")\b\.?"
    rf"|(?P<sign>§+))\s*(?!{YEAR}\b){CODE}",
    re.I,
)
STANDARD = re.compile(
    r"\b(?P<label>ISO|IEC|EN|DS|RFC|CEN|NIST|IEEE|DIN|BS)(?:/[A-Z]+)*[ -]?(?P<code>\d[\d.:-]*\d|\d)\b"
)
MIXED = re.compile(r"\b(?:\d+\.\d+(?:\.\d+)+|(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[^\W_]+(?:-[^\W_]+|\.\d+)*)\b")
CURRENCY = r"(?P<cur>[€$£]|\b(?:EUR|USD|DKK|GBP|SEK|NOK|kr\.?)(?=\s|\d))?\s?"
SIGN = r"(?P<sign>(?:(?<=\s)|(?<=\()|^)-)?"
DIGITS = r"(?P<n>\d\d?:\d\d\b|\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
SCALE = r"(?:[\s-]?(?P<scale>" + "|".join(sorted(w.SCALES, key=len, reverse=True)) + r")\b)?"
NUMBER = re.compile(rf"{CURRENCY}{SIGN}(?<![\w])(?<!\d[.,]){DIGITS}(?P<ord>(?:st|nd|rd|th)\b)?{SCALE}", re.I)


def _any(words: set[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _spelled(words: set[str]) -> re.Pattern[str]:
    # "two hundred and six" is one number, "two and six" are two, and an ordinal ends a number ("first three").
    scale, cardinal = _any(set(w.SCALES)), _any(words - set(w.ORDINALS))
    last = _any(words | set(w.SCALES))
    return re.compile(rf"\b(?:{scale}\s+(?:and|og)\s+|{scale}[\s-]+|{cardinal}[\s-]+)*{last}\b", re.I)


SPELLED_DA = _spelled(set(w.NUMBER_WORDS))
SPELLED = _spelled(set(w.NUMBER_WORDS) - w.DANISH_ONLY)
# "40-year-old", "24h", "20th": a number with its unit, no code.
QUANTITY = re.compile(r"\d+(?:(?P<hyphen>-)[^\W\d_]{2,}(?:-[^\W\d_]+)*|(?P<unit>[^\W\d_]+))")
PREFIXED = re.compile(r"[a-z]{3,}-\d+")
UNIT = re.compile(r"[\s)]*-?\s*(%|°\s?[CF]|[€$£]|per\s?(?:cent|mille)|[^\W\d_]+)")
SAME_UNIT = re.compile(r"\s*(?:-|to|and|or|til|og|eller|,)?\s*\(?\s*", re.I)
BOUND_BEFORE = re.compile(
    r"(?:(?P<least>at least|minimum(?: of)?|(?:no|not) (?:less|fewer) than|ikke (?:mindre|færre) end|mindst)"
    r"|(?P<most>at most|up to|maximum(?: of)?|(?:no|not|ikke) (?:more|longer|later|higher|mere|senere) (?:than|end)"
    r"|not (?:to )?exceed(?:ing)?|(?:less|fewer|lower|shorter|younger) than|under|below|within|højst|op til"
    r"|(?:mindre|færre) end|inden for)"
    r"|(?P<more>(?:more|greater|longer|older|higher) than|over|above|exceed(?:s|ed|ing)?|mere end))\s*$",
    re.I,
)
BOUND_AFTER = re.compile(
    r"\W*(?:\w+\s+){0,2}?(?:or|and|eller)\s+(?:(?P<least>more|above|older|over|longer|mere|ældre)"
    r"|(?P<most>less|fewer|under|younger|below|mindre))\b",
    re.I,
)
CONVERTED = re.compile(r"^(\s*[^\W\d_]{1,12}) \([^()\w]*\x01[^()]{0,20}\)")
"""After a measure the same in another unit, as in "300 km (190 mi) from the coast"."""
STOP = re.compile(r"[.;:!?()\"\n\x01\d]|\s[-–—]\s")
STOP_BEFORE = re.compile(r"[.;!?\n\x01\d]")
INITIAL = re.compile(r"(?:^|[.!?:;\"\n•*]|\s-)\s*$")
JOINED = re.compile(r"[\s&-]{1,2}|\s(?:of|for|the|of the|for the)\s")
