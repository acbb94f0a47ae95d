"""Word tables of the facts: closed classes, months, number words, units, countries.

Data only. The tables are general language, written by hand; nothing in them comes from a corpus.
"""

from __future__ import annotations


def _rows(text: str) -> dict[str, str]:
    """Each line is one meaning: every word of it maps to the first."""
    rows = (line.split() for line in text.strip().splitlines())
    return {word.replace("_", " "): row[0] for row in rows for word in row}


FUNCTION_EN = frozenset(
    """a an the this that these those there here it its itself he she they them their theirs his her hers him we us our
    ours you your yours i me my mine who whom whose which what when where why how whether if then than as of in on
    at by for from to into onto with within about between among through during over under again against per via is
    are was were be been being am do does did done doing has have had having will would shall should can could may
    might must and or but nor so yet both either neither not no never none cannot also too very just only even still
    such other another same own more most less least much many few some any all each every up down out off while
    because since until till although though however therefore thus hence including include includes included called
    namely yes ok well one ones according regarding upon across toward towards regarding
    concerning unto ie eg etc let get gets got s t d ll
    re ve m n't""".split()
)
FUNCTION_DA = frozenset(
    """og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu
    over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget
    ville jo deres efter ned skulle denne end dette mit også under have dig anden hende mine alt meget sit sine vor mod
    disse hvis din nogle hos blive mange ad bliver hendes været jer sådan kan må ja nej ved mellem samt både hver hvert
    ingen intet aldrig uden hverken kun ligesom derfor hvilke hvilken hvilket gennem inden blandt""".split()
)
# Words that occur in ordinary sentences of the one language and hardly ever in the other.
TELLTALE_EN = frozenset(
    "the of and is are was were that with by this which has have not must it its be from or an no they their".split()
)
TELLTALE_DA = frozenset(
    """og er ikke det af til på som en et har skal kan der blev ved fra være eller ingen de om hvor også vil må lov nr
    ja nej dansk danske""".split()
)

MONTHS = {
    name: number
    for number, row in enumerate(
        """january jan januar|february feb februar|march mar marts|april apr|may maj|june jun juni|july jul juli
        |august aug|september sep sept|october oct oktober okt|november nov|december dec""".split("|"),
        start=1,
    )
    for name in row.split()
}

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS += " seventeen eighteen nineteen"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS += " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS_DA = "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_TENS_DA = "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems".split()
_ORDINALS_DA = "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte"

ORDINALS = (
    {word: value for value, word in enumerate(_ORDINALS.split())}
    | {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, start=2)}
    | {word: value for value, word in enumerate(_ORDINALS_DA.split()) if word != "anden"}
)
NUMBER_WORDS = (
    {word: value for value, word in enumerate(_UNITS.split())}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"dozen": 12, "halvdelen": 0.5}
    | {word: value for value, word in enumerate(_UNITS_DA.split()) if value > 1}
    | {word: 10 * value for value, word in enumerate(_TENS_DA, start=2)}
    | {
        f"{unit}og{ten}": 10 * value + small
        for value, ten in enumerate(_TENS_DA, start=2)
        for small, unit in enumerate(["", "en", *_UNITS_DA.split()[2:10]])
        if small
    }
    | ORDINALS
)
DANISH_ONLY = frozenset("to fire ti ni nul tres firs".split())
"""Danish number words that mean something else in English (or are too short to trust): read in Danish text only."""
SCALES = {
    "hundred": 1e2, "hundrede": 1e2, "thousand": 1e3, "tusind": 1e3, "tusinde": 1e3, "million": 1e6, "millions": 1e6,
    "millioner": 1e6, "mio": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "milliard": 1e9, "milliarder": 1e9, "mia": 1e9,
    "trillion": 1e12,
}  # fmt: skip

UNITS = _rows("""
second seconds sec secs sekund sekunder
minute minutes min mins minut minutter
hour hours hr hrs h time_ timer
day days daily dag dage døgn
week weeks weekly uge uger
month months monthly måned måneder
year years yearly annual yrs yr år
% percent per_cent pct procent
‰ permille promille
EUR € euro euros eur
USD $ dollar dollars usd
DKK dkk kr kroner krone
GBP £ gbp
SEK sek
NOK nok
kg kilogram kilograms kilo kilos
g gram grams
mg milligram milligrams
µg mcg microgram micrograms μg
ml millilitre millilitres milliliter milliliters
l litre litres liter liters
km kilometre kilometres kilometer kilometers
cm centimetre centimetres centimeter centimeters
mm millimetre millimetres millimeter millimeters
m metre metres meter meters
mile miles
inch inches
foot feet ft
pound pounds lb lbs pund
kb kilobyte kilobytes
mb megabyte megabytes
gb gigabyte gigabytes
tb terabyte terabytes
w watt watts
kw kilowatt kilowatts
v volt volts
hz hertz
mhz megahertz
ghz gigahertz
am
pm
celsius °c
fahrenheit °f
""")

LABELS = _rows("""
act law lov acts laws
order orders bekendtgørelse
article articles artikel art
section sections sec § §§ paragraf
chapter chapters kapitel
annex annexes appendix bilag
step steps trin
table tables tabel
figure figures fig figur
clause clauses
rule rules regel
regulation regulations forordning
directive directives direktiv
version versions v
page pages side
paragraph paragraphs stk
case sag
form
phase phases fase
initiative initiatives initiativ
decision afgørelse
resolution
bill lovforslag
item items punkt
room
model
""")

COUNTRIES = _rows("""
denmark danish dane danes danmark dansk danske danskere danskerne
sweden swedish swede swedes sverige svensk svenske
norway norwegian norwegians norge norsk norske
finland finnish finn finns finsk finske
iceland icelandic island_ islandsk
germany german germans tyskland tysk tyske
france french frenchman frankrig fransk franske
spain spanish spaniard spaniards spanien spansk spanske
portugal portuguese portugisisk
italy italian italians italien italiensk
netherlands dutch holland nederlandene hollandsk
belgium belgian belgians belgien belgisk
switzerland swiss schweiz schweizisk
austria austrian austrians østrig østrigsk
poland polish pole poles polen polsk
greece greek greeks grækenland græsk
ireland irish irland irsk
britain british briton britons storbritannien britisk
england english englishman engelsk
scotland scottish scots skotland
wales welsh
estonia estonian estonians estland estisk
latvia latvian latvians letland
lithuania lithuanian lithuanians litauen
russia russian russians rusland russisk
ukraine ukrainian ukrainians ukrainsk
turkey turkish turk turks tyrkiet tyrkisk
china chinese kina kinesisk
japan japanese japansk
india indian indians indien indisk
usa us american americans america amerikansk
canada canadian canadians canadisk
mexico mexican mexicans
brazil brazilian brazilians brasilien
australia australian australians australien
europe european europeans europa europæisk europæiske
africa african africans afrika
asia asian asians asien
israel israeli israelis
egypt egyptian egyptians ægypten
""")

DANISH_FORMS = frozenset(
    """danmark dansk danske danskere danskerne sverige svensk svenske norge norsk norske finsk finske islandsk tyskland
    tysk tyske frankrig fransk franske spanien spansk spanske portugisisk italien italiensk nederlandene hollandsk
    belgien belgisk schweiz schweizisk østrig østrigsk polen polsk grækenland græsk irland irsk storbritannien britisk
    engelsk skotland estland estisk letland litauen rusland russisk ukrainsk tyrkiet tyrkisk kina kinesisk japansk
    indien indisk amerika amerikansk canadisk australien europa europæisk europæiske afrika afrikansk asien ægypten
    """.split()
)
"""Words of `COUNTRIES` that in an English text are part of a name ("Norsk Radio"), not the country."""
ACRONYMS = frozenset("it who en".split())
"""Function words that in capitals are names."""
GENERIC = frozenset("thing item point kind type sort entry element aspect piece part".split())
"""Stems of nouns that go with whatever is counted: "7 things" are the 7 projects."""

DIMENSIONAL = frozenset("long wide deep high tall thick broad away apart".split())
"""Stems of words after a measure that say in which direction it goes, and are not what is measured: "7 km long"."""

COMMON_INITIALS = frozenset(
    """staff data access food water money people children work use research health email everyone someone anyone
    everybody management software hardware training support help advice evidence today yesterday tomorrow sometimes
    often later next now then instead perhaps maybe overall once finally together there greater larger smaller better
    higher lower longer shorter faster older newer wider stronger sufficient adequate enough big large small new old
    good bad high low long short full free open public private local national regional general special common main
    major minor important strong safe secure current recent early late annual monthly weekly daily regular clear
    effective efficient joint mutual strategic technical legal social economic digital reinforce strengthen improve
    increase reduce create establish develop support protect ensure provide offer use make build start stop begin
    continue expand extend promote raise keep hold set put take give get check replace remove add open close read
    write send show tell ask apply report review study studies focus plan plans rules fees costs prices dogs boats
    moreover furthermore additionally likewise similarly consequently nevertheless nonetheless meanwhile otherwise
    accordingly indeed besides
    visitors users customers clients owners workers employees citizens residents parents students pupils teachers
    firms companies""".split()
)
"""Words that open a sentence without an article and are not names."""
NUMERALS = frozenset(NUMBER_WORDS) | frozenset(SCALES)
SOFT_NUMBERS = frozenset("one first second third første tredje".split())
"""Number words that often count nothing ("one of them", "first of all")."""
TIMES = frozenset("second minute hour day week month year am pm clock".split())
CROSSED = frozenset("of the these those our its different and or other new af de".split())
"""Words that a noun phrase after a number may hold: "27 new and different initiatives"."""
ATTACHED = frozenset("st nd rd th s x k m".split()) | frozenset(SCALES)
COMMON_ENDINGS = ("ing", "ed", "ly", "tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ure", "s", "ware")
"""Endings of first words that are hardly names."""
