"""Tiers of Praat and ELAN: which hold what somebody said, and which are about it."""

from __future__ import annotations

import re
from collections.abc import Collection

_ABOUT = re.compile(
    r"(?:.*[-_ .@])?(?:phon(?:e|es|eme|emes|s)?|phonetics?|segments?|syll(?:able)?s?|sampa|ipa|"
    r"tones?|pos|lemmas?|gloss|notes?|comments?|commentaires?|kommentare?|codes?|pitch|"
    r"intonation|gestures?|markers?|section[-_ ]?markers?|sections?|silences?|noises?|spk)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[-_ .]{0,3}words?$", re.IGNORECASE)


def speech_tiers(names: Collection[str]) -> list[str]:
    """Leave out tiers about speech, and tiers of single words beside the speakers' own."""
    kept = [name for name in names if not _ABOUT.fullmatch(name)] or list(names)
    spoken = [
        name for name in kept if speaker_of(name) in (name, "") or speaker_of(name) not in kept
    ]
    alone = [name for name in spoken if not _WORDS.fullmatch(name)]
    return alone or spoken


def speaker_of(name: str) -> str:
    """Give the speaker whom a tier's name names: ``Ann - words`` is Ann's."""
    return _WORDS.sub("", name) or name
