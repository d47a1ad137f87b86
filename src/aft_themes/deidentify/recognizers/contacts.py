"""Contacts: e-mail, telephone, links, handles, numbers, addresses and postcodes, by their form.

Where only a part of a form is the contact ("my account number is ..."), that part has a
name (``what``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import phonenumbers

from aft_themes.deidentify.spans import Span
from aft_themes.language.rules import Contacts, compiled

_RANK = 0
_LAST = 5  # after names of several words ("U.S. Navy")
# every repetition is bounded: hostile text must not take quadratic time
_PART = r"[\w-]{1,63}"
_DOMAINS = (
    "com|org|net|edu|gov|info|io|me|co|us|uk|ca|de|nl|fr|au|ie|nz|eu|ch|se|no|dk|at|es|it|be|"
    "ai|app|dev|tv|fm|ly|gg"
)
# groups of capitals and digits: "2021-00432", "C01X00T47", "AB 12 34 56 C", "B-AB 1234",
# "2021-CV-00432"
_GROUPS = (
    r"(?:[A-Z]{1,4}[ -]){0,2}[A-Z]{0,4}\d[A-Z\d]{0,19}(?:[ ./-][A-Z]{0,4}\d[A-Z\d]{0,19}"
    r"|[./-][A-Z]{1,4}(?!\w)){0,5}"
    r"(?: [A-D](?![\w']))?(?![\w-])"
)
# streets where no English is spoken: "Mittelstraße 12", "12 rue de Lille", "Calle Mayor 5"
_CAPITAL, _SMALL = r"A-Z\u00c0-\u00d6\u00d8-\u00de", r"a-z\u00df-\u00f6\u00f8-\u00ff"
_STREET_NAME = (
    rf"(?:(?:de|du|des|del|della|delle|dei|la|las|los|le|les|da|do|dos|di|d['\u2019]) ?){{0,2}}"
    rf"[{_CAPITAL}][{_CAPITAL}{_SMALL}'\u2019-]{{1,30}}(?: [{_CAPITAL}][{_SMALL}-]{{1,30}}){{0,2}}"
)
_ABROAD = (
    rf"(?:\b[{_CAPITAL}][{_CAPITAL}{_SMALL}-]{{2,30}}"
    r"(?:[Ss]tra\u00dfe|[Ss]trasse|[Ss]tr\.|weg|platz|allee|gasse|straat|laan|gracht|plein|gatan"
    r"|v\u00e4gen|gade|vej|veien|katu) \d{1,4}(?: ?[a-zA-Z])?\b"
    r"|\b\d{1,4}(?: (?:bis|ter))?,? (?i:rue|avenue|boulevard|chemin|impasse|quai|all\u00e9e) "
    rf"{_STREET_NAME}"
    r"|\b(?:Calle|Avenida|Paseo|Plaza|Via|Viale|Piazza|Corso|Rua|Travessa|Rue) "
    rf"{_STREET_NAME},? \d{{1,4}}\b"
    # "Am Alten Markt 3", where a postcode follows
    r"|\b(?:A[mn]|Auf|I[mn]|Unter|Zu[mr])(?: de[mnr])?"
    rf"(?: [{_CAPITAL}][{_SMALL}-]{{1,30}}){{1,2}} \d{{1,4}}[a-z]?(?=, (?:[A-Z]{{1,2}}-)?\d{{5}}\b)"
    r")(?:,? \d{1,2}[\u00ba\u00aa\u00b0] ?[A-Z]{0,3}\b)?"  # a floor, or a flat
)
# a group ends here: no time, no decimals, no word
_NO_MORE_DIGITS = r"(?![\w:]|[-.,]\w)"
_SIGN = "(?: ?[:#]){0,2} ?"


class _Form(NamedTuple):
    stem: str
    kind: str
    pattern: re.Pattern[str]
    sign: str = r"\d"  # what stands in each: without it the slower pattern is not tried
    words: str = ""  # field of the language's contacts with words of which one stands in each


# what stands in <angles> is a field of the language's contacts, see _forms
_FORMS = (
    _Form(
        "EMAIL",
        "contact",
        re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_PART}(?:\.{_PART}){{1,6}}\b"),
        "@",
    ),
    _Form(  # spoken: "j dot smith at gmail dot com"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w-]){_PART}(?: (?:<spoken_signs>) {_PART}){{0,4}} <spoken_at> {_PART}"
            rf"(?: <spoken_dot> {_PART}){{0,4}} <spoken_dot> (?:com|org|net|edu|gov|uk|ca|de)\b",
            re.IGNORECASE,
        ),
        r"(?i: <spoken_dot> )",
    ),
    _Form(  # and in several words: "it's J Smith at Lantern Clinic dot org"
        "EMAIL",
        "contact",
        re.compile(
            rf"\b(?:<before_addresses>)[:,]? "
            rf"(?P<what>(?!(?:<before_addresses>)\b){_PART}"
            rf"(?: (?!(?:<spoken_at>)\b){_PART}){{0,4}} "
            rf"<spoken_at> {_PART}(?: {_PART}){{0,2}}(?: <spoken_dot> {_PART}){{0,3}} <spoken_dot> "
            r"(?:com|org|net|edu|gov|uk|ca|de)\b)",
            re.IGNORECASE,
        ),
        r"(?i: <spoken_dot> )",
    ),
    _Form(  # after nothing that tells: "M Berg at Gmail dot com"
        "EMAIL",
        "contact",
        re.compile(
            r"\b(?:[A-Z]\w{0,20} ){1,2}<spoken_at> (?i:<mailboxes>) <spoken_dot> "
            r"(?i:com|org|net|edu|gov|uk|ca|de|co <spoken_dot> uk)\b"
        ),
        r"(?i: <spoken_dot> )",
    ),
    _Form(  # half of it in words: "john.smith at gmail.com", "john at gmail.com", "a.b @ c.org"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w.+-])(?=\w{{1,40}}[.\d+])[\w.+-]{{1,64}}(?: <spoken_at> | @ ){_PART}"
            rf"(?:\.{_PART}){{0,4}}\.(?:{_DOMAINS})\b"
            rf"|(?<![\w.+-])(?!(?:<before_addresses>)\b){_PART}(?: <spoken_at> | @ )"
            rf"(?:<mailboxes>)\.(?:{_DOMAINS})\b"
            rf"|(?<![\w.+-])[\w.+-]{{1,64}} @ {_PART}(?:\.{_PART}){{1,4}}\b",
            re.IGNORECASE,
        ),
        rf"(?i:\.(?:{_DOMAINS})\b)",
    ),
    _Form(  # written so that programs do not find it: "j.smith [at] example (dot) org"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w.+-])[\w.+-]{{1,64}} ?[\[({{<] ?(?:<spoken_at>|@) ?[\])}}>] ?{_PART}"
            rf"(?:(?:\.| ?[\[({{<] ?(?:<spoken_dot>|\.) ?[\])}}>] ?){_PART}){{1,6}}\b",
            re.IGNORECASE,
        ),
        r"(?i:[\[({<] ?(?:<spoken_at>|@) ?[\])}>])",
    ),
    _Form(
        "URL",
        "contact",
        re.compile(
            r"\bhttps?://[^\s<>\"')\]]+[^\s<>\"')\].,;:?!]"
            rf"|\bwww\.{_PART}(?:\.{_PART}){{1,6}}(?:/[^\s<>\"')\]]*[\w/])?"
            rf"|(?<![\w.-])(?!(?i:<no_domains>))[A-Z]?(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})\b(?:/[^\s<>\"')\]]*[\w/])?"
            # "BlueFrog.com", as a show is written that has its own address
            r"|(?<![\w.-])[A-Z][a-z0-9]{1,40}(?:[A-Z][a-z0-9]{1,40}){1,5}\.(?:com|org|net|io)\b"
            # spelt letter by letter: "B-L-U-E.io/start"
            r"|(?<![\w.-])(?:\w-){2,20}\w\.(?:com|org|net|io)\b(?:/[^\s<>\"')\]]*[\w/])?"
            rf"|(?<![\w-])(?:(?:(?i:double u|w) ){{3}}dot )?"
            rf"{_PART}(?: <spoken_dot> {_PART}){{0,4}} <spoken_dot> (?:{_DOMAINS})\b"
        ),
        r"\w\.[\w/]|//| <spoken_dot> ",
    ),
    _Form("HANDLE", "contact", re.compile(r"(?<![\w@.])@[A-Za-z_](?:\w|[.-](?=\w)){1,29}\b"), "@"),
    _Form(  # after the name of a service: a word with a digit, a line or a stop in it
        "HANDLE",
        "contact",
        re.compile(
            r"\b(?i:<services>)(?i: (?:name|handle|account|user|id))?(?i:,? (?:<said_to_be>))?"
            r"[:,]? (?P<what>(?=\w{0,29}(?:\d|[._][a-z\d]))[A-Za-z][\w.]{4,28}\w"
            r"|live:[\w.]{2,30}\w|\w{2,32}#\d{4})\b"
            r"|(?<![\w.@])[A-Za-z]\w{0,28}_\w{1,28}(?= on (?i:<services>)\b)"
        ),
        r"[A-Za-z]\d|\w_|\w\.[a-z\d]|\w#\d",
        "signs_of_handles",
    ),
    _Form(  # and in words: "my Instagram is lantern underscore girl"
        "HANDLE",
        "contact",
        re.compile(
            rf"\b(?:<services>),? (?:<said_to_be>):? "
            rf"(?P<what>{_PART}(?: (?:<spoken_signs>) {_PART}){{1,4}})\b",
            re.IGNORECASE,
        ),
        r" (?:<spoken_signs>) ",
        "signs_of_handles",
    ),
    _Form(  # US, with or without area code
        "PHONE",
        "contact",
        re.compile(
            r"(?<![\w.-])(?:\+?\d{1,3}[ .-]?)?(?:\(?\d{3}\)?[ .-]?)?\d{3}[ .-]\d{4}(?![\w-])"
            r"(?:,? (?:<extension_words>)\.? ?\d{1,5})?",
            re.IGNORECASE,
        ),
    ),
    _Form("PHONE", "contact", re.compile(r"<extension>", re.IGNORECASE)),
    _Form(  # eight digits or more in groups, after a plus or a nought
        "PHONE",
        "contact",
        re.compile(
            rf"(?<![\w.,:+-])(?=\+(?:[ ./()-]{{0,3}}\d){{8,15}}{_NO_MORE_DIGITS})"
            rf"\+\(?\d{{1,5}}\)?(?:[ ./()-]{{1,3}}\d{{1,9}}){{1,6}}{_NO_MORE_DIGITS}"
            rf"|(?<![\w.,:+-])(?=(?:[ /()-]{{0,3}}\d){{9,12}}{_NO_MORE_DIGITS})"
            r"(?=[\d ()/-]{0,12}\d{3})"
            rf"\(?0\d{{1,5}}\)?(?:[ /()-]{{1,3}}\d{{2,9}}){{1,4}}{_NO_MORE_DIGITS}"
        ),
        "[+0]",
    ),
    _Form(  # spoken digit by digit
        "PHONE",
        "contact",
        re.compile(r"\b(?:<digits>)(?:[ ,.-]+(?:<digits>)){6,}\b", re.IGNORECASE),
        "",
    ),
    _Form(  # in words, after what tells that it is one: "call me on oh seven double one ..."
        "NUMBER",
        "contact",
        re.compile(
            r"\b(?:<before_numbers>|(?:<numbered>) (?:<number_words>))"
            r"(?:,? (?:<said_to_be>))?[:,]? (?P<what>(?:<spoken_numbers>)"
            r"(?:[ ,.-]{1,2}(?:<spoken_numbers>)\b){2,20}+)(?! (?:percent|people|years))",
            re.IGNORECASE,
        ),
        r"(?:<spoken_numbers>)[ ,.-]{1,2}(?:<spoken_numbers>)\b",
        "signs_of_numbers",
    ),
    _Form(
        "NUMBER",
        "contact",
        re.compile(r"(?<![\w.,-])\d{6,}(?![\w-])|\b\d{3}[ -]\d{2}[ -]\d{4}\b"),
    ),
    _Form(  # numbers of people as their countries write them: the UK, Ireland, India
        "NUMBER",
        "contact",
        re.compile(
            r"\b(?:[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|\d{7}[A-W][A-IW]?"
            r"|[A-Z]{5}\d{4}[A-Z]"
            # a British driver's, and a researcher's (ORCID)
            r"|[A-Z9]{5}\d{6}[A-Z9]{2}[A-Z\d]{3}|0000-000\d-\d{4}-\d{3}[\dX])(?![\w-])"
        ),
    ),
    _Form(  # plates of cars whose form is no other's: the UK, Germany, India
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?:[A-HJ-PR-Y]{2}\d\d [A-HJ-PR-Z]{3}"
            r"|[A-Z\u00c4\u00d6\u00dc]{1,3}-(?:[A-Z]{2} \d{1,4}|[A-Z] \d{3,4})"
            r"|[A-Z]{2}[ -]?\d\d[ -]?[A-Z]{1,2}[ -]?\d{4})(?![\w-])"
        ),
        r"[A-Z][ -]?\d",
    ),
    _Form(  # a user name or a case number: "RAEB204400"
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?:[A-Za-z]{2,12}\d{5,12}|[A-Za-z]\d{6,12}|\d{5,12}[A-Za-z]{2,12})(?![\w-])"
        ),
    ),
    _Form(  # an account at a bank (ISO 13616), and a payment card
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?=(?:[A-Z ]{0,8}\d){10})[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}"
            r"(?: ?[A-Z\d]{1,3})?(?![\w-])"
            r"|(?<![\w.-])(?:[3-6]\d{3}(?:[ -]\d{4}){3}|3\d{3}[ -]\d{6}[ -]\d{5})(?![\w-])"
        ),
    ),
    _Form(  # a computer's address (IPv4); with fewer digits it may be a version or a section
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w.-])(?=[\d.]{10,15}(?![\w-]|\.\d))(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|(?!\.?\d))){4}"
            r"|(?<![\w:-])[\dA-Fa-f]{2}([:-])(?:[\dA-Fa-f]{2}\1){4}[\dA-Fa-f]{2}(?![\w:-])"
        ),
        r"\d\.\d|[\dA-Fa-f]{2}[:-][\dA-Fa-f]{2}[:-]",
    ),
    _Form(  # what is called a number: of a case, a passport, an account ...
        "NUMBER",
        "contact",
        re.compile(
            r"\b(?i:(?:<numbered>) (?:<number_words>)|<number_names>"
            r"|(?:<numbered>) (?:<said_to_be>) (?:<number_words>))(?i:,? (?:<said_to_be>))?"
            rf"{_SIGN}(?P<what>(?!(?:19|20)\d\d(?![\w/-]))(?=(?:[A-Z ./-]{{0,8}}\d){{4}}){_GROUPS})"
            rf"|\b(?i:(?:<numbered>)(?: plates?)?(?:,? (?:<said_to_be>))?){_SIGN}"
            rf"(?P<mixed>(?=[\d ./-]{{0,12}}[A-Z])(?=(?:[A-Z ./-]{{0,8}}\d){{3}}){_GROUPS}"
            r"|[A-Z]{2}\d\d ?[A-Z]{3}\b)"
        ),
        r"\d\d",
    ),
    _Form(  # latitude and longitude
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
    _Form(
        "ADDRESS",
        "place",
        re.compile(
            r"\b(?:(?:<homes>|<levels>) )?(?:\d{1,4}/)?(?:\d{1,5}[A-Za-z]?|\d{1,3}[A-Za-z]?,) "
            r"(?:[A-Z][\w'.-]+ ){1,3}(?:<street_words>)\b\.?(?: (?:<quarters>)\b)?"
            r"(?:,? (?:(?i:<flat_words>) \w{1,5}|(?i:<floors>)\b))?"
            # in small letters only at the end: "sixty Hanover steps", not "two Big road trips"
            r"|\b(?:\d{1,5}[A-Za-z]?|<house_numbers>) (?:[A-Z][\w'-]+ ){1,3}"
            r"(?:<small_street_words>)\b(?![ -]\w)"
            r"(?:,? (?:(?i:<flat_words>) \w{1,5}|(?i:<floors>)\b))?"
            # a house that has a name, beside its street: "2 The Old Mill, Pond Lane"
            r"|\b\d{1,3}[A-Za-z]? (?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+"
            r"(?=, (?:[A-Z][\w'-]+ ){1,2}(?:<street_words>)\b)"
        ),
        r" (?:<street_words>|<small_street_words>)\b",
    ),
    _Form(  # a flat, a plot or a floor, before the rest of the address: "Flat 3, 27 ..."
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
    _Form("ADDRESS", "place", re.compile(_ABROAD), r"\d"),
    _Form("UNIVERSITY", "organisation", re.compile(r"\b<short_universities>"), "U[. o]"),
    _Form(
        "SCHOOL",
        "organisation",
        re.compile(r"\b(?:<numbered_schools>)"),
        r"School [N#\dOTFSE]|P\.? ?S\.? ?\d",
    ),
    _Form("STREET", "place", re.compile(r"<crossing>"), " and [A-Z]"),
    _Form("ADDRESS", "place", re.compile(r"\b(?:<box_words>) [A-Z]?\d{1,6}\b", re.IGNORECASE)),
    _Form(
        "STREET",
        "place",
        re.compile(r"\b(?:(?:<road_words>)\.? \d{1,3}\b(?!,? ?(?:percent|%))|<numbered_roads>\b)"),
        r"\d| [B-HJ-Z]\b",
    ),
    _Form(  # UK, Canada, the Netherlands, and a US state with its ZIP code
        "POSTCODE",
        "place",
        re.compile(
            r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b"
            r"|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"
            r"|(?<![\d-])[1-9]\d{3} ?(?!AD|AM|BC|CE|EU|HD|KB|MB|PC|PM|SA|SD|SS|UK|US)[A-Z]{2}\b"
            r"|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]"
            r"|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?\b"
            r"|\b(?:<states>),? \d{5}(?:-\d{4})?\b"
            r"|\b(?:ACT|NSW|NT|QLD|SA|TAS|VIC|WA),? \d{4}\b"  # Australia
        ),
        r"\d|GIR",
    ),
    _Form(  # five digits where a town follows, or what is called a postcode
        "POSTCODE",
        "place",
        re.compile(
            rf"(?:(?<=\d, )|(?<=\d[a-z], ))(?:[A-Z]{{1,2}}-)?\d{{5}}(?= [{_CAPITAL}][{_SMALL}])"
            r"|\b(?i:(?:<postcode_words>)(?: (?:<adverbs>))?(?:,? (?:<said_to_be>))?):? "
            r"(?P<what>\d{4,6}(?:-\d{3,4})?)(?![\w-])"
        ),
        r"\d{4}",
    ),
    _Form(  # after such a street: "rue de Lille, 75007 Paris"
        "POSTCODE",
        "place",
        re.compile(
            rf"(?:{_ABROAD}),? (?P<what>(?:[A-Z]{{1,2}}-)?\d{{4,5}})(?= [{_CAPITAL}][{_SMALL}])"
        ),
        rf"\d{{4}} [{_CAPITAL}]",
    ),
    _Form(  # four digits after the town of an address: New Zealand, South Africa
        "POSTCODE",
        "place",
        re.compile(
            r"(?:\b(?:<street_words>)|(?:<box_words>) [A-Z]?\d{1,6}),? "
            r"(?:[A-Z][\w'-]+ ){1,2}(?P<what>\d{4})(?![\w-]|[.,]\d)"
        ),
        r" \d{4}\b",
    ),
    _Form(  # in capitals and words, as recognition writes a British one: "SW sixteen six JT"
        "POSTCODE",
        "place",
        re.compile(r"\b[A-Z]{1,2}(?: (?i:<spoken_numbers>)){2,3} [A-Z] ?[A-Z](?![\w'])"),
        r"[A-Z] (?:<spoken_numbers>) ",
    ),
    _Form(  # in words: "my postcode is s w one a one a a"
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


@cache
def _forms(words: Contacts) -> tuple[_Form, ...]:
    """Put the words of a language into the forms."""

    def fill(text: str) -> str:
        for name, value in vars(words).items():
            text = text.replace(f"<{name}>", value) if isinstance(value, str) else text
        return text

    return tuple(
        form._replace(
            pattern=re.compile(fill(form.pattern.pattern), form.pattern.flags), sign=fill(form.sign)
        )
        for form in _FORMS
    )


_ZONE = re.compile(r"[+(]{0,2}\d[\d\s().+/-]{5,24}\d")
# countries whose numbers begin with 0 at home, so that other numbers are not taken for them
_WITH_ZERO = ("GB", "DE", "NL", "FR", "AU", "IE", "CH", "AT", "BE", "NZ", "SE", "FI", "ZA")
# countries without it: there the number must be written in the country's own groups
_WITHOUT_ZERO = ("ES", "IT", "PT", "PL", "DK", "NO", "IN", "CN", "RU", "BR", "MX")
_VALID, _GROUPED = phonenumbers.Leniency.VALID, phonenumbers.Leniency.STRICT_GROUPING
_FROM_HOME = re.compile(r"\(?(?:0\d|\+|0\))")
_A_DATE = re.compile(r"\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-](?:\d\d)?\d\d")
_YEARS = re.compile(r"(?:1[6-9]|20)\d\d[\s./-]{1,3}(?:1[6-9]|20)\d\d")
_GROUP_BEFORE = re.compile(r"(?<![\w.,])(?:\+?\d{2,5}[ ./()-]{1,2})+$")
_GROUP_AFTER = re.compile(r"(?:[ ./()-]{1,2}\d{2,5})+(?![\w,-])")
_MOST_DIGITS = 15  # of a telephone number (ITU-T E.164)
_REACH = 24  # characters beside a number in which its other groups may stand


def find_contacts(at: int, text: str, words: Contacts) -> Iterator[Span]:
    """Find contacts in a turn; what is found may overlap.

    Telephone numbers are found by `phonenumbers` and, because people give local numbers without
    area codes (555-0123), by form. Groups of digits that touch a number belong to it.
    """
    small = text.lower()
    for form in _forms(words):
        if form.words and not any(word in small for word in getattr(words, form.words)):
            continue
        if not compiled(form.sign).search(text):
            continue
        for match in form.pattern.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            if form.stem == "PHONE" and (
                _no_phone(match.group()) or _counting_aloud(match.group(), words)
            ):
                continue
            if form.stem in ("PHONE", "NUMBER") and match.group()[0] in "+(0123456789":
                start, end = _whole_number(text, start, end)
            yield _contact(at, start, end, text, form.stem, form.kind)
    for zone in _ZONE.finditer(text):
        for start, end in _phones(zone.group()):
            whole = _whole_number(text, zone.start() + start, zone.start() + end)
            yield _contact(at, *whole, text, "PHONE", "contact")


def find_dotted_places(at: int, text: str, words: Contacts) -> Iterator[Span]:
    """Find places written as initials ("in the U.S."), of which a longer name may be a part."""
    for match in re.finditer(rf"(?<![\w.])(?:{words.dotted_places})(?!\w)", text):
        found = _contact(at, *match.span(), text, "PLACE", "place")
        yield replace(found, rank=_LAST)


def _phones(zone: str) -> Iterator[tuple[int, int]]:
    regions = [("US", _VALID)]
    if "0" in zone or "+" in zone:
        regions += [(region, _VALID) for region in _WITH_ZERO]
    regions += [(region, _GROUPED) for region in _WITHOUT_ZERO]
    for region, leniency in regions:
        for phone in phonenumbers.PhoneNumberMatcher(zone, region, leniency):
            at_home = region not in _WITH_ZERO or _FROM_HOME.match(phone.raw_string)
            if at_home and not _no_phone(phone.raw_string):
                yield phone.start, phone.end


def _no_phone(said: str) -> bool:
    return bool(_A_DATE.fullmatch(said) or _YEARS.fullmatch(said) or _counting(said))


def _whole_number(text: str, start: int, end: int) -> tuple[int, int]:
    before = _GROUP_BEFORE.search(text[max(0, start - _REACH) : start])
    after = _GROUP_AFTER.match(text[end : end + _REACH])
    first, last = (
        start - (len(before.group()) if before else 0),
        end + (after.end() if after else 0),
    )
    return (
        (first, last) if sum(map(str.isdigit, text[first:last])) <= _MOST_DIGITS else (start, end)
    )


def _counting(said: str) -> bool:
    """Tell whether somebody, or the numbers of lines, only count: "24 25 26"."""
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    return len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers[1:]))


def _counting_aloud(said: str, words: Contacts) -> bool:
    """Tell whether somebody counts in words: "one, two, three, four"."""
    digits = words.digits.split("|")
    numbers = [digits.index(word) for word in re.findall(r"[a-z]+", said.lower()) if word in digits]
    return len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))


def _contact(at: int, start: int, end: int, text: str, stem: str, kind: str) -> Span:
    said = text[start:end].lower()
    entity = re.sub(r"\W+", "", said) if stem == "PHONE" else said
    return Span(
        turn=at,
        start=start,
        end=end,
        rank=_RANK,
        kind=kind,
        layer="pattern",
        entity=f"{stem} {entity}",
        stem=stem,
    )
