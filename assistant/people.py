"""Words for persons, bodies and roles, English and Danish. Data only."""

from __future__ import annotations

BODIES = (
    "organi[sz]ations?|bod(?:y|ies)|compan(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|institutions?|ministr(?:y|ies)"
    "|firms?|persons?|people|members?|countr(?:y|ies)|cit(?:y|ies)|banks?|universit(?:y|ies)|suppliers?|contractors?"
    "|laborator(?:y|ies)|myndighed(?:er)?|virksomhed(?:er)?|firma(?:er)?|organisation(?:er)?|person(?:er)?"
)
"""What a "which ..." asks for when it asks for someone."""
PEOPLE = (
    r"police|staff|public|government|parliament|state|council|committee|board|court|commission|ministry|agency"
    r"|authorit(?:y|ies)|department|office|service|institute|association|union|society|bureau|centre|center|team|unit"
    r"|group|compan(?:y|ies)|firms?|organi[sz]ations?|enterprises?|businesse?s|bank|bod(?:y|ies)|universit(?:y|ies)"
    r"|schools?|municipalit(?:y|ies)|parish|crew|famil(?:y|ies)|nobody|no one|everyone|everybody|anyone|persons?|people"
    r"|wom[ae]n|m[ae]n|we|you|i|citizens?|residents?|clients?|customers?|guests?|heads?|chiefs?|chair(?:man|woman)?"
    r"|presidents?|clerks?|guards?|experts?|specialists?|technicians?|politi\w*|regering\w*|folketing\w*|råd\w*"
    r"|styrelse\w*|ministeri\w*|myndighed\w*|virksomhed\w*|bestyrelse\w*|ejere?n?|leder\w*|kommune\w*|alle|enhver"
    r"|ingen|vi|[a-z]{3,}(?:ers?|ors?|ists?|ants?|wrights?)"
)
"""Nouns and pronouns for someone, the last ones by their endings."""
NO_PERSON = frozenset(
    """number numbers order orders letter letters matter matters water paper papers computer computers power
    offer offers danger dangers weather summer winter former other others another under over after later however never
    ever either neither whether rather further together quarter quarters sector sectors factor factors error errors
    motor motors door doors floor floors major minor color interior layer layers register registers
    server servers router routers filter filters chapter chapters border borders cover covers answer answers consider
    important relevant significant constant instant distant grant grants plant plants want wants restaurant restaurants
    exist exists list lists consist consists assist assists river rivers tower towers corner poster december november
    october september newsletter newsletters refers enters remember remainder transfer transfers meter meters liter
    liters counter larger smaller longer shorter higher lower older newer better greater stronger closer wider upper
    inner outer mirror indoor outdoor prior superior tender tenders dinner buffer trigger sensor sensors detector
    detectors charger chargers adapter adapters printer printers container containers character
    characters parameter parameters""".split()
)
"""Words with the ending of someone who does something that are not of a person."""
ROLES = frozenset(
    """head director chair chairman chairwoman chairperson leader manager president minister mayor commissioner
    secretary officer ambassador governor commander captain editor owner founder chancellor treasurer headed led chaired
    directed managed leads heads chairs directs leder direktør chef formand borgmester""".split()
)
"""Words of which any may tell who holds a leading role that is asked for by another."""
