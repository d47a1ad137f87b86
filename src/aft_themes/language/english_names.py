"""Fixed lists: words that are capitalised and name nobody, and words that tell a name's kind."""

from __future__ import annotations

from functools import cache
from importlib import resources

TITLES = frozenset(
    "dr doctor mr mister mrs ms miss mx prof professor sister brother nurse aunt auntie uncle "
    "reverend rev father pastor rabbi judge captain coach sir madam lady".split()
)
"""Titles that stand before a name; ``father`` and the like only count when capitalised."""

CLIENT_TITLES = frozenset("mr mister mrs ms miss mx".split())

STOP_WORDS = frozenset(
    """a about above after again against ah all also although always am an and another any anybody
    anyone anything anyway are as at away back basically be because been before being below besides
    best better between both but by bye can cannot certainly clearly come could did do does done
    down during each eh either else enough er especially even eventually ever every everybody
    everyone everything exactly fair far few fine first five for four from full further generally
    get give go god good got great had half hang has have having he hello hence her here hers
    herself hey hi him himself his hm hmm honestly how however huh i if in indeed instead into is
    it its itself just know last later least leave less let like listen little look lots lovely
    many may maybe me mhm might mine mm mmm more most mostly much must my myself naturally nearly
    neither never nevertheless next nice nine no nobody none nope nor not nothing now obviously of
    off often oh ok okay old on once one only or other others otherwise ought our ours ourselves
    out over own perhaps please plus poor possibly pretty probably quite rather really right same
    say second see seven shall she should since six so some somebody someone something sometimes
    somewhere soon sorry still stop such sure ten than thank thanks that the their theirs them
    themselves then there therefore these they thing third this those though three through thus
    till time to today together tomorrow tonight too toward towards true truly two uh uh-huh uh-oh
    uhm um under understood unless unlike until up upon us usually very wait was watch we well were
    what whatever when whenever where whether which whichever while who whoever whole whom whose
    why will wish with within without word would wow yeah yep yes yesterday yet you young your
    yours yourself yourselves zero dear ma'am gosh goodness jesus christ lord hang goes bring take
    tell think ask keep try mm-hm mm-hmm ja nah nobody's ha haha whap ew meh touché
    """.split()
)
"""Words that begin sentences and are no names."""

NOT_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april may june july august
    september october november december christmas thanksgiving easter halloween hanukkah passover
    ramadan diwali lent advent english french german spanish italian portuguese dutch danish swedish
    norwegian finnish icelandic russian polish czech slovak hungarian romanian bulgarian greek
    turkish arabic hebrew persian farsi hindi urdu bengali punjabi tamil chinese mandarin cantonese
    japanese korean vietnamese thai filipino tagalog indonesian malay swahili yoruba igbo zulu
    latin welsh irish scottish british american canadian mexican brazilian cuban australian
    african asian european latino latina latinx hispanic indian israeli iranian iraqi lebanese
    egyptian nigerian kenyan ethiopian ukrainian croatian serbian swiss austrian belgian
    jewish jew jews christian catholic protestant methodist baptist lutheran mormon quaker quakers
    muslim islam islamic buddhist buddhism hindu sikh orthodox evangelical presbyterian unitarian
    bible koran torah mass god gods jesus christ buddha allah lord heaven
    internet web zoom skype google facebook instagram twitter youtube netflix amazon apple ebay ikea
    uber walmart target starbucks kleenex velcro xerox tupperware lego wikipedia powerpoint excel
    word outlook gmail iphone ipad android windows polaroid vhs betamax dvd post-it band-aid
    gestalt freud freudian jung jungian rogers rogerian rogerians winnicott bowlby kohut bion klein
    kleinian lacan lacanian ferenczi sullivan sullivanian erikson piaget skinner pavlov beck
    linehan bordin socratic oedipus oedipal rorschach wechsler minnesota likert hamilton
    seneca epictetus aurelius stoic stoics plato socrates aristotle nietzsche kierkegaard
    shakespeare hamlet macbeth ophelia chekhov tolstoy dostoevsky proust kafka beckett dickens
    austen darwin einstein newton mozart bach beethoven chopin schubert picasso rembrandt vermeer
    monet clinton obama bush reagan trump biden nixon kennedy lincoln roosevelt churchill
    internship ph.d phd psyd doctorate dad mom mum mama papa mommy daddy mummy grandma grandpa
    granny gran nana nan grandmother grandfather mother auntie sir madam madame
    congress senate parliament republican democrat medicare medicaid north south east west
    bluetooth wi-fi wifi ta-da amen hallelujah santa cinderella scrabble monopoly olympic olympics
    black white doc renaissance victorian gothic baroque marxist marx america age republic
    covid ebola achilles superior prozac zoloft xanax ritalin
    """.split()
)
"""Capitalised words that identify nobody: days, months, languages, faiths, brands, authors."""

BIOGRAPHICAL = frozenset(
    """dutch danish swedish norwegian finnish icelandic russian polish czech slovak hungarian
    romanian bulgarian greek turkish arabic hebrew persian filipino indonesian malay welsh irish
    scottish british canadian mexican brazilian cuban australian israeli iranian iraqi lebanese
    egyptian nigerian kenyan ethiopian ukrainian croatian serbian swiss austrian belgian german
    french spanish italian portuguese japanese korean vietnamese thai chinese indian
    jewish catholic methodist baptist lutheran mormon quaker quakers muslim buddhist hindu sikh
    evangelical presbyterian unitarian""".split()
)
"""Origins and faiths: not replaced, but put before a person when someone says to be one."""

WORDS_AND_NAMES = frozenset(
    """grace hope joy faith mark bill rose dawn art frank pat rich gene jack sue drew guy chase
    grant wade miles dale glen sandy ginger olive ivy daisy violet amber crystal ruby pearl star
    sky summer autumn christian angel brook reed lance pierce rusty hunter mason page cliff
    chuck norm stew bishop king knight young brown green black white gray stone wood woods field
    fields hill lake rivers bridge bridges banks park parks church street baker cook cooper
    carter fisher miller potter shepherd smith taylor turner walker weaver wright butler marsh
    snow frost winter may june day love hardy long short small little strong sharp swift wise
    good best power price cash bond bell ball cross stern north west pike ray eve will compass
    beacon horizon harbor haven pathways anchor lighthouse""".split()
)
"""Words that are also names: a known name among them counts only where it is capitalised."""

ACRONYMS = frozenset(
    """I A OK CBT DBT ACT IPT AFT EFT VA ER ICU IT HR TV DVD VHS CD PC UK US USA EU ID PTSD OCD ADHD
    BPD GAD MDD AA NA IQ PHD PSYD MD RN MSW LCSW APA APPIC IRB HIPAA DSM SCID BDI PHQ WAI SEQ CCRT
    AAI DMV FBI CIA IRS NPR BBC CNN HBO PTA GPS GP NHS AM PM MP3 PDF CV ATM SUV MRI CT EEG EKG ECG
    IV DNA HIV AIDS LGBT LGBTQ BIPOC POC FAQ FYI ASAP DIY RSVP PIN SOS UFO GED SAT GRE LSAT MCAT
    CPR AV VCR MC PA CEO CFO BA BS MA MFA MBA JD ABD TA RA PI Q QA R
    B C D E F G H J K L M N O P S
    T U V W X Y Z NO YES NOT VERY OH MY HI SO AND BUT WHAT WHY HOW WHO REALLY NEVER
    ALWAYS""".split()
)
"""Words in capitals that name no institution."""

ORGANISATION_NOUNS = {
    "hospital": "HOSPITAL",
    "hospitals": "HOSPITAL",
    "infirmary": "HOSPITAL",
    "medical": "HOSPITAL",
    "med": "HOSPITAL",
    "clinic": "CLINIC",
    "hospice": "CLINIC",
    "university": "UNIVERSITY",
    "college": "UNIVERSITY",
    "polytechnic": "UNIVERSITY",
    "academy": "SCHOOL",
    "school": "SCHOOL",
    "elementary": "SCHOOL",
    "seminary": "SCHOOL",
    "institute": "ORGANISATION",
    "center": "ORGANISATION",
    "centre": "ORGANISATION",
    "foundation": "ORGANISATION",
    "trust": "ORGANISATION",
    "association": "ORGANISATION",
    "society": "ORGANISATION",
    "church": "ORGANISATION",
    "cathedral": "ORGANISATION",
    "temple": "ORGANISATION",
    "synagogue": "ORGANISATION",
    "mosque": "ORGANISATION",
    "company": "ORGANISATION",
    "inc": "ORGANISATION",
    "bakery": "ORGANISATION",
    "cafe": "ORGANISATION",
    "diner": "ORGANISATION",
    "restaurant": "ORGANISATION",
    "hotel": "ORGANISATION",
    "library": "ORGANISATION",
    "museum": "ORGANISATION",
    "theater": "ORGANISATION",
    "theatre": "ORGANISATION",
    "press": "ORGANISATION",
    "labs": "ORGANISATION",
    "fellowship": "ORGANISATION",
    "scholarship": "ORGANISATION",
    "trial": "TRIAL",
    "study": "TRIAL",
    "project": "TRIAL",
    "grant": "TRIAL",
}
"""Words that make a capitalised phrase an organisation, and the tag it gets."""

PLACE_NOUNS = {
    "street": "STREET",
    "st": "STREET",
    "avenue": "STREET",
    "ave": "STREET",
    "road": "STREET",
    "rd": "STREET",
    "lane": "STREET",
    "drive": "STREET",
    "boulevard": "STREET",
    "blvd": "STREET",
    "terrace": "STREET",
    "crescent": "STREET",
    "parkway": "STREET",
    "highway": "STREET",
    "turnpike": "STREET",
    "square": "STREET",
    "alley": "STREET",
    "hill": "PLACE",
    "hills": "PLACE",
    "heights": "PLACE",
    "park": "PLACE",
    "gardens": "PLACE",
    "falls": "PLACE",
    "springs": "PLACE",
    "river": "PLACE",
    "creek": "PLACE",
    "brook": "PLACE",
    "lake": "PLACE",
    "pond": "PLACE",
    "bay": "PLACE",
    "beach": "PLACE",
    "harbor": "PLACE",
    "harbour": "PLACE",
    "island": "PLACE",
    "mountain": "PLACE",
    "valley": "PLACE",
    "county": "PLACE",
    "city": "PLACE",
    "village": "PLACE",
    "mill": "PLACE",
    "bridge": "PLACE",
    "station": "PLACE",
    "airport": "PLACE",
    "hall": "PLACE",
    "building": "PLACE",
    "tower": "PLACE",
    "pavilion": "PLACE",
    "wing": "UNIT",
    "ward": "UNIT",
    "unit": "UNIT",
    "house": "PLACE",
    "mall": "PLACE",
    "campus": "PLACE",
    "point": "PLACE",
    "ridge": "PLACE",
    "row": "STREET",
    "court": "STREET",
    "walk": "STREET",
    "mews": "STREET",
    "wharf": "PLACE",
    "quay": "PLACE",
    "plaza": "PLACE",
    "passage": "PLACE",
    "strait": "PLACE",
    "canal": "PLACE",
    "coast": "PLACE",
    "shore": "PLACE",
    "cove": "PLACE",
    "forest": "PLACE",
    "woods": "PLACE",
    "desert": "PLACE",
    "peninsula": "PLACE",
    "grove": "PLACE",
    "crossing": "PLACE",
    "junction": "PLACE",
    "landing": "PLACE",
}
"""Words that make a capitalised phrase a place, and the tag it gets."""

GEOGRAPHIC = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia
    hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
    michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming england
    scotland wales ireland france germany spain italy portugal netherlands holland belgium denmark
    sweden norway finland iceland poland russia ukraine greece turkey israel lebanon egypt nigeria
    ghana kenya ethiopia china japan korea vietnam thailand philippines india pakistan bangladesh
    iran iraq mexico brazil argentina chile peru colombia cuba jamaica haiti canada australia
    ontario quebec toronto montreal vancouver london paris berlin vienna prague rome madrid lisbon
    dublin edinburgh glasgow manchester leeds boston chicago philadelphia brooklyn manhattan queens
    bronx houston dallas denver seattle portland atlanta detroit pittsburgh cleveland minneapolis
    baltimore cincinnati milwaukee budapest warsaw moscow istanbul athens amsterdam copenhagen
    stockholm oslo helsinki zurich geneva tokyo seoul beijing shanghai mumbai delhi karachi cairo
    lagos nairobi johannesburg sydney melbourne auckland
    gulf midwest appalachia antarctic antarctica arctic""".split()
)
"""States, countries and large cities: places whatever stands around them."""


@cache
def first_names() -> frozenset[str]:
    """Load the list of first names.

    Returns
    -------
    frozenset of str
        First names in lower case.
    """
    text = resources.files(__package__).joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
