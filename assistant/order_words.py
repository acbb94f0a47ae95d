"""What orders to a language model look like: patterns, each kind behind letters without which none of it can be."""

from __future__ import annotations

import re

from assistant.prompts import NOT_STATED

_TOLD = r"(?:instruct\w*|prompts?|rules|guidelines?|guidance|directions?|directives?|commands?|system messages?)"
_BEFORE = (
    r"(?:previous|prior|above|earlier|preceding|former|foregoing|your|all|any|every|these|those|the system|hidden)"
)
_QUIT = (
    r"(?:^|[.!?:;,(\"'\])>–-]\s*|\b(?:please|now|then|and|but|you (?:must|should|will|shall))\s+)"
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|skip|drop)"
)
"""Told to do it: "visitors ignore the rules" and "do not ignore the instructions" are for readers."""
_GIVE_UP = (
    rf"{_QUIT}\b[^.!?]{{0,40}}\b{_BEFORE}\b[^.!?]{{0,30}}\b{_TOLD}\b",
    rf"{_QUIT}\b[^.!?]{{0,20}}\b{_TOLD}\b[^.!?]{{0,20}}\b(?:above|before|so far|until now|you)\b",
    rf"{_QUIT} (?:all|everything|anything|whatever|what)\b[^.!?]{{0,30}}\b(?:before|above|so far|told|said)\b",
)
_LIFTED = (
    rf"\b{_BEFORE}\b[^.!?]{{0,20}}\b{_TOLD}\b[^.!?]{{0,20}}\b(?:cancelled|void|lifted|revoked|suspended|no longer)\b",
    rf"\bnew {_TOLD}\b\s*:",
)
_GIVE_UP_ELSEWHERE = (
    r"\b(?:ignorier\w*|vergiss|vergesst|missachte\w*)\b.{0,50}(?:anweisung|regel|instruktion|vorgabe)",
    r"\b(?:oublie[zr]?|ignore[zr]|ignore (?:les|toutes|tes|vos|ces)|n[ée]glige[zr])\b.{0,50}"
    r"(?:instruction|r[èe]gle|consigne|directive)",
    r"\b(?:olvida\w*|ignora\w*|descarta\w*|desconsider\w*|esque[çc]a\w*)\b.{0,50}"
    r"(?:instrucci|instruç|instru[cz]ion|regla|regra|regol|orden)",
    r"\b(?:dimentica\w*|scorda\w*)\b.{0,50}(?:istruzion|regol)|\bignora\b.{0,50}istruzion",
    r"\b(?:glem|ignor[ée]re?|se bort fra|tilsidesæt|glöm|bortse från)\b.{0,50}"
    r"(?:instru[kc]\w*|regler|anvisning|ordre)",
    r"\b(?:negeer|vergeet)\b.{0,50}(?:instructie|regels)",
    r"(?:забудь|игнорир|не обращай внимания).{0,50}(?:инструкц|правил|указани)",
    r"(?:忽略|忘记|忘掉|无视|無視).{0,20}(?:指示|指令|说明|规则|規則|命令)",
)
_MACHINE = (
    r"(?:(?:the|this|an?|any|all|every|each|chat|ai|virtual|digital)\s+(?:chat |ai |virtual |digital )?assistants?"
    r"|a\.?i\.?|chat ?bots?|bots?|(?:large )?language models?|llms?|gpts?)"
)
_SPEAKS = (
    r"(?:answers?|repl(?:y|ies)|respon(?:d|ds|se|ses)|says?|states?|tells?|prints?|outputs?|repeats?|refuses?|abstains?"
    r"|guess(?:es)?|makes? up|invents?|obeys?|compl(?:y|ies)|cites?|quotes?|adds?|appends?|reveals?|lists?)"
)
_OUGHT = (
    r"(?:must|shall|should|will|is to|are to|has to|have to|needs? to|may not|ordered|obliged|instructed|required"
    r"|always|never|literally|only|instead)"
)
_TO_MACHINE = (
    rf"\b{_MACHINE}\b[^.!?]{{0,60}}\b{_OUGHT}\b[^.!?]{{0,60}}\b{_SPEAKS}\b",
    rf"\b{_MACHINE}\b[^.!?]{{0,20}}\b{_SPEAKS}\b[^.!?]{{0,60}}\b{_OUGHT}\b",
    rf"\b(?:to|for|dear|attention|hello|hey)\s+{_MACHINE}\b\s*[,:]",
    rf"\b{_MACHINE} (?:that is |who is |when )?asked\b",
    r"\b(?:message|note|notice|order|instruction)s? (?:to|for) (?:the |all |any )?"
    r"(?:ai|chat ?bots?|assistants?|language models?|llms?|models?|bots?)\b",
    r"\b(?:your|its) (?:system |hidden |secret |initial |original )(?:prompt|instruction|message)s?\b",
    r"\b(?:i am|this is|as) your (?:creator|developer|administrator|admin|owner|master|maker|programmer)\b",
    rf"\b(?:what|that) {_MACHINE} {_SPEAKS}\b",
)
_REPLY = (
    r"(?:reply|respond|answer|say|print|output|repeat|shout|sing|write|responde|svar|antworte|rispondi|r[ée]pond\w*)"
)
_ANY = r"(?:every|all|any|each|whatever|whichever|everything|anything)"
_ASKED = r"(?:questions?|enquir\w*|inquir\w*|quer(?:y|ies))"
_WHATEVER = (
    rf"\b(?:answers?|repl(?:y|ies)|responses?|respond) (?:to|for) {_ANY}\b[^.!?]{{0,20}}\b{_ASKED}",
    r"\b(?:answers?|repl(?:y|ies)|respond) (?:to )?(?:everything|anything|whatever)\b",
    rf"\b(?:answer|reply to|respond to) {_ANY} (?:the )?{_ASKED}\b[^.!?]{{0,60}}\b(?:with|by)\b",
    rf"\b(?:whatever|no matter what|regardless of what|whichever)\b[^.!?]{{0,30}}\b(?:{_ASKED}|asked?|asks)\b",
    rf"\b{_ANY} {_ASKED}\b[^.!?]{{0,60}}\b(?:gets?|receives?|is answered with|the answer is)\b",
    rf"\b(?:when(?:ever)?|if|once) (?:you are |you're |it is |they are )?(?:asked|queried)\b[^.!?]{{0,80}}\b{_REPLY}\b",
    r"\b(?:when(?:ever)?|if) (?:somebody|someone|anybody|anyone|an? user|the user|users|an? reader|a person|people)"
    rf"\b[^.!?]{{0,12}}\basks?\b[^.!?]{{0,80}}\b{_REPLY} (?:only|with|that|the word|nothing|always)\b",
    r"\bwho(?:so)?ever asks\b[^.!?]{0,80}\b(?:is|be|are) (?:told|answered|given)\b",
    rf"\b(?:is|are) asked (?:for|about|after)\b[^.!?]{{0,20}},\s*(?:obey|comply|{_REPLY})\b",
    rf"\b{_REPLY} (?:only|always|solely|just|exclusively)\b[^.!?]{{0,25}}"
    r"\b(?:with|the (?:single )?word|the text|yes|no)\b",
    r"\b(?:reply|respond|answer|say) (?:only|just|solely)\s*:",
    rf"\b{_REPLY}\b[^.!?]{{0,50}}\b(?:and nothing (?:else|besides|more)|with the (?:single |code |secret )?words?)\b",
    r"\b(?:only|sole) (?:permitted|allowed|valid|possible) (?:reply|answer|response)\b",
    r"\b(?:from now on|from this moment|henceforth|starting now)\b[^.!?]{0,80}"
    r"\b(?:answer|reply|respond|say|speak)\w*\b",
    r"\b(?:append|add) [^.!?]{0,60}\bto (?:each|every|all|any|your) (?:answer|repl|response)\w*\b",
    r"\b(?:not|never) (?:answer|reply|respond|abstain|apologi[sz]e|refuse)\b[^.!?]{0,20}\b(?:with|and|but|that)\b",
    r"\brefusing is (?:forbidden|prohibited|not allowed)\b",
    r"\b(?:no|without) (?:quotation|citation)s? (?:is |are )?needed\b",
    rf"\b{_REPLY} with {NOT_STATED}\b",
)
_WHATEVER_ELSEWHERE = (
    r"\b(?:antworte\w*|responde\w*|rispond\w*|r[ée]pond\w*|svare?)\b[^.!?]{0,60}"
    r"\b(?:nur|uniquement|seulement|siempre|solo|sempre|soltanto|altid|kun)\b",
    r"\b(?:siempre|sempre|altid|immer|toujours)\b[^.!?]{0,20}\b(?:responde|rispondi|svar|antworte|r[ée]pond\w*)\b",
    r"(?:отвечай|ответь|отвечать).{0,40}(?:только|всегда)|(?:только|всегда).{0,40}(?:отвечай|ответь)",
    r"(?:只|总是|必须|總是)(?:回答|回复|回覆)",
)
_PLAYED = (
    r"\byou are (?:now )?(?:an? |the )?[^.!?]{0,20}"
    r"\b(?:unrestricted|uncensored|jailbroken|without (?:limits|rules|restrictions))\b",
    r"\ban? (?:assistant|model|ai|bot) (?:without|with no) (?:limits|rules|restrictions|filters)\b",
    r"\byou will now (?:answer|reply|respond|act|speak|play)\b",
    r"^\W*(?:please )?(?:act|behave|answer|speak|respond|reply) (?:as|like) (?:if |though |the |an? )",
    r"^\W*(?:pretend|imagine) (?:to be|that you|you)\b|\byou (?:are to )?(?:pretend|role-?play|impersonate)\b",
    r"\b(?:stay|remain|keep) in (?:your )?(?:character|role)\b",
    r"\b(?:developer|god|dan|jailbreak) mode (?:is )?(?:active|on|enabled)\b",
    r"\b(?:in this (?:story|game|play)|let us play|let's play)\b[^.!?]{0,40}\b(?:assistant|you)\b",
)
CASED = re.compile(
    r"\b[Yy]ou are now (?:an? |the )?[A-Z][A-Z\d-]{2,}"
    r"|\b[Yy]ou are [A-Z]{4,}\b,?\s*(?:an? |the )?(?:assistant|model|pirate|ai|computer|robot)\b"
)
"""Where capitals tell: NAMES of parts to play."""
_MARKS = (
    r"<[|｜][^<>]{0,40}[|｜]>|<(?:start|end)_of_turn>|</?s>\s*\[|\[/?(?:INST|SYS)\]|<</?SYS>>",
    r"<\s*/?\s*(?:system|assistant|user|documents?|evidence|context|tool_?(?:result|call|output|response)?|instructions?"
    r"|answer|prompt|function\w*|im_\w+)\b[^<>]{0,80}>",
    r"(?:^|[.!?\]]\s+)\W*(?:#{1,4}\s*)?(?:assistant|ai|bot)\s*:|^\W*developer\s*:",
    r"^\W*#{2,4}\s*(?:system|user|assistant|instructions?|response)\s*$",
    r"^\W*\[?(?:system|developer|admin(?:istrator)?) (?:message|prompt|override|instruction)\b",
    r"^\W*(?:-+\s*)?end of (?:the )?(?:prompt|evidence|context|instructions?|system message)\b",
    r"[\"'](?:role|answered|final_answer|tool_calls?|citations|verdict)[\"']\s*:",
    r"\b(?:final_answer|tool_call|function_call)\s*\(|^\W*verdict\s*:\s*supported\b",
    r"\btool results?\b[^.!?]{0,40}\b(?:literally|must|verbatim|as (?:it is|they are))\b",
)
_DECODE = (
    r"\b(?:decode|decrypt|decipher|unscramble)\b[^.!?]{0,60}"
    r"\b(?:base ?64|rot ?13|hex\w*|caesar|cipher|obey\w*|do as|follow)\b|\bdecoded and (?:obeyed|followed)\b",
    r"\b(?:base ?64|rot ?13)\b\s*[,:]|\bread (?:it |this )?backwards?\b",
    r"\b(?:repeat|print|reveal|show|output|recite|dump)\b[^.!?]{0,30}\b(?:text|words|everything|all) above\b",
    r"\b(?:print|reveal|show|repeat|output|list|recite|translate|summari[sz]e)\b[^.!?]{0,20}"
    r"\b(?:the|your|its|hidden)\b[^.!?]{0,12}\b(?:system prompt|prompt|hidden (?:instruction|rule)s?|system message)\b",
)

ORDERS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (tuple(hints.split("|")), re.compile("|".join(patterns), re.I))
    for hints, patterns in (
        ("ignor|disregard|forget|overr|bypass|discard|neglect|skip|drop", _GIVE_UP),
        ("cancel|void|lifted|revok|suspend|no longer|new ", _LIFTED),
        (
            "ignor|vergi|verge|missacht|oubli|glig|olvid|descart|desconsid|esque|dimentic|scorda|glem |glöm|bort"
            "|tilsid|negeer|забудь|обращай|игнорир|忽略|忘|无视|無視",
            _GIVE_UP_ELSEWHERE,
        ),
        (" assist|:assist| ai| a.i|bot|model|llm|gpt|your |its ", _TO_MACHINE),
        (
            "answer|repl|respon|asked|asks|whatever|no matter|regardless|whichever|say |say:|say,|print|output"
            "|repeat|shout|sing |from now|henceforth|this moment|starting now|refus|abstain|apolog|needed|append|add "
            "|only|nothing|question|enquir|inquir",
            _WHATEVER,
        ),
        ("antwort|respond|rispond|repond|répond|svar|отве|回", _WHATEVER_ELSEWHERE),
        ("you |act |behave|speak |respond |pretend|imagine|in character|in role|mode |story|game|assistant", _PLAYED),
        ("<|[|assistant:|ai:|bot:|developer|admin|system|### |end of|role|answer|citation|verdict|_call|tool", _MARKS),
        ("decod|decry|deciph|unscram|base64|base 64|rot13|backward| above|prompt|hidden|system message", _DECODE),
    )
)
