"""Words around the names of persons."""

from __future__ import annotations

TITLES = frozenset(
    """alderman aunt auntie bishop brother captain coach colonel commissioner congressman
        congresswoman constable corporal councillor councilman councilmember councilor
        councilwoman deacon detective doctor dr father governor inspector judge lady
        lieutenant madam major mayor miss mister mr mrs ms mx nurse pastor prof professor rabbi
        rev reverend senator sergeant sheriff sir sister uncle
        frau herr madame meneer mevrouw mlle mme monsieur se\u00f1or se\u00f1ora signor signora
        sra srta""".split()
)
"""``father`` and the like only count when capitalised."""

CLIENT_TITLES = frozenset("mr mister mrs ms miss mx".split())

PLAIN_TITLES = frozenset("dr doctor mr mister mrs ms miss mx prof professor".split())

SHORTENED_TITLES = frozenset("dr mr mrs ms mx prof rev".split())

BRAND_SURNAMES = frozenset("ford hoover jenkins philips sears".split())

SURNAME_WORDS = frozenset(
    "best christ fair far few fine good great little long lord love may more most nice noone "
    "poor pretty same still will word young".split()
)

WORD_SURNAMES = frozenset(
    """archer baker banks barber bean bell berry bird bishop black brooks brown bush butler
        carpenter castle chambers church copper cox crane cross crow dale dean dove drake dyer
        farmer fields finch fisher flowers fox frost gardener garland gates gold gray green grey
        hall hammer hardy hare hawk hill hills hunter joiner king knight lake lamb lane lord
        manning marsh mason meadows mercer miller mills moon moss noble painter park parks pearl
        pepper piper pond porter potter price prince proctor queen rice rivers sands savage sawyer
        shepherd shields singer skinner smith snow sparks spears spencer spring squire steel stone
        summers swan tanner temple tower towers tucker turner underwood wade walker ward waters
        weaver wells wheeler white winters wolf wood woods wren wright young""".split()
)

NAME_BEGINNINGS = (
    "mc",
    "mac",
    "de",
    "di",
    "du",
    "la",
    "le",
    "van",
    "von",
    "o",
    "d",
    "fitz",
    "st",
    "ja",
    "da",
)

SURNAME_BEGINNINGS = ("mc", "o'")

PARTICLES = frozenset(
    """al bin da de del della den der des di dos du el ibn la le los ten ter van von zu
        zum zur""".split()
)
"""Not "do", "and" or "in", which are English words."""

JUNIORS = frozenset(("jr", "sr"))

ROLE_WORDS = frozenset(
    """adjunct agent all and announcer applicant assistant associate attorney audience bot both
        boy boyfriend boys brother caller candidate caregiver carer chair chairman chairperson
        chairwoman chatbot chatgpt child children choir chorus class clerk client clients clinician
        co-host commentator computer consultant counsel counsellor counselor crowd customer
        daughter designer developer director distortion doctor engineer everybody everyone
        facilitator family father female girl girlfriend girls grad group guest guests headmaster
        headmistress headteacher headteachers host hosts husband inaudible industrial informant
        intercom interface interviewee interviewees interviewer interviewers intro judge kids
        lecturer listener machine male man manager marketing mayor me member members men minister
        model moderator moderators mother multiple music narrator note notetaker nurse observer
        officer operator other outro panel panelist panelists panellist parent parents participant
        participants partner patient patients people person phd physician postdoc presenter
        president product professor project psychologist pupil pupils reporter representative
        researcher respondent respondents robot sales scribe secretary seeker several sister social
        son speaker speakers staff student students subject supervisor supporter taker teacher
        teachers technician television the therapist trainee transcriber transition translator
        undergrad unknown user users video videographer voice wife witness woman women worker
        you""".split()
)

OFFICES = frozenset(
    """ambassador attorney chair chairman chairperson chairwoman clerk commissioner
        comptroller councillor councilor councilman councilwoman general governor interpreter
        justice leader mayor minister moderator president prime secretary senator sheriff solicitor
        speaker superintendent treasurer vice vice-chair vice-president""".split()
)

KIN = frozenset(
    "uncle aunt auntie cousin brother sister wife husband son daughter niece nephew friend "
    "boyfriend girlfriend named".split()
)

PERSON_VERBS = frozenset(
    """always answered asked asks barked being brings brought called calls came comes
        could cried cries did died does feels felt gave gets gives goes got had has hugged
        is just keeps kept knew knows laughed laughs left lived lives looked looks made
        makes never nodded nods played plays put puts replied retired said sat say says
        showed sits smiled smiles started stopped takes tells thinks thought told took
        used wanted wants was went who whose would""".split()
)
"""Verbs that follow a person."""

ANIMATE_VERBS = frozenset(
    """answered asked asks barked cried cries died feels felt hugged laughed laughs lived
        lives married nodded nods replied retired said sat says sits smiled smiles tells
        thinks thought told wanted wants""".split()
)

SPEECH_VERBS = frozenset(
    "said says asked asks told tells laughed cried looked thinks thought".split()
)

PERSON_PREPOSITIONS = frozenset("with me named told asked married met loved".split())

INTRODUCTIONS = frozenset(("that's", "that is", "this is", "here's", "here is", "it's", "meet"))

_ACQUAINTANCES = (
    "advis[eo]r|analyst|boss|class ?mate|client|co-?therapist|co-?worker|colleague|counsell?or|"
    "doctor|examiner|flat ?mate|friend|instructor|lecturer|manager|mentee|mentor|neighbou?r|nurse|"
    "partner|patient|peer|professor|psychiatrist|psychologist|room ?mate|student|supervisee|"
    "supervisor|teacher|therapist|trainee|trainer|tutor|cat|dog|horse|ex(?:-[a-z]+)?|step[a-z]{3,}|"
    "(?:brother|daughter|father|mother|sister|son)-in-law"
)
"""Who somebody may be to the speaker."""

SAID_WHO = (
    rf"(?i)\b(?:(?!our partner)(?:my|our|his|her|your|their|another|one of (?:my|our|his|her)) "
    rf"(?:[a-z-]+ ){{0,2}}(?:{_ACQUAINTANCES})s?"
    r"(?:'s name (?:is|was)| (?:is|was|were)| (?:(?:is|was) )?named| (?:is|was) called)?"
    rf"|(?:a|an|another|one|that|the|this) (?:[a-z-]+ ){{0,2}}"
    rf"(?:{_ACQUAINTANCES}|boy|fellow|girl|guy|kid|lady|man|person|woman)"
    r" (?:(?:(?:is|was) )?(?:called|named)|of (?:his|hers|mine|ours|theirs|yours))"
    rf"|(?:that|the|this) (?:[a-z-]+ ){{0,2}}(?:{_ACQUAINTANCES}) (?:is|was)"
    r"|(?:coached|counselled|counseled|mentored|supervised|tutored) by"
    r"|(?:analysis|sessions?|supervision|therapy) with)"
    r"(?P<closed>, | [-\u2013\u2014] |\u2014| \()?(?(closed)| )$"
)

SAID_WHO_AFTER = (
    r"\.?(?:,| is| was|'s),? (?:who (?:is|was) )?(?:my|our|his|her|their) (?:[a-z-]+ ){0,2}"
    rf"(?:{_ACQUAINTANCES})\b(?!')"
)

GREETING = (
    r"(?i)(?:^|[.?!] |[\"(])(?:(?:and|oh|ok|okay|so|well|yeah|yes),? )?(?:bye|cheers|"
    r"congratulations|dear|good (?:afternoon|evening|morning|night)|goodbye|hello|hey|hi|"
    r"thanks|thank you|welcome)(?: (?:so|very) much| again| there)?,? $"
)

ADDRESSEES = frozenset(
    "audience class diary folks gentlemen god guys ladies listener listeners reader readers "
    "team universe viewers world".split()
)

QUESTION_TO = r", [^.?!]{0,60}\byou\b[^.?!]{0,60}\?"

NICKNAMED = (
    r"(?i)\b(?:(?:call|called|calls|calling|nicknamed) (?:me|him|her|them|"
    rf"(?:my|that|the|this) (?:{_ACQUAINTANCES}))|I'm|I am|this is) (?:the )?[\"']?$"
)

NAME_QUESTION = r"\b(?:called|names?)\b[^.?!]{0,20}\?\W*$"

NAME_GIVEN = (
    r"(?i)\b(?:(?:first|last|maiden|middle|my|her|his|their) (?:nick ?)?name(?:'s| is| was)?"
    r"|whose name (?:is|was)|(?:he|she|they|who) (?:goes|went) by) (?:the )?[\"']?$"
)

GIVEN_NAME = (
    r" (?:is|was|is also|was also) (?:my|his|her|their) "
    r"(?:birth|family|first|given|last|maiden|married|middle|real) name\b"
)

SPEAKS_OF_NAMES = r"\b(?:my|your|her|his|their|the) names?\b|\bcall(?:s|ed)? me\b"

ABOUT_ONESELF = (
    r"\b(?:I'm|I am|I was|we're|we are|my \w+(?:'s| is| was| were)|I grew up)(?: \w+){0,3}"
    r" (?P<word>[A-Z]\w+)"
)
