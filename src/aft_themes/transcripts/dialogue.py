"""Signs that a file with labels is a conversation, and no list, article or catalogue record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.artefacts import MAY_SPEAK, META, SUBJECT
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.prefixes import ROLE
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import SENTENCE_END, UNKNOWN_SPEAKER, Turn, asks
from aft_themes.wording import without_accents

# labels of reports in which programs list coded quotes; people may be called by the second, once
_OF_REPORT = re.compile(
    r"\d{1,4} (?:codes?|kodes?|c[oó]digos?|quotations?)|codes applied|coded segments?|weight score"
    r"|clip (?:transcript|keywords)|source material",
    re.IGNORECASE,
)
_OF_CODES = re.compile(
    r"codes?|kodes?|[kc]odierung(?:en)?|c[oó]digos?|quotations?|excerpts?|textstellen?",
    re.IGNORECASE,
)
_TWICE = 2  # whoever takes part in a conversation speaks again
_LIST = 4  # labels that stand once each: no group is so silent, but headings are
_MANY = 6  # labels from which on nearly all people in a group speak more than twice
_SELDOM = 3  # turns for each label, on average; in interviews and groups four or more
_ROUNDS = 3  # times that records must repeat their fields to show that they are records
_SAME_ORDER = 0.9  # share of turns that are followed by what always follows them
_GUIDE = 4  # questions, as many as the shortest guide has
_IN_A_ROW = 3  # people who are answered one after the other, each in a part of their own
_OWN_TURNS = 3  # turns that each of them has there
_WHOLE_QUESTION = 4  # words; "How is that?" is asked again in every interview
# Questions, and their share of all: a guide is read out once to each person,
# and in tests of use a few questions follow every task
_ASKED_AGAIN, _SHARE_AGAIN = 3, 0.4
_HEADING_WORDS = 6  # of a heading behind "Theme:"
_MOST_OF_THINGS = 0.1  # share of words behind "Notes" or "Summary"; a field of a header has fewer
# Of two who speak again and again, who have nearly all turns, a third one who says so much at
# once is the title of a book or a heading: helpers and passers-by say little
_OF_TWO, _LONG_TALK, _LONG_SPEECH = 0.9, 30, 150
_WORD = re.compile(r"[^\W\d_]+")
_ANSWERING = frozenset(
    "p,par,part,participant,res,resp,respondent,interviewee,informant".split(",")
)
# Fields of records, minutes and forms, beside the fields of a transcript's header
_FIELDS = META - {SUBJECT} | frozenset(
    "abstract,action,actions,address,agenda,agenda item,author,autor,call number,category,chapter,"
    "citation,collection,comment,comments,contributor,coverage,creator,creators,decision,"
    "decisions,description,e-mail,editor,email,examples,extent,fax,format,genre,id,identifier,item,"
    "keyword,link,name,objective,objectives,outcome,outcomes,phone,problem,program,"
    "publication date,publisher,purpose,reference,references,relation,repository,result,results,"
    "rights,scope and content,section,solution,source,status,subjects,tag,tags,tel,telephone,"
    "end,end time,issue,rating,severity,severity level,start,start - end,start time,start-end,time,"
    "time stamp,time stamps,timestamp,timestamps,summary,topic,topics,"
    "theme,thema,tema,to do,todo,"
    "transcribe by,transcript by,date transcript,date of birth,place of birth,type,url,"
    "video,website,"
    "age,civil status,education,gender,income,job,job title,length of stay,marital status,"
    "nationality,occupation,sex,signature,years of experience,alter,beruf,geschlecht,"
    "unterschrift,edad,firma,g\u00e9nero,sexo,\u00e2ge,sexe,"
    "dato,hari,hari tanggal,lokasi,miejsce,paikka,plats,sted,tanggal,tarih,tempat,tid,topik,waktu,"
    "beschreibung,ergebnis,ergebnisse,kommentar,massnahme,objetivo,stichwort,teilnehmer,ziel,"
    "objectif,r\u00e9sultat,descripci\u00f3n,resultado,objetivos,"
    "conclusion,conclusions,conclusi\u00f3n,conclusiones,conclus\u00e3o,conclus\u00f5es,conclusione,conclusioni,"
    "fazit,findings,implication,implications,insight,insights,key takeaways,literature review,"
    "takeaways,zusammenfassung,"
    # time, place, name, sex, age, occupation, person, place and time of the interview
    "\u65f6\u95f4,\u6642\u9593,\u5730\u70b9,\u5730\u9ede,\u59d3\u540d,\u6027\u522b,\u6027\u5225,\u5e74\u9f84,\u5e74\u9f61,\u804c\u4e1a,\u8077\u696d,\u5bf9\u8c61,\u65e5\u671f,\u65e5\u4ed8,\u5834\u6240,\u6c0f\u540d,"
    "\u8bbf\u8c08\u65f6\u95f4,\u8bbf\u8c08\u5730\u70b9,\u8bbf\u8c08\u5bf9\u8c61,\u8bbf\u8c08\u5185\u5bb9,\u91c7\u8bbf\u65f6\u95f4,\u91c7\u8bbf\u5730\u70b9,\u91c7\u8bbf\u5bf9\u8c61,\u5bf9\u8c61\u8eab\u4efd,\u8eab\u4efd,"
    "\u5355\u4f4d,\u4e13\u4e1a,\u5b66\u6821,\u90e8\u95e8".split(",")
)
# "Step 3", "Level 2 (schools)": what is counted in such texts is a thing, never a person
_THING = re.compile(
    r"(?:\d+[.)]?\s)?(?:abschnitt|appendix|article|artikel|assertion|aufgabe|cap\u00edtulo|chapter|"
    r"day|ebene|episode|explanation|figure|finding|goal|hypothesis|idea|idee|item|kapitel|"
    r"level|line|model|option|page|part|phase|point|punkt|rq|scenario|schritt|"
    r"section|session|step|stage|table|tag|task|tema|test|theme|thema|topic|v|version|week|woche|"
    r"workshop|ziel)[\s._#-]{0,2}(?:\d{1,4}\b.*|[a-f])",
    re.IGNORECASE | re.DOTALL,
)
_TAGGED = re.compile(
    r"</?(?:div|li|ul|ol|t[dhr]|table|html|body|head|script|dt|dd|img)(?:\s[^<>]{0,200})?>|"
    r"\{%|%\}|^/?(?:div|li|td|tr|th)$"
)
_LIKE_DATA = re.compile(r"[<>{}=\"$\\%]|^(?:true|false|none|null|else|try|except|https?)$")


def refusal(turns: Sequence[Turn], *, table: bool = False) -> str:
    """Say why labelled words are no conversation; nothing where they may be one.

    Who speaks in a table stands in a column that says so: there one person may tell all.
    """
    counts = Counter(turn.speaker for turn in turns)
    people = {speaker: count for speaker, count in counts.items() if not _names_thing(speaker)}
    if _names_fields(counts):
        return _names_fields(counts)
    if _no_speech(turns):
        return _no_speech(turns)
    if table and len(people) == 1 and len(counts) > 1:
        return ""
    if len(people) < len(counts) and max(people.values(), default=0) < _TWICE:
        return "its labels name things, as in a list, a record or a program."
    once = len(counts) >= _LIST and max(counts.values()) == 1
    if len(people) > 1 and _has_role(people) and not (once and not any(map(asks_by_name, people))):
        return ""
    if once:
        return f"each of {len(counts)} labels stands once, as in a list or an article."
    if len(counts) == len(turns) == 1 and not (_has_role(counts) or _timed(turns)):
        return "only one label was found, and it stands once."
    # somebody, and only things that answer
    only = len(people) <= 1 < len(counts) and not _has_role(people)
    if 2 * sum(people.values()) < len(turns) + only:
        return "most of its labels name things, as in a list, a record or a program."
    again = len(_in_same_order(turns)) >= _LIST
    return "the same labels follow one another again and again, as in records." * again


def _names_fields(counts: Mapping[str, int]) -> str:
    """Say so if labels are the names of fields, of a report of coded quotes or another record."""
    if {speaker.casefold() for speaker in counts} >= {"speaker", "text"}:  # as in YAML
        return "its labels are the names of fields, as in a list, a record or a program."
    coded = any(
        _OF_REPORT.fullmatch(speaker) or (count >= _TWICE and _OF_CODES.fullmatch(speaker))
        for speaker, count in counts.items()
    )
    reason = "its labels name codes and quotes, as in a report, which belongs into codings/."
    return reason if coded else ""


def without_things(turns: Sequence[Turn]) -> list[Turn]:
    """Give what stands beside "Note" in a table's column of speakers to nobody."""
    return [
        replace(turn, speaker=UNKNOWN_SPEAKER) if _names_thing(turn.speaker) else turn
        for turn in turns
    ]


def check(turns: Sequence[Turn]) -> list[Finding]:
    """Find what is odd about who follows whom; the first that is odd is said."""
    counts = Counter(turn.speaker for turn in turns if turn.speaker != UNKNOWN_SPEAKER)
    for look, kind, message in _ODD:
        if found := look(turns, counts):
            return [Finding(kind, message.format(found))]
    return []


def _none_twice(turns: Sequence[Turn], counts: Counter[str]) -> bool:
    once = len(counts) > 1 and max(counts.values()) == 1
    return once and not (_has_role(counts) or _timed(turns))


def _most_seldom(turns: Sequence[Turn], counts: Counter[str]) -> bool:
    seldom = len(counts) >= _MANY and counts.total() < _SELDOM * len(counts)
    return seldom and not (_has_role(counts) or _timed(turns))


def _nearly_in_same_order(turns: Sequence[Turn], _: Counter[str]) -> bool:
    return len(_in_same_order(turns)) == _LIST - 1


def _words_of_things(turns: Sequence[Turn], _: Counter[str]) -> int:
    """Count the words behind labels such as "Conclusions", if they are many."""
    things = [turn for turn in turns if _names_thing(turn.speaker) and not _may_speak(turn.speaker)]
    told = sum(count_words(turn.text) for turn in things)
    return told if told > _MOST_OF_THINGS * sum(count_words(turn.text) for turn in turns) else 0


def _headings(turns: Sequence[Turn], _: Counter[str]) -> int:
    """Count turns such as "Theme: the first year", which are no sentences."""
    return sum(
        _names_thing(turn.speaker)
        and not _may_speak(turn.speaker)
        and len(turn.text.split()) <= _HEADING_WORDS
        and not turn.text.endswith(SENTENCE_END)
        for turn in turns
    )


def _may_speak(label: str) -> bool:
    return likeness(label) in MAY_SPEAK


def _long_speech_once(turns: Sequence[Turn], counts: Counter[str]) -> int:
    """Count the words of a label that stands once in an interview of two who alternate."""
    two = sum(number for _, number in counts.most_common(2))
    if two < max(_OF_TWO * counts.total(), _LONG_TALK):
        return 0
    once = [turn for turn in turns if counts[turn.speaker] == 1 and not _has_role([turn.speaker])]
    longest = max((count_words(turn.text) for turn in once), default=0)
    return longest if longest >= _LONG_SPEECH else 0


def _asked_again(turns: Sequence[Turn], _: Counter[str]) -> int:
    """Count the questions that stand more than once, if they are many of all that are asked."""
    questions = [
        tuple(_WORD.findall(without_accents(turn.text.casefold())))
        for turn in turns
        if asks(turn.text)
    ]
    asked = Counter(question for question in questions if len(question) >= _WHOLE_QUESTION)
    again = sum(number > 1 for number in asked.values())
    return again if again >= max(_ASKED_AGAIN, _SHARE_AGAIN * len(asked)) else 0


def _names_thing(label: str) -> bool:
    key = likeness(re.sub(r"(?<=.)[(\uff08][^()\uff08\uff09]{0,60}[)\uff09]\Z", "", label))
    return key in _FIELDS or bool(_THING.fullmatch(key) or _LIKE_DATA.search(key))


def _has_role(labels: Collection[str]) -> bool:
    """Tell whether a label is a word or a letter for somebody who asks or answers."""
    bare = [re.sub(r"\([^()]{0,60}\)", "", label).strip() for label in labels]
    return any(
        (asks_by_name(name) or ROLE.fullmatch(name)) and not _THING.fullmatch(likeness(name))
        for name in bare
    )


def _timed(turns: Sequence[Turn]) -> bool:
    return sum(turn.start_s is not None for turn in turns) * 2 > len(turns)


def _in_same_order(turns: Sequence[Turn]) -> set[str]:
    """Return the labels that recur about equally often and always follow one another alike."""
    counts = Counter(turn.speaker for turn in turns)
    most = max(counts.values())
    ring = {speaker for speaker, count in counts.items() if 2 * count > most}
    if most < _ROUNDS or len(ring) < _LIST - 1:
        return set()
    after = Counter((one.speaker, other.speaker) for one, other in pairwise(turns))
    usual: dict[str, int] = {}
    for (speaker, _), count in after.items():
        usual[speaker] = max(usual.get(speaker, 0), count)
    return ring if sum(usual.values()) >= _SAME_ORDER * (len(turns) - 1) else set()


def _are_points(turns: Sequence[Turn]) -> bool:
    """Tell the points of a form from speakers: each letter is followed by the next, or by "a".

    An "i" may also be the first of the points below one.
    """
    labels = [turn.speaker.casefold() for turn in turns]
    if len(set(labels)) < _LIST or not all(len(one) == 1 and one.isalpha() for one in labels):
        return False
    labels = [one for one in labels if one != "i"]
    rise = sum(after == "a" or ord(after) == ord(one) + 1 for one, after in pairwise(labels))
    return len(labels) > _LIST and rise >= _SAME_ORDER * (len(labels) - 1)


def _no_speech(turns: Sequence[Turn]) -> str:
    """Say what stands behind labels in place of speech."""
    if _holds_markup(turns):
        return "most of its labelled lines hold the tags of a web page or a program."
    if _hold_numbers(turns):
        return "what stands behind most of its labels holds no words."
    if _are_points(turns):
        return "its labels are a, b, c in this order, as the points of a form."
    return ""


def _hold_numbers(turns: Sequence[Turn]) -> bool:
    """Tell scores from speech: most turns have no letter, and there are many."""
    empty = sum(not any(map(str.isalpha, turn.text)) for turn in turns)
    return len(turns) > _LIST and 2 * empty > len(turns)


def _holds_markup(turns: Sequence[Turn]) -> bool:
    tagged = sum(bool(_TAGGED.search(turn.text) or _TAGGED.search(turn.speaker)) for turn in turns)
    return len(turns) >= _ROUNDS and 2 * tagged > len(turns)


def _asked_by_answering(turns: Sequence[Turn], _: Counter[str]) -> int:
    """Count the questions of somebody called after answering who mostly asks."""
    for label in sorted({turn.speaker for turn in turns if answers_by_name(turn.speaker)}):
        lines = [line for turn in turns if turn.speaker == label for line in turn.text.split("\n")]
        asked = sum(map(asks, lines))
        if asked >= _GUIDE and 2 * asked > len(lines):
            return asked
    return 0


def _words_for_one_role(_: Sequence[Turn], counts: Counter[str]) -> int:
    """Count words such as INT and INTERVIEWER that are labels beside one another, if many are."""
    often = [speaker for speaker, count in counts.items() if count >= _OWN_TURNS]
    asking = [speaker for speaker in often if asks_by_name(speaker)]
    answering = [speaker for speaker in often if likeness(speaker) in _ANSWERING]
    most = max(len(asking) if _unnumbered(asking) else 0, len(answering))
    return most if most > 1 and (len(asking) > 0 < len(answering)) else 0


def _unnumbered(labels: Sequence[str]) -> bool:
    return not any(char.isdigit() for label in labels for char in label)


def _one_after_the_other(turns: Sequence[Turn], counts: Counter[str]) -> int:
    """Count people who each speak in a part of their own, with one who speaks in all."""
    places: dict[str, list[int]] = {}
    for at, turn in enumerate(turns):
        if counts[turn.speaker] >= _OWN_TURNS:
            places.setdefault(turn.speaker, []).append(at)
    asking = max(places, key=lambda speaker: len(places[speaker]), default="")
    parts = sorted((own[0], own[-1]) for speaker, own in places.items() if speaker != asking)
    apart = all(one[1] < other[0] for one, other in pairwise(parts))
    return len(parts) if apart and len(parts) >= _IN_A_ROW else 0


_Look = Callable[[Sequence[Turn], Counter[str]], int]
# what is looked for in this order, and what is said of it; {} is the number that was found
_ODD: tuple[tuple[_Look, Kind, str], ...] = (
    (
        _none_twice,
        Kind.LABELS_ONCE,
        "Each label stands only once: see whether these are speakers, or headings of a text.",
    ),
    (
        _most_seldom,
        Kind.LABELS_ONCE,
        "Most labels stand once or twice: see whether they are speakers, or headings.",
    ),
    (
        _nearly_in_same_order,
        Kind.LABELS_IN_ORDER,
        "The same labels follow one another again and again, as in a list of records.",
    ),
    (
        _words_of_things,
        Kind.LABELS_ONCE,
        "{} words stand behind labels that name things, as fields and headings do: see "
        "whether somebody said them, and take out what nobody said.",
    ),
    (
        _headings,
        Kind.LABEL_IN_SPEECH,
        "Labels that name things and stand before a few words, as headings do: {}. Take them out, "
        "or begin them with ##.",
    ),
    (
        _long_speech_once,
        Kind.LABELS_ONCE,
        "A label that stands once holds {} words, beside two who speak again and again: "
        "see whether it is a heading or a title, and these words are another's.",
    ),
    (
        _asked_by_answering,
        Kind.LABEL_IN_SPEECH,
        "{} questions stand behind a word for whoever answers: see whether it is a field of a "
        "header, and these questions are the interviewer's.",
    ),
    (
        _asked_again,
        Kind.INTERVIEWS_IN_A_ROW,
        "{} questions are asked twice, word for word: if several interviews stand in the "
        "file, give each a file of its own.",
    ),
    (
        _words_for_one_role,
        Kind.INTERVIEWS_IN_A_ROW,
        "{} words for one role are labels, as where parts of several interviews stand in "
        "one file: give each interview a file of its own, or correct the labels.",
    ),
    (
        _one_after_the_other,
        Kind.INTERVIEWS_IN_A_ROW,
        "{} people are interviewed one after the other: give each a file of its own, "
        "or say in speakers.csv who is which participant.",
    ),
)
