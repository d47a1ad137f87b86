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
        from ipywidgets import HTML, Dropdown, VBox  # type: ignore[import-untyped]
    except ImportError:
        return tell(first)
    choice = Dropdown(options=list(options.items()), value=first, description="Show")
    choice.layout.width = "40rem"  # the longest paths of codes
    shown = HTML(tell(first).html)

    def show(change: Mapping[str, Any]) -> None:
        shown.value = tell(change["new"]).html

    choice.observe(show, names="value")
    return VBox([choice, shown])
