"""Forms of telephone numbers, and of what else is a person's number."""

from __future__ import annotations

import re

from aft_themes.deidentify.recognizers.contact_forms.form import Form

# groups of capitals and digits: "2021-00432", "C01X00T47", "AB 12 34 56 C", "B-AB 1234",
# "2021-CV-00432"
_GROUPS = (
    r"(?:[A-Z]{1,4}[ -]){0,2}[A-Z]{0,4}\d[A-Z\d]{0,19}(?:[ ./-][A-Z]{0,4}\d[A-Z\d]{0,19}"
    r"|[./-][A-Z]{1,4}(?!\w)){0,5}"
    r"(?: [A-D](?![\w']))?(?![\w-])"
)
# a group ends here: no time, no decimals, no word
_NO_MORE_DIGITS = r"(?![\w:]|[-.,]\w)"
_SIGN = "(?: ?[:#]){0,2} ?"

# what stands in <angles> is a field of the language's contacts, see Form.filled
NUMBERS = (
    Form(  # US, with or without area code
        "PHONE",
        "contact",
        re.compile(
            r"(?<![\w.-])(?:\+?\d{1,3}[ .-]?)?(?:\(?\d{3}\)?[ .-]?)?\d{3}[ .-]\d{4}(?![\w-])"
            r"(?:,? (?:<extension_words>)\.? ?\d{1,5})?",
            re.IGNORECASE,
        ),
    ),
    Form("PHONE", "contact", re.compile(r"<extension>", re.IGNORECASE)),
    Form(  # eight digits or more in groups, after a plus or a nought
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
    Form(  # spoken digit by digit
        "PHONE",
        "contact",
        re.compile(r"\b(?:<digits>)(?:[ ,.-]+(?:<digits>)){6,}\b", re.IGNORECASE),
        "",
    ),
    Form(  # in words, after what tells that it is one: "call me on oh seven double one ..."
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
    Form(
        "NUMBER",
        "contact",
        re.compile(r"(?<![\w.,-])\d{6,}(?![\w-])|\b\d{3}[ -]\d{2}[ -]\d{4}\b"),
    ),
    Form(  # numbers of people as their countries write them: the UK, Ireland, India
        "NUMBER",
        "contact",
        re.compile(
            r"\b(?:[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|\d{7}[A-W][A-IW]?"
            r"|[A-Z]{5}\d{4}[A-Z]"
            # a British driver's, and a researcher's (ORCID)
            r"|[A-Z9]{5}\d{6}[A-Z9]{2}[A-Z\d]{3}|0000-000\d-\d{4}-\d{3}[\dX])(?![\w-])"
        ),
    ),
    Form(  # plates of cars whose form is no other's: the UK, Germany, India
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?:[A-HJ-PR-Y]{2}\d\d [A-HJ-PR-Z]{3}"
            r"|[A-Z\u00c4\u00d6\u00dc]{1,3}-(?:[A-Z]{2} \d{1,4}|[A-Z] \d{3,4})"
            r"|[A-Z]{2}[ -]?\d\d[ -]?[A-Z]{1,2}[ -]?\d{4})(?![\w-])"
        ),
        r"[A-Z][ -]?\d",
    ),
    Form(  # a user name or a case number: "RAEB204400"
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?:[A-Za-z]{2,12}\d{5,12}|[A-Za-z]\d{6,12}|\d{5,12}[A-Za-z]{2,12})(?![\w-])"
        ),
    ),
    Form(  # an account at a bank (ISO 13616), and a payment card
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w-])(?=(?:[A-Z ]{0,8}\d){10})[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}"
            r"(?: ?[A-Z\d]{1,3})?(?![\w-])"
            r"|(?<![\w.-])(?:[3-6]\d{3}(?:[ -]\d{4}){3}|3\d{3}[ -]\d{6}[ -]\d{5})(?![\w-])"
        ),
    ),
    Form(  # a computer's address (IPv4); with fewer digits it may be a version or a section
        "NUMBER",
        "contact",
        re.compile(
            r"(?<![\w.-])(?=[\d.]{10,15}(?![\w-]|\.\d))(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|(?!\.?\d))){4}"
            r"|(?<![\w:-])[\dA-Fa-f]{2}([:-])(?:[\dA-Fa-f]{2}\1){4}[\dA-Fa-f]{2}(?![\w:-])"
        ),
        r"\d\.\d|[\dA-Fa-f]{2}[:-][\dA-Fa-f]{2}[:-]",
    ),
    Form(  # what is called a number: of a case, a passport, an account ...
        "NUMBER",
        "contact",
        re.compile(
            r"\b(?i:(?:<numbered>) (?:<number_words>)|<number_names>"
            r"|(?:<numbered>) (?:<said_to_be>) (?:<number_words>))(?i:,? (?:<said_to_be>))?"
            rf"{_SIGN}(?P<what>(?!(?:19|20)\d\d(?![\w/-]))(?=(?:[A-Z ./-]{{0,8}}\d){{4}}){_GROUPS})"
            rf"|\b(?i:(?:<numbered>)(?: (?:<number_words>))?(?:,? (?:<said_to_be>))?){_SIGN}"
            rf"(?P<mixed>(?=[\d ./-]{{0,12}}[A-Z])(?=(?:[A-Z ./-]{{0,8}}\d){{3}}){_GROUPS}"
            r"|[A-Z]{2}\d\d ?[A-Z]{3}\b)"
        ),
        r"\d\d",
    ),
)
