"""Sentence embeddings: fidelity to PyTorch, independence of threads and order, the cache."""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from aft_themes.corpus.sentences import find_sentences
from aft_themes.corpus.tags import say_tags
from aft_themes.embeddings import encoder, minilm
from aft_themes.embeddings.cache import load_cache
from aft_themes.embeddings.encoder import embed, embed_sentences
from aft_themes.embeddings.vectors import Vectors, embed_others
from aft_themes.errors import InputError, SettingsError
from aft_themes.language.english import ENGLISH
from aft_themes.settings import EmbeddingSettings

DATA = Path(__file__).parents[1] / "data" / "embeddings"
TEXTS: list[str] = json.loads((DATA / "texts.json").read_text(encoding="utf-8"))
FP32 = EmbeddingSettings()
INT8 = EmbeddingSettings(precision="int8")


def test_vectors_equal_pytorch() -> None:
    """Reference: sentence-transformers 6.2.0 with PyTorch 2.13.0 on CPU, one batch of ten."""
    reference = np.load(DATA / "pytorch_vectors.npy")
    vectors = embed(TEXTS, FP32, threads=1)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 384)
    assert np.abs(vectors - reference).max() < 2e-6
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_int8_is_near_pytorch() -> None:
    reference = np.load(DATA / "pytorch_vectors.npy")
    cosines = (embed(TEXTS, INT8, threads=1) * reference).sum(axis=1)
    assert cosines.mean() > 0.98
    assert cosines.min() > 0.95


@pytest.mark.parametrize("settings", [FP32, INT8], ids=["fp32", "int8"])
def test_threads_order_and_company_change_no_bit(settings: EmbeddingSettings) -> None:
    whole = embed(TEXTS, settings, threads=1)
    assert np.array_equal(embed(TEXTS, settings, threads=3), whole)
    assert np.array_equal(embed(TEXTS[::-1], settings, threads=2)[::-1], whole)
    assert np.array_equal(embed(TEXTS[3:4], settings, threads=1)[0], whole[3])
    assert np.array_equal(embed([*TEXTS, *TEXTS], settings, threads=1)[: len(TEXTS)], whole)


@pytest.mark.parametrize("settings", [FP32, INT8], ids=["fp32", "int8"])
def test_texts_of_equal_length_get_the_vectors_that_they_get_alone(
    settings: EmbeddingSettings,
) -> None:
    texts = [f"A dog sleeps on the {place}." for place in ("bed", "floor", "chair", "grass")]
    texts += ["fishing", "music"]
    alone = [embed_sentences([text], settings, threads=1) for text in texts]
    together = embed_sentences(texts, settings, threads=2)
    assert np.array_equal(together[0], np.vstack([whole for whole, _ in alone]))
    assert np.array_equal(together[1], np.vstack([sentences for _, sentences in alone]))


def test_passes_are_bounded_and_lose_no_text() -> None:
    lengths = [3, 200, 3, 9, 3, 200, 300]
    passes = minilm._batches(lengths, 400)
    assert sorted(i for one in passes for i in one) == list(range(len(lengths)))
    assert [[lengths[i] for i in one] for one in passes] == [[300], [200, 200], [9], [3, 3, 3]]
    assert [len(one) for one in minilm._batches(lengths, 1)] == [1] * len(lengths)


TWO = (
    "The supervisor stopped the tape and asked what I was feeling right then.",
    "On weekends we drove out to the lake and fished until it was dark.",
)


def test_sentences_get_vectors_of_their_own_from_the_same_pass() -> None:
    texts = [" ".join(TWO), TWO[0]]
    wholes, sentences = embed_sentences(texts, FP32, threads=1)
    assert np.array_equal(wholes, embed(texts, FP32, threads=1))
    assert np.allclose(np.linalg.norm(sentences, axis=1), 1, atol=1e-6)
    alone = embed(list(TWO), FP32, threads=1)
    cosines = sentences[:2] @ alone.T
    assert cosines[0, 0] > cosines[0, 1] + 0.2
    assert cosines[1, 1] > cosines[1, 0] + 0.2
    assert sentences[2] @ wholes[1] > 0.9, "the same words without the marks of begin and end"
    turned = embed_sentences(texts[::-1], FP32, threads=2)
    assert np.array_equal(turned[1], sentences[[2, 0, 1]])


def test_sentences_behind_what_the_network_reads_get_the_vector_of_the_text() -> None:
    text = " ".join([f"{'word ' * 60}number {number}." for number in range(6)])
    wholes, sentences = embed_sentences([text], FP32, threads=1)
    assert len(sentences) == 6
    assert np.array_equal(sentences[5], wholes[0])
    assert not np.array_equal(sentences[0], wholes[0])


@given(st.lists(st.text("ab .?!", min_size=1, max_size=30), min_size=1, max_size=12))
@tries(max_examples=80, deadline=None)
def test_sentences_keep_every_word(parts: list[str]) -> None:
    text = " ".join(parts)
    found = [text[start:end] for start, end in find_sentences(text)]
    assert " ".join(found).split() == text.split()
    assert len(found) == 1 or all(len(sentence.split()) >= 9 for sentence in found)


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert embed([], FP32, threads=1, cache=tmp_path / "cache.npz").shape == (0, 384)


def test_only_changed_texts_are_embedded_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache.npz"
    before = embed(TEXTS[:3], FP32, threads=1, cache=cache)
    with np.load(cache, allow_pickle=False) as stored:
        keys, vectors = stored["keys"], stored["vectors"]
    np.savez(cache, keys=keys, vectors=-vectors)  # marks what comes from the cache
    after = embed(TEXTS[1:4], FP32, threads=1, cache=cache)
    assert np.array_equal(after[:2], -before[1:])
    assert np.array_equal(after[2], embed(TEXTS[3:4], FP32, threads=1)[0])
    assert len(np.load(cache)["keys"]) == 3  # what no text uses is dropped


def test_sentences_are_kept_with_their_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    texts = [" ".join(TWO), TWO[1]]
    before = embed_sentences(texts, FP32, threads=1, cache=cache)
    monkeypatch.setattr(encoder, "encode_minilm", None)  # nothing may be embedded again
    again = embed_sentences(texts[::-1], FP32, threads=1, cache=cache)
    assert np.array_equal(again[0], before[0][::-1])
    assert np.array_equal(again[1], before[1][[2, 0, 1]])


def test_other_texts_are_embedded_beside_without_sentences() -> None:
    texts, others = [" ".join(TWO), TWO[1]], [TWO[1], TEXTS[0]]
    wholes, sentences = embed_sentences(texts, FP32, threads=1)
    both, same = embed_sentences(texts, FP32, threads=2, others=others)
    assert np.array_equal(both[:2], wholes)
    assert np.array_equal(both[2:], embed(others, FP32, threads=1))
    assert np.array_equal(same, sentences)


def test_known_vectors_are_taken_and_other_texts_embedded_once() -> None:
    asked: list[str] = []

    def count_letters(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.array([[len(text), 0] for text in texts], np.float32).reshape(-1, 2)

    known = embed_others(["a", "bb"], np.array([[0, 1], [0, 2]], np.float32), count_letters)
    assert known(["ccc", "bb", "ccc", "a"]).tolist() == [[3, 0], [0, 2], [3, 0], [0, 1]]
    assert asked == ["ccc"]
    assert known(["a"]).tolist() == [[0, 1]]
    assert known([]).shape == (0, 2)


def test_cache_bytes_depend_on_the_texts_alone(tmp_path: Path) -> None:
    grown, fresh = tmp_path / "grown.npz", tmp_path / "fresh.npz"
    embed(TEXTS[:4], FP32, threads=1, cache=grown)
    embed(TEXTS[2:6], FP32, threads=1, cache=grown)
    embed(TEXTS[5:1:-1], FP32, threads=2, cache=fresh)
    assert grown.read_bytes() == fresh.read_bytes()


def test_a_large_study_is_embedded_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        f"This is text number {number}, and its first sentence is a long one. Then a second, "
        "which is at least as long as the first, follows."
        for number in range(9)
    ]
    cache = tmp_path / "embeddings"
    together = embed_sentences(texts, FP32, threads=1, cache=cache)
    monkeypatch.setattr("aft_themes.embeddings.encoder.TOGETHER", 4)
    for threads in (1, 2):
        apart = embed_sentences([*texts, texts[3]], FP32, threads=threads, cache=cache)
        assert np.array_equal(apart[0], together[0][[*range(9), 3]])
        assert np.array_equal(apart[1], np.vstack([together[1], together[1][6:8]]))
    assert not cache.exists(), "the vectors of texts that are gone would stay in it"
    parts = list(tmp_path.glob("embeddings-?"))
    assert len(parts) > 1
    assert sum(len(load_cache(part)) for part in parts) == 27
    embed_sentences(texts[:3], FP32, threads=1, cache=cache)
    assert [path.name for path in tmp_path.iterdir()] == ["embeddings"]


def test_precisions_do_not_share_cached_vectors(tmp_path: Path) -> None:
    cache = tmp_path / "cache.npz"
    embed(TEXTS[:2], FP32, threads=1, cache=cache)
    int8 = embed(TEXTS[:2], INT8, threads=1, cache=cache)
    assert np.array_equal(int8, embed(TEXTS[:2], INT8, threads=1))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no archive"])
def test_a_broken_cache_is_replaced(tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache.npz"
    cache.write_bytes(content)
    vectors = embed(TEXTS[:1], FP32, threads=1, cache=cache)
    assert np.array_equal(np.load(cache, allow_pickle=False)["vectors"], vectors)


def test_a_pickle_in_the_cache_is_not_opened(tmp_path: Path) -> None:
    cache = tmp_path / "cache.npz"
    np.savez(cache, keys=np.array([{}], dtype=object), vectors=np.zeros((1, 384), np.float32))
    assert embed(TEXTS[:1], FP32, threads=1, cache=cache).shape == (1, 384)


def test_the_network_is_kept_and_reused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "kept")
    monkeypatch.setattr(minilm, "_session", minilm._session.__wrapped__)
    first = embed(TEXTS[:2], INT8, threads=1)
    (kept,) = (tmp_path / "kept").iterdir()
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    assert np.array_equal(embed(TEXTS[:2], INT8, threads=1), first)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    reference = np.load(DATA / "pytorch_vectors.npy")[:2]
    assert (first * reference).sum(axis=1).min() > 0.95  # a network built anew is as near


def test_an_unwritable_home_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: blocked / "folder")
    vectors = embed(TEXTS[:1], FP32, threads=1)
    reference = np.load(DATA / "pytorch_vectors.npy")[:1]
    assert np.abs(vectors - reference).max() < 2e-6  # a network built anew is the same


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(minilm, "_model_folder", lambda: tmp_path)
    with pytest.raises(InputError, match="not the published ones"):
        minilm.build_graph()


def test_other_models_need_the_torch_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(SettingsError, match="make extra-torch"):
        embed(["a"], EmbeddingSettings(model="all-mpnet-base-v2"), threads=1)


def test_tags_are_said_in_neutral_words() -> None:
    text = "[CLIENT_1]'s chair, at [HOSPITAL_2] in [DATE: 2012, winter]; ask [TRIAL_1] [laughs]"
    assert (
        say_tags(text, ENGLISH) == "someone's chair, at somewhere in then; ask something [laughs]"
    )
