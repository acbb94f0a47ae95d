"""Danish words with their English, put into the order and the forms of an English question. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import english_forms as forms
from assistant.danish_words import Reading, lexicon


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or fixed group) of the question, its English base form, and what it is; None where it is kept."""

    danish: str
    english: str
    reading: Reading | None
    said: str | None = None
    """The English in its form, once that is known."""

    @property
    def part(self) -> str:
        return self.reading.part if self.reading else ""

    @property
    def text(self) -> str:
        return self.english if self.said is None else self.said


_MANY = frozenset("hvilke mange få flere alle nogle disse begge de mine dine sine".split())
"""Words after which a noun without an ending is a plural."""
_NEGATED = frozenset(["ikke"])
_DOERS = frozenset(
    """company business authority agency ministry minister government council committee board organisation association
    institution person people employee member country state municipality police act law order rule supplier customer
    user owner chair manager director parliament court bank party team school union group citizen""".split()
)
"""What acts rather than is acted on: "which company won the tender" asks who won."""
_PRONOUNS = frozenset("I you he she it we they one".split())
_MARKS = frozenset('"“”')
_PURPOSES = ("formål", "hensigt", "baggrund", "ide")
"""What Danish has "with" a thing and English "of" it."""


def in_english_order(words: Sequence[Word]) -> list[Word]:
    """The words bent, and the finite verb where English has it."""
    counted = _counted(list(words))
    bent = [_form(counted, place) for place in range(len(counted))]
    finite = next((place for place, word in enumerate(bent) if word.part in {"m", "v"} and _is_finite(word)), None)
    starts = next((place for place, word in enumerate(bent) if word.part == "q"), None)
    asks = starts is not None and starts <= 2 and (finite is None or starts < finite)
    if finite is None or (not asks and finite > 1):
        return bent
    return _turned(bent, finite, asked=bent[:finite])


def _is_finite(word: Word) -> bool:
    return word.part == "m" or (word.reading is not None and word.reading.tense in {"present", "past"})


def _counted(words: list[Word]) -> list[Word]:
    """Nouns after "many", "which" and numbers as plurals; articles before a noun with an ending taken once."""
    many = False
    for place, word in enumerate(words):
        last = word.danish.lower().split()[-1]
        if word.part == "n" and word.reading is not None:
            if many and not word.reading.definite:
                words[place] = replace(word, reading=replace(word.reading, plural=True))
            many = False
        elif word.part in {"p", "v", "m"}:
            many = False
        elif last in _MANY or (word.part == "l" and word.danish.lower().endswith(_CARDINAL)) or last.isdecimal():
            many = last not in {"1", "de"} or _adjective_follows(words, place)
    return words


_CARDINAL = ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "ten", "tyve", "hundrede")


def _adjective_follows(words: list[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].part in {"a", "l"} and words[place].danish.lower() == "de"


def _form(words: list[Word], place: int) -> Word:
    word = words[place]
    reading, before = word.reading, words[place - 1] if place else None
    if reading is None:
        return word
    if reading.part in {"n", "o"}:
        return replace(word, said=_noun(word, reading, before))
    if reading.part == "v":
        return replace(word, said=_verb(words, place, reading))
    lowered = word.danish.lower()
    follows = words[place + 1] if place + 1 < len(words) else None
    if lowered == "at":
        verb = follows is not None and follows.reading is not None and follows.reading.tense == "infinitive"
        return replace(word, said="to" if verb or (follows and follows.english == "be") else "that")
    if lowered == "der" and before is not None and before.part in {"m", "v"}:
        return replace(word, said="there")
    if lowered == "med" and before is not None and before.danish.lower().startswith(_PURPOSES):
        return replace(word, said="of")
    if lowered == "til" and before is not None and before.part == "n" and all(one.english != "from" for one in words):
        return replace(word, said="for")
    if lowered == "på" and follows is not None and follows.part == "a" and follows.english[:1].isupper():
        return replace(word, said="in")
    if lowered == "af":
        passive = any(
            one.reading and (one.reading.tense == "participle" or one.reading.passive) for one in words[:place]
        )
        return replace(word, said="by" if passive else "of")
    if lowered in {"den", "det", "de"} and (follows is None or follows.part not in {"a", "n", "l", "o", ""}):
        return replace(word, said="they" if lowered == "de" else "it")
    if reading.part == "m" or lowered.endswith("er der"):
        return replace(word, said=_be(words, place))
    return word


def _noun(word: Word, reading: Reading, before: Word | None) -> str:
    said = forms.plural(word.english, lexicon().irregular) if reading.plural else word.english
    held = before is not None and (
        before.part == "a"
        or (before.part == "x" and before.english not in _PRONOUNS)
        or (before.reading is not None and before.reading.genitive)
    )
    if reading.definite and not held:
        said = f"the {said}"
    if reading.genitive:
        said += "'" if said.endswith("s") else "'s"
    return said


def _verb(words: list[Word], place: int, reading: Reading) -> str:
    english, irregular = words[place].english, lexicon().irregular
    helped = place > 0 and any(word.part == "m" for word in words[:place])
    if reading.passive:
        be = "be" if helped and reading.tense == "present" else "was" if reading.tense == "past" else "is"
        be = {"is": "are", "was": "were"}.get(be, be) if _plural_before(words, place) else be
        return f"{be} {forms.participle(english, irregular)}"
    if reading.tense == "participle":
        return forms.participle(english, irregular)
    if reading.tense == "past":
        return forms.past(english, irregular)
    if reading.tense == "present" and not _plural_before(words, place):
        return forms.third(english)
    return english


def _plural_before(words: Sequence[Word], place: int) -> bool:
    nouns = [word for word in words[:place] if word.part in {"n", "o"} and word.reading is not None]
    return bool(nouns) and nouns[-1].reading is not None and nouns[-1].reading.plural


def _be(words: list[Word], place: int) -> str:
    """The auxiliary as is or are, has or have, by its subject: the next noun, or the last before it."""
    english = words[place].english
    first, _, rest = english.partition(" ")
    several = {"is": "are", "was": "were", "has": "have"}.get(first)
    if several is None:
        return english
    for word in words[place + 1 :]:
        if word.part in {"n", "o"} and word.reading is not None:
            if word.reading.genitive:
                continue
            return f"{several if word.reading.plural else first} {rest}".strip()
        if word.part in {"p", "v", "m", "c", ""}:
            break
    return f"{several if _plural_before(words, place) else first} {rest}".strip()


def _turned(words: list[Word], place: int, asked: list[Word]) -> list[Word]:
    """The finite verb behind the subject, with "do" in its place, unless it is asked about its subject."""
    finite, rest = words[place], words[place + 1 :]
    if finite.part == "m":
        base = _lexical(finite, rest)
        if base is None:
            return words
        finite = replace(finite, english=base)
    if rest and rest[0].danish.lower() == "der":
        return [*asked, finite, *rest[1:]]
    size = _subject(rest)
    if size == 0 or (asked and _asks_for_subject(asked, rest[:size])):
        return words
    subject, after = rest[:size], rest[size:]
    while after and after[0].danish.lower() in _NEGATED:
        subject, after = [*subject, after[0]], after[1:]
    many = _is_plural(subject)
    is_past = finite.danish.lower() in {"havde", "blev"} or (
        finite.reading is not None and finite.reading.tense == "past"
    )
    passive = finite.reading is not None and finite.reading.passive
    if passive or finite.english.startswith("be "):
        help_ = ("were" if many else "was") if is_past else ("are" if many else "is")
        said = (finite.text if passive else finite.english).split(" ", 1)[1]
    else:
        help_, said = "did" if is_past else "do" if many else "does", finite.english
    return [*asked, Word("", help_, None), *subject, replace(finite, said=said), *after]


def _lexical(word: Word, rest: list[Word]) -> str | None:
    """ "have" and "become" where they help no other verb; None for what helps one."""
    base = {"har": "have", "havde": "have", "bliver": "become", "blev": "become"}.get(word.danish.lower())
    helps = any(one.part == "m" or (one.reading and one.reading.tense in {"participle", "infinitive"}) for one in rest)
    done = any(one.part == "a" for one in rest) if base == "become" else False
    return None if helps or done else base


def _subject(rest: list[Word]) -> int:
    """How many of the words after the verb are its subject: a noun with what belongs to it."""
    size, closed, quoted = 0, False, False
    for word in rest:
        if word.danish in _MARKS or quoted:
            quoted = word.danish not in _MARKS or not quoted
            size += 1
            continue
        if word.english == "no.":
            size += 1
            continue
        kept = word.part == "" and word.danish[:1].isalnum()
        if word.part in {"n", "o"} and word.reading is not None:
            if closed:
                break
            closed = not word.reading.genitive
        elif kept:
            if closed and not word.danish[:1].isupper() and not word.danish[:1].isdigit():
                break
            closed = not word.danish.endswith("s") if not closed else closed
        elif word.part in {"x", "a", "l"} and not closed and word.danish.lower() not in {"der", "som"}:
            closed = word.text in _PRONOUNS
        else:
            break
        size += 1
    return size


def _asks_for_subject(asked: list[Word], after: list[Word]) -> bool:
    """Whether what asks is itself the subject: "who", or "which act" where only an indefinite noun comes after."""
    first = next(word for word in asked if word.part == "q") if any(word.part == "q" for word in asked) else None
    if first is None or asked[0].part == "p":
        return False
    if first.english == "who":
        return True
    thing = any(word.part in {"n", "o", ""} for word in asked[1:])
    heads = {word.english.split()[-1] for word in asked if word.part == "n"}
    if heads & _DOERS and not {word.english.split()[-1] for word in after} & _DOERS:
        return all(word.part in {"n", "a", "x", "l"} for word in after)
    firm = after[0].part in {"x", "o", ""} or any(one.reading and one.reading.definite for one in after)
    return first.english in {"which", "how many", "what kind of"} and thing and not firm


def _is_plural(subject: list[Word]) -> bool:
    nouns = [word for word in subject if word.part in {"n", "o"} and word.reading is not None]
    pronoun = any(word.text in {"they", "we", "you", "I"} for word in subject)
    return pronoun or (bool(nouns) and nouns[-1].reading is not None and nouns[-1].reading.plural)
