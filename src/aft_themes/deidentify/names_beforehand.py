"""Names that are known before the transcripts are searched: listed, decided, or in labels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import count as count_from
from itertools import pairwise

import pandas as pd

from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.tags import PARTICIPANT, UNSURE, split_tag
from aft_themes.deidentify.name_files import DOUBTFUL
from aft_themes.deidentify.recognizers.known_names import Known, like_a_surname, speaker_name
from aft_themes.deidentify.recognizers.spelling import plain
from aft_themes.deidentify.tokens import Study, Turn
from aft_themes.language import Language
from aft_themes.vocabulary import Role

_Member = tuple[str, str]  # an interview, and the name of one of its participants
_speaker = partial(Known, kind="person", layer="speaker")
_MEMBERS = ("PARTICIPANT", "INTERVIEWER")  # tags of those who take part in the study


def listed_names(identifiers: pd.DataFrame, study: Study) -> list[Known]:
    """Give the names of identifiers.csv; those who take part are known by their own interviews."""
    names = []
    for text, kind, tag in identifiers[["text", "kind", "replacement"]].itertuples(index=False):
        member = kind == "person" and tag.startswith(_MEMBERS)
        own = _interviews_of(text, study) if member else None
        names.append(Known(text=text, kind=kind, tag=tag, layer="identifier", own=own))
    return names


def confirmed_names(decisions: pd.DataFrame) -> list[Known]:
    """Give the names that people confirmed on the review list."""
    names = []
    for row in decisions[decisions["decision"] == "confirm"].to_dict("records"):
        kind = row["kind"] or "person"
        parts = split_tag(row["tag"])
        whole = parts is not None and bool(parts.number or parts.detail)
        text = clean(row["candidate"].removesuffix(DOUBTFUL)).text
        tag = row["tag"] if whole else ""
        stem = row["tag"] or (UNSURE if kind == "person" else kind.upper())
        names.append(
            Known(
                text=text,
                kind=kind,
                tag=tag,
                stem=stem,
                layer="decision",
                interview=row.get("only_in", ""),
            )
        )
    return names


def speakers_names(study: Study, known: list[Known]) -> list[Known]:
    """Give the names in speaker labels; members of a group have a tag each."""
    listed = {" ".join(sorted(_spelt(name.text).split())): name for name in known}
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)  # name and role: interviews
    for turn in study.turns:
        name = speaker_name(clean(turn.speaker).text, study.language)
        if name:
            labels[name, turn.role].add(turn.interview)
    tags = _group_tags(labels, {name.tag for name in known})
    asking = [ats for (_, role), ats in labels.items() if role == Role.INTERVIEWER]
    unnamed = {turn.interview for turn in study.turns}.difference(*asking)
    found: list[Known] = []
    for (name, role), interviews in labels.items():
        same = listed.get(" ".join(sorted(_spelt(name).split())))
        if same:
            found.append(replace(same, text=name))
        elif role == Role.INTERVIEWER:
            own = frozenset(interviews | ({""} if unnamed else set()))
            found.append(_speaker(text=name, stem="INTERVIEWER", own=own))
        elif role == Role.PARTICIPANT:
            found += [
                _speaker(text=name, tag=tags.get((at, name), PARTICIPANT), interview=at)
                for at in sorted(interviews)
            ]
        else:
            found += [_speaker(text=name, stem=UNSURE, interview=at) for at in sorted(interviews)]
    return list(dict.fromkeys(found))


def full_names(study: Study, names: list[Known]) -> list[Known]:
    """Find the surname of a name of one word: the label says Ann, she says Ann Berg.

    With two surnames the word is the first name of two people, and neither is taken.
    """
    single = {(n.interview, _spelt(n.text)): n for n in names if n.kind == "person"}
    found: dict[Known, dict[str, str]] = defaultdict(dict)
    for turn, tokens in zip(study.turns, study.tokens, strict=True):
        for first, second in pairwise(tokens):
            key = plain(first.key)
            name = single.get((turn.interview, key)) or single.get(("", key))
            beside = turn.text[first.end : second.start] == " "
            if name and first.capital and beside and like_a_surname(study, turn, second):
                found[name][second.key] = turn.text[first.start : second.end]
    return [
        replace(name, text=full)
        for name, surnames in found.items()
        for full in surnames.values()
        if len(surnames) == 1
    ]


def refused_names(decisions: pd.DataFrame, language: Language) -> frozenset[str]:
    """Give what people decided is not a name, as :func:`without_title` writes it."""
    named = decisions.loc[decisions["decision"] == "refuse", "candidate"]
    return frozenset(without_title(clean(str(name)).text, language) for name in named)


def without_title(name: str, language: Language) -> str:
    """Write a name in small letters, without a title before it."""
    words = [word for word in re.split(r"[\s.]+", name.casefold()) if word]
    titled = len(words) > 1 and words[0] in language.titles
    return " ".join(words[1:] if titled else words)


def _interviews_of(name: str, study: Study) -> frozenset[str]:
    """Find the interviews in which somebody speaks, by the speaker labels."""
    words = _spelt(name).split()
    return frozenset(
        turn.interview
        for turn in study.turns
        if words and set(_label(turn, study).split()) & {words[0], words[-1]}
    )


def _label(turn: Turn, study: Study) -> str:
    return _spelt(speaker_name(clean(turn.speaker).text, study.language))


def _group_tags(labels: Mapping[tuple[str, str], set[str]], taken: set[str]) -> dict[_Member, str]:
    """Give each member of a focus group a tag of its own, by interview and name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for (name, role), interviews in labels.items():
        for interview in interviews if role == Role.PARTICIPANT else ():
            groups[interview].append(name)
    members = [(at, name) for at in sorted(groups) for name in groups[at] if len(groups[at]) > 1]
    free = (tag for number in count_from(1) if (tag := f"{PARTICIPANT}_{number}") not in taken)
    return dict(zip(members, free, strict=False))


def _spelt(name: str) -> str:
    return plain(name.casefold())
