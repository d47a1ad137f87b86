"""Write REFI-QDA projects: valid by the standard's schema, the same bytes for the same study.

Programs read the same standard in different ways (see ``offsets``). A profile says how positions
are counted and lines end for one program. Every project holds sentinels, selections of the code
``_offset_check`` on known words: when it comes back, they show how its program counts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.codebook.codes import Code
from aft_themes.exchange.export_content import (
    ExportCoding,
    ExportInterview,
    ExportStudy,
    description_of,
    source_text,
)
from aft_themes.exchange.model import OFFSET_CHECK, describe
from aft_themes.exchange.offsets import sentinels
from aft_themes.tables.writers.docx import xml_text

_NS = "urn:QDA-XML:project:1.0"
_CODEBOOK_NS = "urn:QDA-XML:codebook:1.0"
_ORIGIN = "AFT Themes"
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")  # "007" is a name, not a number
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,9}")
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)  # fixed, so that the same study gives the same bytes
_CHECK_NOTE = "Made by AFT Themes to see how positions are counted. Please leave it as it is."


@dataclass(frozen=True)
class Profile:
    """How one program wants a project."""

    line_end: str = "\n"
    mark: bool = False
    utf16: bool = False  # whether positions count UTF-16 units
    folder: str = "sources"


PROFILES = {
    # every program that was examined puts the end behind the last character, so does "refi"
    "refi": Profile(),
    "nvivo": Profile("\r\n", mark=True, utf16=True, folder="Sources"),
    "atlasti": Profile(),
    "maxqda": Profile(),
    "qualcoder": Profile(),
}


def write_project(content: ExportStudy, profile: Profile) -> bytes:
    """Write a study as a ``.qdpx`` archive."""
    project = _Project(content, profile)
    members = {"project.qde": project.xml()}
    for interview in content.interviews:
        text, _ = source_text(interview, profile.line_end)
        encoding = "utf-8-sig" if profile.mark else "utf-8"
        name = f"{profile.folder}/{content.guid('text', interview.name)}.txt"
        members[name] = text.encode(encoding)
    return _archive(members)


def write_codebook(content: ExportStudy) -> bytes:
    """Write the codes alone as a ``.qdc`` codebook."""
    root = etree.Element(f"{{{_CODEBOOK_NS}}}CodeBook", nsmap={None: _CODEBOOK_NS}, origin=_ORIGIN)
    _add_codes(etree.SubElement(root, f"{{{_CODEBOOK_NS}}}Codes"), content, content.codes)
    return _checked(root, "Codebook.xsd")


def _archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(files(__package__).joinpath(name).read_bytes()))


def _checked(root: etree._Element, schema: str) -> bytes:
    valid = _schema(schema)
    if not valid.validate(root):
        errors = sorted({error.type_name for error in valid.error_log})
        raise ValueError(f"the export is not valid by {schema}: {errors}")
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _add_codes(parent: etree._Element, content: ExportStudy, codes: Sequence[Code]) -> None:
    """Add codes as a tree; parents stand before children."""
    space = etree.QName(parent).namespace
    made = {"": parent}
    for code in codes:
        element = etree.SubElement(
            made.get(code.parent, parent),
            f"{{{space}}}Code",
            guid=content.guid("code", code.id),
            name=code.name,
            isCodable="true",
        )
        etree.SubElement(element, f"{{{space}}}Description").text = xml_text(description_of(code))
        made[code.id] = element


class _Project:
    """Builds the XML of one project."""

    def __init__(self, content: ExportStudy, profile: Profile) -> None:
        self.content = content
        self.profile = profile
        self.notes: dict[str, tuple[str, str]] = {}

    def xml(self) -> bytes:
        root = etree.Element(
            f"{{{_NS}}}Project", nsmap={None: _NS}, name=self.content.name, origin=_ORIGIN
        )
        if self.content.coders:
            users = _sub(root, "Users")
            for coder in self.content.coders:
                _sub(users, "User", guid=self._user(coder), name=coder)
        codes = _sub(_sub(root, "CodeBook"), "Codes")
        _add_codes(codes, self.content, self.content.codes)
        check = _sub(codes, "Code", guid=self._check, name=OFFSET_CHECK, isCodable="true")
        _sub(check, "Description").text = _CHECK_NOTE
        self._cases(root, self._variables(root))
        if self.content.interviews:
            sources = _sub(root, "Sources")
            for interview in self.content.interviews:
                self._source(sources, interview)
        self._notes(root)
        self._sets(root)
        if self.content.notice:
            _sub(root, "Description").text = self.content.notice
        return _checked(root, "Project.xsd")

    @property
    def _check(self) -> str:
        return self.content.guid("code", OFFSET_CHECK)

    def _user(self, coder: str) -> str:
        return self.content.guid("user", coder)

    def _source_guid(self, interview: str) -> str:
        return self.content.guid("source", interview)

    def _variables(self, root: etree._Element) -> dict[str, str]:
        """Write the variables; return their types."""
        values: dict[str, list[str]] = {}
        for case in self.content.cases:
            for name, value in case.attributes:
                values.setdefault(name, []).append(value)
        types = {name: type_of(given) for name, given in values.items()}
        if types:
            variables = _sub(root, "Variables")
            for name, kind in types.items():
                guid = self.content.guid("variable", name)
                _sub(variables, "Variable", guid=guid, name=name, typeOfVariable=kind)
        return types

    def _cases(self, root: etree._Element, types: Mapping[str, str]) -> None:
        if not self.content.cases:
            return
        cases = _sub(root, "Cases")
        for one in self.content.cases:
            case = _sub(cases, "Case", guid=self.content.guid("case", one.name), name=one.name)
            for name, value in one.attributes:
                given = _sub(case, "VariableValue")
                _sub(given, "VariableRef", targetGUID=self.content.guid("variable", name))
                _sub(given, f"{types[name]}Value").text = xml_text(value)
            for interview in one.interviews:
                _sub(case, "SourceRef", targetGUID=self._source_guid(interview))

    def _source(self, sources: etree._Element, interview: ExportInterview) -> None:
        text, begins = source_text(interview, self.profile.line_end)
        path = f"internal://{self.content.guid('text', interview.name)}.txt"
        source = _sub(
            sources,
            "TextSource",
            guid=self._source_guid(interview.name),
            name=interview.name,
            plainTextPath=path,
        )
        for number, (start, end) in enumerate(sentinels(text)):
            guid = self.content.guid("check", interview.name, number)
            selection = self._selection(source, guid, text, start, end)
            self._coding(selection, self.content.guid("check coding", interview.name, number),
                         self._check)  # fmt: skip
        for coding in self.content.of(interview.name):
            start = begins[coding.turn] + coding.start
            self._coded(source, coding, text, start, begins[coding.turn] + coding.end)

    def _coded(
        self, source: etree._Element, coding: ExportCoding, text: str, start: int, end: int
    ) -> None:
        key = (coding.interview, coding.turn, coding.start, coding.end, coding.code, coding.coder,
               coding.valence, coding.memo)  # fmt: skip
        selection = self._selection(source, self.content.guid("selection", *key), text, start, end)
        selection.set("creatingUser", self._user(coding.coder))
        note = describe(coding.valence, coding.memo)
        if note:
            # ATLAS.ti reads a description, others a note: both say the same
            _sub(selection, "Description").text = xml_text(note)
        made = self._coding(
            selection,
            self.content.guid("coding", *key),
            self.content.guid("code", coding.code),
        )
        made.set("creatingUser", self._user(coding.coder))
        if coding.memo:
            guid = self.content.guid("note", *key)
            self.notes[guid] = (note, coding.coder)
            _sub(selection, "NoteRef", targetGUID=guid)

    def _selection(
        self, source: etree._Element, guid: str, text: str, start: int, end: int
    ) -> etree._Element:
        at, to = self._position(text, start), self._position(text, end)
        words = " ".join(text[start:end].split()[:8])
        return _sub(
            source,
            "PlainTextSelection",
            guid=guid,
            name=xml_text(words),
            startPosition=str(at),
            endPosition=str(to),
        )

    def _position(self, text: str, at: int) -> int:
        return at + sum(char > "\uffff" for char in text[:at]) if self.profile.utf16 else at

    def _coding(self, selection: etree._Element, guid: str, code: str) -> etree._Element:
        coding = _sub(selection, "Coding", guid=guid)
        _sub(coding, "CodeRef", targetGUID=code)
        return coding

    def _notes(self, root: etree._Element) -> None:
        if self.notes:
            notes = _sub(root, "Notes")
            for guid, (text, coder) in self.notes.items():
                note = _sub(notes, "Note", guid=guid, name="Memo", creatingUser=self._user(coder))
                _sub(note, "PlainTextContent").text = xml_text(text)

    def _sets(self, root: etree._Element) -> None:
        groups = [*self._code_groups(), *self._source_groups()]
        if groups:
            sets = _sub(root, "Sets")
            for name, tag, members in groups:
                made = _sub(sets, "Set", guid=self.content.guid("set", name), name=name)
                for member in members:
                    _sub(made, tag, targetGUID=member)

    def _code_groups(self) -> Iterable[tuple[str, str, list[str]]]:
        domains: dict[str, list[str]] = {}
        names = {code.id: code.name for code in self.content.codes}
        for code in self.content.codes:
            domains.setdefault(code.domain, []).append(self.content.guid("code", code.id))
        for domain, members in domains.items():
            yield f"Domain: {names[domain]}", "MemberCode", members

    def _source_groups(self) -> Iterable[tuple[str, str, list[str]]]:
        groups: dict[str, list[str]] = {}
        for interview in self.content.interviews:
            for name, value in interview.attributes:
                if name in self.content.grouped_by:
                    guid = self._source_guid(interview.name)
                    groups.setdefault(f"{name}: {value}", []).append(guid)
        for name, members in sorted(groups.items()):
            yield name, "MemberSource", members


def type_of(values: Iterable[str]) -> str:
    """Find the type that all values of a variable have, so that each reads the same afterwards."""
    given = list(values)
    if all(value in ("true", "false") for value in given):
        return "Boolean"
    if all(_INTEGER.fullmatch(value) for value in given):
        return "Integer"
    if all(_INTEGER.fullmatch(value) or _DECIMAL.fullmatch(value) for value in given):
        return "Float"
    return "Date" if all(_is_date(value) for value in given) else "Text"


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _sub(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_NS}}}{tag}", attributes)
