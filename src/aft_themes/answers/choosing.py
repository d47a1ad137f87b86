"""A choice in a notebook: a list to pick from where widgets are installed, the answer where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aft_themes.answers.answer import Answer


def pick(tell: Callable[[str], Answer], options: Mapping[str, str], first: str) -> Any:  # noqa: ANN401  # a widget or an Answer
    """Let the reader choose among names, and tell of what was chosen.

    ``options`` gives the id of each name. Without ipywidgets the answer for ``first`` is given.
    """
    try:
        from ipywidgets import Dropdown, interactive  # type: ignore[import-untyped]
    except ImportError:
        return tell(first)
    choice = Dropdown(options=list(options.items()), value=first, description="Show")
    # by a name of its own: the answers' arguments have others
    return interactive(lambda chosen: tell(chosen), chosen=choice)
