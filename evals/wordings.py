"""Tables of planted cases: what a word is swapped for without changing what a sentence says. Data only.

General English, written by hand and apart from the tables of `assistant`; see `swaps` for the form of a row.
"""

from __future__ import annotations

from evals.swaps import rows

SYNONYMS = rows(r"""
regarding => concerning
relating to => concerning
in relation to => concerning
numerous => many
carry out => perform
carried out => performed
published => issued
publishes => issues
established => set up
launched => introduced
companies => businesses
businesses => companies
assistance => help
assist => help
helping => assisting
each year => every year
such as => for example
provides => offers
providing => offering
strengthen => reinforce
strengthened => reinforced
strengthening => reinforcing
regularly => on a regular basis
annual => yearly
annually => every year
sufficient => adequate
adequate => sufficient
important => significant
until => till
nearly => almost
staff => employees
employees => staff
(?<!the )rules => regulations
receives? => gets
buys? => purchase
bought => purchased
in addition => moreover
approximately => roughly
(?<=\w )about(?= \d) => roughly
(?<!no )more than(?= \d) => over
at least(?= \d) => no less than
(?<=s )(?-i:must)(?! not) => have to
(?<!s )(?-i:must)(?! not) => has to
set of => range of
part of => a part of
increased => greater
investigate => look into
address => deal with
obtain => get
begins => starts
began => started
ends => finishes
shown => displayed
errors => mistakes
needs? to => must
""")
SPELLINGS = (
    *rows(r"""
centre => center
center => centre
centres => centers
defence => defense
licence => license
programme => program
programmes => programs
behaviour => behavior
colour => color
labour => labor
travelling => traveling
towards => toward
metres => meters
litres => liters
kilometres => kilometers
catalogue => catalog
fulfil => fulfill
cancelled => canceled
grey => gray
tyres? => tires
cyber-attacks? => cyberattacks
co-operation => cooperation
cooperation => co-operation
cooperate => co-operate
cyber security => cybersecurity
cybersecurity => cyber security
"""),
    (
        r"\b((?:organ|recogn|author|standard|priorit|central|digit|modern|professional|minim|maxim|optim|util"
        r"|summar|incentiv|harmon|final|special|general|item|memor|character|custom)i)s(?=e|ing|at)",
        r"\1z",
    ),
    (r"\b(analy)s(?=e[sd]?\b|ing)", r"\1z"),
)
CONTRACTIONS = rows(r"""
(?-i:is) not => isn't
are not => aren't
was not => wasn't
were not => weren't
does not => doesn't
do not => don't
did not => didn't
has not => hasn't
have not => haven't
cannot => can't
can not => can't
will not => won't
would not => wouldn't
should not => shouldn't
must not => mustn't
could not => couldn't
there is => there's
(?-i:[Ii]t) is => it's
""")
