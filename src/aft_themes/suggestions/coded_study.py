"""A study's stage files, as suggestions read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.corpus.sentences import find_sentences
from aft_themes.corpus.tags import say_tags
from aft_themes.language import Language
from aft_themes.suggestions.texts import Ints, Singles


@dataclass(frozen=True)
class CodedStudy:
    """A study's stage files.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    vectors : numpy.ndarray
        Embeddings of the segments, unit rows, in their order.
    sentences : numpy.ndarray
        Embeddings of the segments' sentences, as
        :func:`aft_themes.embeddings.encoder.embed_sentences` gives them.
    human : pandas.DataFrame
        By ``CODINGS``.
    assignments : pandas.DataFrame
        By ``CODER_ASSIGNMENTS``.
    """

    segments: pd.DataFrame
    vectors: Singles
    sentences: Singles
    human: pd.DataFrame
    assignments: pd.DataFrame

    def take(self, rows: Ints, sentence_begins: Ints) -> CodedStudy:
        """Return some interviews, given where each segment's sentences begin."""
        segments = self.segments.iloc[rows].reset_index(drop=True)
        chosen = [np.arange(sentence_begins[row], sentence_begins[row + 1]) for row in rows]
        interviews = set(segments["interview"])
        return CodedStudy(
            segments=segments,
            vectors=np.asarray(self.vectors[rows]),
            sentences=np.asarray(self.sentences[np.concatenate(chosen)]),
            human=self.human[self.human["interview"].isin(interviews)],
            assignments=self.assignments[self.assignments["interview"].isin(interviews)],
        )


def find_sentence_begins(segments: pd.DataFrame, language: Language) -> Ints:
    """Say where each segment's sentences begin, and at last where all end."""
    sizes = [len(find_sentences(say_tags(text, language))) for text in segments["spoken"]]
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def join_studies(study: CodedStudy, other: CodedStudy, name: str) -> CodedStudy:
    """Put the interviews of another study after those of a study; ``name`` marks its ids."""

    def mark(frame: pd.DataFrame) -> pd.DataFrame:
        ids = [c for c in ("interview", "participant", "segment_id") if c in frame.columns]
        return frame.assign(**{column: f"{name}/" + frame[column] for column in ids})

    def both(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([part for part in (one, mark(two)) if len(part)], ignore_index=True)

    return CodedStudy(
        segments=both(study.segments, other.segments),
        vectors=np.vstack([study.vectors, other.vectors]),
        sentences=np.vstack([study.sentences, other.sentences]),
        human=both(study.human, other.human),
        assignments=both(study.assignments, other.assignments),
    )
