"""How addresses and numbers are spoken in English."""

from __future__ import annotations

from aft_themes.language.rules import Contacts

CONTACTS = Contacts(
    spoken_at="at",
    spoken_dot="dot",
    spoken_slash="slash|forward slash",
    spoken_signs="dot|underscore|dash|hyphen",
    digits="zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|treble|hundred",
    spoken_numbers=(
        "zero|nought|oh|o|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
        "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
        "seventy|eighty|ninety|hundred|double|triple|treble|plus"
    ),
    before_numbers=(
        r"(?:my|his|her|their|the|your) (?:\w+ )?"
        r"(?:number|dob|date of birth|social|(?:mobile|cell|phone)(?: number)? (?:is|was))|"
        r"(?:call|reach|ring|phone|text) (?:me|him|her|them|us) (?:on|at)|extension|ext\.?|"
        r"sort code|dob|date of birth|birth ?date|account number|social security number"
    ),
    signs_of_numbers=(
        *"number mobile cell phone dob birth social extension".split(),
        *("sort code", " ext", " me on ", " me at ", " him on ", " her on ", " us on ", " us at "),
    ),
    signs_of_handles=(
        *"skype insta snapchat tiktok twitter telegram discord facebook whatsapp wechat".split(),
        *"user screen gamertag handle login nickname".split(),
    ),
    signs_of_postcodes=("zip", "post code", "postcode", "postal code"),
    mailboxes=(
        "aol|btinternet|comcast|gmail|gmx|googlemail|hotmail|icloud|live|mac|msn|outlook|proton|"
        "protonmail|verizon|yahoo"
    ),
    before_addresses=r"is|it's|at|to|e-?mail|emailed|mailed|address|website|site",
    said_to_be=(
        "is|was|were|says|as|called|reads?|said|it's|are|ends? (?:in|with)|ending (?:in|with)"
    ),
    services=(
        "skype|instagram|insta|snapchat|tiktok|twitter|telegram|discord|facebook|whatsapp|wechat|"
        "user ?name|screen name|gamertag|handle|login|nickname"
    ),
    known_there="i am|i'm|it's|as|under|at|by|name is|name's",
    numbered=(
        "case|patient|client|passport|licen[cs]e|policy|account|membership|member|student|employee|"
        "staff|insurance|health card|nhs|medicare|medicaid|social security|national insurance|tax|"
        "registration|reference|booking|file|record|chart|badge|inmate|prison|prisoner|docket|claim|"
        "sort|hospital|matriculation|order|invoice|crime|incident|payroll|personnel|enrol?lment|"
        "plates?|reg"
    ),
    number_words="id|numbers?|no\\.|code|cards?|plates?|reference",
    number_names="id|ssn|mrn|vin|pin|iban|tfn|cpf|dni",
    extension=r"\b(?:extension|ext\.) \d{2,5}\b",
    extension_words="ext|extension|x",
    street_words=(
        "Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Terrace|Court|Place|Way|Square|"
        "Crescent|Parkway|Highway|Row|Close|Alley|Gardens|Grove|Mews|Walk|Rise|Quay|Wharf|Esplanade|"
        "Parade|Circuit|Circle|Trail|Croft|Heights|Pkwy|Ln|Ter|Cir|Hwy|Cres|Pde"
    ),
    streets_of_towns="Hill|Park|View|Green|Gate|Vale|Chase|Yard|Fields|Meadows?|Common|Bank",
    small_street_words="street|avenue|road|steps|gardens|crescent|terrace|mews|close|lane",
    house_numbers=(
        r"(?i:(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
        r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
        r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
        r"|sixteen|seventeen|eighteen|nineteen))"
    ),
    short_universities=(
        r"(?:U(?:\. ?| )of (?:[A-Z]{1,2}(?![\w'])|[A-Z][a-z]{2,})|Uof[A-Z](?![\w']))"
    ),
    numbered_schools=(
        r"(?:(?:State|Public|Primary|High|Elementary|Middle|National|Government|Girls'|Boys') "
        r"){1,3}School (?:(?:Number|No\.?|#) ?)?(?:\d{1,4}|One|Two|Three|Four|Five|Six|Seven|Eight"
        r"|Nine|Ten)(?![\w-])|P\. ?S\. ?\d{1,3}(?![\w-])|PS \d{2,3}(?![\w-])"
    ),
    crossing=(
        r"(?:(?<=\bon |\bat |\bof |\bby )|(?<=, )|(?<=\A))"
        r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|\d{1,3}(?:st|nd|rd|th)|"
        r"(?:Twent|Thirt|Fort|Fift)(?:y-\w+(?:st|nd|rd|th)|ieth))"
        r" and (?!(?:The|Then|There|They|This|That|So|We|He|She|It)\b)[A-Z][a-z]{2,}\b"
    ),
    box_words=r"P\.? ?O\.? ?Box|Post Office Box|Private Bag|Locked Bag|Rural Route \d{1,3},? Box",
    postcode_words="zip ?codes?|zip|post ?codes?|postal codes?",
    states=(
        "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
        "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|"
        "Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
        "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
        "Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|"
        "Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
    ),
    numbered_roads=(
        r"(?:\d{1,3}(?:st|nd|rd|th) (?:Street|St|Avenue|Ave|Road|Boulevard|street|avenue)"
        r"|(?:Avenue|Court|Street) [B-HJ-Z](?![\w'.-]))"  # "Court D", not "Street I think"
    ),
    road_words="Route|Rte|Highway|Hwy|Interstate|State Road|County Road",
    no_domains=(  # a space is missing after a full stop, or before ".NET"
        r"(?:(?:the|that|then|this|it|so|and|whole|before|after|in|of|to|with|a|is|was|for|on|from|"
        r"by|into|at|or|but|me|you|him|her|them|us|here|there|now|one|time|home|school|work|day)"
        r"\.(?:net|it|me|us|no|at|be|es|se)|(?:asp|ado|vb|esp|as)\.net)\b(?!/|\.\w)"
    ),
    dotted_places=(
        r"U\. ?S\. ?A|U\. ?S|U\. ?K|U\. ?A\. ?E|D\. ?C|B\.C|N\.Y|L\.A|N\.J|N\.C|S\.C|P\.E\.I|"
        r"(?:(?<=\bthe )|(?<=\bin )|(?<=\bto )|(?<=\bfrom ))(?:USA?|UK|UAE|DC|LA|NYC?)"
    ),
    flat_words=r"apartment|apt\.?|suite|unit|flat",
    floors=r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|top|ground) floor",
    quarters="North|South|East|West|N\\.?W\\.?|N\\.?E\\.?|S\\.?W\\.?|S\\.?E\\.?",
    homes="Flat|Apartment|Apt\\.?|House|Plot|Door|Sector",
    levels="Unit|Suite|Level|Lot|Block|Shop",
    buildings="Apartments|House|Towers?|Residency|Enclave|Colony|Society|Flats|Nagar|Vihar",
    adverbs="there|here|now|then",
)
