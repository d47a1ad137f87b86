"""MiniLM in bfloat16 on OpenVINO (``make extra-bf16``), for processors that multiply bfloat16.

Another processor, or another version of OpenVINO, sums in another order: its vectors agree to some
four digits, and not bit by bit as those of fp32 do.
"""

from __future__ import annotations

import importlib
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from aft_themes.embeddings.vectors import Network, Vectors
from aft_themes.errors import SettingsError

_SETTING: Final = "embeddings.precision: bf16"
_OTHERWISE: Final = "or set embeddings.precision: fp32."
_PROCESSORS: Final = Path("/proc/cpuinfo")
# OpenVINO also takes processors without this instruction, on which it is slower than fp32
_INSTRUCTION: Final = "avx512_bf16"


def check_bfloat16() -> None:
    """Refuse the setting where it cannot be used, and say what to do."""
    if find_spec("openvino") is None:
        raise SettingsError(
            f"{_SETTING} needs OpenVINO, which is not installed. "
            f"Run `make extra-bf16`, {_OTHERWISE}"
        )
    if find_spec("openvino_telemetry") is not None:
        # with it, `import openvino` reports each use over the network, with a number for the user
        raise SettingsError(
            f"{_SETTING}: the package openvino-telemetry is installed, which tells OpenVINO's "
            "makers about each use. Nothing of a study needs it. Run "
            f"`.venv/bin/uv pip uninstall openvino-telemetry`, {_OTHERWISE}"
        )
    if not _PROCESSORS.is_file() or _INSTRUCTION not in _PROCESSORS.read_text().split():
        raise SettingsError(
            f"{_SETTING} needs a processor with the instruction {_INSTRUCTION}, under Linux. Use "
            f"another computer, {_OTHERWISE}"
        )


def start_bfloat16(graph: str | bytes, threads: int) -> Network:
    """Compile the network once for so many threads, of which each computes its own texts."""
    check_bfloat16()
    core: Any = importlib.import_module("openvino").Core()
    options = {
        "INFERENCE_PRECISION_HINT": "bf16",
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": threads,
        "ENABLE_CPU_PINNING": False,  # another program may have the same core
    }
    network = core.compile_model(core.read_model(graph), "CPU", options)
    own = threading.local()

    def run(ids: npt.NDArray[np.int32]) -> Vectors:
        if not hasattr(own, "request"):
            own.request = network.create_infer_request()
        states: Vectors = own.request.infer([ids])[0]
        return states

    # OpenVINO reaches for NumPy at its first use: two threads that do so at once wait for each
    # other for ever
    run(np.zeros((1, 1), np.int32))
    return run
