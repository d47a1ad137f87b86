"""Layouts as people combine them: labels, their form, times, numbers, wrapped lines, a header.

What is drawn must be read rightly, or be refused, or be doubtful: never wrong without a word.
"""

import random
import re
import textwrap

import pytest

from aft_themes.errors import InputError
from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Severity

TALK = [
    (0, "Thank you for coming. How did you first hear of the group?"),
    (1, "From a colleague, in my second year. I went along because I was curious, mostly."),
    (0, "And what was the first evening like?"),
    (1, "Honestly? I was terrified. We had to bring a tape, and I had never shown one to anybody."),
    (0, "Mm-hm."),
    (1, "Then somebody else went first: she cried, and nobody told her off. That helped me."),
    (0, "What happened after that?"),
    (1, "A role-play. I was the client, which is harder than it sounds; you notice things."),
    (0, "Did you say so?"),
    (1, 'Not at once. "Stay with it," he said, and it took me three or four minutes, I think.'),
    (0, "How did the mindfulness work for you?"),
    (1, "At 9:30 we sat for ten minutes - I used to fall asleep. Later I could notice my breath."),
    (0, "Is there anything that you would change?"),
    (1, "More time. Two hours are short when six people bring tapes."),
    (0, "What would you tell somebody who begins?"),
    (1, "To bring the worst tape first. It is all easier after that."),
    (0, "Do you still use it at work?"),
    (1, "Every week. I look at the clock less, and I say it when I feel left alone."),
    (0, "Anything else?"),
    (1, "No, I think that is all."),
]
LABELS = [
    ("Interviewer", "Participant"),
    ("I", "R"),
    ("INT", "RES"),
    ("Anna Weber", "Tom Okafor"),
    ("ANNA WEBER", "TOM OKAFOR"),
    ("Interviewer", "P07"),
    ("Speaker 1", "Speaker 2"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("AW", "TO"),  # initials that are a word, too
    ("A.W.", "T.O."),
    ("Dr. Weber", "Mr. Okafor"),
    ("Q", "A"),
    ("Interviewer 1", "Interviewee 1"),
    ("Facilitator", "Trainee A"),
    ("Interviewer (AW)", "Participant (P7)"),
    ("Zo\u00eb", "J\u00fcrgen"),
]
FORMS = [
    *["{label}: {text}"] * 6,
    "{label}:\t{text}",
    "{label}\t{text}",
    "{label} : {text}",
    "{label}\n{text}",
    "{label}:\n{text}",
    "{label}\n\n{text}",
    "[{label}] {text}",
    "[{label}]: {text}",
    "**{label}:** {text}",
    ">> {label}: {text}",
    "{label} - {text}",
    "{label} \u2014 {text}",
    "{label}. {text}",
    "- {label}: {text}",
    "{label} | {text}",
    "{label}; {text}",
    "@{label}: {text}",
]
TIMES = [
    *["{turn}"] * 8,
    "[{time}] {turn}",
    "{time} {turn}",
    "[{time}]\n{turn}",
    "{time}\n{turn}",
    "[{time} - {time}] {turn}",
    "[{units}] {turn}",
    "{turn} [{time}]",
    "{turn} #{time}-4#",
]
INSIDE = ["", "", "", "", " [{time}]", " ({time})"]  # behind the name
NUMBERS = ["{turn}"] * 5 + ["{number}. {turn}", "[{number}] {turn}"]
HEADERS = [
    *[""] * 3,
    "Interview 7\n\n",
    "Study: Supervision\nDate: 3 March 2024\nInterviewer: {0}\nParticipant: {1}\n\n",
    "Present: {0}, {1}\n\nTRANSCRIPT\n\n",
    "I = Interviewer\nR = Respondent\n[...] = pause\n\n",
    "[Recording starts]\n\n",
]
FEET = ["", "", "\n\n[End of recording]", "\n\nPage 1 of 1", "\n\n***"]


def drawn(seed: int) -> str:
    """Draw a layout and write the talk in it."""
    draw = random.Random(seed)
    labels, form, times = draw.choice(LABELS), draw.choice(FORMS), draw.choice(TIMES)
    inside = draw.choice(INSIDE) if times == "{turn}" and not set("*[") & set(form) else ""
    form = "{label}: {text}" if form.startswith("{label}.") and labels[0].endswith(".") else form
    numbers, header, foot = draw.choice(NUMBERS), draw.choice(HEADERS), draw.choice(FEET)
    gap, every, width = draw.choice(["\n", "\n\n"]), draw.choice([1, 1, 5]), draw.choice([0, 0, 70])
    turns = []
    for at, (who, text) in enumerate(TALK):
        second = 7 + 19 * at
        fields = {
            "time": f"00:{second // 60:02d}:{second % 60:02d}",
            "units": f"{second // 60}m{second % 60:02d}s",
            "number": at + 1,
        }
        timed = at % every == 0
        label = labels[who] + inside.format(**fields) * timed
        turn = form.format(label=label, text=text)
        turn = times.format(turn=turn, **fields) if timed else turn
        turns.append(numbers.format(turn=turn, **fields))
    whole = header.format(*labels) + gap.join(turns) + foot + "\n"
    wrap = textwrap.TextWrapper(width, expand_tabs=False, replace_whitespace=False)
    return "\n".join(wrap.fill(line) if width else line for line in whole.split("\n"))


def outcome(path, text: str) -> str:
    """Tell whether the talk was read rightly."""
    path.write_text(text, encoding="utf-8")
    try:
        read = read_transcript(path)
    except InputError:
        return "refused"
    turns = [(turn.speaker, _words(turn.text)) for turn in read.turns]
    names = dict(zip([who for who, _ in TALK], [speaker for speaker, _ in turns], strict=False))
    told = [(names[who], _words(text)) for who, text in TALK]
    if turns == told and len(set(names.values())) == 2:
        return "right"
    doubts = [one for one in read.findings if one.severity is Severity.DOUBT]
    return "doubtful" if doubts else "wrong without a word"


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text)


def _outcomes(path, seeds) -> dict[int, str]:
    return {seed: outcome(path, drawn(seed)) for seed in seeds}


def test_no_layout_is_read_wrongly_without_a_word(tmp_path):
    found = _outcomes(tmp_path / "a.txt", range(250))
    assert [seed for seed, one in found.items() if one == "wrong without a word"] == []
    assert sum(one == "right" for one in found.values()) >= 0.95 * len(found)


@pytest.mark.nightly
def test_no_layout_of_many_is_read_wrongly_without_a_word(tmp_path):
    found = _outcomes(tmp_path / "a.txt", range(1000, 6000))
    assert [seed for seed, one in found.items() if one == "wrong without a word"] == []


def test_a_stamp_that_the_edge_of_a_page_cut_is_no_word(tmp_path):
    first, second = "Ann: How was it? #00:01:02-", "4#\nBo: Good. #00:01:09-8#\nAnn: Why?\nBo: So."
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n{second}\n", encoding="utf-8")
    said = [(turn.speaker, turn.text) for turn in read_transcript(path).turns]
    assert said == [("Ann", "How was it?"), ("Bo", "Good."), ("Ann", "Why?"), ("Bo", "So.")]
