"""Read a codebook in YAML, keeping the line of every code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.codes import read_valence
from aft_themes.errors import InputError
from aft_themes.io.problems import FileProblem
from aft_themes.io.yaml_faults import cut_texts, place_and_fix

_LISTS = ("exemplars", "see_also", "cues", "was")
_TEXTS = ("id", "abbreviation", "name", "definition", "include", "exclude", "valence")
_KNOWN = (*_TEXTS, *_LISTS, "codes")
# other names that people give to the same fields
_SYNONYMS = {
    "description": "definition",
    "examples": "exemplars",
    "example": "exemplars",
    "inclusion": "include",
    "exclusion": "exclude",
    "children": "codes",
    "subcodes": "codes",
    "code": "name",
    "label": "name",
    "memo": "definition",
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it is built


def read_code_tree(path: Path) -> tuple[str, str, list[Entry], list[FileProblem]]:
    """Read title, version and codes of a YAML file."""
    text, node = _compose(path)
    problems = list(cut_texts(text, node))
    if isinstance(node, yaml.SequenceNode):
        if not node.value:
            raise InputError(path, "the list of codes is empty.", "add at least one code.")
        top: dict[str, yaml.Node] = {"codes": node}
    else:
        top = _fields(node, problems)
    if not {"codes", "title", "version"} & set(top) and not problems:
        entries = list(_nested(node, None))
        if len(entries) > 1:  # one name is no codebook
            return "", "", entries, problems
    if "codes" not in top and not problems:
        raise InputError(path, "there are no codes.", "add a list `codes:`.")
    title, version = (_text(top.get(name), problems) for name in ("title", "version"))
    entries = []
    for child in _items(top.get("codes"), problems):
        _walk(child, None, entries, problems)
    return title, version, entries, problems


def _nested(node: yaml.Node, above: Entry | None) -> Iterator[Entry]:
    """Read names that stand as keys, with what lies below them: ``Tasks: {Tape: , Role: }``.

    A text behind a name is its definition.
    """
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        entry = Entry(str(key.value), _where(key), above)
        below = value.value if isinstance(value, yaml.SequenceNode) else []
        if isinstance(value, yaml.ScalarNode) and value.value not in ("", "~", "null"):
            entry.definition = " ".join(str(value.value).split())
        yield entry
        yield from _nested(value, entry)
        for one in below:
            if isinstance(one, yaml.ScalarNode):
                yield Entry(str(one.value), _where(one), entry)
            yield from _nested(one, entry)


def _compose(path: Path) -> tuple[str, yaml.Node]:
    try:
        # aliases are refused: they let a small file grow without bound
        text = path.read_text(encoding="utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
            raise InputError(
                path,
                "a text begins with *, which means something else in YAML.",
                "put it into quotes.",
            )
        node = yaml.compose(text, _LOADER)
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8.", "save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        where, fix = place_and_fix(error)
        raise InputError(path, "is not valid YAML.", fix, where) from None
    except (yaml.YAMLError, RecursionError):
        raise InputError(path, "is not valid YAML.", "check special characters.") from None
    if node is None:
        raise InputError(path, "is empty.", "add a list of codes.")
    return text, node


def _where(node: yaml.Node) -> str:
    return f"line {node.start_mark.line + 1}"


def _fields(node: yaml.Node, problems: list[FileProblem]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        problems.append(
            FileProblem(
                "this must be lines of the form `key: value`.", "check the dashes.", _where(node)
            )
        )
        return {}
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        name = _SYNONYMS.get(name, name)
        if name in fields:
            problems.append(FileProblem(f"{name!r} is given twice.", "keep one.", _where(key)))
        fields[name] = value
    return fields


def _items(node: yaml.Node | None, problems: list[FileProblem]) -> list[yaml.Node]:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null")):
        return []
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    problems.append(FileProblem("expected a list.", "begin each entry with a dash.", _where(node)))
    return []


def _text(node: yaml.Node | None, problems: list[FileProblem]) -> str:
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        problems.append(FileProblem("expected one text.", "put it in quotes.", _where(node)))
        return ""
    return " ".join(str(node.value).split())


def _texts(node: yaml.Node, problems: list[FileProblem]) -> tuple[str, ...]:
    # one example needs no list
    items = [node] if isinstance(node, yaml.ScalarNode) else _items(node, problems)
    return tuple(text for text in (_text(item, problems) for item in items) if text)


def _walk(
    node: yaml.Node, above: Entry | None, entries: list[Entry], problems: list[FileProblem]
) -> None:
    where = _where(node)
    if isinstance(node, yaml.ScalarNode):
        entries.append(Entry(_text(node, problems), where, above))
        return
    fields = _fields(node, problems)
    if not fields:
        return
    for name in sorted(set(fields) - set(_KNOWN)):
        (near, _, _), *_ = process.extract(name, _KNOWN, limit=1)
        problems.append(
            FileProblem(
                f"unknown field {name[:60]!r}.",
                f"perhaps {near}; known are {', '.join(sorted(_KNOWN))}.",
                where,
            )
        )
    values: dict[str, Any] = {
        name: _texts(fields[name], problems) if name in _LISTS else _text(fields[name], problems)
        for name in (*_TEXTS, *_LISTS)
        if name in fields
    }
    if not values.get("name"):
        problems.append(FileProblem("a code has no name.", "add `name:`.", where))
        values["name"] = values.get("id", "") or "no name"
    values["was"] = "; ".join(values.get("was", ()))
    given = values.get("valence", "")
    values["valence"] = read_valence(given) if given else "either"
    entry = Entry(where=where, above=above, **values)
    entries.append(entry)
    for child in _items(fields.get("codes"), problems):
        _walk(child, entry, entries, problems)
