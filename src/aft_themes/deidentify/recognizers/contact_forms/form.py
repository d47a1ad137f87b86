"""A form of a contact, and how the words of a language are put into it."""

from __future__ import annotations

import re
from typing import NamedTuple

from aft_themes.language.rules import Contacts


class Form(NamedTuple):
    """A pattern, the tag and kind of what it finds, and cheap signs that it may find something."""

    stem: str
    kind: str
    pattern: re.Pattern[str]
    sign: str = r"\d"  # what stands in each: without it the slower pattern is not tried
    words: str = ""  # field of the language's contacts with words of which one stands in each

    def filled(self, words: Contacts) -> Form:
        """Put the words of a language where its fields stand in <angles>."""
        return self._replace(
            pattern=re.compile(_fill(self.pattern.pattern, words), self.pattern.flags),
            sign=_fill(self.sign, words),
        )


def _fill(text: str, words: Contacts) -> str:
    for name, value in vars(words).items():
        text = text.replace(f"<{name}>", value) if isinstance(value, str) else text
    return text
