"""Who is the interviewer and who the participant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Turn
from aft_themes.vocabulary import Role

SECOND_PARTICIPANT_SHARE = 0.25
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_ASKING = re.compile(
    r"(?:interviewer|moderator|researcher|facilitator|int|i|q|question)[ _#-]{0,2}\d{0,3}",
    re.IGNORECASE,
)


def assign_roles(
    turns: Sequence[Turn], interviewer_label: str = ""
) -> tuple[dict[str, str], str, list[str]]:
    """Give each speaker a role.

    Interviewers are the speakers whom ``interviewer_label`` names (several are separated by
    semicolons); where it is empty or names nobody in the file, the one who asks and speaks less.
    Of the others, the one who speaks most is the participant, and so is whoever says at least a
    quarter as much (interviews with couples or pairs). The rest are "other": somebody who comes
    in, a technician, a speaker the file does not name.

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
        words[turn.speaker] = words.get(turn.speaker, 0) + len(turn.text.split())
    wanted = {_key(label) for label in interviewer_label.split(";") if label.strip()}
    asking = [speaker for speaker in words if _key(speaker) in wanted]
    how, warnings = ("given" if asking else "inferred"), []
    if wanted and not asking:
        warnings.append("interviewer_label names no speaker of this file; roles were inferred.")
    if not asking:
        asking = _inferred(turns, words)
        if asking and not wanted:
            warnings.append("interviewer_label is empty; roles were inferred from who asks.")
    if not asking:
        how = "none"
        warnings.append("No interviewer was found; everyone who speaks much is a participant.")
    roles = dict.fromkeys(asking, str(Role.INTERVIEWER)) | _others(words, asking)
    return roles, how, warnings + _remarks(roles)


def _key(label: str) -> str:
    """Return what a label given in interviews.csv and one in a file have in common."""
    bare = _BRACKETED.sub(" ", label).strip()
    last, comma, first = bare.partition(",")
    return likeness(f"{first} {last}" if comma else bare or label)


def _inferred(turns: Sequence[Turn], words: dict[str, int]) -> list[str]:
    """Choose the speaker with the most questions per turn and the smallest share of words."""
    known = [speaker for speaker in words if speaker != UNKNOWN_SPEAKER]
    if len(known) < 2:
        return []
    named = [speaker for speaker in known if _ASKING.fullmatch(speaker)]
    if len(named) == 1:
        return named
    total = sum(words.values())
    scores = {}
    for speaker in known:
        own = [turn for turn in turns if turn.speaker == speaker]
        asks = sum("?" in turn.text for turn in own) / len(own)
        scores[speaker] = (asks - words[speaker] / total, len(own))
    return [max(known, key=lambda speaker: scores[speaker])]


def _others(words: dict[str, int], asking: Sequence[str]) -> dict[str, str]:
    rest = {name: n for name, n in words.items() if name not in asking and name != UNKNOWN_SPEAKER}
    most = max(rest.values(), default=0)
    roles = {
        name: str(Role.PARTICIPANT if most and n >= SECOND_PARTICIPANT_SHARE * most else Role.OTHER)
        for name, n in rest.items()
    }
    return roles | ({UNKNOWN_SPEAKER: str(Role.OTHER)} if UNKNOWN_SPEAKER in words else {})


def _remarks(roles: dict[str, str]) -> list[str]:
    remarks = []
    counts = {role: list(roles.values()).count(role) for role in (Role.PARTICIPANT, Role.OTHER)}
    if not counts[Role.PARTICIPANT]:
        remarks.append("Nobody but the interviewer speaks.")
    if counts[Role.PARTICIPANT] > 1:
        remarks.append(f"{counts[Role.PARTICIPANT]} speakers count as the participant.")
    if UNKNOWN_SPEAKER in roles:
        remarks.append("Some words have no speaker; they count for nobody.")
    others = counts[Role.OTHER] - (UNKNOWN_SPEAKER in roles)
    if others:
        remarks.append(f"{others} further speakers say little and count for nobody.")
    return remarks
