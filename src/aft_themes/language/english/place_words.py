"""Words in and around the names of places."""

from __future__ import annotations

_NOUNS_BY_TAG = {
    "STREET": """alley ave avenue blvd boulevard court crescent drive highway hwy interstate lane
        mews parkway rd road route row square st street terrace turnpike walk""",
    "PLACE": """airport apartments arena bay beach borough bridge brook building campus canal
        castle city coast coliseum counties county courts cove creek crossing desert district
        estates fairgrounds falls farm farms field forest gardens grove hall harbor harbour
        heights hill hills
        house island junction kingdom lake landing mall mill mountain mountains neighborhood
        palace park passage pavilion peninsula pier plaza point pond prefecture province quay
        ranch reservation ridge river shore springs station strait tower township
        trail tunnel valley village wharf woods""",
    "UNIT": """unit ward wing""",
}

PLACE_NOUNS = {word: tag for tag, words in _NOUNS_BY_TAG.items() for word in words.split()}
"""Words that make a capitalised phrase a place."""

SURE_PLACES = frozenset(
    """alabama alaska amsterdam antarctic antarctica appalachia arctic argentina arizona
        arkansas athens atlanta auckland australia baltimore bangladesh beijing belgium berlin
        boston brazil bronx brooklyn budapest cairo california canada chicago chile china
        cincinnati cleveland colombia colorado connecticut copenhagen cuba dallas delaware delhi
        denmark denver detroit dublin edinburgh egypt england ethiopia finland florida france
        geneva georgia germany ghana glasgow greece gulf haiti hawaii helsinki holland houston
        iceland idaho illinois india indiana iowa iran iraq ireland israel istanbul italy
        jamaica japan johannesburg kansas karachi kentucky kenya korea lagos lebanon leeds
        lisbon london louisiana madrid maine manchester manhattan maryland massachusetts
        melbourne mexico michigan midwest milwaukee minneapolis minnesota mississippi missouri
        montana montreal moscow mumbai nairobi nebraska netherlands nevada nigeria norway ohio
        oklahoma ontario oregon oslo pakistan paris pennsylvania peru philadelphia philippines
        pittsburgh poland portland portugal prague quebec queens rome russia scotland seattle
        seoul shanghai spain stockholm sweden sydney tennessee texas thailand tokyo toronto
        turkey uae uk ukraine usa utah vancouver vermont vienna vietnam virginia wales warsaw
        washington wisconsin wyoming zurich""".split()
)
"""States, countries, large cities, regions."""

THE_PLACES = frozenset({"states"})

PLACE_BEGINNINGS = frozenset(
    "north south east west new old saint st san santa los las fort ft mount mt lake port el la "
    "upper lower great grand".split()
)

PLACE_HEADS = frozenset("lake mount mt fort ft".split())

SAINT_SHORT = "st"

SAINTS = frozenset(("st", "saint"))

_STATES = (
    "A[KLRZ]|CA|C[OT]|D[CE]|FL|GA|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HR]|PA|RI|S[CD]|"
    "T[NX]|UT|V[AT]|W[AIVY]|AB|BC|MB|NB|NL|NS|ON|PEI?|QC|SK|ACT|NSW|QLD|TAS|VIC"
)
"""Letters behind a town in America, Canada or Australia; not OK, which is more often a word."""

STATE_BEHIND = rf", (?:{_STATES})(?![\w']| ?\d)"

TOWNS_OF = frozenset("borough city county diocese province state town village".split())

AREAS = frozenset("area areas district neighborhood neighbourhood region suburb valley".split())

HOUSEHOLDS = r"'?s?'? (?:boys|children|family|farm|girls|home|house|kids|place|ranch|yard)\b"

STREET = "STREET"

STREET_PREPOSITIONS = frozenset("along and between down from of off on to up".split())

PLACE_PREPOSITIONS = frozenset("in near outside around across".split())

MOTION_PREPOSITIONS = frozenset("from to at".split())

MOTION_WORDS = frozenset(
    "moved move moving went go goes going gone drove drive driving flew fly back came come "
    "coming grew live lived living born raised home here there worked work trained stayed "
    "degree move school graduated transferred".split()
)

PLACE_QUESTION = (
    r"(?i)\b(?:where(?:abouts)?|(?:what|which) (?:city|county|part|town|village))\b[^.?!]{0,60}"
    r"\?[^?]{0,20}$"
)
