"""Word tables of how sentences are put: verbs, labels, attributions, prepositions; English. Data only."""

from __future__ import annotations

import re

AUXILIARIES = frozenset(
    "is are was were be been has have had do does did can could will would shall should must may might cannot".split()
)
FINITE = frozenset(
    """provides provided offers offered includes included covers covered contains contained consists consisted comprises
    comprised sets establishes established requires required allows allowed permits permitted applies applied describes
    described defines defined states stated says said means meant serves served takes took gives gave gets got makes
    made keeps kept holds held runs ran leads led helps helped supports supported wants wanted needs needed planned
    belongs belonged depends depended concerns concerned deals dealt ends ended begins began started opens opened
    closes closed paid reported replaces replaced represents represented becomes became comes came goes went shows
    showed sends sent sees saw lies stands stood joins joined receives received publishes published adopts adopted
    approves approved launched signs signed introduces introduced creates created builds built uses used works worked
    remains remained owns owned manages managed operates operated coordinates coordinated appoints appointed elects
    elected decides decided declares declared believes expects expected intends intended aims seeks sought consider
    considers considered recommends recommended advises advised informs informed notifies notified encourages
    encouraged prohibits prohibited forbids forbade prevents prevented protects protected ensures ensured
    moved asked told sold bought rose fell grew lost won met wrote read spoke chose lives lived entered costs lasts
    refers referred relates related identifies identified specifies specified mentions mentioned explains explained
    provide offer include cover contain consist comprise establish require allow apply describe define serve take give
    get make keep hold lead help want need belong depend deal begin become come go show send see lie stand join
    receive publish adopt approve introduce create build use remain own manage operate decide believe expect intend seek
    recommend advise inform notify encourage prohibit prevent protect ensure refer relate identify specify
    pay""".split()
)
"""Forms of common verbs that are hardly nouns."""
PRONOUNS = frozenset("it they he she we you i this that these those there who nobody everybody everyone anyone".split())
PREPOSITIONS = frozenset(
    """of for in on at to with by from between about under within into during since until till before after behind
    against among over through across without which that who whose whom where when as per than if""".split()
)
"""Words with which the first noun phrase ends."""
LIGHT = frozenset(
    """located situated based found called named known titled entitled issued dated given listed done made stands lies
    following respectively currently namely""".split()
)
"""Words with which a sentence only puts two things together: "X is located in Y"."""
LABELS = frozenset(
    """date dates year name names number address phone telephone email title price reason reasons purpose aim meaning
    definition time place deadline length duration size colour color abbreviation acronym term url website
    link""".split()
)
"""Nouns that say of what kind a value is: "the date of the act is 5 May"."""
_DOCUMENT = (
    r"(?:[\w&-]+ ){0,3}(?:document|text|guide|guideline|manual|report|profile|page|website|site|article|source|"
    r"evidence|passage|information|handbook|policy|notice|letter|minutes|agreement|contract|terms|strategy|section|line|lines|"
    r"paper|brochure|leaflet|study|summary|quotation|excerpt|act|law|regulation|faq|answer)s?"
)
_TELLS = (
    r"(?:also |clearly |explicitly )?(?:states?|says?|notes?|explains?|mentions?|describes?|indicates?|specif(?:y|ies)|"
    r"confirms?|shows?|tells us|adds?|reports?|points? out|makes? clear|stated|said|noted)"
)
REPLY = re.compile(r"^(?:yes|no|ja|nej)\b[\s,.:;–-]*", re.I)
LINK = re.compile(
    r"^(?:however|rather|moreover|in addition|furthermore|also|likewise|finally|therefore|thus|additionally|for example"
    r"|as such|in short|overall|yet|and|but),? ",
    re.I,
)
ATTRIBUTION = re.compile(
    rf"^(?:(?:the|this|its|their|these) {_DOCUMENT} {_TELLS}(?: that|:)|it is (?:also )?(?:stated|said|noted|"
    rf"mentioned) (?:in [^,]+ )?that|(?:according to|as (?:stated|mentioned|described|noted|shown) in|based on|in) "
    rf"(?:the|this|its|their) {_DOCUMENT},)\s*",
    re.I,
)
FRONT = re.compile(
    r"^(?:(?P<if>if|when|where|while|because|although|after|before|until|since)|in|on|at|till|from|by|during|under|each"
    r"|every|for|with|within|as of|to) [^,;:]{2,80},\s+(?=\S+ \S)",
    re.I,
)
"""A phrase of time, place or condition at the front; one of condition has a verb of its own."""
BORDER = re.compile(r";|:\s|,? (?:but|while|whereas)\s|, (?:and|or|which|who)\s|\.\s")
"""Where a clause with a verb of its own may begin."""
