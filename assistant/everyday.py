"""Everyday English beside the formal words of documents: what is asked in the one and answered in the other. Data only.

Looser than `synonyms`, which decides what is proved: a word may stand in several groups, and the words of one group
only often mean the same ("kids" for children, "dear" for costly, "how far" for a range). They help to find the place
and to see that it is spoken of, and count for a little less than the very words (`akin`).
"""

from __future__ import annotations

import re

_PEOPLE = """
kid child youngster infant minor toddler children; mum mother parent; dad father parent; grown-up adult
boss manager head director chief supervisor leader; firm company business enterprise supplier contractor corporation
staff employee worker personnel workforce; shop store retailer seller dealer vendor; maker manufacturer producer
buyer purchaser customer client; user customer subscriber; tenant lessee renter; landlord lessor; lodger tenant
doctor physician; lawyer solicitor attorney counsel; cop police officer; guest visitor; sailor seafarer skipper crew
driver motorist; neighbour adjacent; mate colleague; folk people person inhabitant resident; locals resident inhabitant
newcomer applicant entrant; pupil student trainee; teacher instructor tutor lecturer; helper volunteer assistant
nation country state; council board committee authority; government state ministry; bank lender
crook criminal offender; thief burglar; hacker attacker intruder
expert specialist professional; member participant; owner holder proprietor; organiser host; guard watchman security
cleaner caretaker janitor; writer author; pro expert
"""
_DEEDS = """
buy bought purchase acquire procure order supply; sell sold sale supply deliver vendor
own belong property possess hold; run ran operate manage administer conduct; rent lease hire let
pay paid cost charge fee price; owe debt arrears due; fix repair mend remedy correct; break broken damage fault defect
mend repair restore; build built construct erect; tear demolish dismantle; throw dispose discard waste
dump dispose discharge; clean wash cleanse; empty discharge drain; keep kept store retain preserve hold
hold held contain capacity store; fit hold capacity memory contain room space; store storage memory keep save archive
save store record keep; start begin commence launch; end finish expire conclude terminate
stop cease halt discontinue suspend; begin began begun start commence; quit leave resign terminate cancel
cancel revoke withdraw terminate; leave left resign depart; go travel leave; come arrive attend; arrive reach
turn rotate; shut close closed closure; open opened opening; lock secure fasten; tie moor fasten secure
let allow permit authorise; allow permit approve grant entitle; ban forbid prohibit; forbid forbidden prohibit ban
need require must necessary requirement; want wish request seek desire; ask request apply enquire; beg request
get got obtain receive acquire; give gave given grant provide supply; hand give deliver submit
send sent submit dispatch transmit forward; bring brought deliver carry; take took taken collect remove
pick choose select collect; choose chose chosen select elect; vote elect ballot; name appoint nominate designate
hire employ recruit appoint engage; sack dismiss fire; fire dismiss; join enrol register enter; sign enrol register
enrol register; book reserve reservation; tell told inform notify report announce
say said state stated announce declare; talk speak discuss; speak spoke consult; write wrote written author draft
read reading measurement measure; record log logged register; log record register journal
show shown display demonstrate indicate; see saw seen view visible; look view inspect search
watch monitor observe supervise; check inspect verify examine test review; find found discover detect locate
spot detect notice discover; hack attack breach intrude compromise; steal stole stolen theft; lose lost loss
hide conceal; guard protect secure; protect safeguard defend secure
boost strengthen increase improve; help assist support aid; back support endorse; like favour approve
praise commend laud; blame criticise; criticise complain object; complain complaint appeal objection
fight combat dispute; argue dispute; cheat fraud; make made produce manufacture create
think thought consider believe opinion; agree agreed consent accept contract; refuse reject decline deny
reject refuse decline; promise undertake commit pledge; try attempt seek; plan intend schedule
schedule plan programme timetable; delay postpone defer; postpone defer adjourn; happen occur arise; cause reason lead
change alter amend modify revise replace; swap replace exchange; replace renew substitute exchange
renew extend prolong; extend prolong lengthen; grow increase expand; shrink reduce decrease decline
drop fall decrease decline; fall fell fallen drop decrease; rise rose risen increase; raise increase lift
cut reduce reduction; lower reduce decrease; lift raise hoist crane; pull tow haul; push press; press push button
wear wore worn clothing; eat ate consume; drink consume; live reside residence; stay remain reside; sleep overnight
swim bathe; drive drove vehicle; park parking; ride travel; fly flew flight; walk pedestrian foot; run running last
last lasts duration life lifetime run; wait await; work function operate; use used utilise employ
charge recharge battery; connect attach link plug; join connect; unplug disconnect; switch turn; measure reading record
weigh weight heavy mass; count number total; copy duplicate backup; delete erase remove; wipe erase delete clear
remove delete withdraw; add include append; mix blend combine; share distribute divide; split divide
gather collect assemble; meet met meeting convene; train training instruct educate; teach taught instruct
learn learnt lesson; study examine analyse; know knew known aware; understand understood
prove proof evidence demonstrate; warn warning alert alarm; alert warn notify alarm; beep sound alarm; blink flash
shine light lit; hear heard; pass transfer hand assign; inherit transfer; refund reimburse repay; repay refund
fine penalty sanction; punish penalty sanction; sue legal; insure insurance; hurt injure harm; die died death
fail failure fault; crash failure collapse; leak spill escape; burn fire; melt thaw; freeze frozen
"""
_THINGS = """
price cost fee charge tariff rate; cost price fee charge expense amount; fee charge price payment; bill invoice
pay salary wage remuneration; cash money fund; money fund payment sum budget cash; grant subsidy fund support
subsidy grant support incentive; tax levy duty; loan credit; rent lease; deposit advance
tender bid offer quotation quote; bid tender offer; offer tender quotation proposal; deal agreement contract
contract agreement; agreement contract treaty; rule regulation provision requirement; law act legislation statute
paper document; form application; letter notice; note memo notice; minutes record; sign notice mark
message notification notice; email mail message; text message sms; call phone telephone; phone telephone mobile
computer pc device; gadget device equipment unit; kit equipment set; gear equipment; tool equipment instrument
machine equipment; thing item; stuff material equipment; part component; bit part; spare replacement; lead cable wire
cable wire lead; plug connector; socket outlet; power electricity current watt; electricity power energy kilowatt
watt power w; volt voltage v; amp current ampere amperes ampère a
battery cell; screen display; light lamp led; lamp light; button key; key button; picture photo image
photo picture image; film video record; sound audio noise; noise sound; voice audio sound; web internet online website
website web page; net network; wifi wireless; app application program; password code login; account user login
bug fault error; virus malware; malware virus ransomware; box package carton; bag sack; bottle container
tank container; bin container waste; rubbish waste refuse garbage litter; trash waste rubbish; dirt soil
mud sediment silt; water liquid fluid; rain precipitation; damp humidity moisture; humidity moisture damp; wet moist
heat temperature; temperature heat hot cold warm degree; hot temperature; cold temperature; warm temperature
cool chill chilled; weather climate; wind gale storm; snow ice; sea ocean; boat vessel ship craft yacht
ship vessel boat; jetty pier pontoon wharf quay dock; pier jetty quay pontoon; dock quay berth; quay pier wharf
berth mooring place; harbour port marina; lorry truck vehicle; truck lorry vehicle; car vehicle automobile
bike bicycle cycle; plane aircraft; train railway rail; road street; path footpath; bridge crossing
house building dwelling; home house residence; flat apartment; office bureau premises; place site location venue
spot place location site; area zone district region; room space; space room capacity; yard area; fence barrier
gate entrance; door entrance; way entrance route; roof cover; shed hut store; field land; land ground property
town city municipality; village parish; centre center; job post position task; post position job mail; task duty job
duty obligation responsibility; work task labour; career employment; holiday leave vacation; break pause interruption
trip journey travel; party event; pet animal dog cat; dog animal; food meal; medicine drug pharmaceutical
illness disease sickness; sick ill; clothes clothing; shoes footwear; glasses goggles
gun weapon; fire blaze; danger hazard risk; risk hazard threat danger; trouble problem difficulty
problem fault issue difficulty; mistake error; mess disorder; row dispute; answer reply response; reply answer response
question query; idea proposal suggestion; suggestion proposal recommendation; plan scheme strategy programme
goal aim objective target; aim objective purpose; reason cause ground; upside benefit advantage
downside disadvantage drawback; chance opportunity; choice option alternative; option choice alternative; list register
order sequence; kind type category; sort type kind; level grade degree; result outcome; goods merchandise
product article; brand make; model version; version edition release; update revision release; proof evidence
approval consent permission; permission consent permit approval authorisation; licence permit
permit licence permission; rights entitlement; vote ballot; meeting session; talk discussion; view opinion
advice guidance recommendation guideline guide; guide manual guideline; help support assistance
support assistance help; safety security; attack incident; harm damage; damage harm loss
fault defect; name title; title name; nickname name; sum amount total; share portion part percentage
"""
_MEASURES = """
often interval frequency every each; frequency often interval; long length duration last time; length long
far range distance ahead reach; range far distance; distance far range; big size dimension large
size dimension big large; large big; tall height high; high height tall; deep depth draught
wide width breadth broad beam; thick thickness; heavy weight; fast speed rapid; quick fast prompt rapid; slow delay
speed fast; old age; age old year; young age; late deadline overdue delay; deadline latest; early advance
future ahead advance upcoming; soon promptly; now current currently present today; nowadays now current
previously formerly; former previous earlier; last previous final; next following subsequent; yearly annual year
annual yearly year; monthly month; weekly week; daily day; night overnight; morning am; noon midday
weekend saturday sunday; autumn fall; most maximum; maximum most limit highest; minimum least lowest
limit maximum threshold ceiling; loud noise; precise accuracy accurate; accuracy precise accurate exact
sharp resolution
"""
_QUALITIES = """
dear dearer costly expensive cost; expensive dear costly cost price; cheap inexpensive low; free charge gratis
broke bankrupt insolvent; rich wealthy; poor low; good suitable adequate; bad poor defective; better improve
worse deteriorate; best optimal; enough sufficient adequate; spare additional extra; extra additional supplementary
more additional further; another second additional further; whole entire complete; full complete; empty vacant
vacant free available; available free; ready prepared supplied; standard default; default standard factory
usual normal ordinary; normal ordinary regular; odd unusual; special particular; main principal chief primary
top highest head; little small young; small little minor; tiny small; huge large; new newly recent
steady constant continuous; safe secure; dangerous hazardous unsafe; legal lawful; illegal unlawful prohibited
allowed permitted; compulsory mandatory obligatory; mandatory compulsory obligatory required; optional voluntary
voluntary optional; secret confidential classified; private confidential personal; public open; official formal
fair reasonable; strict stringent; lax lenient; easy simple; hard difficult; tough strict difficult
alone unaccompanied unattended; together jointly cooperate collaborate; jointly together; separate individual
same identical equal; different other; famous known; broken defective faulty; dirty soiled polluted; clean tidy
dry drought; smart intelligent; true correct; wrong incorrect; right correct entitled; clear plain; urgent immediate
quickly promptly immediately; home domestic; foreign international abroad; abroad foreign overseas
neighbour nearby neighbouring; local municipal
"""
_TABLES = (_PEOPLE, _DEEDS, _THINGS, _MEASURES, _QUALITIES)
GROUPS = tuple(tuple(group.split()) for table in _TABLES for group in re.split(r"[;\n]", table) if group.strip())
"""Words of which any may stand for any other."""

_PHRASES = (
    (
        r"\b((?:must|should|shall|may|can|do|does|did|to) (?:(?!not\b)[\w'-]+ ){0,4}?)"
        r"have on(?= (?:when|while|if|at|in|on|during|for)\b|[?.,]|$)",
        r"\1wear",
    ),
    (
        r"\bput(?:s|ting)? in (?:a |an |the |their )?(prices?|bids?|tenders?|offers?|quotes?|quotations?)\b",
        r"tender \1",
    ),
    (r"\b(?:hand|give)(?:s|ed|ing)? out\b", "grant"),
    (r"\b(?:pass|hand|make)(?:es|s|ed|ing)? (\w+ )?(?:over|on) to\b", r"transfer \1to"),
    (r"\bgot rid of\b|\bget(?:s|ting)? rid of\b|\bthrow(?:s|n|ing)? (?:\w+ )?away\b", "dispose"),
    (r"\b(?:pay|paid|give|gave|get|got)(?:s|ing)? (?:\w+ ){0,2}?back\b", "refund"),
    (r"\bput(?:s|ting)? off\b", "postpone"),
    (r"\bcall(?:s|ed|ing)? off\b", "cancel"),
    (r"\b(?:set|sets|setting) up\b", "establish"),
    (r"\bcarr(?:y|ies|ied|ying) out\b", "perform"),
    (r"\bfill(?:s|ed|ing)? (?:in|out)\b", "complete"),
    (r"\bfind(?:s|ing)? out\b|\bfound out\b", "discover"),
    (r"\blook(?:s|ed|ing)? after\b|\btak(?:e|es|ing) care of\b", "maintain"),
    (r"\blook(?:s|ed|ing)? into\b", "investigate"),
    (r"\b(?:run|runs|ran|running) out\b", "expire"),
    (r"\bturn(?:s|ed|ing)? down\b", "reject"),
    (r"\bsign(?:s|ed|ing)? up\b", "register"),
    (r"\bbreak(?:s|ing)? down\b|\bbroke down\b|\bbroken down\b", "fail"),
    (r"\b(?:take|takes|took|taking) part\b", "participate"),
    (r"\b(?:take|takes|took|taking) place\b", "happen"),
    (r"\b(?:in charge|at the head) of\b", "responsible"),
    (r"\b(?:bring|brings|bringing|brought) in\b", "introduce"),
    (r"\bgo(?:es|ing)? up\b|\bwent up\b", "increase"),
    (r"\bgo(?:es|ing)? down\b|\bwent down\b", "decrease"),
    (
        r"\bby (?:himself|herself|itself|themselves|yourself|oneself|myself)\b"
        r"|\bon (?:his|her|its|their|your|my) own\b",
        "alone",
    ),
)


def in_one_word(text: str) -> str:
    """A question with its phrasal verbs as single words: "have on" as "wear", "hand out" as "grant"."""
    for pattern, word in _PHRASES:
        text = re.sub(pattern, word, text, flags=re.I)
    return text
