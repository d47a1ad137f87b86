"""What the model reads: segments, their questions and neighbours, and the codebook's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.corpus.participants import independent_groups
from aft_themes.corpus.sentences import find_sentences
from aft_themes.corpus.tags import say_tags
from aft_themes.embeddings.vectors import Embed, unit
from aft_themes.language import Language

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Count = Callable[[Sequence[str]], sparse.csr_array]
Rows = TypeVar("Rows", Floats, Singles)

_SHARED = 0.5  # share of the segment's vector that is subtracted from its sentences' vectors
_CHAR_SEGMENTS = 3  # letter sequences of fewer segments are left out


@dataclass(frozen=True)
class Sentences:
    """Texts cut into sentences, each with a vector.

    Parameters
    ----------
    vectors : numpy.ndarray
        One unit row per sentence, float32.
    begins : numpy.ndarray
        Where each text's sentences begin; (texts,).
    """

    vectors: Singles
    begins: Ints

    def take(self, rows: Ints) -> Sentences:
        """Return the sentences of some texts, in their order."""
        ends = np.append(self.begins, len(self.vectors))
        chosen = [np.arange(ends[row], ends[row + 1]) for row in rows]
        sizes = [len(one) for one in chosen]
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        return Sentences(self.vectors[np.concatenate(chosen)], begins)


@dataclass(frozen=True)
class Words:
    """Counts of words, letters and the questions' words; a column means the same in all rows.

    Parameters
    ----------
    words, chars, question : scipy.sparse.csr_array
        Segments x terms: words and word pairs; letter sequences of 3 to 5; the question's words
        and word pairs, in the columns of ``words``.
    code_words, code_chars : scipy.sparse.csr_array
        Codes x the same terms, from the codebook.
    names : list of str
        The words and word pairs.
    count_words, count_letters : callable
        Count the same terms in other texts, in the same columns.
    """

    words: sparse.csr_array
    chars: sparse.csr_array
    question: sparse.csr_array
    code_words: sparse.csr_array
    code_chars: sparse.csr_array
    names: list[str]
    count_words: Count
    count_letters: Count


@dataclass(frozen=True)
class Texts:
    """Everything that the model reads of the segments and of the codebook.

    Parameters
    ----------
    segments : pandas.DataFrame
        ``segment_id``, ``interview``, ``spoken``, ``question``, ``position``, in speaking order.
    groups, interviews, turns : numpy.ndarray
        Number of each segment's group, of its interview and turn. What a model is tested on is of
        other groups than what it learnt from: no participant and no interview is in two of them.
    vectors, turn_vectors, questions : numpy.ndarray
        Unit rows: the segment, the whole turn that it is part of, the question before it.
    sentences : Sentences
        The segments by sentence.
    words : Words
        Counts of terms.
    definitions : numpy.ndarray
        Unit rows, one per code.
    exemplars : numpy.ndarray
        Unit rows, one per exemplar.
    exemplar_codes : numpy.ndarray
        Number of each exemplar's code, ascending.
    cues : numpy.ndarray
        How many of a code's cues a segment has; (segments, codes).
    """

    segments: pd.DataFrame
    groups: Ints
    interviews: Ints
    turns: Ints
    vectors: Singles
    turn_vectors: Singles
    questions: Singles
    sentences: Sentences
    words: Words
    definitions: Singles
    exemplars: Singles
    exemplar_codes: Ints
    cues: Floats

    def __len__(self) -> int:
        return len(self.segments)

    def take(self, rows: Ints) -> Texts:
        """Return some of the segments."""
        return replace(
            self,
            segments=self.segments.iloc[rows],
            groups=self.groups[rows],
            interviews=self.interviews[rows],
            turns=self.turns[rows],
            vectors=self.vectors[rows],
            turn_vectors=self.turn_vectors[rows],
            questions=self.questions[rows],
            sentences=self.sentences.take(rows),
            words=replace(
                self.words,
                words=self.words.words[rows],
                chars=self.words.chars[rows],
                question=self.words.question[rows],
            ),
            cues=self.cues[rows],
        )


def read_texts(
    segments: pd.DataFrame,
    vectors: Singles,
    sentences: Singles,
    codebook: Codebook,
    embed: Embed,
    cues: Floats,
    language: Language,
) -> Texts:
    """Gather what the model reads."""
    spoken = segments["spoken"].tolist()
    described = [describe(code) for code in codebook.codes]
    questions, n_codes = segments["question"].tolist(), len(codebook.codes)
    found = np.split(
        embed([*questions, *_codebook_texts(codebook)]),
        [len(questions), len(questions) + n_codes],
    )
    groups = np.unique(independent_groups(segments), return_inverse=True)[1].astype(np.int64)
    interviews = np.unique(segments["interview"], return_inverse=True)[1].astype(np.int64)
    turns = np.asarray(segments.groupby(["interview", "turn"], dropna=False).ngroup(), np.int64)
    return Texts(
        segments=segments,
        groups=groups,
        interviews=interviews,
        turns=turns,
        vectors=vectors,
        turn_vectors=_add_up(vectors, turns),
        questions=found[0],
        sentences=_set_apart(spoken, vectors, sentences, language),
        words=_count(spoken, segments["question"].tolist(), described),
        definitions=found[1],
        exemplars=found[2],
        exemplar_codes=np.repeat(
            np.arange(len(codebook.codes)), [len(code.exemplars) for code in codebook.codes]
        ),
        cues=cues,
    )


def _codebook_texts(codebook: Codebook) -> list[str]:
    """List the codes' definitions, then all exemplars."""
    definitions = [f"{code.name}. {code.definition} {code.include}" for code in codebook.codes]
    return [*definitions, *(text for code in codebook.codes for text in code.exemplars)]


def read_others(
    segments: pd.DataFrame,
    vectors: Singles,
    sentences: Singles,
    embed: Embed,
    cues: Floats,
    language: Language,
    known: Texts,
) -> Texts:
    """Gather what the model reads of further interviews, in the terms of those that it knows."""
    spoken, questions = segments["spoken"].tolist(), segments["question"].tolist()
    turns = np.asarray(segments.groupby(["interview", "turn"], dropna=False).ngroup(), np.int64)
    interviews = np.unique(segments["interview"], return_inverse=True)[1].astype(np.int64)
    words = replace(
        known.words,
        words=known.words.count_words(spoken),
        question=known.words.count_words(questions),
        chars=known.words.count_letters(spoken),
    )
    return replace(
        known,
        segments=segments,
        groups=interviews,
        interviews=interviews,
        turns=turns,
        vectors=vectors,
        turn_vectors=_add_up(vectors, turns),
        questions=embed(questions),
        sentences=_set_apart(spoken, vectors, sentences, language),
        words=words,
        cues=cues,
    )


def _set_apart(
    spoken: Sequence[str], vectors: Singles, sentences: Singles, language: Language
) -> Sentences:
    """Take part of the segment's meaning out of its sentences, which were embedded within it."""
    sizes = [len(find_sentences(say_tags(text, language))) for text in spoken]
    apart = sentences - np.float32(_SHARED) * np.repeat(vectors, sizes, axis=0)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return Sentences(unit(apart), begins)


def describe(code: Code) -> str:
    """Return a code's own words: name, definition, what it includes, exemplars."""
    return " ".join((f"{code.name}.", code.definition, code.include, *code.exemplars))


def neighbour(values: Rows, groups: Ints, offset: int) -> Rows:
    """Return for every segment the values of another segment of its interview, else zeros."""
    there = np.arange(len(groups)) + offset
    inside = (there >= 0) & (there < len(groups))
    there = np.clip(there, 0, len(groups) - 1)
    inside &= groups[there] == groups
    shifted = values[there].copy()
    shifted[~inside] = 0
    return shifted


def mean_of_others(values: Floats, groups: Ints) -> Floats:
    """Return for every segment the mean of the others of its group, else zeros."""
    place, sizes = np.unique(groups, return_inverse=True, return_counts=True)[1:]
    others = _reduce(np.add, values, groups) - values
    mean: Floats = others / np.maximum(sizes[place] - 1, 1)[:, None]
    return mean


def most_of_others(values: Floats, groups: Ints) -> Floats:
    """Return for every segment the highest value of the others of its group, else zeros."""
    first = _reduce(np.maximum, values, groups)
    leads = values == first
    second = _reduce(np.maximum, np.where(leads, -np.inf, values), groups)
    leads_alone = leads & (_reduce(np.add, leads.astype(np.float64), groups) == 1)
    most = np.where(leads_alone, second, first)
    return np.where(np.isfinite(most), most, 0.0)  # who is alone in a group has no others


def _reduce(how: np.ufunc, values: Rows, groups: Ints) -> Rows:
    """Reduce the rows of each group to one, and give that to each of them."""
    _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ordered = values[np.argsort(groups, kind="stable")]
    reduced: Rows = how.reduceat(ordered, begins, axis=0)[place]
    return reduced


def _add_up(vectors: Singles, turns: Ints) -> Singles:
    return unit(_reduce(np.add, vectors, turns))


def _count(spoken: list[str], questions: list[str], described: list[str]) -> Words:
    from sklearn.feature_extraction.text import CountVectorizer

    n = len(spoken)
    every = [*spoken, *questions, *described]
    words = CountVectorizer(ngram_range=(1, 2), dtype=np.float64)
    counts = sparse.csr_array(words.fit_transform(every))
    # 3 to 5 letters hold stems and endings, so that other forms of a word and typos match
    letters = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float64)
    chars = sparse.csr_array(letters.fit_transform([*spoken, *described]))
    often = np.bincount(chars.indices, minlength=chars.shape[1]) >= _CHAR_SEGMENTS
    kept = np.flatnonzero(often)
    chars = chars[:, kept]
    return Words(
        words=counts[:n],
        question=counts[n : 2 * n],
        code_words=counts[2 * n :],
        chars=chars[:n],
        code_chars=chars[n:],
        names=words.get_feature_names_out().tolist(),
        count_words=lambda texts: sparse.csr_array(words.transform(texts)),
        count_letters=lambda texts: sparse.csr_array(letters.transform(texts))[:, kept],
    )
