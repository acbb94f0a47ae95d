"""Tables of planted cases: what a word is swapped for to change what a sentence says, and what words are. Data only.

General English, written by hand and apart from the tables of `assistant`: a swap that the verification does not know is
just what is to be measured. Left is a regular expression in which upper and lower case are alike unless it says
otherwise, right the replacement.
"""

from __future__ import annotations


def rows(text: str) -> tuple[tuple[str, str], ...]:
    """Each line "left => right"; a word or phrase on the left is matched whole."""
    pairs = (line.split("=>") for line in text.strip().splitlines())
    return tuple((rf"(?<![\w-]){left.strip()}(?![\w-])", right.strip()) for left, right in pairs)


def both(text: str) -> tuple[tuple[str, str], ...]:
    """Each line "one | other": the one for the other, and the other for the one."""
    pairs = [[side.strip() for side in line.split("|")] for line in text.strip().splitlines()]
    return rows("\n".join(f"{left} => {right}" for one, other in pairs for left, right in ((one, other), (other, one))))


MONTHS = "January February March April May June July August September October November December".split()
SHORT_MONTHS = [*(month[:3] for month in MONTHS if month != "May"), "Sept"]
_SMALL_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
NUMBER_WORDS = dict(enumerate([*_SMALL_NUMBERS.split(), "eighteen", "nineteen", "twenty"], start=2))
TENS = dict(zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True))
LABELS = """no nos number act order article section chapter annex step level phase version area part page table figure
room rule regulation directive objective obj clause line module question goal iso iec en issue edition
firmware""".split()
"""Words whose number is a code and counts nothing."""
SIGNS = ("£", "€", "$")
CURRENCIES = "EUR USD DKK GBP SEK NOK CHF".split()

UNITS = (
    *(
        (rf"(?<=\d[ -]){unit}\b|(?<=(?:two|six|ten) ){unit}\b|(?<=(?:five|four|nine) ){unit}\b", other)
        for unit, other in (
            ("seconds?", "minutes"), ("minutes?", "hours"), ("hours?", "days"), ("(?:working )?days?", "weeks"),
            ("weeks?", "months"), ("months?", "years"), ("years?", "months"), ("percent", "per mille"),
            ("per cent", "per mille"), ("kroner", "euros"), ("euros?", "dollars"), ("dollars?", "euros"),
            ("pounds?", "dollars"), ("km", "miles"), ("kilometres?", "miles"), ("metres?", "feet"), ("kg", "g"),
            ("grams?", "kilograms"), ("litres?", "gallons"), ("ml", "litres"), ("MB", "GB"), ("GB", "MB"),
            ("million", "billion"), ("billion", "million"), ("mg", "g"), ("thousand", "million"),
        )
    ),
    (r"(?<=\d)\s?%", " per mille"),
    (r"\bEUR(?= ?\d)|(?<=\d )EUR\b", "USD"),
    (r"\bDKK(?= ?\d)|(?<=\d )DKK\b", "EUR"),
    (r"(?<=\beach )year\b|(?<=\bevery )year\b|(?<=\bper )year\b|(?<=\bcoming )year\b", "month"),
    (r"(?<=\beach )month\b|(?<=\bevery )month\b|(?<=\bper )month\b", "week"),
    (r"(?<=\beach )day\b|(?<=\bevery )day\b|(?<=\bper )day\b", "month"),
    *rows("""
annual => monthly
annually => monthly
yearly => weekly
monthly => daily
quarterly => weekly
weekly => monthly
daily => weekly
hourly => daily
"""),
)  # fmt: skip
"""Units after a number, and frequencies."""

QUANTIFIERS = rows(r"""
(?<!at )(?<!of )(?<!above )(?<!after )all(?= of | the | [a-z-]+s\b) => some
every(?! (?:time|now|other|\d|two|three|four|five|six|ten|twelve)) => some
some(?= of | [a-z-]+s\b) => all
several => all
(?<!how )(?<!so )many(?= of | [a-z-]+s\b) => all
(?<!at )(?<!the )most(?= of | [a-z]+s\b) => all
at least => at most
at most => at least
no more than => at least
up to(?= \d) => at least
(?<!no )more than(?= \d) => less than
(?<!no )(?:less|fewer) than(?= \d) => more than
always => sometimes
sometimes => always
usually => always
generally(?!,) => always
normally => always
(?<!least )(?<!most )often => always
rarely => often
""")
DUTIES = rows(r"""
(?-i:must)(?! not| never| only) => may
(?-i:shall)(?! not| never) => may
(?-i:should)(?! not| never) => must
(?-i:may)(?! not| never| only) => must
can be(?! not| only) => must be
must not => may
mandatory => voluntary
compulsory => voluntary
obligatory => optional
voluntary => mandatory
optional => mandatory
required to => free to
(?:obliged|obligated) to => free to
(?:has|have) to => may
prohibited => permitted
forbidden => permitted
recommended => required
(?<=\bbe )required(?! to) => optional
""")
OPPOSITES = both(r"""
increased | reduced
to increase | to reduce
strengthen | weaken
strengthened | weakened
strengthening | weakening
raised | lowered
public | private
high | low
higher | lower
before | after
available | unavailable
internal | external
formal | informal
include | exclude
includes | excludes
accepted | rejected
allowed | forbidden
successful | unsuccessful
binding | non-binding
subject to | exempt from
publicly | privately
temporary | permanent
opened | closed
minimum | maximum
encourage | discourage
encourages | discourages
improve | worsen
better | worse
stimulate | hinder
strong | weak
robust | fragile
early | late
frequently | rarely
the first | the last
oldest | newest
largest | smallest
begins | ends
inside | outside
""") + rows(r"""
(?<!better )(?<!un)able to => unable to
unable to => able to
(?<!to )(?<!s )open(?! and) => closed
(?<=is |be )closed => open
(?<=are )closed => open
(?<!connection )with(?! nobody| no| effect) => without
without => with
""")

VERBS = """establish give include serve provide apply require allow consist contain publish encourage describe close
take meet pay receive keep own sell begin remain""".split()
"""General verbs that are hardly nouns, with or without an -s."""
VERBS_S = [verb + ("es" if verb.endswith("sh") else "s") if verb != "apply" else "applies" for verb in VERBS]
AUXILIARIES = """is are was were has have had will would must shall should may might can could does do did""".split()
COUNTRIES = dict(
    pair.split()
    for pair in (
        "Denmark Danish|Sweden Swedish|Norway Norwegian|Finland Finnish|Iceland Icelandic|Germany German|France French"
        "|Spain Spanish|Italy Italian|Netherlands Dutch|Belgium Belgian|Austria Austrian|Poland Polish|Ireland Irish"
        "|Portugal Portuguese|Greece Greek|Estonia Estonian|Canada Canadian|Japan Japanese|India Indian"
    ).split("|")
)
"""Country -> the adjective of it."""
SMALL_WORDS = frozenset(
    """a an the this that these those and or but nor of in on at by for from to into with within about between among
    through during over under against per via is are was were be been being has have had having will would shall should
    can could may might must do does did not no it its they them their he she his her we our you your i as if than then
    so such which who whom whose what when where why how there here also only each every all some any more most other
    both yes however rather since until while because although under according new own same one""".split()
)
"""Words that name nothing."""
