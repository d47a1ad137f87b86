"""Words of grammar and of talk."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """'cause a aah about above absolutely affirmative after again against ah aha ahh ain't
        all alright alrighty also although always am an and another anti any anybody anyone
        anything anyway anyways are aren't argh as ask at away awesome back basically be
        because been before being below besides best better between both bring but by bye
        bye-bye can can't cannot cause certainly christ clearly co come cool correct could
        couldn't coz crosstalk cuz dear did didn't do does doesn't don't done down dunno
        during each eh either else enough er especially etc even eventually ever every
        everybody everyone everything ew ex exactly fair far few fine first five for
        fortunately four from full further generally get give go god goes gonna good
        goodness gosh got gotta great ha had hadn't haha half hang has hasn't have haven't
        having he he'll he's hello hence her here here's hers herself hey hi him himself
        his hm hmm honestly hopefully how how's however huh i i'd i'll i'm i'mma i've if in
        inaudible indeed instead into is isn't it it'll it's its itself ja jesus just keep
        kinda know last later laugh laughs laughter least leave lemme less let let's like
        listen little look lord lots lovely ma'am many may maybe me meh mhm mhmm might mine
        mm mm-hm mm-hmm mm-hum mmhm mmhmm mmm more most mostly much must my myself nah
        naturally nearly neither never nevertheless next nice nine no nobody nobody's non
        none noone nope nor not nothing now obviously of off often oh ok okay okey old on once
        one only ooh oops or other others otherwise ought our ours ourselves out over own
        perhaps phew please plus poor possibly pre pretty probably quite rather re really
        right same say second see semi seven shall she she'll she's should shouldn't since
        six so some somebody someone something sometimes somewhere soon sorry sorta still
        stop sub such sure take tell ten than thank thanks that that'll that's the their
        theirs them themselves then there there's therefore these they they'll they're
        they've thing think third this those though three through thus 'til til till time to today
        together tomorrow tonight too totally touché toward towards true truly try two ugh
        uh uh-hmm uh-huh uh-oh uhhuh uhm um under understood unfortunately unintelligible
        unless unlike until up upon us usually versus very via vs wait wanna was wasn't
        watch we we'll we're we've well were weren't whap what what's whatever when
        whenever where where's whether which whichever while who who's whoa whoever whole
        whom whose why will wish with within without won't wonderful word would wouldn't
        wow y'all yay yeah yep yes yesterday yet you you'll you're you've young your yours
        yourself yourselves yup zero""".split()
)
"""Words of grammar and of talk."""

STOP_WORDS |= {word.replace("'", "") for word in STOP_WORDS}  # "Theres": a file lost its signs

PRONOUNS = frozenset("i you he she it we they".split())

SUBJECTS = frozenset(
    "i you he she it we they that this these those there the a an my your his her our their "
    "someone anyone everybody people not".split()
)

AUXILIARIES = frozenset("will may".split())

FINITE_VERBS = frozenset(
    "had has is was asked came did got knew left lived said says thought told took used "
    "wanted went".split()
)

DETERMINERS = frozenset("a an the this that these those some my your our no every each".split())

INDEFINITE = frozenset("a an another each every".split())

OF = "of"

AND = "and"

ON = "on"

THE = "the"

FIRST_PERSON = "i"

AT = "at"

FOR = ("for",)

RUN_ON = tuple("i my he she we they you and so".split())

SPOKEN_NUMBERS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()
)
