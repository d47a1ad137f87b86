"""Search a transcript's file for words that are in none of its turns."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pandas as pd

from aft_themes.coding.letters import letters_of
from aft_themes.corpus.cleaning import clean
from aft_themes.transcripts.formats.archives import members
from aft_themes.transcripts.source import Source, open_source

_MARKUP = re.compile(r"<[^>]*>")
_TEXT_MEMBERS = re.compile(r"(?:word/(?:document|header\d*|footer\d*|footnotes)|content)\.xml")


def why_not_read(intake: pd.DataFrame) -> dict[str, str]:
    """Say of each listed interview that was not read what was wrong."""
    listed = intake[(intake["interview"] != "") & (intake["status"] != "read")]
    return dict(zip(listed["interview"], listed["problem"], strict=True))


class LeftOut:
    """Tells whether words stand in an interview's file though no turn has them.

    They may be a title, a note before the first speaker, a heading, a header or a footer: readers
    leave these out.

    Parameters
    ----------
    files : dict of str to Path
        Each interview's transcript.
    """

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files

    @classmethod
    def of_transcripts(cls, intake: pd.DataFrame, transcripts: Iterable[Path]) -> LeftOut:
        """Search the transcripts of the interviews that the intake names."""
        paths = {path.name: path for path in transcripts}
        pairs = zip(intake["interview"], intake["file"], strict=True)
        return cls({interview: paths[file] for interview, file in pairs if file in paths})

    def holds(self, interview: str, quote: str) -> bool:
        """Tell whether the file has the words; ``False`` where its text cannot be searched."""
        key = letters_of(clean(quote).text)[0]
        path = self._files.get(interview)
        return bool(key) and path is not None and key in _letters_of_file(path)


@lru_cache(maxsize=8)
def _letters_of_file(path: Path) -> str:
    with suppress(Exception):  # if a library fails, the reason stays "not found"
        source = open_source(path)
        return letters_of(clean("\n".join(_texts(source))).text)[0]
    return ""


def _texts(source: Source) -> Iterator[str]:
    if source.data.startswith(b"PK"):
        names = [name for name in members(source) if _TEXT_MEMBERS.fullmatch(name)]
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for name in names:
                yield _MARKUP.sub("", archive.read(name).decode("utf-8", errors="replace"))
    elif source.data.startswith(b"%PDF"):
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

        for page in PdfDocument(source.data):
            yield page.get_textpage().get_text_range()
    elif source.data.startswith(b"{\\rtf"):
        from striprtf.striprtf import rtf_to_text

        yield rtf_to_text(source.text.text, errors="replace")  # type: ignore[no-untyped-call]
    else:
        yield _MARKUP.sub("", source.text.text)
