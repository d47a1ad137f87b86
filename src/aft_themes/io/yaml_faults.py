"""What to correct in a file that is not YAML, or of which YAML would lose a part."""

from __future__ import annotations

from collections.abc import Iterator

import yaml


def place_and_fix(error: yaml.YAMLError) -> tuple[str, str]:
    """Return the line, as "line 3" or empty, and what most likely to correct there."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", ""))
    if "\\t" in problem:
        fix = "begin lines with spaces, not with tabs."
    elif "mapping values are not allowed" in problem:
        fix = "put a text that holds a colon into quotes; check how far lines begin from the left."
    else:
        fix = "check how far the lines begin from the left, and the quotes."
    return "" if mark is None else f"line {mark.line + 1}", fix


def repeated_keys(text: str) -> list[tuple[str, str]]:
    """Name the keys that stand twice in one place, with their lines; YAML keeps the last only."""
    try:
        return list(_repeated(yaml.compose(text, yaml.SafeLoader)))
    except (yaml.YAMLError, RecursionError):
        return []  # told where the file is read


def _repeated(node: yaml.Node | None) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _repeated(one)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield str(key.value), f"line {key.start_mark.line + 1}"
            seen.add(key.value)
            yield from _repeated(value)
