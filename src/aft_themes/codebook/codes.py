"""The codebook: a tree of codes, and every question about the tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import regex
from rapidfuzz import process, utils

from aft_themes.errors import SettingsError
from aft_themes.vocabulary import Valence
from aft_themes.wording import without_accents

VALENCES = tuple(Valence)
CODE_VALENCES = (Valence.BENEFIT, Valence.CHALLENGE, "either", Valence.NONE)
_SHOWN = 8  # names that a message lists
_LONGEST_CUE = 1000  # signs; a cue is a word or a phrase, and compiling takes memory with length

_VALENCE_WORDS = {
    "": "none",
    "positive": "benefit",
    "+": "benefit",
    "negative": "challenge",
    "-": "challenge",
    "neutral": "none",
    "n/a": "none",
    "na": "none",
    "both": "mixed",
    "ambivalent": "mixed",
    "+/-": "mixed",
    "\u00b1": "mixed",
}

# what stands between a code and the codes above it: MAXQDA "A > B", NVivo "A\\B", ATLAS.ti "A::B"
_STEP = re.compile(r">|\\+|/|:{1,2}|\||→|»")
_NUMBERED = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|(?:[ivx]{1,5}|[a-z])[.)])\s+(?:[-\u2013]\s+)?(\S.*)"
)
_WEAK_STEP = re.compile(r"\s+[-\u2013\u2014]\s+|\.(?=\S)")  # steps only where no name has them
_LEVEL_SIGNS = "-\u2013\u2014\u2022\u25cf\u25cb\u21b3\u2192\u00b7\u251c\u2500\u2502\u2514* "
_CODE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}")
# how exports call the root of the tree, which is no code
CODE_ROOTS = frozenset({"codes", "nodes", "code system", "codesystem"})


def domain_of(code: str) -> str:
    """Return the id of the top-level code that a code belongs to."""
    return code.partition(".")[0]


def parent_of(code: str) -> str:
    """Return the id one level up, or ``""`` for a domain."""
    return code.rpartition(".")[0]


def on_one_branch(code: str, other: str) -> bool:
    """Say whether two codes are one, or one stands above the other."""
    return f"{code}.".startswith(f"{other}.") or f"{other}.".startswith(f"{code}.")


def ancestors_of(code: str) -> tuple[str, ...]:
    """Return the ids above a code, from its domain down to its parent."""
    parts = code.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


@dataclass(frozen=True)
class Code:
    """One code of the codebook; only its id and name are never empty.

    Parameters
    ----------
    id : str
        Its place in the tree, by dots: ``tasks.videotape.insight``.
    name, definition, include, exclude : str
        What coders read.
    valence : str
        ``benefit``, ``challenge``, ``either`` or ``none``: what the code can speak for.
    exemplars, see_also, cues : tuple of str
        Invented examples, ids of neighbouring codes, cue words or patterns.
    was : str
        The id it had in an earlier version, or ``""``; several, with semicolons, where codes were
        merged.
    label : str
        The number or abbreviation that the file gives it, where that is not the id; or ``""``.
    spellings : tuple of str
        Names of further rows that were joined with it, for they differ in letter case only.
    """

    id: str
    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    valence: str = "either"
    exemplars: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    was: str = ""
    label: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def former(self) -> tuple[str, ...]:
        """The ids of an earlier version that this code stands for now."""
        return tuple(filter(None, (one.strip() for one in self.was.split(";"))))

    @property
    def parent(self) -> str:
        """The id one level up, or ``""`` for a domain."""
        return parent_of(self.id)

    @property
    def level(self) -> int:
        """1 for a domain, 2 for its codes, and so on."""
        return self.id.count(".") + 1

    @property
    def domain(self) -> str:
        """The id of the top-level code."""
        return domain_of(self.id)


@dataclass(frozen=True)
class Codebook:
    """A codebook: codes in the order of the document, parents before children.

    Parameters
    ----------
    title, version : str
        As the file gives them.
    codes : tuple of Code
        All codes of all levels.
    """

    title: str
    version: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def __getitem__(self, code: str) -> Code:
        return self._by_id[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    @property
    def named_version(self) -> str:
        """Title and version as prose prints them; a codebook need not have a title."""
        return ", ".join(filter(None, (self.title, f"version {self.version}")))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all codes, in order."""
        return tuple(self._by_id)

    @property
    def domains(self) -> tuple[Code, ...]:
        """The top-level codes, in order."""
        return tuple(code for code in self.codes if code.level == 1)

    @property
    def leaves(self) -> tuple[Code, ...]:
        """The codes that have no codes below them, in order."""
        parents = {code.parent for code in self.codes}
        return tuple(code for code in self.codes if code.id not in parents)

    @property
    def depth(self) -> int:
        """Number of levels: 1 for a flat codebook."""
        return max((code.level for code in self.codes), default=0)

    @property
    def renames(self) -> dict[str, str]:
        """What codes were called in an earlier version, and their ids now; not of split codes."""
        came = Counter(was for code in self.codes for was in code.former)
        return {
            was: code.id
            for code in self.codes
            for was in code.former
            if was not in self and came[was] == 1
        }

    def domain(self, code: str) -> str:
        """Return the id of the top-level code above a code, or the code itself."""
        return domain_of(code)

    def parent(self, code: str) -> str:
        """Return the id one level up, or ``""``."""
        return parent_of(code)

    def level(self, code: str) -> int:
        """Return 1 for a domain, 2 for its codes, and so on."""
        return code.count(".") + 1

    def children(self, code: str) -> tuple[Code, ...]:
        """Return the codes one level below, in order."""
        return tuple(other for other in self.codes if other.parent == code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the ids above a code, from its domain down to its parent."""
        return ancestors_of(code)

    def descendants(self, code: str) -> tuple[str, ...]:
        """Return the ids below a code, in order."""
        return tuple(other for other in self.ids if self.is_below(other, code))

    def is_below(self, code: str, above: str) -> bool:
        """Tell whether a code lies somewhere below another; no code lies below itself."""
        return code.startswith(f"{above}.")

    def is_in(self, code: str, above: str) -> bool:
        """Tell whether a code is another or lies somewhere below it."""
        return code == above or self.is_below(code, above)

    def path(self, code: str) -> str:
        """Return the names from the domain down to the code: ``AFT tasks > Videotape``."""
        return " > ".join(self._names(code))

    def _names(self, code: str) -> list[str]:
        return [self[part].name for part in (*self.ancestors(code), code) if part in self]

    @cached_property
    def _by_exact_name(self) -> dict[str, tuple[str, ...]]:
        """Codes by the one name that is written letter by letter so: "A/B" is not "A > B" then."""
        names = Counter(code.name for code in self.codes)
        return {code.name: (code.id,) for code in self.codes if names[code.name] == 1}

    @cached_property
    def _by_text(self) -> dict[str, frozenset[str]]:
        """Codes by all that may be written for them: label, name, end of the path of names."""
        found: dict[str, set[str]] = {}
        for code in self.codes:
            parts = self._names(code.id)
            ends = [" > ".join(parts[at:]) for at in range(len(parts))]
            for text in {code.label, code.id.replace(".", " > "), *ends} - {""}:
                found.setdefault(plain_code(text), set()).add(code.id)
        return {text: frozenset(ids) for text, ids in found.items()}

    @cached_property
    def _by_former(self) -> dict[str, tuple[str, ...]]:
        """Codes by their ids, and what they were called in an earlier version: an id, or a name."""
        forms = Counter(_former(code.id) for code in self.codes)  # "BIO-01" for bio_01
        ids = {code.id: code.id for code in self.codes if forms[_former(code.id)] == 1}
        return {_former(was): (now,) for was, now in (ids | dict(self.renames)).items()}

    def find(self, text: str) -> tuple[str, ...]:
        r"""Return the ids of the codes that somebody may have meant.

        Parameters
        ----------
        text : str
            A code's id, its id or name in an earlier version, its name, or a path of names from any
            level down, with ``>``, ``\``, ``/``, ``:`` or ``|`` between them. Letter case,
            accents and spaces do not matter.

        Returns
        -------
        tuple of str
            One id; none if there is no such code; several if the name stands in several places.
        """
        ident = text.strip()
        if ident in self:
            return (ident,)
        if ident in self.renames:
            return (self.renames[ident],)
        if ident in self._by_exact_name:
            return self._by_exact_name[ident]
        plain = plain_code(ident)
        root, _, below = plain.partition(" > ")
        within = self._by_text.get(below) if root in CODE_ROOTS else None
        found = self._by_text.get(plain) or within
        if not found and (numbered := _NUMBERED.fullmatch(plain)):  # "1.2 Tape" for Tape
            found = self._of_number_and_name(plain, numbered[1])
        if not found:  # as a list of codes shows its levels: "- Tape", "Tasks - Tape", "Tasks.Tape"
            found = self._by_text.get(_WEAK_STEP.sub(" > ", plain.lstrip(_LEVEL_SIGNS)))
        return tuple(sorted(found or self._by_former.get(_former(ident), ())))

    def meant(self, text: str) -> str:
        """Return the id of the one code that somebody meant, or the text where there is no one.

        Parameters
        ----------
        text : str
            As in :meth:`find`.

        Returns
        -------
        str
        """
        found = self.find(text)
        return found[0] if len(found) == 1 else text

    def _of_number_and_name(self, text: str, name: str) -> frozenset[str]:
        """Give the code of a name behind a number; both, if the number is another code's.

        Two numbers beside one another are two codes. Numbers such as "1." may count points.
        """
        named = self._by_text.get(name, frozenset())
        number = text.removesuffix(name).rstrip(" -\u2013")
        counts = number[-1] in ".)" and "." not in number[:-1]
        other = frozenset() if counts else self._by_text.get(number.rstrip(".)"), frozenset())
        return frozenset() if is_number(name) else (named | other if named else named)

    def nearest(self, code: str, number: int = 3) -> list[str]:
        """Name the codes that are spelt most like an unknown one.

        Parameters
        ----------
        code : str
            What somebody wrote.
        number : int
            How many to name.

        Returns
        -------
        list of str
            Ids, most alike first.
        """
        texts = {code.id: f"{code.id} {code.name}" for code in self.codes}
        by_id = process.extract(code, self.ids, limit=number)
        by_name = process.extract(code, texts, limit=number, processor=utils.default_process)
        scores = {name: score for name, score, _ in by_id}
        for _, score, name in by_name:
            scores[name] = max(score, scores.get(name, 0))
        return sorted(scores, key=lambda name: -scores[name])[:number]


def always_reviewed(codebook: Codebook, setting: Iterable[str]) -> frozenset[str]:
    """Return the codes that ``coding.always_review`` names and all codes below them.

    Ids of an earlier version are followed. Raises a SettingsError that names unknown codes.
    """
    named = {codebook.meant(code) for code in setting}
    unknown = [
        f"{code!r} is not a code of the codebook (perhaps {', '.join(codebook.nearest(code))})"
        for code in sorted(named)
        if code not in codebook
    ]
    if unknown:
        raise SettingsError(f"coding.always_review: {'; '.join(unknown)}. Fix: write codes' ids.")
    return frozenset(below for code in named for below in (code, *codebook.descendants(code)))


def is_number(label: str) -> bool:
    """Tell whether a code's label is a number such as 2 or 1.10."""
    return bool(_CODE_NUMBER.fullmatch(label))


def joined_spellings(codebook: Codebook) -> list[str]:
    """Say which names count as one code, for they differ in letter case only."""
    return [
        f"{', '.join(map(repr, (code.name, *code.spellings)))} are one code, for they differ in "
        "letter case only: give them different names if they are two."
        for code in codebook.codes
        if code.spellings
    ]


def perhaps_headings(codebook: Codebook) -> list[str]:
    """Ask about codes without a definition that may be headings over the codes below them."""
    bare = [code.name for code in codebook.codes if not code.definition]
    flat = all("." not in code.id for code in codebook.codes)
    first = bool(bare) and bare[0] == codebook.codes[0].name
    if not flat or not first or not 1 < len(bare) < len(codebook.codes) / 2:
        return []
    return [
        f"{', '.join(map(repr, bare[:_SHOWN]))} have no definition, as others do, and all codes "
        "are of one level: if these are headings over the codes below, give a column with the "
        "parent or the level, or leave a row empty above each."
    ]


def compile_cue(cue: str) -> regex.Pattern[str]:
    """Compile a cue, which matches whole words in any letter case.

    Raises regex.error or RecursionError if it is no usable pattern, ValueError if it is too long.
    """
    if len(cue) > _LONGEST_CUE:
        raise ValueError("a cue is too long")
    return regex.compile(rf"(?<!\w)(?:{cue})(?!\w)", regex.IGNORECASE)


def read_valence(text: str) -> str:
    """Return the valence that a word stands for; an unknown word stays as it is."""
    word = text.strip().lower().replace("\u2212", "-")
    return _VALENCE_WORDS.get(word, word)


def _former(text: str) -> str:
    """Bring an id and the name that it was made from into one form; a sign behind it counts."""
    plain = plain_code(text).replace("_", " ")
    behind = re.search("[-+].*", re.split(r"\w+", plain)[-1])
    return " ".join([*re.findall(r"\w+", plain), *([behind[0].strip(" )]")] if behind else [])])


def plain_code(text: str) -> str:
    """Bring a name or path into one form: one separator, no accents, small letters."""
    bare = without_accents(text.replace("\u2019", "'"))
    return " ".join(_STEP.sub(" > ", bare.strip(" /\\")).casefold().split())
