"""Pairs of words of which one is asked and the other told in a near-miss; English. Data only.

They come beside `opposites.ANTONYMS`, which also decide what a draft may say and are kept stricter.
"""

from __future__ import annotations

CONTRASTS = """
high highly tall | low lowly
able | unable
likely | unlikely
few little hardly | most many much
similar similarly same alike identical | different differently unlike
attract | repel
promote stimulate activate encourage trigger | inhibit suppress hinder
accelerate | slow delay
protect shield guard | expose endanger
powerful strong | weak powerless
entire whole everyone everything | none nobody nothing
ascend climb | descend
victory win | defeat loss
agree | disagree
approve | disapprove
reveal disclose | conceal hide
complete | incomplete partial
sufficient enough | insufficient
regular | irregular
necessary | unnecessary
friend ally | enemy foe
true | false
summer | winter
spring | autumn
brother father husband boy king uncle | sister mother wife girl queen aunt
masculine | feminine
civilian | military
civil | criminal
legal lawful | illegal unlawful
winner | loser
debtor | creditor
plaintiff claimant | defendant
gross | net
entrance entry | exit
supply | demand
output | input
income revenue | expenditure expense
asset | liability
acid | alkaline
solid | liquid
høj højeste | lav laveste
størst største | mindst mindste
flest fleste | færrest færreste
nord nordlig | syd sydlig
øst østlig | vest vestlig
sommer | vinter
"""
"""One side of a bar against the other, compared by stems."""
NO_CONTRAST = frozenset("must daily all always often internally".split())
"""First words of pairs of `opposites.ANTONYMS` of which both may be said of one thing: a rule, and leave."""
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
    "første anden tredje fjerde femte sjette syvende ottende niende tiende".split(),
)
ADVERBS = frozenset(
    """also often usually normally generally sometimes typically mainly mostly just even once twice soon right long back
    together away later first next last after before still yet already again now then too very quite rather
    current previous former actual main exact total overall various different other own""".split()
)
"""Words before another that do not tell which one is meant."""
