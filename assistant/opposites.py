"""Word tables of the polarity: negations, opposites, quantifiers; English and Danish. Data only."""

from __future__ import annotations

NEGATIONS = frozenset(
    """no not never none without neither nor cannot lack lacks lacking lacked nobody nothing nowhere
    n't ikke ingen intet aldrig uden hverken ej""".split()
)
# Set phrases with a negation word that deny nothing, or state a bound that belongs to a number.
NOT_NEGATIONS = (
    r"\b(?:not (?:only|just|merely|least)|ikke (?:kun|bare|mindst)|whether or not|no doubt|if not|"
    r"(?:no|not|ikke) (?:more|less|fewer|later|earlier|sooner|longer|higher|lower|mere|mindre|færre|senere)"
    r" (?:than|end)"
    r"|not (?:to )?exceed(?:ing)?|no matter)\b"
)
LEXICAL_NEGATIVES = frozenset(
    """voluntary voluntarily optional prohibited prohibit prohibits forbidden forbid forbids banned ban bans unable
    unlawful illegal fail fails failed failure refuse refuses refused deny denies denied reject rejects rejected absent
    absence exempt exempted exclude excludes excluded except impossible prevent prevents avoid stop stops stopped
    unless rarely hardly seldom missing only frivillig frivilligt valgfri forbudt undtagen undtaget kun""".split()
)

ANTONYMS = """
increase increased rise rose risen grow grew grown growth gain expand expansion \
| decrease decreased fall fell fallen decline shrink shrank reduce reduced reduction drop loss cut
higher highest above | lower lowest below
raise raised | lower lowered
voluntary voluntarily optional frivillig valgfri | mandatory compulsory obligatory required obliged obligatorisk
public publicly | private privately
internal internally | external externally
before prior previously earlier før | after afterwards following subsequently later efter
minimum minimal mindst | maximum maximal højst
atleast | atmost
must shall required obliged obligatory skal | may can might could allowed permitted optional free entitled kan må
must | should recommended advised bør
allow permit tilladt | forbid forbidden prohibit ban banned disallow forbudt
accept approve adopt agree agreed | reject refuse deny decline declined
opened open | closed close shut
start begin began continue continued | end stop cease discontinue discontinued
include included | exclude excluded
strengthen strong strongly stronger | weaken weak weakly weaker
improve improved enhance | worsen worsened deteriorate
better best | worse worst poorer poorest
good | bad poor
enable enabled activate | disable disabled deactivate
buy bought purchase | sell sold
encrypt | decrypt
temporary temporarily | permanent permanently indefinitely
success successful successfully succeed | failure unsuccessful fail failed
always invariably constantly | never sometimes often usually generally normally mostly typically \
occasionally rarely
often frequently regularly usually generally normally | rarely seldom infrequently occasionally
more | less fewer
most | least fewest
first | last final
north northern | south southern
east eastern | west western
left | right
male men | female women
positive positively | negative negatively
advantage benefit | disadvantage drawback
profit | loss
largest biggest greatest | smallest least
larger bigger greater | smaller
large big | small
longer longest | shorter shortest
long | short
faster fastest quicker | slower slowest
fast quick quickly | slow slowly
wide wider | narrow narrower
deep deeper | shallow
thick | thin
heavy heavier | light lighter
older oldest old | newer newest new younger youngest young
hot warm | cold cool
warmer hotter | colder cooler
wet | dry
full | empty
clean | dirty
safe safely | dangerous
hard difficult | easy easily simple
win won | lose lost
import imported | export exported
upper | lower
early earliest | late latest
indoor indoors | outdoor outdoors
inside | outside
within | beyond
inward inwards | outward outwards
inner | outer
up upwards | down downwards
top | bottom
front | rear back
subject liable | exempt exempted immune
formal formally | informal informally
binding | nonbinding
encourage encouraged | discourage discouraged
support supported favour favoured | oppose opposed
present | absent
add added | remove removed delete deleted
appoint appointed hire hired | dismiss dismissed
direct directly | indirect indirectly
simple | complex complicated
common | rare
alive | dead
create created | destroy destroyed abolish abolished
attach attached connect connected | detach detached disconnect disconnected
lock locked | unlock unlocked
visible | hidden
known | unknown secret
cheap cheaper cheapest | expensive dearer costlier
rich | poor
guilty | innocent
majority | minority
ancient | modern
active | inactive passive
manual manually | automatic automatically
major | minor
national domestic | international foreign
local locally | central centrally global globally
urban | rural
sender | recipient receiver addressee
lender | borrower
landlord | tenant
seller vendor | buyer purchaser
employer | employee
borrow borrowed | lend lent
arrive arrived arrival | depart departed departure
push pushed | pull pulled
remember | forget forgot forgotten
together jointly | separately apart
upstream | downstream
horizontal horizontally | vertical vertically
odd | even
day daytime | night
all every each alle hver hvert | some several certain many most numerous few nogle visse
daily dage dag day | weekly week uge | monthly month måned \
| quarterly quarter kvartal | annual yearly year år | hourly hour
"""
"""One side of a bar against the other: a paraphrase keeps the side, a contradiction swaps it. Compared by stems."""
NEAR_ONLY = frozenset("all daily more most older large larger long longer good day left national local public".split())
"""First words of pairs that are opposites only when said of the same thing."""
SOME = frozenset("some several certain sometimes partly nogle visse".split())
ALL = frozenset("all every each always any entire alle hver hvert altid".split())
ONLY = frozenset("only sole solely exclusively just limited merely except unless alone kun alene udelukkende".split())
ADDED_ONLY = frozenset("only solely exclusively kun udelukkende".split())

SUPPOSED = frozenset("would might ville".split())
FORESEEN = frozenset(
    """will may can could should shall if unless plan plans planned intend intends intended announced announces aim aims
    aimed expect expects expected propose proposes proposed promise promised vil kan bør hvis""".split()
)
"""Words with which a sentence says itself that it is not so yet."""
