"""How words are written everywhere: numbers with their nouns, lists, attributes, letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LETTERS_NAMED = 12  # enough to know the script; a name in another script may lack all


def count(number: int, one: str, many: str = "") -> str:
    """Print a number with its noun: one, or many, which ends in s unless it is given.

    Parameters
    ----------
    number : int
    one : str
        The noun for a single thing, with what depends on it: ``"file is"``.
    many : str
        The noun for any other number; empty: ``one`` with an s.

    Returns
    -------
    str
        Such as ``"1 file"`` or ``"1,200 files"``.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_capital(words: str) -> str:
    """Begin with a capital what stands by itself: the rest stays as it is.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
        Such as ``"Median of kappa"``.
    """
    return words[:1].upper() + words[1:]


def attribute_label(attribute: str) -> str:
    """Name an attribute at the head of a list or column.

    Parameters
    ----------
    attribute : str
        Its column in interviews.csv.

    Returns
    -------
    str
        Such as ``"Years in practice"``.
    """
    return with_capital(attribute_words(attribute))


def attribute_words(attribute: str) -> str:
    """Name an attribute in a sentence.

    Parameters
    ----------
    attribute : str
        Its column in interviews.csv.

    Returns
    -------
    str
        Such as ``"years in practice"``; ``"NHS trust"`` keeps its capitals.
    """
    words = attribute.replace("_", " ").split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def unbroken(text: str) -> str:
    """Keep the points of an ellipsis in one line, as typesetters do.

    Parameters
    ----------
    text : str
        Words that may hold ``. . .``.

    Returns
    -------
    str
        The same with spaces between the points that do not break.
    """
    return text.replace(". . .", ".\u00a0.\u00a0.")


def without_accents(text: str) -> str:
    """Leave accents out, which one person writes and another does not; ligatures are letters.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Such as ``"Cafe"`` for ``"Café"``; it may have another length.
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def some_of(names: Sequence[str], most: int) -> str:
    """List names in one line: of many the first, and how many more there are.

    Parameters
    ----------
    names : sequence of str
    most : int
        How many are listed.

    Returns
    -------
    str
        Such as ``"P1, P2 and 3 more"``.
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def some_letters(letters: str) -> str:
    """Name letters that no font has: the first of many, and how many more there are.

    Parameters
    ----------
    letters : str

    Returns
    -------
    str
        The letters; after twelve of them such as ``" and 1 more letter"``.
    """
    rest = len(letters) - _LETTERS_NAMED
    more = f" and {count(rest, 'more letter')}" if rest > 0 else ""
    return letters[:_LETTERS_NAMED] + more
