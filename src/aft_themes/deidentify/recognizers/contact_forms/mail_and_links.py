"""Forms of mail addresses, links and names of users."""

from __future__ import annotations

import re

from aft_themes.deidentify.recognizers.contact_forms.form import Form

# every repetition is bounded: hostile text must not take quadratic time
_PART = r"[\w-]{1,63}"
_DOMAINS = (
    "com|org|net|edu|gov|info|io|me|co|us|uk|ca|de|nl|fr|au|ie|nz|eu|ch|se|no|dk|at|es|it|be|"
    "ai|app|dev|tv|fm|ly|gg"
)
# the last word of an address that is spoken: none that is also a small word of speech
_ENDS = "com|org|net|edu|gov|info|io|uk|ca|de|nl|fr|au|ie|nz|eu|ch|se|dk|es"
# what stands in <angles> is a field of the language's contacts, see Form.filled
MAIL_AND_LINKS = (
    Form(
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_PART}(?:\.{_PART}){{1,6}}\b"
            # broken by a line's end, or a slip: "a.b@ c.org", "a.b@c. org"
            rf"|(?<![\w.+-])[\w.+-]{{1,64}}@ ?{_PART}(?:\.{_PART}){{0,4}}\. ?(?:{_DOMAINS})"
            r"(?:\.[a-z]{2})?\b"
        ),
        "@",
    ),
    Form(  # spoken: "j dot smith at gmail dot com"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w-]){_PART}(?: (?:<spoken_signs>) {_PART}){{0,4}} <spoken_at> {_PART}"
            rf"(?: <spoken_dot> {_PART}){{0,4}} <spoken_dot> (?:{_ENDS})\b",
            re.IGNORECASE,
        ),
        r"(?i: <spoken_dot> )",
    ),
    Form(  # and in several words: "it's J Smith at Lantern Clinic dot org"
        "EMAIL",
        "contact",
        re.compile(
            rf"\b(?:<before_addresses>)[:,]? "
            rf"(?P<what>(?!(?:<before_addresses>)\b){_PART}"
            rf"(?: (?!(?:<spoken_at>)\b){_PART}){{0,4}} "
            rf"<spoken_at> {_PART}(?: {_PART}){{0,2}}(?: <spoken_dot> {_PART}){{0,3}} <spoken_dot> "
            rf"(?:{_ENDS})\b)",
            re.IGNORECASE,
        ),
        r"(?i: <spoken_dot> )",
    ),
    Form(  # after nothing that tells: "M Berg at Gmail dot com"
        "EMAIL",
        "contact",
        re.compile(
            r"\b(?:[A-Z]\w{0,20} ){1,2}<spoken_at> (?i:<mailboxes>) <spoken_dot> "
            rf"(?i:{_ENDS}|co <spoken_dot> uk)\b"
        ),
        r"(?i: <spoken_dot> )",
    ),
    Form(  # half of it in words: "john.smith at gmail.com", "john at gmail.com", "a.b @ c.org"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w.+-])(?=\w{{1,40}}[.\d+])[\w.+-]{{1,64}}(?: <spoken_at> | @ ){_PART}"
            rf"(?:\.{_PART}){{0,4}}\.(?:{_DOMAINS})\b"
            rf"|(?<![\w.+-])(?!(?:<before_addresses>)\b){_PART}(?: <spoken_at> | @ )"
            rf"(?:<mailboxes>)\.(?:{_DOMAINS})(?:\.[a-z]{{2}})?\b"
            rf"|\b(?:<before_addresses>)[:,]? (?P<what>(?!(?:<before_addresses>)\b){_PART}"
            rf"(?: <spoken_at> | @ ){_PART}(?:\.{_PART}){{0,4}}\.(?:{_DOMAINS})\b)"
            rf"|(?<![\w.+-])[\w.+-]{{1,64}} @ {_PART}(?:\.{_PART}){{1,4}}\b",
            re.IGNORECASE,
        ),
        rf"(?i:\.(?:{_DOMAINS})\b)",
    ),
    Form(  # written so that programs do not find it: "j.smith [at] example (dot) org"
        "EMAIL",
        "contact",
        re.compile(
            rf"(?<![\w.+-])[\w.+-]{{1,64}} ?[\[({{<] ?(?:<spoken_at>|@) ?[\])}}>] ?{_PART}"
            r"(?:(?:\.| <spoken_dot> | ?[\[({<] ?(?:<spoken_dot>|\.) ?[\])}>] ?)"
            rf"{_PART}){{1,6}}\b",
            re.IGNORECASE,
        ),
        r"(?i:[\[({<] ?(?:<spoken_at>|@) ?[\])}>])",
    ),
    Form(
        "URL",
        "contact",
        re.compile(
            r"\bhttps?://[^\s<>\"')\]]+[^\s<>\"')\].,;:?!]"
            rf"|\bwww\.{_PART}(?:\.{_PART}){{1,6}}(?:/[^\s<>\"')\]]*[\w/])?"
            rf"|(?<![\w.-])(?!(?i:<no_domains>))[A-Z]?(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})\b"
            rf"(?:/[^\s<>\"')\]]*[\w/]|(?: (?:<spoken_slash>) {_PART}){{1,3}})?"
            # "BlueFrog.com", as a show is written that has its own address
            r"|(?<![\w.-])[A-Z][a-z0-9]{1,40}(?:[A-Z][a-z0-9]{1,40}){1,5}\.(?:com|org|net|io)\b"
            # spelt letter by letter: "B-L-U-E.io/start"
            r"|(?<![\w.-])(?:\w-){2,20}\w\.(?:com|org|net|io)\b(?:/[^\s<>\"')\]]*[\w/])?"
            rf"|(?<![\w-])(?:(?:(?i:double u|w) ){{3}}dot )?"
            rf"{_PART}(?: <spoken_dot> {_PART}){{0,4}} <spoken_dot> (?:{_DOMAINS})\b"
            rf"(?: (?:<spoken_slash>) {_PART}){{0,3}}"
        ),
        r"\w\.[\w/]|//| <spoken_dot> ",
    ),
    Form("HANDLE", "contact", re.compile(r"(?<![\w@.])@[A-Za-z_](?:\w|[.-](?=\w)){1,29}\b"), "@"),
    Form(  # after the name of a service: a word with a digit, a line or a stop in it
        "HANDLE",
        "contact",
        re.compile(
            r"\b(?i:<services>)(?i: (?:name|handle|account|user|id))?"
            r"(?i:,? (?:<said_to_be>|<known_there>))?"
            r"[:,]? (?P<what>(?=\w{0,29}(?:\d|[._][a-z\d]))[A-Za-z][\w.]{4,28}\w"
            r"|live:[\w.]{2,30}\w|\w{2,32}#\d{4})\b"
            r"|(?<![\w.@])[A-Za-z]\w{0,28}_\w{1,28}(?= on (?i:<services>)\b)"
        ),
        r"[A-Za-z]\d|\w_|\w\.[a-z\d]|\w#\d",
        "signs_of_handles",
    ),
    Form(  # and in words: "my Instagram is lantern underscore girl"
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
)
