"""Which English words may name a topic or explain a suggestion."""

from __future__ import annotations

from aft_themes.language.rules import TermWords

# the stop words of scikit-learn (BSD licence), a list of the Glasgow Information Retrieval Group:
# to import them from there takes a second of each process that needs them
_GRAMMAR = frozenset(
    """
    a about above across after afterwards again against all almost alone along already also
    although always am among amongst amoungst amount an and another any anyhow anyone anything
    anyway anywhere are around as at back be became because become becomes becoming been before
    beforehand behind being below beside besides between beyond bill both bottom but by call can
    cannot cant co con could couldnt cry de describe detail do done down due during each eg
    eight either eleven else elsewhere empty enough etc even ever every everyone everything
    everywhere except few fifteen fifty fill find fire first five for former formerly forty
    found four from front full further get give go had has hasnt have he hence her here
    hereafter hereby herein hereupon hers herself him himself his how however hundred i ie if in
    inc indeed interest into is it its itself keep last latter latterly least less ltd made many
    may me meanwhile might mill mine more moreover most mostly move much must my myself name
    namely neither never nevertheless next nine no nobody none noone nor not nothing now nowhere
    of off often on once one only onto or other others otherwise our ours ourselves out over own
    part per perhaps please put rather re same see seem seemed seeming seems serious several she
    should show side since sincere six sixty so some somehow someone something sometime
    sometimes somewhere still such system take ten than that the their them themselves then
    thence there thereafter thereby therefore therein thereupon these they thick thin third this
    those though three through throughout thru thus to together too top toward towards twelve
    twenty two un under until up upon us very via was we well were what whatever when whence
    whenever where whereafter whereas whereby wherein whereupon wherever whether which while
    whither who whoever whole whom whose why will with within without would yet you your yours
    yourself yourselves
    """.split()
)

_SMALL_TALK = frozenset(
    """
    able ago already also although always anybody anymore anyone anything anyway around away
    back bad became become began begin beginning being believe big bit bits bring brings brought
    call called came can case certain certainly clearly close come comes coming completely
    constantly course definitely did difference different do does doing done down each early
    easy either else enough entire especially even eventually ever every everybody everyone
    everything exact exactly except fact fairly far few fifteen fifty find fine first five forty
    found four front full fully gave general get gets getting give given gives giving go goes
    going gone good got gotten great guess guy guys had half happen happened happening happens
    has have having here hope hundred idea important instead just keep keeps kept kind kinds
    knew know knowing known knows large last late later least left less let letting line little
    long longer look looked looking looks lot lots low made main make makes making man many
    matter maybe mean meaning means meant mentioned mine moment moments more most mostly much
    name named near need needed needs never new next nice nine nobody nope normally number
    obvious obviously odd often old once one ones only other others otherwise own particular
    particularly pass people perfectly perhaps person pick picked piece place plain point
    possible possibly pretty probably put puts putting quick quickly quite rather real really
    reason remember rest right run running same sat saw second see seeing seem seemed seems seen
    sense sent set seven several shall short show shown side simple simply since sit sits six
    small somebody somehow someone something sometimes somewhere soon sort sorts spend spent
    stand start started starting starts still stood stop stopped straight stuff suddenly suppose
    supposed sure take taken takes taking ten tend tends thank thanks thing things think
    thinking thinks third thirty thought thoughts three time times today tomorrow took top total
    totally toward towards tried tries true truly try trying turn turned turns twelve twenty
    twice two type use used useful uses using usual usually version want wanted wants way ways
    went whatever whenever whole will wish won wonder wondering world worth would yes yesterday
    yet young zero
    """.split()
)

_PAST = {
    "broke": "break", "cried": "cry", "drew": "draw", "drove": "drive", "fell": "fall",
    "felt": "feel", "forgot": "forget", "froze": "freeze", "heard": "hear", "held": "hold",
    "hid": "hide", "lost": "lose", "met": "meet", "said": "say", "shook": "shake",
    "spoke": "speak", "stuck": "stick", "taught": "teach", "threw": "throw", "told": "tell",
    "wrote": "write",
}  # fmt: skip

_REMNANTS = frozenset(
    "don didn doesn wasn weren isn wouldn couldn ve ll re just really know".split()
)
_INTERRUPTIONS = (
    r"\b(?:sorry|excuse me|hang on|hold on|one second|one sec|dogs?|cats?|doorbell|delivery|phone"
    r"|internet|wi-?fi|router|zoom|muted?|unmute|frozen|can you hear|recorder|recycling)\b"
)


TERM_WORDS = TermWords(
    grammar=_GRAMMAR,
    small_talk=_SMALL_TALK,
    remnants=_REMNANTS,
    past_forms=_PAST,
    stemmer="english",
    possessive=r"['\u2019]s",
    interruptions=_INTERRUPTIONS,
    pronouns=(r"\b(?:he|him|his|himself)\b", r"\b(?:she|her|hers|herself)\b"),
)
