"""Read REFI-QDA: projects (.qdpx, .qde) and codebooks (.qdc) of any program."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.errors import InputError
from aft_themes.exchange import offsets
from aft_themes.exchange.model import (
    OFFSET_CHECK,
    Case,
    ImportedCode,
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
    parse_note,
)
from aft_themes.exchange.offsets import CountedText, Decision, Selection
from aft_themes.exchange.project_files import (
    MAX_ALL_TEXT,
    MAX_TEXT,
    MAX_XML,
    open_archive,
    parse_xml,
    read_member,
    refuse_too_many,
    text_of,
)
from aft_themes.exchange.refi_qda_elements import (
    children,
    description_of,
    guid,
    note_refs,
    tag_of,
    user_name,
    values_of,
)

PROGRAM = "REFI-QDA"
_TEXTS = ("TextSource", "Representation", "Transcript", "TextDescription")
_OTHER_SELECTIONS = {
    "PictureSelection": "a coded part of a picture",
    "PDFSelection": "a coded area of a PDF page",
    "AudioSelection": "a coded part of a recording",
    "VideoSelection": "a coded part of a recording",
    "TranscriptSelection": "a coded part between time marks",
}
_DEEPEST = 64  # levels of codes
_LEAVES_OUT = "a list of quotes has no place for it"


def read(path: Path) -> Project:
    """Read a project or a codebook."""
    if zipfile.is_zipfile(path):
        with open_archive(path) as archive:
            root = parse_xml(path, read_member(path, archive, _inner(path, archive), MAX_XML))
            return _Reader(path, root, archive).project()
    with path.open("rb") as file:
        data = file.read(MAX_XML + 1)
    return _Reader(path, parse_xml(path, data), None).project()


def _inner(path: Path, archive: zipfile.ZipFile) -> str:
    """Find the project's XML: ATLAS.ti names it after the project."""
    found = [name for name in archive.namelist() if name.lower().endswith((".qde", ".qdc"))]
    usual = [name for name in found if PurePosixPath(name).name.lower() == "project.qde"]
    if len(usual or found) != 1:
        raise InputError(
            path, f"{len(found)} project.qde files are in it; one must be.", "export it again."
        )
    return (usual or found)[0]


@dataclass(frozen=True)
class _Text:
    """A text source with its selections."""

    key: str
    name: str
    element: etree._Element
    counted: CountedText


@dataclass
class _Reader:
    """Walks through one project; collects losses on the way."""

    path: Path
    root: etree._Element
    archive: zipfile.ZipFile | None
    losses: list[Loss] = field(default_factory=list)

    def project(self) -> Project:
        if tag_of(self.root) not in ("Project", "CodeBook"):
            raise InputError(self.path, "is not a REFI-QDA file.", "export it as REFI-QDA project.")
        refuse_too_many(self.path, sum(1 for _ in self.root.iter("{*}Coding")))
        codes = self._codes()
        users = {guid(user.get("guid")): user_name(user) for user in self.root.iter("{*}User")}
        texts = list(self._texts())
        codings, decision = self._codings(texts, codes, users)
        cases = tuple(self._cases(texts))
        self._lose_the_rest()
        return Project(
            self.path.name,
            PROGRAM,
            tuple(code for code in codes.values() if code.path[0] != OFFSET_CHECK),
            tuple(ImportedSource(one.key, one.name, one.counted.text) for one in texts),
            tuple(codings),
            cases,
            tuple(self.losses),
            str(decision),
        )

    def lose(self, item: str, reason: str, fix: str = "") -> None:
        self.losses.append(Loss(item, reason, fix))

    def _codes(self) -> dict[str, ImportedCode]:
        found: dict[str, ImportedCode] = {}
        book = next(self.root.iter("{*}Codes"), None)
        # ATLAS.ti 8 and Taguette write the tree into the names
        apart = "." if (self.root.get("origin") or "").startswith("Taguette") else "::"
        waiting: list[tuple[etree._Element, tuple[str, ...]]] = [
            (one, ()) for one in reversed(children(book, "Code"))
        ]
        while waiting:
            element, above = waiting.pop()
            name = " ".join((element.get("name") or "").split()) or "(no name)"
            path = (*above, *(part.strip() for part in name.split(apart) if part.strip()))
            if len(path) > _DEEPEST:
                raise InputError(
                    self.path, f"codes are nested more than {_DEEPEST} deep.", "export it again."
                )
            key = guid(element.get("guid"))
            if key in found and found[key].path != path:
                raise InputError(
                    self.path,
                    f"the codes {found[key].name!r} and {path[-1]!r} have the same GUID.",
                    "give one of them a new code in the program, and export it again.",
                )
            codable = element.get("isCodable", "true") != "false"
            found[key] = ImportedCode(key, path, description_of(element), codable)
            waiting += [(one, path) for one in reversed(children(element, "Code"))]
        return found

    def _texts(self) -> Iterator[_Text]:
        total, seen = 0, dict[str, int]()
        for element in self.root.iter(*(f"{{*}}{tag}" for tag in _TEXTS)):
            if tag_of(element.getparent()) == "PDFSelection":
                continue  # the words of one area of a page, and no document
            raw = self._raw_text(element)
            total += len(raw)
            if total > MAX_ALL_TEXT:
                raise InputError(
                    self.path, f"its texts are over {MAX_ALL_TEXT >> 20} MB.", "split the project."
                )
            key = guid(element.get("guid")) or f"source {len(seen) + 1}"
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                key = f"{key} ({seen[key]})"
            yield _Text(key, self._source_name(element), element, offsets.counted(raw))

    def _source_name(self, element: etree._Element) -> str:
        parent = element.getparent()
        name = element.get("name") or (parent.get("name") if parent is not None else "")
        return " ".join((name or "").split()) or f"source {guid(element.get('guid'))[:8]}"

    def _raw_text(self, element: etree._Element) -> str:
        inside = element.find("{*}PlainTextContent")
        if inside is not None:
            return inside.text or ""
        place = element.get("plainTextPath") or ""
        if not place:
            return ""
        data = self._member(place.removeprefix("internal://"))
        if data is None:
            self.lose(
                f"the text of source {self._source_name(element)!r}",
                "the project does not hold it",
                "export the project with its sources.",
            )
            return ""
        return text_of(data)

    def _member(self, name: str) -> bytes | None:
        if "://" in name:
            return None
        if self.archive is None:
            return self._beside(PurePosixPath(name.replace("\\", "/")).name)
        wanted = f"sources/{PurePosixPath(name).name}".casefold()
        for member in self.archive.namelist():
            if member.replace("\\", "/").casefold() == wanted:
                return read_member(self.path, self.archive, member, MAX_TEXT)
        return None

    def _beside(self, name: str) -> bytes | None:
        """Read a source of an unpacked project."""
        for folder in ("sources", "Sources"):
            file = self.path.parent / folder / name
            if name and file.is_file() and file.stat().st_size <= MAX_TEXT:
                return file.read_bytes()
        return None

    def _codings(
        self, texts: list[_Text], codes: dict[str, ImportedCode], users: dict[str, str]
    ) -> tuple[list[ImportedCoding], Decision]:
        checks = {key for key, code in codes.items() if code.path == (OFFSET_CHECK,)}
        placed = [
            (one, element, self._selection(at, element, checks))
            for at, one in enumerate(texts)
            for element in children(one.element, "PlainTextSelection")
        ]
        known = [found for _, _, found in placed if found and texts[found.text].counted.text]
        decision = offsets.detect([one.counted for one in texts], known)
        if known and not decision.ways:
            self.lose(
                f"the positions of {len(known)} selections",
                f"no way of counting fits: {decision.reason}",
                "export the project again, or import the program's table of codings instead.",
            )
        found: list[ImportedCoding] = []
        for text, element, selection in placed:
            if selection is not None and not selection.check:
                found += self._selected(text, element, selection, decision, codes, users)
        return found, decision

    def _selection(self, text: int, element: etree._Element, checks: set[str]) -> Selection | None:
        try:
            start, end = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
        except ValueError:
            self.lose(self._where(element), "its positions are not numbers")
            return None
        coded = {guid(ref.get("targetGUID")) for ref in element.iter("{*}CodeRef")}
        return Selection(text, start, end, element.get("name") or "", bool(coded & checks))

    def _where(self, element: etree._Element) -> str:
        return f"selection in line {element.sourceline}"

    def _selected(
        self,
        text: _Text,
        element: etree._Element,
        selection: Selection,
        decision: Decision,
        codes: dict[str, ImportedCode],
        users: dict[str, str],
    ) -> Iterator[ImportedCoding]:
        valence, memo = parse_note(self._note(element))
        codings = children(element, "Coding")
        if not codings:
            self.lose(self._where(element), "it has no code, only a memo or a link")
            return
        span = decision.cut(text.counted, selection) if decision.ways else None
        quote = text.counted.text[slice(*span)] if span else _name_as_quote(selection, text)
        if not quote.strip():
            self.lose(
                f"{len(codings)} codings of {self._where(element)}",
                _unplaced(selection, text, decision),
                "code the words again, or import the program's table of codings.",
            )
            return
        start, end = span or (None, None)
        for coding in codings:
            ref = coding.find("{*}CodeRef")
            key = guid(ref.get("targetGUID")) if ref is not None else ""
            place = f"line {coding.sourceline}"
            if key not in codes:
                self.lose(f"a coding in {place}", "its code is not in the codebook")
                continue
            yield ImportedCoding(
                text.key,
                key,
                quote,
                self._coder(coding, element, users),
                start,
                end,
                float(selection.start),
                valence=valence,
                memo=memo,
                date=coding.get("creationDateTime") or element.get("creationDateTime") or "",
                row=place,
            )

    def _coder(
        self, coding: etree._Element, selection: etree._Element, users: dict[str, str]
    ) -> str:
        given = (
            coding.get("creatingUser"),
            selection.get("creatingUser"),
            selection.get("modifyingUser"),
            self.root.get("creatingUserGUID"),
        )
        return next((users[guid(one)] for one in given if guid(one) in users), "")

    def _note(self, element: etree._Element) -> str:
        """Gather a selection's memo: its description, and the notes that it refers to."""
        described = description_of(element)
        notes = [self._notes.get(guid(ref.get("targetGUID")), "") for ref in note_refs(element)]
        notes += self._linked.get(guid(element.get("guid")), [])
        parts = [described, *(note for note in notes if note and note not in described)]
        return "\n".join(part for part in parts if part)

    def __post_init__(self) -> None:
        self._notes = {
            guid(note.get("guid")): (description_of(note) or self._raw_text(note)).strip("\ufeff")
            for note in self.root.iter("{*}Note")
        }
        self._linked: dict[str, list[str]] = {}
        for link in self.root.iter("{*}Link"):
            text = self._notes.get(guid(link.get("originGUID")), "")
            if text:
                self._linked.setdefault(guid(link.get("targetGUID")), []).append(text)

    def _cases(self, texts: list[_Text]) -> Iterator[Case]:
        names = {
            guid(one.get("guid")): " ".join((one.get("name") or "").split())
            for one in self.root.iter("{*}Variable")
        }
        for case in self.root.iter("{*}Case"):
            sources = tuple(guid(ref.get("targetGUID")) for ref in case.iter("{*}SourceRef"))
            values = tuple(values_of(case, names))
            if values or sources:
                yield Case(case.get("name") or "", sources, values)
        for text in texts:
            values = tuple(values_of(text.element, names))
            if values:
                yield Case(text.name, (text.key,), values)

    def _lose_the_rest(self) -> None:
        for tag, what in _OTHER_SELECTIONS.items():
            for element in self.root.iter(f"{{*}}{tag}"):
                self.lose(f"{what} in line {element.sourceline}", "it has no text positions")
        for tag in ("Graph", "PictureSource", "Set"):
            for element in self.root.iter(f"{{*}}{tag}"):
                self.lose(f"{tag} {element.get('name') or ''!r}", _LEAVES_OUT)
        for element in self.root.iter("{*}TextSource"):
            whole = len(children(element, "Coding"))
            if whole:
                name = self._source_name(element)
                self.lose(f"{whole} codings of the whole source {name!r}", "they have no words")
        used = {guid(ref.get("targetGUID")) for ref in self.root.iter("{*}NoteRef")}
        linked = {text for texts in self._linked.values() for text in texts}
        for key, text in self._notes.items():
            if key not in used and text not in linked:
                self.lose(f"note {key[:8]}", "it belongs to no coded words")


def _name_as_quote(selection: Selection, text: _Text) -> str:
    """Take a selection's name for its words, if the source's text is missing or has them once."""
    name = " ".join(selection.name.split())
    # a name that was cut off, or of one or two words, may be something else than the quote
    if name.endswith(("...", "\u2026")) or len(name.split()) < 3:
        return ""
    once = text.counted.flat.count(name) == 1
    return name if once or not text.counted.text else ""


def _unplaced(selection: Selection, text: _Text, decision: Decision) -> str:
    if not text.counted.text:
        return "the source's text is missing"
    if not 0 <= selection.start < selection.end:
        return "it is empty or ends before it begins"
    return "its positions lie outside the text, or ways of counting disagree on it"
