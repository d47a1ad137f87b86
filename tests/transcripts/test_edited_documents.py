"""Transcripts of programs and services as people edit them: renamed, pasted together, annotated.

What is drawn must be read rightly, or be refused, or be doubtful: never wrong without a word.
"""

import random
import re

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind, TranscriptError
from tests.transcripts.known_talk import TALK, doubts_of, outcomes, said
from tests.transcripts.making import docx, docx_parts, docx_table, packed

# what stands before the words, for each turn: a service's way of writing it
SERVICES = {
    "otter": (
        "{who}  {m}:{s:02d} \n{text} \n",
        "Interview garden\nMon, Mar 4, 2024 2:31PM \u2022 21:17\n\nSUMMARY KEYWORDS\n"
        "garden, beans, slugs, gloves, tap\n\nSPEAKERS\n{one}, {two}\n\n",
    ),
    "rev": ("{who} ({m:02d}:{s:02d}):\n{text}\n", ""),
    "teams": (
        "{who}   {m}:{s:02d}\n{text}\n",
        "Interview garden-20240304_143122-Meeting Recording\nMarch 4, 2024, 2:31PM\n21m 17s\n\n",
    ),
    "zoom": ("[{who}] 14:{m:02d}:{s:02d}\n{text}\n", ""),
    "word": ("00:{m:02d}:{s:02d} {who}\n{text}", "Audio file\ngarden.mp3\nTranscript\n"),
    "trint": ("{who} [00:{m:02d}:{s:02d}] {text}\n", ""),
    "descript": ("{who}: [00:{m:02d}:{s:02d}] {text}\n", ""),
    "happy_scribe": ("00:{m:02d}:{s:02d}\n[{who}]\n{text}\n", ""),
    "sonix": ("{who}: [00:{m:02d}:{s:02d}] {text}\n", "garden.mp3\n\n"),
    "amberscript": ("00:{m:02d}:{s:02d}\n{who}: {text}\n", ""),
    "f4": ("{who}: {text} #00:{m:02d}:{s:02d}-3#", ""),
    "express": ("{who}:\t{text}\n", ""),
    "otranscribe": ("{m:02d}:{s:02d} {who}: {text}\n", ""),
    "recorder": ("{who}\n{m:02d}:{s:02d}\n{text}\n", ""),
    "maxqda": ("[00:{m:02d}:{s:02d}] {who}: {text}", ""),
    "notta": ("{who} {m:02d}:{s:02d}\n{text}\n", ""),
    "fireflies": ("{m:02d}:{s:02d} - {who}\n{text}\n", ""),
    "tldv": ("[{m:02d}:{s:02d}] {who}: {text}", ""),
    "riverside": ("{who} ({m:02d}:{s:02d})\n{text}\n", ""),
    "krisp": ("{who} | {m:02d}:{s:02d}\n{text}\n", ""),
    "macwhisper": ("[00:{m:02d}:{s:02d} - 00:{m:02d}:{s:02d}] {who}: {text}", ""),
    "plain": ("{who}: {text}", ""),
    "spaced": ("{who}: {text}\n", ""),
    "bold": ("**{who}:** {text}\n", ""),
}
LABELS = [
    ("Interviewer", "Participant"), ("Interviewer", "P07"), ("I", "P"), ("I", "B1"), ("I", "B"),
    ("INT", "RES"), ("Speaker 1", "Speaker 2"), ("SPEAKER_00", "SPEAKER_01"),
    ("Anna Weber", "Tom Okafor"),
    ("Interviewer:in", "Befragte:r"), ("Entrevistadora", "Participante"), ("E", "P"),
    ("Anna", "Tom"),
    ("Enqu\u00eatrice", "Enqu\u00eat\u00e9"), ("Dr. Weber", "Mr. Okafor"),
    ("Unknown Speaker", "Tom Okafor"),
    ("S00", "S01"), ("Moderator", "Teilnehmerin 3"), ("Q", "A"),
]  # fmt: skip
_NOTES = [
    "[Interruption: the phone rings]", "[crosstalk]", "(Pause)", "[...]", "((both laugh))",
    "[Recording paused]", "XXXX", "[Name removed]",
]  # fmt: skip
_HEADINGS = ["## The first year", "The first year", "2. THE FIRST YEAR", "Theme: The first year"]
_SIGNS = {
    "zero width": "\u200b", "soft hyphen": "\u00ad", "no-break": "\u00a0",
    "left to right": "\u200e", "bom": "\ufeff", "right to left": "\u200f", "joiner": "\u2060",
}  # fmt: skip


def _typed_wrongly(draw, label):
    """Write a label as somebody who types in a hurry does."""
    at = draw.randrange(1, max(len(label), 2))
    return draw.choice([
        label[:at] + label[at + 1 :] if len(label) > 5 else label.lower(),
        label[:at] + label[at : at + 1] * 2 + label[at + 1 :] if len(label) > 5 else label + " ",
        label.upper(), label.lower(), f" {label}", f"{label[:1]} {label[1:]}", f"{label} ",
        label.replace("0", "O") if "0" in label else label + ".",
    ])  # fmt: skip


def renamed(draw, turns, names):
    """Rename labels from a turn on, or here and there, as a replacement that was not finished."""
    new = draw.choice(
        [("Interviewer", "Participant"), ("Anna", "Tom"), ("INT", "P1"), ("Mia Lund", "Ole Berg")]
    )
    which = draw.choice([(0,), (1,), (0, 1)])
    start = draw.choice([0, 8, 12])
    every = draw.choice([1, 1, 2])
    for at, turn in enumerate(turns):
        if at >= start and (at // 2) % every == 0 and turn["person"] in which:
            turn["who"] = new[turn["person"]]


def mistyped(draw, turns, names):
    for at in draw.sample(range(len(turns)), draw.choice([1, 1, 3])):
        turns[at]["who"] = _typed_wrongly(draw, turns[at]["who"])


def without_colon(draw, turns, names):
    turns[draw.randrange(2, len(turns))]["colon"] = draw.choice(["", ";", ".", " :", " -", "::"])


def other_program(draw, turns, names):
    """Go on in the form of another program, with its labels or with the same."""
    form = draw.choice(list(SERVICES))
    other = draw.choice([names, names, *LABELS])
    for turn in turns[10:]:
        turn["form"], turn["who"] = form, other[turn["person"]]


def noted(draw, turns, names):
    for at in draw.sample(range(1, len(turns)), draw.choice([1, 3])):
        turns[at]["before"] = draw.choice(_NOTES) + "\n"


def headed(draw, turns, names):
    for at in draw.sample(range(2, len(turns)), draw.choice([1, 3])):
        turns[at]["before"] = "\n" + draw.choice(_HEADINGS) + "\n\n"


def paged(draw, turns, names):
    feet = [
        "Page {n} of 4",
        "{n}",
        "- {n} -",
        "Garden study, interview 7   {n}",
        "P07_final.docx\n{n}",
    ]
    foot = draw.choice(feet)
    for number, at in enumerate(range(5, len(turns), 5), 1):
        turns[at]["before"] = "\n" + foot.format(n=number) + "\n\n"


def invisible(draw, turns, names):
    sign = draw.choice(list(_SIGNS.values()))
    for turn in turns[:: draw.choice([1, 3])]:
        place = draw.choice(["label", "behind", "words"])
        if place == "label":
            turn["who"] = sign + turn["who"]
        elif place == "behind":
            turn["who"] = turn["who"] + sign
        else:
            word = turn["text"].split(" ")
            turn["text"] = " ".join(
                [*word[:1], *([sign + word[1]] if len(word) > 1 else []), *word[2:]]
            )


def smart(draw, turns, names):
    for turn in turns:
        turn["text"] = (
            turn["text"]
            .replace("...", "\u2026")
            .replace("fi", "\ufb01")
            .replace(", ", " \u2013 ", 1)
        )


def emoji(draw, turns, names):
    for turn in turns[::3]:
        turn["text"] += " \U0001f600"


def a_sentence_a_paragraph(draw, turns, names):
    gap = draw.choice(["\n", "\n\n"])
    for turn in turns:
        turn["text"] = re.sub(r"(?<=[.?!]) ", gap, turn["text"])


def seldom_timed(draw, turns, names):
    for turn in turns:
        turn["timed"] = turn["at"] % 5 == 0


def cut_in_two(draw, turns, names):
    """Label an answer twice, for a stamp of each minute or because the program did."""
    for at in draw.sample(range(1, len(turns), 2), 3):
        turns[at]["twice"] = True


def redacted(draw, turns, names):
    mark = draw.choice(["XXXX", "[name]", "\u2588\u2588\u2588\u2588", "[...]", "___", "[REDACTED]"])
    for turn in turns[1::4]:
        turn["text"] = turn["text"].replace(". ", f", {mark}. ", 1)


EDITS = [
    renamed, mistyped, without_colon, other_program, noted, headed, paged, invisible, smart, emoji,
    a_sentence_a_paragraph, seldom_timed, cut_in_two, redacted,
]  # fmt: skip
TOPS = [
    *[""] * 4,
    "Transcript P07\n\nInterviewer: Anna Weber\nDate: 4 March 2024\nDuration: 21:17\n"
    "Place: library\n\n",
    "Please note: all names were changed.\n\nConsent: The participant agreed to be recorded and "
    "to the use of quotes.\n\n",
    "Transcription conventions\n(.) short pause\n[ ] overlap\nCAPITALS: loud\n\n",
    "Interview number: 7\nInterviewee: P07, woman, 54, gardener\nLength: 21 minutes\n"
    "Transcribed by: M. Lund\n\n***\n\n",
]
FEET = [
    *[""] * 4,
    "\n\nSummary\nThe participant tells how she came to the garden and what she would change.\n",
    "\n\nAction items\n- Send the consent form again\n- Ask about the shed\n",
    "\n\nKeywords: garden, beans, slugs\n",
    "\n\nTranscribed by https://otter.ai\n",
    "\n\nField notes: It was cold, and the participant seemed tired at the end.\n",
    "\n\n[End of interview]\n", "\n\nEND\n", "\n\nEnd of interview 7, total time 21:17\n",
]  # fmt: skip


def _written(turn):
    """Write a turn in its program's form."""
    form = SERVICES[turn["form"]][0]
    if not turn.get("timed", True):
        form = re.sub(
            r"[\[(#]*(?:00:|14:)?\{m(?::02d)?\}:\{s:02d\}(?:-3#)?"
            r"(?: - 00:\{m:02d\}:\{s:02d\})?[\])]*(?: [-|] )?",
            "",
            form,
        )
    if "colon" in turn:
        form = form.replace("{who}:", "{who}" + turn["colon"])
    second = 7 + 19 * turn["at"]
    texts = [turn["text"]]
    if turn.get("twice"):
        cut = turn["text"].find(". ") + 2
        texts = [turn["text"][:cut].strip(), turn["text"][cut:]]
    whole = "\n".join(
        form.format(who=turn["who"], text=text, m=second // 60, s=second % 60)
        for text in texts
        if text
    )
    return turn.get("before", "") + whole


def drawn(seed):
    """Draw a program, labels and edits; return the document and what was drawn."""
    draw = random.Random(seed)
    service, names = draw.choice(list(SERVICES)), draw.choice(LABELS)
    turns = [
        {"at": at, "person": who, "who": names[who], "text": text, "form": service}
        for at, (who, text) in enumerate(TALK)
    ]
    edits = draw.sample(EDITS, draw.choice([0, 1, 1, 1, 2, 3]))
    edits.sort(key=lambda edit: edit is a_sentence_a_paragraph)
    for edit in edits:
        edit(draw, turns, names)
    top = draw.choice([SERVICES[service][1].format(one=names[0], two=names[1]), draw.choice(TOPS)])
    foot = draw.choice(FEET)
    text = top + "\n".join(map(_written, turns)) + foot
    return text, [service, names, [edit.__name__ for edit in edits], foot]


def _outcomes(tmp_path, seeds):
    def file(seed):
        text, _ = drawn(seed)
        if seed % 4 == 0:
            return tmp_path / "a.docx", docx(*text.split("\n"))
        return tmp_path / "a.txt", text.encode()

    return outcomes(map(file, seeds))


def test_edited_documents_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(120))
    # two in a hundred: several slips in one file may still look like speech
    assert found["wrong without a word"] <= 0.03 * found.total()
    assert found["right"] >= 0.7 * found.total()


@pytest.mark.nightly
def test_many_edited_documents_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(2000, 6000))
    assert found["wrong without a word"] <= 0.03 * found.total()


def _read(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def _said(tmp_path, text):
    return said(_read(tmp_path, text))


def _kinds(tmp_path, text):
    return doubts_of(_read(tmp_path, text))


QUESTION, ANSWER = "Where do you go then?", "To the shed, mostly."
PAIR = [("Mia", QUESTION), ("Ole", ANSWER)]


@pytest.mark.parametrize(
    "foot",
    ["Page {} of 3", "{}", "- {} -", "Shed study, talk 4   {}", "shed_final.docx\n{}", "p. {}"],
)
def test_page_numbers_between_turns_are_no_words(tmp_path, foot):
    pages = [f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 3 + foot.format(n) for n in (1, 2, 3)]
    assert _said(tmp_path, "\n".join(pages)) == PAIR * 9


def test_numbers_that_do_not_rise_from_page_to_page_stay(tmp_path):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 3
    said = _said(tmp_path, f"{talk}12\n{talk}7\n{talk}")
    assert said[5] == ("Ole", f"{ANSWER}\n12")


@pytest.mark.parametrize(
    "below",
    [
        "Summary\nOle goes to the shed.", "KEYWORDS: shed, tools", "Field notes: it was cold.",
        "## Action items\n- Ask about the shed", "Zusammenfassung\nOle geht in den Schuppen.",
        "Palabras clave: cobertizo", "END", "[End]", "--- Ende ---", "The End",
        "End of interview, total time 20:10",
    ],
)  # fmt: skip
def test_what_stands_below_the_talk_is_no_answer(tmp_path, below):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 3
    read = _read(tmp_path, f"{talk}\n{below}\n")
    assert [(turn.speaker, turn.text) for turn in read.turns] == PAIR * 3
    assert _said(tmp_path, f"{talk}It was cold.\n")[-1] == ("Ole", f"{ANSWER}\nIt was cold.")


def test_a_long_part_below_the_talk_is_asked_about(tmp_path):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 4
    assert Kind.TITLES_DROPPED in _kinds(tmp_path, f"{talk}Summary\n{'He goes there. ' * 30}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Interviewer; ", "Interviewer"), ("Interviewer ", "Interviewer"),
        ("Ole Berg. ", "Ole Berg"),
        ("Ole Berg; ", "Ole Berg"), ("Olee Berg: ", "Ole Berg"), ("Ole Breg: ", "Ole Berg"),
        ("Intervewer: ", "Interviewer"), ("OleBerg: ", "Ole Berg"),
    ],
)  # fmt: skip
def test_a_label_with_a_slip_is_the_one_that_is_meant(tmp_path, typed, meant):
    talk = f"Interviewer: {QUESTION}\nOle Berg: {ANSWER}\n" * 4
    other = "Interviewer" if meant == "Ole Berg" else "Ole Berg"
    said = _said(tmp_path, f"{talk}{other}: Yes.\n{typed}Then we dig.\n{other}: Good.\n{talk}")
    assert ((meant, "Then we dig.") in said) and {who for who, _ in said} == {meant, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Entrevistador", "Entrevistado"), ("Martin", "Martina"), ("Maria", "Mario"), ("P10", "P100")],
)
def test_labels_of_two_people_stay_apart(tmp_path, one, other):
    talk = f"Mia: {QUESTION}\n{one}: {ANSWER}\n" * 5
    said = _said(tmp_path, f"{talk}Mia: And you?\n{other}: I dig.\n{talk}{other}: No.\n")
    assert (other, "I dig.") in said


@pytest.mark.parametrize("line", ["{}", "[{}]", "{}\n00:0{}:10", "{} | 00:0{}:10"])
def test_labels_of_any_gender_stand_alone(tmp_path, line):
    turns = [
        line.format(who, at) + f"\n{text}"
        for at in range(4)
        for who, text in (("Interviewer:in", QUESTION), ("Befragte:r", ANSWER))
    ]
    said = _said(tmp_path, "\n".join(turns))
    assert said == [("Interviewer:in", QUESTION), ("Befragte:r", ANSWER)] * 4


def _talk(*labels):
    texts = (QUESTION, ANSWER)
    return "\n".join(f"{who}: {texts[at % 2]}" for at, who in enumerate(labels))


@pytest.mark.parametrize(
    "labels",
    [
        ["Mia", "Speaker 2"] * 4 + ["Mia", "Ole"] * 4,  # renamed from the middle on
        ["Mia", "Ole"] * 4 + ["Mia", "Per"] * 4,  # or a second interview
        ["Interviewer", "Ole", "Mia", "Ole"] * 4,  # renamed here and there
        ["Interviewer", "P7", "Mia", "Ole"] * 2 + ["Mia", "Ole", "Interviewer", "P7"] * 2,
        ["Speaker 1", "Speaker 2"] * 4 + ["Speaker", "Speaker 2"],
        ["Mia", "Speaker 1", "Mia", "Ole", "Speaker 1", "Ole"] * 3,
    ],
)
def test_labels_that_may_be_one_person_are_asked_about(tmp_path, labels):
    assert Kind.RENAMED_IN_PART in _kinds(tmp_path, _talk(*labels))


@pytest.mark.parametrize(
    "labels",
    [
        ["Mia", "Ole"] * 8,
        ["Speaker 1", "Speaker 2"] * 8,
        ["Interviewer 1", "Ole", "Interviewer 2", "Ole"] * 4,  # two who ask
        ["Mia", "Ole", "Per", "Mia", "Per", "Ole"] * 4,  # a group
        ["Mia", "Ole"] * 8 + ["Speaker 3"],  # somebody who comes in
        ["Mia", "Ole"] * 3 + ["Mia", "Per"] * 14,  # a course: Ole asked first
    ],
)
def test_labels_of_several_people_are_not_asked_about(tmp_path, labels):
    assert Kind.RENAMED_IN_PART not in _kinds(tmp_path, _talk(*labels))


@pytest.mark.parametrize(
    "heading", ["The first year", "2. THE FIRST YEAR", "Theme: the first year"]
)
def test_headings_between_turns_are_asked_about(tmp_path, heading):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 4
    assert _kinds(tmp_path, f"{talk}\n{heading}\n\n{talk}")
    assert not _kinds(tmp_path, f"{talk}\nThen we dug.\n\n{talk}")


@pytest.mark.parametrize("label", ["0:12 Per Lund", "Per Lund 00:12", "[Per Lund] 00:01:12"])
def test_another_form_of_label_inside_speech_is_asked_about(tmp_path, label):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 4
    assert Kind.LABEL_IN_SPEECH in _kinds(tmp_path, f"{talk}{label}\nThen we dug.\n")


def test_a_talk_without_labels_inside_a_turn_is_asked_about(tmp_path):
    talk = f"Mia: {QUESTION}\nOle: {ANSWER}\n" * 6
    rest = f"{QUESTION}\n{ANSWER}\n" * 4
    assert Kind.LABEL_IN_SPEECH in _kinds(tmp_path, talk + rest)


def test_a_time_right_behind_a_bold_label_is_no_word(tmp_path):
    runs = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r>"
    turns = [("Mia", " 0:05", QUESTION), ("P7", "0:09", ANSWER)] * 3
    body = "".join(
        f"<w:p>{runs.format(who, time)}<w:r><w:br/><w:t>{words}</w:t></w:r></w:p>"
        for who, time, words in turns
    )
    path = tmp_path / "a.docx"
    path.write_bytes(packed(docx_parts(body)))
    found = [(turn.speaker, turn.start_s, turn.text) for turn in read_transcript(path).turns]
    assert found == [("Mia", 5.0, QUESTION), ("P7", 9.0, ANSWER)] * 3


def test_a_table_of_scores_is_no_transcript(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("speaker,text\n" + "shame,1\ntrust,0\n" * 9, encoding="utf-8")
    with pytest.raises(TranscriptError) as refused:
        read_transcript(path)
    assert refused.value.kind == Kind.NOT_A_TRANSCRIPT


def test_phases_with_letters_are_no_speakers(tmp_path):
    with pytest.raises(TranscriptError):
        _read(tmp_path, "Phase A: We plan the talks.\nPhase B: We hold them.\n" * 3)


@pytest.mark.parametrize(
    ("asked", "told"),
    [("Pertanyaan", "Jawaban"), ("Soru", "Yanıt"), ("Вопрос", "Ответ"), ("Spørgsmål", "Svar")],
)
def test_tables_of_questions_and_answers_in_other_languages(tmp_path, asked, told):
    path = tmp_path / "a.docx"
    path.write_bytes(
        docx_table([["No", asked, told], *([str(n), QUESTION, ANSWER] for n in "123")])
    )
    found = [(turn.speaker, turn.text) for turn in read_transcript(path).turns]
    assert found == [("Q", QUESTION), ("A", ANSWER)] * 3
