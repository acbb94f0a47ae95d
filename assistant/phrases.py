"""What Kilde says in its own words, in the language of the question."""

from __future__ import annotations

_PHRASES = {
    "not_stated": {
        "en": "The documents do not say this. Searched for: “{searched}”.",
        "da": "Det siger dokumenterne ikke. Der er søgt efter: “{searched}”.",
    },
    "greeting": {
        "en": "Hello! Ask me what the documents say, and I will answer with the exact quotations.",
        "da": "Hej! Spørg mig om, hvad dokumenterne siger, så svarer jeg med de præcise citater.",
    },
    "thanks": {
        "en": "You are welcome. Is there anything else you want to know from the documents?",
        "da": "Det var så lidt. Er der andet, du vil vide fra dokumenterne?",
    },
    "who": {
        "en": "I am Kilde. I answer questions from a folder of documents and prove each sentence with a quotation.",
        "da": "Jeg er Kilde. Jeg svarer ud fra en mappe med dokumenter og beviser hver sætning med et citat.",
    },
    "fine": {
        "en": "Good. Ask on, and I will look it up in the documents.",
        "da": "Godt. Spørg videre, så slår jeg det op i dokumenterne.",
    },
    "goodbye": {"en": "Goodbye!", "da": "Farvel!"},
    "count": {"en": "{count} under “{label}”:", "da": "{count} under “{label}”:"},
    "says": {"en": "The documents say: “{quote}”", "da": "Dokumenterne siger: “{quote}”"},
    "differs": {
        "en": "So says {title}{date}. {other}{other_date} says otherwise: “{quote}”",
        "da": "Det siger {title}{date}. {other}{other_date} siger noget andet: “{quote}”",
    },
    "amended": {
        "en": "So says {title}{date}. Before that, {other}{other_date} said: “{quote}”",
        "da": "Det siger {title}{date}. Før det sagde {other}{other_date}: “{quote}”",
    },
    "beside": {
        "en": "{title}{date} says: “{quote}”",
        "da": "{title}{date} siger: “{quote}”",
    },
    "yes": {"en": "Yes", "da": "Ja"},
    "no": {"en": "No", "da": "Nej"},
}


def phrase(name: str, language: str, **values: str | int) -> str:
    """The phrase in that language, English where there is none, with its blanks filled in."""
    forms = _PHRASES[name]
    return forms.get(language, forms["en"]).format(**values)
