"""What the embedding shows to people, and how a model is known again."""

import os

import numpy as np

from aft_themes.embeddings.progress import show_progress
from aft_themes.embeddings.sentence_transformers import identify


def test_a_log_shows_no_progress_and_nothing_is_lost(capsys):
    vectors = [np.zeros(2, np.float32), np.ones(2, np.float32)]
    assert [one.sum() for one in show_progress(vectors, 2)] == [0, 2]
    assert capsys.readouterr().err == ""


def test_a_model_in_a_folder_is_another_one_when_a_file_changes(tmp_path):
    model = tmp_path / "model"
    (model / "part").mkdir(parents=True)
    weights = model / "part" / "weights.bin"
    weights.write_bytes(b"one")
    os.utime(weights, ns=(1, 1))
    first = identify(str(model))
    assert "weights.bin" in first
    assert str(tmp_path) not in first
    assert identify(str(model)) == first
    weights.write_bytes(b"four")
    os.utime(weights, ns=(1, 1))
    longer = identify(str(model))
    os.utime(weights, ns=(2, 2))
    assert len({first, longer, identify(str(model))}) == 3


def test_a_model_on_the_hub_is_known_by_its_name():
    assert identify("all-MiniLM-L12-v2") == "all-MiniLM-L12-v2"
