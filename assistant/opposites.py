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
increase rise rose risen grow grew growth gain | decrease fall fell fallen decline shrink shrank reduce drop loss
higher highest above | lower lowest below
voluntary voluntarily optional frivillig valgfri | mandatory compulsory obligatory required obliged obligatorisk
public publicly | private privately
internal internally | external externally
before prior previously earlier før | after afterwards following subsequently later efter
minimum minimal mindst | maximum maximal højst
must shall required skal | may can might could allowed permitted optional kan må
must | should recommended advised bør
allow permit tilladt | forbid forbidden prohibit ban banned disallow forbudt
accept approve adopt | reject refuse deny
open | close
start begin began | end stop cease
include | exclude
strengthen | weaken
enable | disable
buy purchase | sell sold
encrypt | decrypt
temporary temporarily | permanent permanently
success successful succeed | failure fail
always | never sometimes rarely
first | last final
north northern | south southern
east eastern | west western
left | right
male men | female women
positive positively | negative negatively
advantage | disadvantage
profit | loss
best | worst
largest biggest greatest | smallest least
hot | cold
win won | lose lost
import | export
upper | lower
early | late
indoor | outdoor
"""
"""Left of the bar against right of it: a paraphrase keeps the side, a contradiction swaps it. Compared by stems."""
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
