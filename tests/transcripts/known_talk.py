"""A known talk, and whether it was read rightly from a document that holds it."""

import re
import unicodedata
from collections import Counter

from aft_themes.errors import InputError
from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Severity

TALK = [
    (0, "Thank you for coming. How did you first hear of the garden?"),
    (1, "From a neighbour, in spring. I went along because I was curious. It was free, too."),
    (0, "And what was the first day like?"),
    (1, "Honestly? I was lost. Nobody told me where the tools were, and I had no gloves."),
    (0, "Mm-hm."),
    (1, "Then an older man showed me how to dig. That helped. We still work side by side."),
    (0, "What happened after that?"),
    (1, "We planted beans, which is harder than it sounds; you notice the slugs. Every night."),
    (0, "Did you say so?"),
    (1, "Not at once. It took me three or four weeks, I think. Then I said it at a meeting."),
    (0, "How did the others take it?"),
    (1, "Fine. Some laughed. One was cross, because he had set out the traps himself."),
    (0, "Is there anything that you would change?"),
    (1, "More time. Two hours are short when six people want the same tap. And a shed."),
    (0, "What would you tell somebody who begins?"),
    (1, "To bring gloves. It is all easier after that. And to ask the old people first."),
    (0, "Do you still go there?"),
    (1, "Every week. I look at the clock less there, and I talk to people I never knew."),
    (0, "Who comes most often?"),
    (1, "Women of my age, I would say. Children on Saturdays. Hardly any students now."),
    (0, "Anything else?"),
    (1, "No, I think that is all. Thank you."),
]


def outcome(path):
    """Tell whether the talk was read rightly, and if not, what is wrong without a word."""
    try:
        read = read_transcript(path)
    except InputError:
        return "refused"
    if _is_right(read.turns):
        return "right"
    if any(one.severity is Severity.DOUBT for one in read.findings):
        return "doubtful"
    return "wrong without a word"


def outcomes(files):
    """Write drawn documents, each with its path, and count how they are read."""
    found = Counter()
    for path, content in files:
        path.write_bytes(content)
        found[outcome(path)] += 1
    return found


def said(read):
    return [(turn.speaker, turn.text) for turn in read.turns]


def doubts_of(read):
    return {one.kind for one in read.findings if one.severity is Severity.DOUBT}


def _is_right(turns):
    """Tell whether each person has all words of theirs, and one label."""
    spoken = [(turn.speaker, word) for turn in turns for word in words_of(turn.text)]
    told = [(who, word) for who, text in TALK for word in words_of(text)]
    labels = {
        who: {speaker for (speaker, _), (own, _) in zip(spoken, told, strict=False) if own == who}
        for who in (0, 1)
    }
    same = [word for _, word in spoken] == [word for _, word in told]
    return same and all(len(each) == 1 for each in labels.values()) and labels[0] != labels[1]


_NO_WORDS = re.compile(r"\[[^\[\]]*\]|\(\([^()]*\)\)|\(Pause\)|XXXX|_{3,}")


def words_of(text):
    plain = unicodedata.normalize("NFKC", _NO_WORDS.sub(" ", text))
    plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return re.findall(r"[^\W_]+", plain)
