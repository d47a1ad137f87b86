"""Time and memory of finding topics in 2,000 to 1,000,000 segments, the vectors being given.

Run ``python benchmarks/topics/growth.py`` (``--sizes 2000 20000`` for less). Each segment is made
of sentences drawn from a segment of the sample and the twenty most like it in any interview, each
interview of forty such segments; its vector is the mean of theirs with a little noise. Each size
runs in a process of its own; vectors lie in a file that is mapped, as in the workflow.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve()
PROCESSED = HERE.parents[2] / "data" / "processed" / "aft-sample"
SIZES = (2_000, 20_000, 200_000, 1_000_000)
STEPS = {  # module, function, name of the step
    "corpus": ("aft_themes.topics.find", "make_corpus"),
    "choice": ("aft_themes.topics.find", "divide"),
    "terms": ("aft_themes.topics.find", "_name_topics"),
    "assignment": ("aft_themes.topics.find", "assign_segments"),
}


def make(size: int, folder: Path) -> None:
    """Write segments and vectors of a study of this size."""
    sample = pd.read_parquet(PROCESSED / "segments.parquet")
    vectors = np.load(PROCESSED / "embeddings.npy")
    sentences = [re.split(r"(?<=[.?!]) ", text) for text in sample["spoken"]]
    alike = np.argsort(-(vectors @ vectors.T), axis=1)[:, :21]
    random = np.random.default_rng(size)
    start = random.integers(len(sample), size=size)
    drawn = alike[start[:, None], random.integers(21, size=(size, 4))]
    which = random.integers(1000, size=(size, 4))
    interview = np.sort(np.arange(size) % max(size // 40, 4))
    turn = np.arange(size) - np.searchsorted(interview, interview) + 1
    texts = [
        " ".join(sentences[i][n % len(sentences[i])] for i, n in zip(rows, numbers, strict=True))
        for rows, numbers in zip(drawn, which, strict=True)
    ]
    names = [f"P{i:05d}" for i in interview]
    frame = pd.DataFrame(
        {
            "segment_id": [f"{a}.{b:03d}.1" for a, b in zip(names, turn, strict=True)],
            "interview": names,
            "participant": names,
            "turn": turn,
            "part": 1,
            "spoken": texts,
            "question": "Go on.",
            "words": [len(text.split()) for text in texts],
        }
    )
    frame.to_parquet(folder / "segments.parquet")
    made = np.lib.format.open_memmap(
        folder / "vectors.npy", mode="w+", dtype=np.float32, shape=(size, vectors.shape[1])
    )
    for start in range(0, size, 50_000):
        block = vectors[drawn[start : start + 50_000]].mean(axis=1)
        block += 0.02 * random.standard_normal(block.shape, dtype=np.float32)
        made[start : start + 50_000] = block / np.linalg.norm(block, axis=1, keepdims=True)
    made.flush()


@contextmanager
def timed_steps() -> Iterator[dict[str, float]]:
    """Measure the steps of :func:`find_topics` while it runs."""
    from aft_themes.topics import find

    times: dict[str, float] = {}
    kept = {name: getattr(find, function) for name, (_, function) in STEPS.items()}

    def wrap(name: str):
        def run(*values, **named):
            start = time.perf_counter()
            try:
                return kept[name](*values, **named)
            finally:
                times[name] = time.perf_counter() - start

        return run

    for name, (_, function) in STEPS.items():
        setattr(find, function, wrap(name))
    yield times
    for name, (_, function) in STEPS.items():
        setattr(find, function, kept[name])


def peak_mb() -> float:
    """Return the most memory that this process has held, not counting its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def work(folder: Path) -> dict[str, float]:
    """Find topics in the study of a folder."""
    import bertopic  # noqa: F401  # so that its import is not counted as a step
    import sklearn.decomposition  # noqa: F401

    from aft_themes.settings import Settings
    from aft_themes.topics import find_topics

    segments = pd.read_parquet(folder / "segments.parquet")
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    before = peak_mb()
    with timed_steps() as times:
        start = time.perf_counter()
        found = find_topics(segments, vectors, Settings())
        total = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "topics": len(found.topics),
        **{name: times.get(name, 0.0) for name in STEPS},
        "total": total,
        "cpu": used.ru_utime + used.ru_stime,
        "before_mb": before,
        "peak_mb": peak_mb(),
    }


def main() -> None:
    """Print a table with one row per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(work(options.work)))
        return
    columns = ["topics", *STEPS, "total", "cpu", "before_mb", "peak_mb"]
    print("| segments | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            make(size, Path(name))
            done = subprocess.run(
                [sys.executable, str(HERE), "--work", name],
                capture_output=True,
                text=True,
                check=True,
            )
        row = json.loads(done.stdout.splitlines()[-1])
        values = " | ".join(f"{row[column]:,.1f}" for column in columns)
        print(f"| {size:,} | {values} |", flush=True)


if __name__ == "__main__":
    main()
