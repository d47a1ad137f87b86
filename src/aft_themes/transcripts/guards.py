"""Guards: signs that speakers or words of a transcript were misread, whatever its format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from aft_themes.transcripts.artefacts import is_sound
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.languages import beside_latin, count_words, name_of, two_languages
from aft_themes.transcripts.prefixes import NOT_NAMES, TITLES, name_shaped
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.times import LONGEST_S, TIME
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Turn, asks
from aft_themes.transcripts.typed_codes import hashtags, marked_codes
from aft_themes.wording import count

LEAST_READ = 0.9
"""Share of the file's words that must be in its turns."""
HARDLY_READ = 0.5
"""Share below which a file with one turn holds no talk, but something with one label in it."""
_FEW_WORDS = 30  # of a shorter file a title or a remark is already a tenth
_MANY_SPEAKERS = 24  # a focus group has at most a dozen people; twice that is misread labels
_LONG_TURN = 400  # words on average, questions included: three minutes without an answer
_FEW_TURNS, _LONG_ANSWER = 3, 100  # turns, words: such labels may be those of a header alone
_MOST_UNKNOWN = 0.1  # share of words without a speaker
_LEFT = 3  # times that a beginning with a colon must recur inside speech
_LEFT_ALONE = 5  # times for one without: "Yes. ..." or "No - ..." begins some paragraphs, too
_ARTICLES = frozenset("aeo")  # "A German nurse", "O Pedro disse": no label
_CAPITALS = 0.002  # share of capitals among letters; English speech has ten times as many
_LARGEST = 4_000_000  # characters; an interview of ten hours has a fifth
_ONE_RUN = 4  # words; repetitions in speech, such as "yes yes", are shorter
_ONE = "if one is the other's translation, keep one of them."
_CHANGES, _INSIDE = (
    10,
    0.25,
)  # turns; share of them that begin inside a sentence, as few speakers do
# of a turn that may be a talk without labels: its share of all words, lines that only ask, and
# the words of such a line; a long answer asks in the middle of its paragraphs
_TALK, _ASKED, _QUESTION = 0.2, 3, 15
_MOST_REPEATED = 0.2  # share of words that repeat what was said just before

# signs of scripts without spaces stand alone: a page's lines break anywhere in them
_SIGN = "[\u0e00-\u0edf\u3040-\u30ff\u3400-\u9fff]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W\d_]){{2,}}")
_LEFT_LABEL = re.compile(
    # what begins with a bracket is a remark: "[interviewer: mhm]"
    r"(?:^|[\n.?!\u2026]\s{0,3})([^\s:.?!\u2026\[(<][^:\n.?!\u2026\[\]<>]{0,29}?):\s",
    re.MULTILINE,
)
_NO_LABELS = NOT_NAMES | TITLES | {"i"}  # "I - I never knew"
_END = ".?!,\u3002\uff01\uff1f\u3001"  # of sentences and clauses, also in Chinese and Japanese
_OTHER_LABEL = re.compile(
    rf"[\[(<@]?([^\W\d_][^\s:{_END}]{{0,19}}(?: [^\s:{_END}]{{1,19}}){{0,2}})"
    rf"(?:[\])>](?![{_END}'\u2019])|\s{{0,2}}[\[(]\d|\.(?= [A-Z])|\t|"
    r"\s{0,2}[-\u2013\u2014;|=]\s|\Z)"
    r"(?!\s{0,3}[a-z])"  # what goes on in small letters speaks of somebody: "Ann - she left"
)
# a capital of a word; "May I" is no label and words
_WORD_BEHIND = re.compile(r" {1,3}(?:[-\u2013\u2014] )?['\"\u2018\u201c(\[]?(?=[^\W\d_])[^a-z]\w")
# a name and a time alone on a line: "0:12 Ann Lee", "Ann Lee 00:12", "Ann Lee | 0:12"
_TIMED_LABEL = re.compile(
    rf"[\[(]?{TIME}[\])]?\s{{1,3}}(?:[-\u2013|]\s)?(?P<after>[^\W\d_][^:?!]{{0,40}})|"
    rf"[\[(<]?(?P<before>[^\W\d_][^:?!]{{0,40}}?)[\])>]?\s{{1,3}}(?:[-\u2013|]\s)?[\[(]?{TIME}[\])]?:?"
)
_SPEECH_BEFORE_COLON = frozenset(
    "said say says asked thought think was were is are am be like i he she they we you it this "
    "that and but so or the a an my his her to of for example question point thing".split()
)


def check(turns: Sequence[Turn], text: str) -> list[Finding]:
    """Look at a transcript's turns, and at the words of the file that are not in them."""
    found = (
        *_times(turns),
        *_words_missing(turns, text),
        *_speakers(turns),
        *_labels_in_speech(turns),
        *_talk_in_a_turn(turns),
        *_codes_in_speech(turns),
        *_repetition(turns),
        *_capitals(turns),
        *_two_languages(turns),
        *_inside_sentences(turns),
    )
    return list(found)


def _count(turns: Iterable[Turn]) -> int:
    return sum(count_words(turn.text) for turn in turns)


def _times(turns: Sequence[Turn]) -> Iterator[Finding]:
    starts = [turn.start_s for turn in turns if turn.start_s is not None]
    back = sum(later < earlier for earlier, later in pairwise(starts))
    if back:
        message = f"Times go backwards {count(back, 'time')}; the order of the file was kept."
        yield Finding(Kind.TIMES_BACKWARDS, message)
    times = [t for turn in turns for t in (turn.start_s, turn.end_s) if t is not None]
    if max(times, default=0) > LONGEST_S:
        message = (
            f"A time lies {max(times) / 3600:,.0f} hours after the beginning, which cannot be: "
            "export the transcript again, or correct its times."
        )
        yield Finding(Kind.IMPOSSIBLE_TIME, message)


def share_read(turns: Sequence[Turn], text: str) -> float:
    """Return the share of the file's words that the turns hold, however they are ordered."""
    if not text or len(text) > _LARGEST:
        return 1.0
    said: Counter[str] = Counter()
    for turn in turns:
        said.update(_WORD.findall(turn.text.casefold()))
    named = {word for turn in turns for word in _WORD.findall(turn.speaker.casefold())}
    held = Counter(word for word in _WORD.findall(text.casefold()) if word not in named)
    lost = sum((held - said).values())
    total = held.total()
    return 1 - lost / total if total >= _FEW_WORDS else 1.0


def _words_missing(turns: Sequence[Turn], text: str) -> Iterator[Finding]:
    share = share_read(turns, text)
    if share < LEAST_READ:
        message = (
            f"Only {share:.0%} of the file's words were read as speech: compare the "
            "file with its turns, and give every turn a label."
        )
        yield Finding(Kind.WORDS_MISSING, message)


def _speakers(turns: Sequence[Turn]) -> Iterator[Finding]:
    words = _count(turns)
    speakers = {turn.speaker for turn in turns} - {UNKNOWN_SPEAKER}
    if len(turns) == 1:
        message = "The whole file is one turn: if others speak in it, their labels were not found."
        yield Finding(Kind.ONE_TURN, message)
    elif len(speakers) == 1 and words >= _FEW_WORDS:
        message = (
            "Only one speaker was found: if others speak in the file, their labels were not found."
        )
        yield Finding(Kind.ONE_SPEAKER, message)
    elif words > (_LONG_TURN if len(turns) > _FEW_TURNS else _LONG_ANSWER) * len(turns):
        message = (
            f"A turn has {words // len(turns):,} words on average: see whether labels are missing, "
            "or are headings of a text."
        )
        yield Finding(Kind.LONG_TURNS, message)
    if len(speakers) > _MANY_SPEAKERS:
        message = (
            f"{len(speakers)} speakers were found: words of the transcript may be taken as labels, "
            "or several talks stand in one file."
        )
        yield Finding(Kind.MANY_SPEAKERS, message)
    unknown = _count(turn for turn in turns if turn.speaker == UNKNOWN_SPEAKER)
    if unknown > _MOST_UNKNOWN * words:
        message = f"{unknown / words:.0%} of the words have no speaker: add the missing labels."
        yield Finding(Kind.UNKNOWN_SPEAKER, message)


def _labels_in_speech(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find beginnings such as ``xyz:`` that recur inside speech: labels that were not taken."""
    speakers = {likeness(turn.speaker) for turn in turns}
    texts = [turn.text[:_LARGEST] for turn in turns]
    left = Counter(likeness(name) for text in texts for name in _LEFT_LABEL.findall(text))
    kinds = {
        name: count
        for name, count in left.items()
        if (name in speakers and count > 1)
        or (count >= _LEFT and not _SPEECH_BEFORE_COLON.intersection(name.split()))
    }
    kinds |= {
        name: count
        for name, count in Counter(_beginnings(texts, speakers)).items()
        if count >= _LEFT_ALONE or (name in speakers and len(name) > 1)
    }
    kinds |= _bare(texts, speakers) | _timed_labels(texts)
    if kinds:
        message = (
            f"{count(sum(kinds.values()), 'place')} inside speech look like labels of "
            f"{count(len(kinds), 'speaker')}: see whether somebody's words stand in another's turn."
        )
        yield Finding(Kind.LABEL_IN_SPEECH, message)


def _talk_in_a_turn(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find a turn in which somebody seems to be asked and answered, as where labels change form."""
    words = _count(turns)
    for number, turn in enumerate(turns, 1):
        lines = turn.text.split("\n")
        asked = sum(asks(line) and count_words(line) <= _QUESTION for line in lines)
        if (
            len(turns) >= _CHANGES
            and asked >= _ASKED
            and count_words(turn.text) > _TALK * words
            and 2 * asked <= len(lines)
        ):
            message = (
                f"Turn {number} holds {count_words(turn.text) / words:.0%} of all words and "
                f"{asked} short questions on lines of their own: see whether it lacks labels."
            )
            yield Finding(Kind.LABEL_IN_SPEECH, message)


def _beginnings(texts: Iterable[str], speakers: Collection[str]) -> Iterator[str]:
    """Give what may be a label without a colon: a name alone on a line, or before another sign."""
    known = {name.partition(" ")[0] for name in speakers}
    for line in (line for text in texts for line in text.split("\n")[1:]):
        match = _OTHER_LABEL.match(line)
        key = likeness(match[1]) if match else ""
        named = match is not None and name_shaped(match[1])
        if (
            key not in _NO_LABELS
            and not is_sound(key)
            and (named or key.partition(" ")[0] in known)
        ):
            yield key


def _timed_labels(texts: Iterable[str]) -> Counter[str]:
    """Count lines that hold a name and a time, as programs write above what somebody says."""
    found = (_TIMED_LABEL.fullmatch(line.strip()) for text in texts for line in text.split("\n"))
    names = ((match["after"] or match["before"]).strip() for match in found if match)
    return Counter(likeness(name) for name in names if name_shaped(name))


def _bare(texts: Iterable[str], speakers: Collection[str]) -> Counter[str]:
    """Count lines that begin with a speaker's label and no sign behind it ("Ann Then I left")."""
    names = [name for name in speakers if name not in _ARTICLES]
    lines = [line for text in texts for line in text.split("\n")[1:] if line[:1].isupper()]
    return Counter(
        name
        for line in lines
        for name in names
        if likeness(line[: len(name)]) == name and _WORD_BEHIND.match(line[len(name) :])
    )


def _codes_in_speech(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find codes that were typed into the words: ``#shame``, ``{shame}``, ``[shame: I hid]``."""
    found = sum(map(len, hashtags(turns)))
    if found:
        message = (
            f"{count(found, 'word')} inside speech begin with # and look like codes, but count as "
            "spoken: take them out, and put them into a table in codings/."
        )
        yield Finding(Kind.CODES_IN_SPEECH, message)
    marks = sum(map(len, marked_codes(turns)))
    if marks:
        message = (
            f"{marks} marks inside speech look like codes, as in {{code}}, [code: words] "
            "or <code>words</code>: take them out, and put codes and words into a table in "
            "codings/."
        )
        yield Finding(Kind.CODES_IN_SPEECH, message)


def _repetition(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find text in which what was said is said again at once, as roll-up captions do."""
    words = repeated = 0
    for turn in turns:
        pieces = [piece.split() for piece in re.split(r"(?<=[.?!\u2026])\s|\n", turn.text)]
        words += sum(map(len, pieces))
        repeated += sum(
            len(after)
            for before, after in pairwise(pieces)
            if len(after) >= _ONE_RUN and before == after
        )
    if words >= _FEW_WORDS and repeated > _MOST_REPEATED * words:
        message = f"{repeated} words repeat what was said just before: export the captions again."
        yield Finding(Kind.REPEATED_WORDS, message)


def _capitals(turns: Sequence[Turn]) -> Iterator[Finding]:
    text = "".join(turn.text for turn in turns)[:_LARGEST]
    latin, capitals = sum(map(text.count, ascii_lowercase)), sum(map(text.count, ascii_uppercase))
    mostly = 2 * (latin + capitals) > sum(map(str.isalpha, text))  # not a word or two in Chinese
    if (
        mostly
        and _count(turns) >= _FEW_WORDS
        and latin
        and capitals < _CAPITALS * (latin + capitals)
    ):
        message = (
            "The transcript has no capital letters: names are found badly, so list them all in "
            "identifiers.csv."
        )
        yield Finding(Kind.NO_CAPITALS, message)


def _inside_sentences(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find labels that change inside sentences, as where a program breaks captions by length."""
    texts = [turn.text.strip() for turn in turns]
    broken = sum(
        one[-1:].isalpha() and other[:1].islower() and other[:1].isascii()
        for one, other in pairwise(texts)
    )
    if len(turns) > _CHANGES and broken > _INSIDE * len(turns):
        message = (
            f"{count(broken, 'change')} of speaker stand inside sentences: words of one person may "
            "be another's. If a program wrapped the captions, export them without a width of lines."
        )
        yield Finding(Kind.LABEL_IN_SPEECH, message)


def _two_languages(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Find speech with its translation: what is said counts twice."""
    language, share = beside_latin("\n".join(turn.text for turn in turns))
    message = f"{share:.0%} of the words are {name_of(language)}, beside another language: {_ONE}"
    if not language:
        language = two_languages([turn.text for turn in turns])
        message = f"Some turns are in {name_of(language)}, and some are not: {_ONE}"
    if language:
        yield Finding(Kind.TWO_LANGUAGES, message)
