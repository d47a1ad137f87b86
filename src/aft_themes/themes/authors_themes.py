"""themes.yaml: the themes that the authors define over the codes.

A codebook's list of codes is not yet a list of themes (Braun & Clarke, 2024): a theme has a central
idea that joins several codes, and a person must write it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aft_themes.codebook.codes import Codebook
from aft_themes.errors import InputError
from aft_themes.io.problems import raise_problems
from aft_themes.io.yaml_faults import lost_parts, place_and_fix
from aft_themes.settings import say_invalid

_MOST_LETTERS: Final = 100_000  # of the file: more is no list of themes


class AuthorsTheme(BaseModel):
    """A theme as the authors define it; its place in the file is its place in the report.

    Parameters
    ----------
    name : str
        Its name.
    idea : str
        Its central idea: what joins the codes.
    codes : tuple of str
        Ids of its codes, in the order in which they are shown; the file may have names or paths.
    sentence : str
        What the report says of it, in the authors' words.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    # the limits are a line, half a page and two pages: more belongs into the paper
    name: str = Field(min_length=1, max_length=200)
    idea: str = Field("", max_length=2000)
    codes: tuple[str, ...] = Field(min_length=1)
    sentence: str = Field("", max_length=5000)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    themes: tuple[AuthorsTheme, ...] = Field(min_length=1)


def load_authors_themes(path: Path, codebook: Codebook) -> tuple[AuthorsTheme, ...]:
    """Read themes.yaml."""
    found = _parse(path)
    renamed = tuple(
        theme.model_copy(update={"codes": tuple(map(codebook.meant, theme.codes))})
        for theme in found
    )
    problems = _problems(renamed, codebook)
    if problems:
        raise InputError(path, "; ".join(problems) + ".", "correct the list of themes.")
    return renamed


def _parse(path: Path) -> tuple[AuthorsTheme, ...]:
    fix = "write a list `themes`, each with `name` and `codes`; docs/study.md has an example."
    try:
        text = path.read_text(encoding="utf-8-sig")
        if len(text) > _MOST_LETTERS:
            raise InputError(path, "is too long for a list of themes.", fix)
        raise_problems(path, lost_parts(text))
        return _File.model_validate(yaml.safe_load(text)).themes
    except UnicodeDecodeError:
        raise InputError(path, "is not in UTF-8.", "save it as UTF-8.") from None
    except yaml.YAMLError as error:
        where, fix = place_and_fix(error)
        raise InputError(path, "is not valid YAML.", fix, where) from None
    except ValidationError as error:
        raise InputError(path, "; ".join(say_invalid(error)) + ".", fix) from None


def _why_unknown(code: str, codebook: Codebook) -> str:
    if several := codebook.find(code):
        return f"is the name of several codes; write one of {', '.join(several)}"
    return f"is not a code (perhaps {', '.join(codebook.nearest(code))})"


def _problems(themes: tuple[AuthorsTheme, ...], codebook: Codebook) -> list[str]:
    codes = [code for theme in themes for code in theme.codes]
    unknown = [
        f"{code[:60]!r} {_why_unknown(code, codebook)}"
        for code in dict.fromkeys(codes)
        if code not in codebook.ids
    ]
    repeated = [f"{code} stands in two places" for code, n in Counter(codes).items() if n > 1]
    names = Counter(theme.name.casefold() for theme in themes)
    named = [f"two themes are called {name[:60]!r}" for name, n in names.items() if n > 1]
    return [*unknown, *repeated, *named]
