"""The prompt: a file of the study's authors beside the codebook, and what it is filled with."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import InputError

_NEEDED = ("codes", "passage")
_BLANK = re.compile(r"\{(codes|question|passage)\}")
_NO_QUESTION = "(nothing)"
_MOST_LETTERS = 100_000  # a prompt of a page has some 3,000


@dataclass(frozen=True)
class Prompt:
    """The authors' prompt.

    Parameters
    ----------
    template : str
        The text with the blanks ``{codes}``, ``{question}`` and ``{passage}``.
    sha256 : str
        Checksum of the file.
    """

    template: str
    sha256: str

    def fill(self, codebook: Codebook, question: str, passage: str) -> str:
        """Fill the blanks, all in one go: what is filled in is never read as a blank."""
        words = {
            "codes": list_codes(codebook),
            "question": question.strip() or _NO_QUESTION,
            "passage": passage,
        }
        return _BLANK.sub(lambda blank: words[blank[1]], self.template)


def load_prompt(path: Path) -> Prompt:
    """Read the study's prompt.

    Raises
    ------
    InputError
        If it is not there, is no text, is too long, or lacks a blank.
    """
    if not path.is_file():
        raise InputError(path, "is not there.", "type `aft-themes ask-model STUDY`: it writes one.")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8 text.", "save it as UTF-8.") from None
    if len(text) > _MOST_LETTERS:
        raise InputError(path, f"has over {_MOST_LETTERS:,} letters.", "shorten it.")
    found = set(_BLANK.findall(text))
    missing = [f"{{{blank}}}" for blank in _NEEDED if blank not in found]
    if missing:
        problem = f"has no {' and no '.join(missing)}."
        raise InputError(path, problem, "write it where the program should fill it in.")
    return Prompt(text, hashlib.sha256(text.encode()).hexdigest())


def first_prompt() -> str:
    """Give the prompt that the program proposes, for the authors to read and to change."""
    return resources.files("aft_themes.language_model").joinpath("prompt.md").read_text("utf-8")


def list_codes(codebook: Codebook) -> str:
    """List the codes as coders read them, a line each.

    The codebook's exemplars are left out: they may stem from the passages that are asked.
    """
    return "\n".join(_line(code, codebook) for code in codebook.codes)


def _line(code: Code, codebook: Codebook) -> str:
    rules = (
        ("", code.definition),
        ("Include: ", code.include),
        ("Exclude: ", code.exclude),
    )
    said = " ".join(f"{lead}{' '.join(text.split())}" for lead, text in rules if text.strip())
    return f"- {code.id} ({codebook.path(code.id)}): {said}".rstrip(": ")
