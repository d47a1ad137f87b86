"""Who is the interviewer and who the participant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.speakers import initials_of, likeness
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Turn, questions_in
from aft_themes.vocabulary import Role
from aft_themes.wording import count

# Whoever says at least a quarter of what the most talkative participant says takes part in the
# interview (couples, pairs); helpers and passers-by say far less
SECOND_PARTICIPANT_SHARE = 0.25
# An interviewer speaks before each answer, so about as often as the participant; in a group of
# eight, or beside a second interviewer, still a quarter as often as whoever speaks most often
OFTEN_SHARE = 0.25
_ASKS_AND_ANSWERS = 2  # speakers, where one is labelled as interviewer and hardly speaks
ONLY_INTERVIEWER = "Nobody but the interviewer speaks."
NOBODY = "names no speaker of this file"
"""What is said of a row of a list whose label stands nowhere in the file."""
NO_INTERVIEWER = "No interviewer was found; everyone who speaks much is a participant."
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_GROUP = 3  # participants with labels of one kind: whoever has such a label sits among them
_ANYBODY = frozenset("s spk speaker sprecher locuteur hablante parlante spreker unknown".split())


def assign_roles(
    turns: Sequence[Turn], interviewer_label: str = ""
) -> tuple[dict[str, str], str, list[str]]:
    """Give each speaker a role.

    Interviewers are the speakers whom ``interviewer_label`` names (several are separated by
    semicolons); where it is empty or names nobody in the file, the one who asks and speaks less.
    Of the others, the one who speaks most is the participant, and so is whoever says at least a
    quarter as much (interviews with couples or pairs) or is labelled as one (``Interviewee 2``).
    The rest are "other": somebody who comes in, a technician, a speaker the file does not name.

    Parameters
    ----------
    turns : sequence of Turn
        One interview.
    interviewer_label : str
        The label or labels of the interviewer in this file; letter case, accents written in
        another way and roles in brackets do not matter.

    Returns
    -------
    roles : dict
        Speaker to ``"interviewer"``, ``"participant"`` or ``"other"``.
    how : str
        ``"given"``, ``"inferred"`` or ``"none"`` (no interviewer found).
    warnings : list of str
    """
    words: dict[str, int] = {}
    for turn in turns:
        words[turn.speaker] = words.get(turn.speaker, 0) + count_words(turn.text)
    labels = [label for label in interviewer_label.split(";") if label.strip()]
    wanted = {label_key(label) for label in labels}
    asking = [speaker for speaker in words if label_key(speaker) in wanted]
    if not asking:  # a full name in the file, initials in the list, or the other way round
        short = {name for label in labels for name in initials_of(label)}
        asking = [s for s in words if label_key(s) in short or initials_of(s) & wanted]
        asking = asking if len(asking) == 1 else []
    how, warnings = ("given" if asking else "inferred"), []
    if wanted and not asking:
        warnings.append(f"interviewer_label {NOBODY}; roles were inferred.")
    if not asking:
        asking = _inferred(turns, words)
        if asking and not wanted:
            warnings.append("interviewer_label is empty; roles were inferred from who asks.")
    if not asking:
        how = "none"
        warnings.append(NO_INTERVIEWER)
    roles = dict.fromkeys(asking, str(Role.INTERVIEWER)) | _others(words, asking)
    return roles, how, warnings + remark_on(roles)


def label_key(label: str) -> str:
    """Return the part of a label by which a list and a file name the same speaker."""
    bare = _BRACKETED.sub(" ", label).strip()
    last, comma, first = bare.partition(",")
    return likeness(f"{first} {last}" if comma else bare or label)


def _inferred(turns: Sequence[Turn], words: dict[str, int]) -> list[str]:
    """Choose the speaker with the most questions per turn and the smallest share of words.

    Only of those who speak often: somebody who comes in with one question is no interviewer.
    """
    known = [speaker for speaker in words if speaker != UNKNOWN_SPEAKER]
    if len(known) < 2:
        return []
    often = Counter(turn.speaker for turn in turns if turn.speaker in known)
    many = [one for one in known if often[one] >= OFTEN_SHARE * max(often.values())]
    named = [speaker for speaker in known if asks_by_name(speaker)]
    # "I" may be a name's letter: then others have a letter, too, and speak less
    named = [one for one in named if len(one) > 1 or not _an_initial(one, many, words)]
    # "Interviewer 1" and "Interviewer 2" are two interviewers, if somebody else answers
    if named and (len(named) == 1 or _numbered(named)) and len(named) < len(known):
        # one who says "Thank you" at the end is not the only one who asks
        single = len(many) - len(set(many) & set(named)) < _ASKS_AND_ANSWERS
        return named if single or set(named) & set(many) else named + _asks_most(turns, many, words)
    return _asks_most(turns, many, words)


def _an_initial(label: str, others: Sequence[str], words: dict[str, int]) -> bool:
    rest = [one for one in others if one != label and one != "P"]
    letters = bool(rest) and all(len(one) == 1 for one in rest)
    return letters and all(words[one] < words[label] for one in rest)


def _asks_most(turns: Sequence[Turn], known: Sequence[str], words: dict[str, int]) -> list[str]:
    total = sum(words.values())
    scores = {}
    for speaker in known:
        own = [turn for turn in turns if turn.speaker == speaker]
        asks = sum(questions_in(turn.text) > 0 for turn in own) / len(own)
        scores[speaker] = (asks - words[speaker] / total, len(own))
    return [max(known, key=lambda speaker: scores[speaker])]


def _numbered(labels: Sequence[str]) -> bool:
    """Tell whether labels differ only in their numbers."""
    return len({label.rstrip(" 0123456789_#-").casefold() for label in labels}) == 1


def _others(words: dict[str, int], asking: Sequence[str]) -> dict[str, str]:
    rest = {name: n for name, n in words.items() if name not in asking and name != UNKNOWN_SPEAKER}
    most = max(rest.values(), default=0)
    least = SECOND_PARTICIPANT_SHARE * most
    kinds = Counter(_kind(name) for name, n in rest.items() if n >= least)
    group = {kind for kind, number in kinds.items() if kind and number >= _GROUP}
    roles = {
        name: str(
            Role.PARTICIPANT
            if n >= least or answers_by_name(name) or _kind(name) in group
            else Role.OTHER
        )
        for name, n in rest.items()
    }
    return roles | ({UNKNOWN_SPEAKER: str(Role.OTHER)} if UNKNOWN_SPEAKER in words else {})


def _kind(label: str) -> str:
    """Return what stands before a label's number, such as the P of P7; nothing of other labels.

    A program that tells voices apart numbers everybody, passers-by too.
    """
    stem = label.rstrip("0123456789")
    kind = stem.rstrip(" _#-").casefold()
    return kind if stem != label and kind not in _ANYBODY else ""


def remark_on(roles: dict[str, str]) -> list[str]:
    """Say what a person should check about the roles."""
    remarks = []
    counts = {role: list(roles.values()).count(role) for role in (Role.PARTICIPANT, Role.OTHER)}
    if not counts[Role.PARTICIPANT]:
        remarks.append(ONLY_INTERVIEWER)
    if counts[Role.PARTICIPANT] > 1:
        remarks.append(
            f"{counts[Role.PARTICIPANT]} speakers count as participants, each on their own."
        )
    if UNKNOWN_SPEAKER in roles:
        remarks.append("Some words have no speaker; they count for nobody.")
    others = counts[Role.OTHER] - (UNKNOWN_SPEAKER in roles)
    if others:
        said = count(
            others,
            "further speaker says little and counts",
            "further speakers say little and count",
        )
        remarks.append(f"{said} for nobody.")
    return remarks
