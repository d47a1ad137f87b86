"""What a person should know about a file: a kind for programs and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aft_themes.errors import InputError


class Severity(StrEnum):
    """How much a finding matters."""

    REJECT = "reject"  # the file is not read
    DOUBT = "doubt"  # read, but speakers or words may be wrong: a person must look
    NOTE = "note"  # read as meant; worth knowing


class Kind(StrEnum):
    """What was found; names are stable, so that tables and reports can rely on them."""

    NO_SPEAKERS = "no_speakers"
    NO_TEXT_LAYER = "no_text_layer"
    UNREADABLE = "unreadable"
    NOT_A_TRANSCRIPT = "not_a_transcript"
    SEVERAL_INTERVIEWS = "several_interviews"
    REPEATED_TRANSCRIPT = "repeated_transcript"
    MISSING_FILE = "missing_file"
    UNLISTED_FILE = "unlisted_file"

    WORDS_MISSING = "words_missing"
    ONE_TURN = "one_turn"
    ONE_SPEAKER = "one_speaker"
    LONG_TURNS = "long_turns"
    MANY_SPEAKERS = "many_speakers"
    ONLY_INTERVIEWER = "only_interviewer"
    NO_INTERVIEWER = "no_interviewer"
    LISTED_SPEAKERS = "listed_speakers"
    FEW_ANSWERS = "few_answers"
    TITLES_DROPPED = "titles_dropped"
    LABEL_IN_SPEECH = "label_in_speech"
    COLUMNS_GUESSED = "columns_guessed"
    TWO_LANGUAGES = "two_languages"
    LABELS_ONCE = "labels_once"
    LABELS_IN_ORDER = "labels_in_order"
    MINUTES = "minutes"
    RENAMED_IN_PART = "renamed_in_part"
    INTERVIEWS_IN_A_ROW = "interviews_in_a_row"
    REPEATED_WORDS = "repeated_words"
    IMPOSSIBLE_TIME = "impossible_time"
    OTHER_LANGUAGE = "other_language"
    NO_CAPITALS = "no_capitals"
    CODES_IN_SPEECH = "codes_in_speech"
    UNKNOWN_SPEAKER = "unknown_speaker"
    UNLABELLED_TURNS = "unlabelled_turns"
    CROSSED_OUT = "crossed_out"
    ENCODING_DOUBTFUL = "encoding_doubtful"
    NOT_READABLE_PARTS = "not_readable_parts"

    ROLES = "roles"
    TIMES_BACKWARDS = "times_backwards"
    TITLE_LINES = "title_lines"
    EXTENSION = "extension"
    ENCODING = "encoding"
    LABELS_MERGED = "labels_merged"
    CAPTIONS_MERGED = "captions_merged"
    HIDDEN_TEXT = "hidden_text"
    MACROS = "macros"
    NOTATION = "notation"
    MARGINS = "margins"


_REJECTS = frozenset(
    {
        Kind.NO_SPEAKERS,
        Kind.NO_TEXT_LAYER,
        Kind.UNREADABLE,
        Kind.NOT_A_TRANSCRIPT,
        Kind.SEVERAL_INTERVIEWS,
        Kind.REPEATED_TRANSCRIPT,
        Kind.MISSING_FILE,
        Kind.UNLISTED_FILE,
    }
)
_NOTES = frozenset(
    {
        Kind.ROLES,
        Kind.TIMES_BACKWARDS,
        Kind.TITLE_LINES,
        Kind.EXTENSION,
        Kind.ENCODING,
        Kind.LABELS_MERGED,
        Kind.CAPTIONS_MERGED,
        Kind.HIDDEN_TEXT,
        Kind.MACROS,
        Kind.NOTATION,
        Kind.MARGINS,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about one file; its message never quotes what somebody said."""

    kind: Kind
    message: str

    @property
    def severity(self) -> Severity:
        """Whether the file is rejected, doubtful, or only remarked upon."""
        if self.kind in _REJECTS:
            return Severity.REJECT
        return Severity.NOTE if self.kind in _NOTES else Severity.DOUBT


class TranscriptError(InputError):
    """A transcript that cannot be read, with the kind of reason."""

    def __init__(
        self,
        file: str | Path,
        problem: str,
        fix: str,
        where: str = "",
        kind: Kind = Kind.UNREADABLE,
    ) -> None:
        super().__init__(file, problem, fix, where)
        self.kind = kind

    def __reduce__(self) -> tuple[type, tuple[str, str, str, str, Kind]]:  # type: ignore[override]
        return type(self), (self.file, self.problem, self.fix, self.where, self.kind)
