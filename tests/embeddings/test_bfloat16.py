"""Vectors in bfloat16: near fp32 where the processor has it, refused with what to do elsewhere."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from aft_themes.embeddings import bfloat16
from aft_themes.embeddings.bfloat16 import check_bfloat16
from aft_themes.embeddings.cache import load_cache
from aft_themes.embeddings.encoder import embed, embed_sentences
from aft_themes.errors import SettingsError
from aft_themes.notices import say_rounding
from aft_themes.provenance.manifest import make_manifest
from aft_themes.settings import EmbeddingSettings, check_settings
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs

DATA = Path(__file__).parents[1] / "data" / "embeddings"
TEXTS: list[str] = json.loads((DATA / "texts.json").read_text(encoding="utf-8"))
BF16 = EmbeddingSettings(precision="bf16")
CHOSEN = check_settings({"embeddings": {"precision": "bf16"}})


def can_run() -> bool:
    try:
        check_bfloat16()
    except SettingsError:
        return False
    return True


here = pytest.mark.skipif(not can_run(), reason="needs OpenVINO and a processor with bfloat16")


def pretend(
    monkeypatch: pytest.MonkeyPatch, folder: Path, packages: set[str], processor: str | None
) -> None:
    """Make a computer of these packages and this processor."""
    found = folder / "cpuinfo"
    if processor is not None:
        found.write_text(f"flags\t: {processor}\n")
    monkeypatch.setattr(bfloat16, "_PROCESSORS", found)
    monkeypatch.setattr(bfloat16, "find_spec", lambda name: name if name in packages else None)


@pytest.mark.parametrize(
    ("packages", "processor", "said"),
    [
        (set(), "fpu avx512_bf16", "make extra-bf16"),
        ({"openvino", "openvino_telemetry"}, "fpu avx512_bf16", "uninstall openvino-telemetry"),
        ({"openvino"}, "fpu avx512f avx512_bf16x", "instruction avx512_bf16"),
        ({"openvino"}, None, "under Linux"),
    ],
)
def test_a_computer_that_cannot_is_told_before_the_run_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    packages: set[str],
    processor: str | None,
    said: str,
) -> None:
    pretend(monkeypatch, tmp_path, packages, processor)
    inputs = StudyInputs(tmp_path / "interviews.csv", tmp_path / "codebook.yaml", tmp_path)
    (found,) = [one for one in check_inputs(inputs, CHOSEN).problems if "precision" in one]
    assert said in found
    assert found.endswith("or set embeddings.precision: fp32.")
    assert not any("precision" in one for one in check_inputs(inputs, check_settings({})).problems)
    with pytest.raises(SettingsError, match=said):
        embed(TEXTS[:1], BF16, threads=1)


def test_a_computer_that_can_is_not_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(monkeypatch, tmp_path, {"openvino"}, "fpu avx512_bf16 fsrm")
    check_bfloat16()


def test_the_manifest_says_that_results_depend_on_the_processor(tmp_path: Path) -> None:
    def make(settings):
        return make_manifest(
            inputs=tmp_path,
            stages=tmp_path,
            reports=tmp_path,
            manifest=tmp_path / "manifest.json",
            made={},
            settings=settings,
        )

    chosen = make(CHOSEN)
    assert chosen["settings"]["embeddings"]["precision"] == "bf16"
    assert chosen["rounding"] == say_rounding(CHOSEN)
    assert "rounding" not in make(check_settings({}))
    assert "openvino" not in make(check_settings({}))["versions"]


@here
def test_vectors_are_near_those_of_fp32() -> None:
    reference = np.load(DATA / "pytorch_vectors.npy")
    vectors = embed(TEXTS, BF16, threads=1)
    assert vectors.dtype == np.float32
    cosines = (vectors * reference).sum(axis=1)
    assert cosines.mean() > 0.9999
    assert cosines.min() > 0.9995
    assert np.abs(vectors - reference).max() > 1e-5, "this is fp32"


@here
def test_threads_order_and_company_change_no_bit() -> None:
    texts = [*TEXTS[:3], *(f"A dog sleeps on the {place}." for place in ("bed", "chair"))]
    whole, sentences = embed_sentences(texts, BF16, threads=1)
    turned, _ = embed_sentences(texts[::-1], BF16, threads=3)
    assert np.array_equal(turned[::-1], whole)
    alone, parts = embed_sentences(texts[-1:], BF16, threads=1)
    assert np.array_equal(alone, whole[-1:])
    assert np.array_equal(parts, sentences[-1:])


@here
def test_they_are_not_kept_as_those_of_fp32(tmp_path: Path) -> None:
    cache = tmp_path / "cache.npz"
    vectors = embed(TEXTS[:2], BF16, threads=1, cache=cache)
    assert np.array_equal(embed(TEXTS[:2], BF16, threads=1, cache=cache), vectors)
    kept = load_cache(cache).keys()
    exact = embed(TEXTS[:2], EmbeddingSettings(), threads=1, cache=cache)
    assert not np.array_equal(exact, vectors)
    assert kept.isdisjoint(load_cache(cache))


@here
def test_threads_that_begin_at_once_do_not_wait_for_each_other_for_ever() -> None:
    """In a process of its own: OpenVINO looks up NumPy once, and a slow look-up shows the wait."""
    code = (
        "import time, numpy.lib\n"
        "look_up = numpy.lib.NumpyVersion.__init__\n"
        "numpy.lib.NumpyVersion.__init__ = lambda *a: (time.sleep(0.3), look_up(*a))[1]\n"
        "from aft_themes.embeddings.encoder import embed\n"
        "from aft_themes.settings import EmbeddingSettings\n"
        "texts = ['We met on the tape.', 'Then we all went home again.']\n"
        "print(len(embed(texts, EmbeddingSettings(precision='bf16'), threads=2)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=240, check=True
    )
    assert done.stdout.strip() == "2"
