"""Forms of addresses, streets, postcodes and numbered houses."""

from __future__ import annotations

import re

from aft_themes.deidentify.recognizers.contact_forms.form import Form

# streets where no English is spoken: "Mittelstraße 12", "12 rue de Lille", "Calle Mayor 5"
_CAPITAL, _SMALL = r"A-Z\u00c0-\u00d6\u00d8-\u00de", r"a-z\u00df-\u00f6\u00f8-\u00ff"
_STREET_NAME = (
    rf"(?:(?:de|du|des|del|della|delle|dei|la|las|los|le|les|da|do|dos|di|d['\u2019]) ?){{0,2}}"
    rf"[{_CAPITAL}][{_CAPITAL}{_SMALL}'\u2019-]{{1,30}}(?: [{_CAPITAL}][{_SMALL}-]{{1,30}}){{0,2}}"
)
_ABROAD = (
    rf"(?:\b[{_CAPITAL}][{_CAPITAL}{_SMALL}-]{{2,30}}"
    r"(?:[Ss]tra\u00dfe|[Ss]trasse|[Ss]tr\.|weg|platz|allee|gasse|straat|laan|gracht|plein|gatan"
    r"|v\u00e4gen|gade|vej|veien|katu|kade|dijk|singel|steeg|ufer|damm|steig|chaussee)"
    r" \d{1,4}(?: ?[a-zA-Z])?\b"
    r"|\b\d{1,4}(?: (?:bis|ter))?,? "
    r"(?i:rue|avenue|boulevard|chemin|impasse|quai|all\u00e9e|place(?= d[eu])) "
    rf"{_STREET_NAME}"
    r"|\b(?:C/|Calle|Carrer|Avenida|Alameda|Paseo|Plaza|Via|Viale|Piazza|Corso|Rua|Travessa|Largo"
    r"|Estrada|Rue) "
    rf"{_STREET_NAME},? \d{{1,4}}\b"
    # "Am Alten Markt 3", where a postcode follows
    r"|\b(?:A[mn]|Auf|I[mn]|Unter|Zu[mr])(?: de[mnr])?"
    rf"(?: [{_CAPITAL}][{_SMALL}-]{{1,30}}){{1,2}} \d{{1,4}}[a-z]?(?=, (?:[A-Z]{{1,2}}-)?\d{{5}}\b)"
    r")(?:,? \d{1,2}[\u00ba\u00aa\u00b0] ?[A-Z]{0,3}\b)?"  # a floor, or a flat
)
# what stands in <angles> is a field of the language's contacts, see Form.filled
ADDRESSES = (
    Form(  # latitude and longitude
        "ADDRESS",
        "place",
        re.compile(
            r"(?<![\w.])(?=-?\d\d|[^\s]{1,14},? -?\d\d)-?\d{1,3}\.\d{4,9}\u00b0?(?: ?[NS])?,? ?"
            r"-?\d{1,3}\.\d{4,9}\u00b0?(?: ?[EW])?(?!\w)"
            r"|(?<!\w)\d{1,3}\u00b0 ?\d{1,2}(?:\.\d{1,6})?['\u2019\u2032]"
            r"(?: ?\d{1,2}(?:\.\d{1,4})?[\"\u201d\u2033])? ?[NSEW]\b"
        ),
        r"\d\.\d|\u00b0",
    ),
    Form(
        "ADDRESS",
        "place",
        re.compile(
            r"\b(?:(?:<homes>|<levels>) )?(?:\d{1,4}/)?(?:\d{1,5}[A-Za-z]?|\d{1,3}[A-Za-z]?,) "
            r"(?:[A-Z][\w'.-]+ ){1,3}(?:<street_words>)\b\.?(?: (?:<quarters>)\b)?"
            r"(?:,? (?:(?i:<flat_words>) \w{1,5}|(?i:<floors>)\b|#\d{1,5}\b))?"
            # in small letters only at the end: "sixty Hanover steps", not "two Big road trips"
            r"|\b(?:\d{1,5}[A-Za-z]?|<house_numbers>) (?:[A-Z][\w'-]+ ){1,3}"
            r"(?:<small_street_words>)\b(?![ -]\w)"
            r"(?:,? (?:(?i:<flat_words>) \w{1,5}|(?i:<floors>)\b|#\d{1,5}\b))?"
            # what is a street only where a town follows: "5 Lantern View, Xelbytown"
            r"|\b\d{1,4}[A-Za-z]? (?:[A-Z][\w'-]+ ){1,2}(?:<streets_of_towns>)(?=, [A-Z])"
            # a house that has a name, beside its street: "2 The Old Mill, Pond Lane"
            r"|\b\d{1,3}[A-Za-z]? (?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+"
            r"(?=, (?:[A-Z][\w'-]+ ){1,2}(?:<street_words>)\b)"
        ),
        r" (?:<street_words>|<small_street_words>|<streets_of_towns>)\b",
    ),
    Form(  # a flat, a plot or a floor, before the rest of the address: "Flat 3, 27 ..."
        "ADDRESS",
        "place",
        re.compile(
            r"\b(?:<homes>)(?: No\.?)? (?:[A-Z]{1,2}-?)?\d{1,4}[A-Za-z]?(?:[/-]\w{1,3})?"
            r"(?=, [A-Z\d#])"
            r"|\b(?:<homes>|<levels>) (?:[A-Z]{1,2}-?)?\d{1,4}[A-Za-z]?(?:, #\d\d-\d{1,4})?"
            r"(?=,? (?:\d{1,5}[A-Za-z]? )?(?:[A-Z][\w'.-]+ ){1,3}(?:<street_words>)\b)"
            r"|\b[A-Z]-\d{1,4}(?=, (?:[A-Z][\w'-]+ ){1,2}(?:<buildings>)\b)"
        ),
        r"(?:<homes>|<levels>) |[A-Z]-\d",
    ),
    Form("ADDRESS", "place", re.compile(_ABROAD), r"\d"),
    Form("UNIVERSITY", "organisation", re.compile(r"\b<short_universities>"), "U[. o]"),
    Form(
        "SCHOOL",
        "organisation",
        re.compile(r"\b(?:<numbered_schools>)"),
        r"School [N#\dOTFSE]|P\.? ?S\.? ?\d",
    ),
    Form("STREET", "place", re.compile(r"<crossing>"), " and [A-Z]"),
    Form("ADDRESS", "place", re.compile(r"\b(?:<box_words>) [A-Z]?\d{1,6}\b", re.IGNORECASE)),
    Form(
        "STREET",
        "place",
        re.compile(r"\b(?:(?:<road_words>)\.? \d{1,3}\b(?!,? ?(?:percent|%))|<numbered_roads>\b)"),
        r"\d| [B-HJ-Z]\b",
    ),
    Form(  # UK, Canada, Ireland, the Netherlands, and a US state with its ZIP code
        "POSTCODE",
        "place",
        re.compile(
            r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b"
            r"|\b(?:(?:AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT),? )?[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"
            # Ireland
            r"|\b[AC-FHKNPRTV-Y](?:\d\d|6W) (?=\d{0,3}[A-Z])(?=[A-Z]{0,3}\d)[\dA-HJ-NP-Z]{4}\b"
            r"|(?<![\d-])[1-9]\d{3} ?(?!AD|AM|BC|CE|EU|HD|KB|MB|PC|PM|SA|SD|SS|UK|US)[A-Z]{2}\b"
            r"|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]"
            r"|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?\b"
            r"|\b(?:<states>),? \d{5}(?:-\d{4})?\b"
            r"|\b(?:ACT|NSW|NT|QLD|SA|TAS|VIC|WA),? \d{4}\b"  # Australia
        ),
        r"\d|GIR",
    ),
    Form(  # digits where a town follows, or what is called a postcode
        "POSTCODE",
        "place",
        re.compile(
            # "9200-110", "00-950", "113 56" in Portugal, Poland and Sweden
            rf"(?:(?<=\d, )|(?<=\d[a-z], ))(?:[A-Z]{{1,2}}-)?"
            rf"(?:\d{{5}}|\d{{4}}-\d{{3}}|\d\d-\d{{3}}|\d{{3}} \d\d)(?= [{_CAPITAL}][{_SMALL}])"
            r"|\b(?i:(?:<postcode_words>)(?: (?:<adverbs>))?(?:,? (?:<said_to_be>))?):? "
            r"(?P<what>\d{4,6}(?:-\d{3,4})?)(?![\w-])"
        ),
        r"\d{3}",
    ),
    Form(  # after such a street: "rue de Lille, 75007 Paris"
        "POSTCODE",
        "place",
        re.compile(
            rf"(?:{_ABROAD}),? (?P<what>(?:[A-Z]{{1,2}}-)?\d{{4,5}})(?= [{_CAPITAL}][{_SMALL}])"
        ),
        rf"\d{{4}} [{_CAPITAL}]",
    ),
    Form(  # four digits after the town of an address: New Zealand, South Africa
        "POSTCODE",
        "place",
        re.compile(
            r"(?:\b(?:<street_words>)|(?:<box_words>) [A-Z]?\d{1,6}),? "
            r"(?:[A-Z][\w'-]+ ){1,2}(?P<what>\d{4})(?![\w-]|[.,]\d)"
        ),
        r" \d{4}\b",
    ),
    Form(  # in capitals and words, as recognition writes a British one: "SW sixteen six JT"
        "POSTCODE",
        "place",
        re.compile(r"\b[A-Z]{1,2}(?: (?i:<spoken_numbers>)){2,3} [A-Z] ?[A-Z](?![\w'])"),
        r"[A-Z] (?:<spoken_numbers>) ",
    ),
    Form(  # in words: "my postcode is s w one a one a a"
        "POSTCODE",
        "place",
        re.compile(
            r"\b(?:<postcode_words>)(?:,? (?:<said_to_be>))?:? "
            r"(?P<what>(?:[a-z]|<spoken_numbers>)(?:[ -](?:[a-z]|<spoken_numbers>)\b){3,7}+)",
            re.IGNORECASE,
        ),
        "",
        "signs_of_postcodes",
    ),
)
