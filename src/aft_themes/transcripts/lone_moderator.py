"""Talks in which only the moderator has a label: paragraphs without one are the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts.prefixes import Head
from aft_themes.transcripts.role_words import asks_by_name
from aft_themes.transcripts.speakers import asks_by_number
from aft_themes.transcripts.turns import UNLABELLED, Utterance, questions_in


def only_moderator(heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether one speaker is labelled, asks, and is answered in paragraphs without label."""
    labelled = [at for at, head in enumerate(heads) if head.key in names]
    keys = {heads[at].key for at in labelled}
    if (len(keys) != 1 and not all(map(asks_by_number, keys))) or len(labelled) < 2:
        return False
    if asks_by_name(heads[labelled[0]].speaker or "") and 2 * len(labelled) < len(heads):
        return True  # who else would speak where a moderator has no label?
    answered = [
        at
        for at in labelled
        if heads[at].rest and at + 1 < len(heads) and heads[at + 1].key not in names
    ]
    asking = sum(questions_in(heads[at].rest) > 0 for at in labelled)
    # three of five questions have an answer below; half of the labelled paragraphs ask
    return len(answered) * 5 >= len(labelled) * 3 and asking * 2 >= len(labelled)


def with_answers(found: Sequence[Utterance]) -> Iterator[Utterance]:
    """Give answers to somebody without a label; words below a lone label are the labelled one's."""
    waiting: str | None = None
    for utterance in found:
        yield replace(utterance, speaker=utterance.speaker or waiting or UNLABELLED)
        waiting = utterance.speaker if utterance.speaker and not utterance.text else None
