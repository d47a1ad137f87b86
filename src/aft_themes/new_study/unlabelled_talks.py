"""Talks without labels that codings quote: the words of one person, or of nobody known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from aft_themes.coding.coder_assignments import Spellings
from aft_themes.coding.letters import letters_of
from aft_themes.coding.quoted_documents import coding_sheets
from aft_themes.coding.several_quotes import quotes_of_cell
from aft_themes.documents.headed_lines import document_lines
from aft_themes.documents.headers import coding_columns
from aft_themes.errors import InputError
from aft_themes.exchange import annotated_spans
from aft_themes.io.files import new_folder
from aft_themes.io.spreadsheets import write_words
from aft_themes.new_study.files import SortedFiles
from aft_themes.transcripts.reader import read_transcript
from aft_themes.wording import count, some_of

_SPEAKER = "Participant"
_MARKDOWN = (".md", ".markdown")
_DOCUMENTS = (".txt", ".docx", ".rtf", ".odt", ".html", ".htm", *_MARKDOWN)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # no reader of Markdown sees it
_TELLING = 20  # letters of a quote that tells its interview: some five words
_OF_A_KIND = 0.5  # share of files of a folder, so that the rest are talks as well
_SHOWN = 10  # files that a line lists


def take_quoted_talks(files: SortedFiles, parts: Path) -> None:
    """Take files in which no speaker is named, if codings name them and quote their words.

    What is said counts as one participant's, for coders quote participants; a person is told.

    Parameters
    ----------
    files : SortedFiles
        Its ``unlabelled`` files become transcripts, or stay refused.
    parts : Path
        A folder for the transcripts: each paragraph is a row.
    """
    bare = {path: lines for path in files.unlabelled if (lines := _paragraphs(path))}
    quoted = _quoted(bare, [*_codings(files.coder_files), *_codings_in_json(files.projects)])
    taken = [path for path in bare if path in quoted or _is_of_kind(path, bare, quoted)]
    taken = list({path.stem.casefold(): path for path in reversed(taken)}.values())[::-1]
    if not quoted or not taken:
        return
    folder = new_folder(parts)
    for path in taken:
        file = folder / f"{path.stem}.csv"
        write_words([("speaker", "text"), *((_SPEAKER, said) for said in bare[path])], file)
        files.transcripts[file] = read_transcript(file)
    gone = {path.relative_to(files.source).as_posix() for path in taken}
    gone |= {path.name for path in taken}
    files.refused = [one for one in files.refused if one[0] not in gone]
    names = some_of([path.name for path in taken], _SHOWN)
    files.doubts.append(
        f"{names}: nobody is named as a speaker, and codings quote {count(len(quoted), 'file')} of "
        "these: all words count as one participant's. If an interviewer speaks there, too, begin "
        "each turn with its speaker and a colon, and start the study again."
    )


def _paragraphs(path: Path) -> list[str]:
    if path.suffix.lower() not in _DOCUMENTS:
        return []
    try:
        lines = [line for line in document_lines(path) if line.text.strip()]
        if path.suffix.lower() not in _MARKDOWN:
            return [line.text.strip() for line in lines]
        said = _COMMENT.sub("", "\n".join(line.text for line in lines if not line.level))
        return [line.strip() for line in said.splitlines() if line.strip()]
    except InputError:
        return []


def _quoted(bare: Iterable[Path], codings: Iterable[tuple[str, list[str]]]) -> set[Path]:
    """Find the files that codings name, and in which some of their quotes stand."""
    stems = defaultdict(list)
    for path in bare:
        stems[path.stem].append(path)
    listed = pd.DataFrame({"interview": list(stems), "file": [f"{stem}.txt" for stem in stems]})
    spellings = Spellings(listed)
    said = {path: letters_of(" ".join(_paragraphs(path)))[0] for path in bare}
    return {
        path
        for interviews, quote in codings
        for path in (one for stem in spellings.named(interviews) for one in stems[stem])
        if any(part in said[path] for part in quote)
    }


def _codings(tables: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    """Give the interview of each coding, and the letters of what it quotes."""
    for table in tables:
        for sheet in coding_sheets(table):
            columns = coding_columns(sheet.header)
            if not {"interview", "quote"} <= set(columns):
                continue
            for _, cells in sheet.rows:
                yield cells[columns["interview"]], _parts(cells[columns["quote"]])


def _codings_in_json(projects: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in projects:
        if path.suffix.lower() == ".json" and annotated_spans.recognises(path):
            project = annotated_spans.read(path)
            names = {source.key: source.name for source in project.sources}
            yield from ((names[one.source], _parts(one.quote)) for one in project.codings)


def _parts(cell: str) -> list[str]:
    """Give the letters of what stands between ellipses in the quotes of a cell."""
    quotes = quotes_of_cell(cell.replace("\u2026", "..."))
    parts = (letters_of(part)[0] for quote in quotes for part in quote.split("..."))
    return [part for part in parts if len(part) >= _TELLING]


def _is_of_kind(path: Path, bare: Iterable[Path], quoted: set[Path]) -> bool:
    """Tell whether most files beside one are quoted: an interview may have no codings."""
    beside = [one for one in bare if (one.parent, one.suffix) == (path.parent, path.suffix)]
    return sum(one in quoted for one in beside) > _OF_A_KIND * len(beside)
