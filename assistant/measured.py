"""What is asked for in figures of a kind, and how such a figure is written: "how far", 8 m. Patterns; data only."""

from __future__ import annotations

_WORD = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
    r"|hundred|thousand|half an?|an?|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)[\s-]"
)


def _written(short: str, whole: str) -> str:
    """A figure with its unit; only one in digits has its unit in short."""
    return rf"\d\s?(?:{short}|{whole})\b|{_WORD}(?:{whole})\b"


_METRIC = r"(?:centi|deci|milli|kilo)?"
_MASS = _written("kg|mg|µg|g|t|lbs?|oz", rf"tonn?e?s?|tons?|pounds?|ounces?|{_METRIC}gram(?:me)?s?|kilos?|pund")
_LENGTH = _written("m|cm|mm|km|ft|in", rf"{_METRIC}met(?:re|er)s?|inch(?:es)?|feet|foot|(?:nautical )?miles?|yards?")
_LENGTH += r"|\d\s?[\"″′']"
_FLOW = _written("[mcdhk]?l|m³", rf"{_METRIC}lit(?:re|er)s?|gallons?|pints?")
_VOLUME = rf"(?:{_FLOW})(?! ?/| (?:an?|per|each|every) )"
_NO_RATE = r"(?:(?<= lasts )|(?<= takes )|(?<= is )|(?<= was )|(?<!\ws ))(?<!\d )(?<!nce )(?=an?\b|half\b)"
"""Not after what is done or counted: "a year" of "60 tows a year" is no span."""
_SPANS = (
    r"(?:seconds?|sekund(?:er)?|minut(?:e|es|ter)?|hours?|timer?|da(?:ys?|ge?)|weeks?|uger?|months?|måned(?:er)?|years?"
    r"|år)\b"
)
TIME = rf"\d\s?(?:(?:s|h|min|sec)\b|{_SPANS})|(?:{_NO_RATE}|(?!an? )){_WORD}{_SPANS}"
_CURRENT = _written("(?-i:m?A)", r"(?:milli)?amp(?:[eè]re)?s?")
_POWER = _written("(?-i:[mkM]?W)|kVA|hp", r"(?:kilo|mega|milli)?watts?|horsepower")
_VOLTAGE = _written("(?-i:[mk]?V)", r"(?:kilo|milli)?volts?")
_SPEED = _written(
    "km/h|km/t|m/s|mph|kn|[kMG]bit/s|[kMG]bps|rpm",
    r"knots?|knob|(?:kilomet(?:re|er)s|miles|met(?:re|er)s) (?:an?|per) \w+",
)
_MONEY = r"[£€$¥%]|\bper cent\b|\b(?:kr|DKK|EUR|USD|GBP|SEK|NOK)\b|" + _written(
    "p|mio|mn|bn", r"kroner|euros?|dollars?|pounds?|pence|cents?|million|billion"
)
_HEAT = r"°|\bdegrees?\b|\bgrader\b|\d\s?[CFK]\b"

_ASKS_MASS = (
    r"\bweighs?\b|\bhow heavy\b|\b(?:is|are) the weight\b|\bvejer\b|\bhvor tung\w*"
    r"|\bhow many (?:kilo(?:gram(?:me)?)?s|gram(?:me)?s|tonn?e?s)\b"
)
_ASKS_MONEY = (
    r"\b(?:what|how much) (?:do|does|did|will|would|must|should) .*\b(?:costs?|pay|charge|earn)\b(?! attention)"
    r"|\bwhat (?:do|does|did) .+ (?:want|charge|bill|quote) for\b"
    r"|\bhow expensive\b|\bhvad koster\b|\bhow many (?:euros?|dollars|kroner)\b"
    r"|\bwhat (?:rent|fee|price|wage|salary|deposit|fine|penalty) (?:do|does|did|is|was|must|should)\b"
    r"|^how much (?:is|are|was|were) (?:the|it|that|this|a|an)\b"
    r"|^(?:and )?(?:what|how (?:much|high)) (?:is|are|was|were) (?:the |their |its |our |your )?(?:[\w-]+ ){0,3}?"
    r"(?:price|prices|cost|costs|fees?|rent|salary|fine|budget|deposit|toll|penalty)\b"
    r"(?! (?:increase|rise|due|list|structure))"
)
_ASKS_TIME = (
    r"\bhow many (?:seconds|minutes|hours|days|weeks|months|years)\b"
    r"|\bhvor mange (?:sekunder|minutter|timer|dage|uger|måneder|år)\b"
)
DIMENSIONS = (
    (_ASKS_MASS, _MASS),
    (_ASKS_MONEY, _MONEY),
    (r"\bhow (?:deep|wide|tall|thick)\b|\bhvor (?:dyb|bred|tyk)\w*|\bhow many (?:kilo)?met(?:re|er)s\b", _LENGTH),
    (r"\bhow many (?:miles|feet|inches)\b", _LENGTH),
    (r"\bhow many (?:lit(?:re|er)s|gallons) (?:an?|per|each|every) ", _FLOW),
    (r"\bhow many (?:milli)?lit(?:re|er)s\b|\bhow many gallons\b|\bhvor mange liter\b", _VOLUME),
    (r"\bhow far (?!along\b|have\b|has\b)|\bhvor langt\b", f"{_LENGTH}|{TIME}"),
    (r"\be-?mail address\b|\be-?mailadresse\w*|\be-?mail (?:of|for|til)\b", r"\S@\S"),
    (r"\b(?:tele)?phone number\b|\btelefonnummer\w*", r"\d(?:[\s()./-]{0,2}\d){5,}"),
    (r"\bhow (?:hot|cold|warm)\b|\b(?:what|which) temperature\b|\bhow many degrees\b", _HEAT),
    (r"\bhow many (?:milli)?amp(?:[eè]re)?s?\b|\b(?:what|how much) electric current\b", _CURRENT),
    (r"\bhow many (?:kilo)?watts?\b(?! hours?\b)|\bwhat wattage\b", _POWER),
    (r"\bhow many volts?\b|\b(?:what|which) voltage\b", _VOLTAGE),
    (r"\bhow fast (?:is|are|does|do|can|may|must|will)\b|\b(?:what|which) (?:maximum |top )?speed\b", _SPEED),
    (_ASKS_TIME, TIME),
)
"""The shape of a question, and the figure that it asks for."""
