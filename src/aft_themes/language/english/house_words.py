"""Words in and around the names of houses: organisations, firms and what they run."""

from __future__ import annotations

_NOUNS_BY_TAG = {
    "HOSPITAL": """hospital hospitals infirmary med medical""",
    "CLINIC": """clinic hospice""",
    "UNIVERSITY": """college ecole hochschule politecnico polytechnic polytechnique scuola
        universidad universidade universita universite universiteit university università
        universität université école""",
    "SCHOOL": """academy colegio elementary escuela gymnasium kindergarten lycee lyceum lycée prep
        preparatory preschool school seminary""",
    "ORGANISATION": """abbey agency airlines airways alliance armory army association authority
        bakery ballroom bank barracks battalion bistro board books brewery brigade brothers
        bureau cafe camp casino cathedral cemetery center centre chamber chapel charity
        chronicle church cleaners club coalition collaborative colliery commission committee
        company conference congregation conservatoire conservatorium conservatory consortium
        convent convention cooperative corp corporation corps council courier courthouse dairy
        department diner diocese editions enquirer enterprises exchange federation fellowship
        force foundation garage gazette gmbh grocery guild herald hotel hotels inc industries
        inn inquirer institut institute institution instituto istituto journal lab laboratory
        labs laundry league library llc lodge ltd magazine ministries ministry monastery mosque
        motel motors museum navy orchestra orphanage parish pharmacy pizzeria press priory
        productions pub publishers publishing railroad records regiment restaurant saloon
        scholarship schools services society squadron stadium steakhouse studios supermarket
        synagogue system systems tavern tech technologies temple theater theatre times tribune
        trust winery exposition expo factory prison""",
    "TRIAL": """grant project study trial""",
}

ORGANISATION_NOUNS = {word: tag for tag, words in _NOUNS_BY_TAG.items() for word in words.split()}
"""Words that make a capitalised phrase an organisation."""

GENERIC = frozenset(
    """advisory air board business city civil comic community county day directors education
        examining executive federal general glee graduate
        health high human junior law local medical mental middle national nervous news
        nursing office offices operating parole planning police primary private public record
        recreation
        retirement school secondary senior solar state summer supervisors supreme task text
        trustees video work world zoning""".split()
)

SMALL_NOUNS = frozenset(
    """avenue boulevard building campus church clinic college counties county elementary
        fellowship hospital institute lab laboratory neighborhood neighbourhood prefecture
        project province road scholarship street study trial university ward wing""".split()
)
"""Nouns that count in small letters, too."""

LOOSE_NOUNS = frozenset(
    "agency center centre charity company factory farm foundation hotel library museum "
    "orphanage prison restaurant school seminary".split()
)

_TRADES = (
    "bus|cleaning|clothing|coal|construction|consulting|cotton|dairy|drug|electric|engineering|film|"
    "fishing|food|furniture|gas|glass|insurance|law|lumber|milling|mining|moving|oil|paper|power|"
    "printing|publishing|railroad|railway|record|security|shipping|shoe|software|steel|taxi|"
    "telephone|textile|timber|tobacco|transport|trucking"
)
FIRMS = rf" (?:{_TRADES}) (?:company|corporation|firm|mills?|mines?|plant|works)\b"
"""What goes on the name of a firm in small letters ("the Xelby coal company")."""

HOUSE_TAIL = (
    rf"(?: (?:{_TRADES}|children's|community|cottage|elementary|fever|general|grammar|high|"
    r"isolation|junior|"
    r"maternity|medical|middle|military|primary|public|secondary|senior|state|teaching|"
    r"veterans'|women's)){0,2} (?P<noun>academy|avenue|"
    r"boulevard|cemetery|center|centre|church|clinic|college|company|elementary|farm|hospice|"
    r"hospital|hotel|laboratory|lab|library|lodge|orphanage|prison|road|school|seminary|street|"
    r"university)\b(?!-)"
)

FAITH_SCHOOLS = (
    r" (?:Adventist|Baptist|Catholic|Christian|Episcopal|Lutheran|Methodist|Presbyterian)\b"
    r"(?!-| (?:[A-Z]|church|communit|famil|man|men|mission|parent|people|priest|woman|women))"
)

# no article: "at the village school" names none; and no usual kind of school
SMALL_HOUSES = (
    r"\b(?:at|attend(?:ed|ing)?|called|from|joined|named|to) "
    r"(?P<name>(?!(?:art|boarding|charter|coding|finish|grade|grad|grammar|junior|leave|magnet|med|"
    r"night|normal|parochial|prep|pursue|reformatory|regular|start|summer|sunday|teach|trade|"
    r"\w+(?:th|st|nd|rd) grade)\b)"
    r"[a-z]{3,}(?: [a-z]{3,})?"
    r" (?:academy|clinic|college|hospital|school|university))\b"
)

_CALLED_BY_KIND = {
    "organisation": """agency association band bar business cafe charity church clinic club
        college company firm fellowship gallery gym hospice hospital hotel institute institution lab
        laboratory magazine manufacturer newspaper nonprofit organisation organization practice
        pub publisher restaurant retailer school shop startup store studio university""",
    "place": "city neighborhood neighbourhood place street suburb town village",
}

CALLED_HOUSES = {word: kind for kind, words in _CALLED_BY_KIND.items() for word in words.split()}
"""Words before "called" and a name. Not "system" or "project": products have such names, too."""

SMALL_CALLED = (
    rf"\b(?:{'|'.join(sorted(k for k, v in CALLED_HOUSES.items() if v == 'organisation'))}) "
    r"called (?P<name>[a-z]{3,}(?: [a-z]{3,})?)\b"
)

SHORT_FORMS = (
    "",
    " Med Center",
    " Med",
    " Hospital",
    " Medical",
    " University",
    " College",
    " U",
)

NAME_WORDS = frozenset("of the for and at".split())
"""Small words within names of houses."""

HOUSE_LINKS = frozenset({("of",), ("of", "the"), ("for",), ("for", "the")})

SEATS = frozenset("college university".split())

INNER_LINKS = frozenset({("in",), ("in", "the")})

CALLED = frozenset("called named".split())

CALLED_THINGS = frozenset(
    """algorithm app article book concept drug film format framework game language library
        medication method movie novel package paper plugin podcast poem protocol scheme show song
        technique theory tool website""".split()
)
"""Words before "called" and the name of a thing; not "course", which tells where one was."""

HOUSE_WORDS = frozenset(
    "agency airline bakery brewery charity clinic company consultancy firm hospice label "
    "manufacturer museum newspaper nonprofit publisher retailer startup studio "
    "university".split()
)

SAID_TO_BE = (
    r"(?:,| is| was|'s|, (?:which|who) (?:is|was)),?"
    r" (?:a|an|the|this|that|my|our|their|one of the)"
    r" (?P<said>(?:(?!(?:at|of|in|for|from|with|who|that)\b)[A-Za-z-]+ ){0,3}[a-z-]+)\b"
)

HOUSES = {
    "agencies": "agency",
    "bands": "band",
    "charities": "charity",
    "clinics": "clinic",
    "colleges": "college",
    "companies": "company",
    "firms": "firm",
    "hospitals": "hospital",
    "organisations": "organisation",
    "organizations": "organization",
    "publishers": "publisher",
    "schools": "school",
    "startups": "startup",
    "universities": "university",
}

HOUSES_LIKE = (
    rf"\b(?P<houses>{'|'.join(HOUSES)}),? (?:like|such as|including|called|named) "
    r"(?:[A-Z][\w&'.-]*(?: [A-Z][\w&'.-]*){0,3}(?:,| and| or|, and|, or) ){0,6}$"
)

HOUSE_PEOPLE = frozenset(
    "board chapter company employee employees headquarters member members office offices "
    "officials staff".split()
)

_FAITHS = "baptist christian congregational lutheran methodist presbyterian".split()
DEDICATIONS = frozenset(
    [
        *(f"{count} {faith}" for count in ("first", "second", "third") for faith in _FAITHS),
        *("all hallows", "all saints", "all souls", "blessed sacrament", "christ the king"),
        *("corpus christi", "good shepherd", "holy child", "holy cross", "holy family"),
        *("holy ghost", "holy name", "holy rosary", "holy spirit", "holy trinity"),
        *("immaculate conception", "our lady", "precious blood", "sacred heart"),
    ]
)
"""What churches, schools and hospitals are dedicated to, and called by ("at Sacred Heart")."""

DEDICATED = frozenset("at attend attended attends from joined near to".split())
"""Words behind which a house is meant, and nothing that one believes in."""

PAIRED_NOUNS = {
    "academies": "academy",
    "churches": "church",
    "clinics": "clinic",
    "colleges": "college",
    "counties": "county",
    "hospitals": "hospital",
    "libraries": "library",
    "schools": "school",
    "streets": "street",
    "universities": "university",
}
"""Nouns that two names share ("the Larch and Thimble Libraries")."""

NEWSPAPERS = frozenset("chronicle courier enquirer gazette herald inquirer tribune".split())
"""Last words of newspapers, whose names may be ordinary words ("News Herald")."""

COMPANY_FORMS = frozenset("co corp gmbh inc llc llp ltd plc".split())
"""What ends a firm's name by law."""

GROUPS = frozenset(
    "alliance collective forum group hub initiative network partnership service team unit".split()
)
"""Last words of what is no house unless its initials stand for it, too ("Lantern Hub, the QLH")."""

HOUSE_GROUPS = frozenset("board choir committee crew program programme staff team".split())

HOUSE_BEGINNINGS = frozenset(
    "american amalgamated associated british community federal general independent "
    "international national united women's".split()
)

HOUSE_VERBS = frozenset(
    "asked bought decided employed funded gave hired invited offered owned paid recruited said "
    "sold sponsored wanted".split()
)

HOUSE_ACTS = frozenset("employed funded hired owned published recruited sponsored".split())

BUSINESSES = frozenset(
    """associates care chemicals clothing communications consultancy consulting counseling
        counselling daycare dental dynamics electric electronics energy engineering
        entertainment fashion films financial foods games group healthcare hotels initiative
        insurance logistics media mining network nursery outreach partners partnership pharma
        pharmaceutical pharmaceuticals pictures properties robotics savings shipping software
        solutions steel studio supply team telecom textiles therapeutics therapy toys union
        ventures wellness""".split()
)
"""Words of firms and services. Weak: "Deep Therapy" may be a method, "Fire Games" a game."""

HOUSE_ENDINGS = frozenset(("international", "worldwide"))
"""Last words of the names of firms, which elsewhere only describe ("International Students")."""

THINGS = frozenset(
    """act amendment arts award awards bowl championship championships day days drill edition
        education engineering finals history hour hours language law learning manager method
        month model movement nationals parade prize program programme revolution rights rule
        rules schedule science sciences script show standard standards studies theory time
        trilogy war wars week year""".split()
)
"""Last words of what is written with capitals and names no institution ("Data Science")."""

_WORK = frozenset(
    """bought degree employed engineer engineers fellowship founded funded funding graduate
        graduated hired imported intern interned internship job money owned people play played plays
        published
        publisher researcher researchers run sponsored student students volunteer volunteered
        volunteering volunteers work worked working works""".split()
)

_POSTS = frozenset(
    """board ceo chair chairman co-founder dean director employee employees founder head
        leader manager member members president""".split()
)

_JOBS = frozenset(
    """admitted assistant caseload clinician colleague colleagues consultant coordinator
        counsellor counselor degree director doctorate employed employee engineer enrolled
        fellowship inpatient intern interned internship job jobs lecturer manager masters nurse
        patients phd placement placements position postdoc practicum professor psychiatrist
        psychologist residency rotation rotations student students studied supervisor supervisors
        taught teach teacher teachers teaches teaching therapist therapists trained trainee
        trainees training volunteer volunteered volunteering volunteers work worked working
        works""".split()
)

_GIVING = frozenset(
    "admitted applied apply applying donate donated pay pays subsidy transferred".split()
)

EMPLOYER_CUES = (
    (frozenset("by for from".split()), _WORK),
    (frozenset("for from of with".split()), _POSTS),
    (frozenset({"joined"}), frozenset({"joined"})),
    (frozenset({"at"}), _JOBS),
    (frozenset({"into"}), frozenset({"accepted", "get", "got", "pay", "pays"})),
    (frozenset({"to"}), _GIVING),
)

EMPLOYED_AT = frozenset(("at", "for", "joined"))

HIRING = frozenset((word,) for word in "employed fired hired recruited".split())

DOERS = frozenset("at by for from through to with".split())

ATTENDED = frozenset("attend attended attending attends joined leave leaving left quit".split())
