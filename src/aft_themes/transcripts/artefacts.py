"""Parts of a transcript that nobody said: time stamps, titles, lines of the software."""

from __future__ import annotations

import re
import unicodedata

from aft_themes.transcripts.closing_lines import closes
from aft_themes.transcripts.times import BETWEEN, STOPPED, TIME, UNITS, seconds

_TIME = rf"(?:{TIME}|{STOPPED}|{UNITS})"
_STAMPS = re.compile(
    rf"\s?(?:\[{_TIME}(?:{BETWEEN}{_TIME})?\]|#{TIME}#|\(\d{{1,2}}:\d{{2}}:\d{{2}}\)|"
    rf"\{{\s?{TIME}\s?\}}|<(?:this message was edited|diese nachricht wurde bearbeitet)>)\s?",
    re.IGNORECASE,
)
_TAIL = re.compile(rf"(?:\[({_TIME})\]|#({TIME})#)\Z")

_MADE = (
    r"(?:transcribed|transcript|transcription|transcripts|captions?|captioned|subtitles?|subtitled|"
    r"untertitel\w*|sous-titr\w+|sous-titres|subt[i\u00ed]tulos|transcrito|transkribiert|"
    r"transkription)"
)
_LINE = re.compile(
    r"[\[(<*_#=\s\u2013-]{0,5}(?:end of (?:the )?(?:recording|interview|transcript|audio|tape)|"
    r"(?:recording|transcription|transcript|interview|audio) (?:ends?|ended|stopped|begins?|"
    r"started)(?: (?:after|at) [\d:]{4,12})?|.{1,80}\s(?:started|stopped) transcription|"
    rf"{_MADE} (?:is |was |were )?(?:(?:automatically |auto-?)?(?:generated|created|provided|made|"
    r"powered) )?(?:by|with|from|durch|von|par|por) \S.{0,80}|"
    r"meeting ended after [\d:]{4,12}|auto-?generated transcript\..{0,80}|"
    r"action item: .{1,90} - watch: https?://\S{1,90}|view recording - .{1,160}|"
    r"this (?:editable )?transcript (?:was|is|has been) (?:computer|machine|automatically|auto|ai)"
    r"[- ]?generated.{0,140}|"
    r"(?:retrieved|downloaded|abgerufen|r\u00e9cup\u00e9r\u00e9e?) (?:from|von|de)\W{1,5}https?://\S.{0,160}|"
    r"(?:page|seite|p\u00e1gina|pagina|sida|side) \d{1,4} ?(?:of|von|de|di|sur|av|af|/) ?\d{1,4}|"
    r"(?:messages and calls are|nachrichten und anrufe sind|los mensajes y las llamadas est\u00e1n|"
    r"les messages et les appels sont) (?:end-to-end|ende-zu-ende|cifrad|chiffr).{0,160}|"
    r"(?:this )?transcript (?:was )?(?:exported|generated|downloaded|created) (?:on|by|from|with) "
    r"\S.{0,80})[\])>*_]{0,4}\.?[^\w?]{0,5}",
    re.IGNORECASE,
)
# what chat programs write in place of a picture or a message that is gone
_OMITTED = re.compile(
    r"[\u200e<\[(]{0,3}(?:(?:media|image|video|audio|sticker|gif|document|photo|voice message|"
    r"contact card) (?:omitted|not included)|"
    r"(?:medien|bild|video|audio|sticker) (?:ausgeschlossen|weggelassen)|"
    r"m[e\u00e9]dias? omis|(?:imagen|multimedia|audio|video|sticker) omitid[oa]s?|"
    r"(?:m\u00eddia|imagem) (?:oculta|ocultada)|attached: .{1,80}|.{1,80} \(file attached\)|"
    r"(?:this message was|you) deleted(?: this message)?|diese nachricht wurde gel\u00f6scht)"
    r"[>\])]?\.?",
    re.IGNORECASE,
)
# the longest such line, of Google Meet, has 124 characters
_LINE_LENGTH = 200

# Titles of fields in the header of a transcript
META = frozenset(
    "attendees,audio file,code,conducted by,date,date of interview,duration,file,file name,"
    "interview,interview date,interview number,interview transcript,invited,key,keywords,"
    "language,length,location,note,transcript of interview,"
    "interview profile,notes,participant profile,participants,place,present,profile,project,"
    "recorded,recording,setting,speakers,start time,study,"
    "subject,summary,summary keywords,time,title,topic,transcribed by,transcriber,transcript,"
    "transcription,transcription by,transcription key,version,"
    "datum,ort,dauer,sprache,titel,thema,projekt,aufnahme,transkription,legende,"
    "lieu,dur\u00e9e,langue,titre,fecha,lugar,duraci\u00f3n,idioma,t\u00edtulo,data,luogo,durata,"
    "lingua,titolo,plaats,duur,taal".split(",")
)

SUBJECT = "subject"
"""A field of a header, or a person who takes part in an experiment, which recurs."""

MAY_SPEAK = frozenset(
    "participants,attendees,speakers,present,invited,teilnehmer,teilnehmende,participantes,"
    "deelnemers,partecipanti".split(",")
) | {SUBJECT}
"""Fields of a header that are labels where they recur: people, who may answer together."""

# Remarks in brackets on sounds and actions. Whole words only, since Beatrix and Nodar are names
_SOUND = re.compile(
    r"(?:^|.*\b)(?:(?:laugh|chuckl|giggl|cough|sigh|sniff?|sob|groan|whisper|smil|nod|point|paus|"
    r"breath|gasp|exhal|inhal|mumbl|mutter|murmur|interrupt|applau|overlap|speak|talk|cr[iy]|beep|ring|"
    r"knock|clap|snort|yawn|hum|sing|shrug|gestur|tap|bang|redact|anonymi[sz]|omit|delet|edit|"
    r"tut|click|clear|hesitat|stutter|whistl|scoff|grunt|swallow|drink|sip|eat|chew)"
    r"(?:e|s|es|ed|d|ing|ning|ping|ping|bing|ding|ting|se|ses|sed|sing|ter|ters|ted|ds|bed|ped|"
    r"ged|ching|tion|ths|ths|th)?|laughter|inaud\w*|unint\w*|unverst\w*|unclear|indisc\w*|indist\w*|"
    r"incompr\w*|inint\w*|cross-?talk\w*|silen\w*|stille|schweig\w*|schweigen|musi[ckq]\w*|noises?|"
    r"lach(?:t|en)?|lachend|gel\u00e4chter|seufz\w*|hust\w*|ger\u00e4usch\w*|weint|telefon|phone|"
    r"door|t\u00fcr|rires?|risas?|ris[ae]|ride|soupir\w*|silence|bruits?|ruidos?|pleur\w*|llora\w*|"
    r"lacht|lachen|pauz\w*|\u015bmiech|tears?|throat|sounds?|background|mm+|uh|um|hm+|yes|no|yeah|"
    # French, Spanish, Portuguese, Italian, Dutch, Polish
    r"inaud[i\u00ed]\w*|risos?|risate|ride(?:ndo)?|pausas?|incomprens\w*|onverstaanbaar|"
    r"niezrozumia\w*|nies\u0142ysz\w*|\u015bmiej\w*|cisza|"
    # Swedish, Danish, Norwegian, Finnish, Turkish, Russian
    r"skratt\w*|oh\u00f6rb\w*|paus|griner|uh\u00f8rlig\w*|uforst\u00e5elig\w*|naur\w*|"
    r"ep\u00e4selv\w*|tauko|g\u00fcl(?:\u00fcyor|\u00fc\u015fme|me)\w*|anla\u015f\u0131lm\w*|sessizlik|\u0441\u043c\u0435[\u0445\u0435\u0451]\w*|"
    r"\u043f\u0430\u0443\u0437\u0430|\u043d\u0435\u0440\u0430\u0437\u0431\u043e\u0440\w*|"
    r"sic|foreign|technical|recording|tape|break|end|timestamp|names?|places?|company|school|city)"
    r"(?:\b.*|$)",
    re.IGNORECASE | re.DOTALL,
)
# laughter, silence, not heard: in Chinese, Japanese, Korean, Hebrew and Arabic
_SOUND_TOGETHER = re.compile(
    "笑声?|大?笑|笑い|沉默|沈默|沈黙|停顿|听不清楚?|聽不清楚?|聞き取れず|聞き取り不能|"
    "웃음|침묵|안 ?들림|צוחקת?|צחוק|לא ברור|ضحك|غير مسموع"
)


def is_artefact(text: str) -> bool:
    """Tell whether the program or the transcriber wrote a line that nobody said."""
    text = text.strip()
    return len(text) < _LINE_LENGTH and bool(_LINE.fullmatch(text) or closes(text))


def is_omitted(text: str) -> bool:
    """Tell whether a chat program wrote a message: a picture, or words that were deleted."""
    text = text.strip()
    return len(text) < _LINE_LENGTH and bool(_OMITTED.fullmatch(text))


def is_sound(label: str) -> bool:
    """Tell whether brackets hold a sound or a remark, as in ``[laughs]``, and no speaker."""
    text = unicodedata.normalize("NFC", label.strip())
    return bool(_SOUND.match(text) or _SOUND_TOGETHER.fullmatch(text))


def without_stamps(text: str) -> tuple[str, float | None]:
    """Remove stamps such as ``[00:12:33]`` and ``#00:12:33-4#``; return the one at the end.

    Marks such as ``[inaudible 00:12:33]`` stay.
    """
    text = text.strip()
    tail = _TAIL.search(text[-24:])  # the longest stamp, with its brackets, has 20 characters
    end = seconds(tail[1] or tail[2]) if tail else None
    return _STAMPS.sub(" ", text).strip(), end
