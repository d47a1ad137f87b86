"""YAML and TOML: lists of turns, under the names that JSON has for them."""

from __future__ import annotations

import tomllib

import yaml

from aft_themes.io.bounds import MAX_BYTES
from aft_themes.transcripts.formats import json
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Reading

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = MAX_BYTES // 16  # its reader takes a hundred times as long as that of JSON


class _Texts(_LOADER):  # type: ignore[misc,valid-type]
    """Read every value as a text: 0:05 is no number of seconds, and "no" is what somebody said."""

    yaml_implicit_resolvers: dict[str, list[object]] = {}  # noqa: RUF012  # as the library has it


def read(source: Source) -> Reading:
    """Read the turns of a YAML or TOML file."""
    text = source.text.text
    source.refuse_beyond(len(text), _LARGEST, "characters")
    if source.extension == "toml":
        with source.parsing("TOML file", "correct it, or save the transcript as text."):
            return json.reading_of(source, tomllib.loads(text), "yaml")
    with source.parsing("YAML file", "correct it, or save the transcript as text."):
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
            raise source.error("the YAML has aliases.", "write the words where they were said.")
        content = [part for part in yaml.load_all(text, _Texts) if part is not None]
    return json.reading_of(source, content, "yaml")
