"""What to correct in a file that is not YAML, or of which YAML would lose a part."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from aft_themes.io.problems import FileProblem


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


def lost_parts(text: str) -> list[FileProblem]:
    """Name what YAML would not read: all but the last of a key's values, and what seems a comment.

    Nothing where the text is not YAML, which is told where the file is read.
    """
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        return [*_repeated(node), *cut_texts(text, node)]
    except (yaml.YAMLError, RecursionError):
        return []


def cut_texts(text: str, top: yaml.Node | None) -> Iterator[FileProblem]:
    """Name the lines where a sign such as "#2" cuts off the rest of a text: YAML's comments."""
    lines = text.splitlines()
    for value in (value for node in _nodes(top) for _, value in _entries(node)):
        if not _is_bare_text(value):
            continue
        end = value.end_mark
        behind = lines[end.line][end.column :] if end.line < len(lines) else ""
        if re.match(r"\s+#[^\s#]", behind):
            yield FileProblem(
                "what stands behind # is a comment, and is not read.",
                "put the text into quotes if that belongs to it; else leave a space behind #.",
                f"line {end.line + 1}",
            )


def _repeated(top: yaml.Node | None) -> Iterator[FileProblem]:
    for node in _nodes(top):
        seen: set[str] = set()
        for key, _ in _entries(node) if isinstance(node, yaml.MappingNode) else ():
            if key.value in seen:
                yield FileProblem(
                    f"{key.value} is given twice, and only the last would count.",
                    "write what belongs to it in one place.",
                    f"line {key.start_mark.line + 1}",
                )
            seen.add(key.value)


def _nodes(top: yaml.Node | None) -> Iterator[yaml.Node]:
    """Give all parts of a file in order, each once, however often others point to it."""
    waiting, seen = [top] if top else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(value for _, value in reversed(_entries(node)))


def _entries(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Give keys and values; an entry of a list is its own key."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(one, one) for one in node.value] if isinstance(node, yaml.SequenceNode) else []


def _is_bare_text(node: yaml.Node) -> bool:
    """Tell whether a value is a text without quotes, and no number."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return plain and any(map(str.isalpha, node.value))
