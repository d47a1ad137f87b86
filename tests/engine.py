"""Run the workflow engine in copies of a process that has imported it, and all that rules import.

A run of the invented study computes for a few seconds. Its processes, one for each rule, would
import for three times as long. Here the engine runs each script in its own process, one at a time.
Each run is a new copy, so that nothing stays from the last one. Engine, rules and scripts are the
real ones; tests/workflow/test_same_bytes.py runs a study as people do, and compares every byte.
"""

from __future__ import annotations

import atexit
import gc
import json
import logging
import os
import runpy
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[1]
PROGRAMS = {"snakemake": "snakemake.cli", "aft-themes": "aft_themes.cli"}
IMPORTED_LATE = (  # by functions of the package
    "docx",
    "fontTools.subset",
    "lxml.etree",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "onnxruntime",
    "pandas",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "scipy.stats",
    "sklearn.linear_model",
    "tokenizers",
    "xlsxwriter",
)


def run(
    program: str, *arguments: str, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, as ``subprocess.run`` would; not two at a time."""
    server = _server()
    assert server.stdin
    assert server.stdout
    with TemporaryDirectory() as scratch:
        said = [str(Path(scratch) / name) for name in ("out", "err")]
        json.dump([program, arguments, str(folder), environment, said], server.stdin)
        server.stdin.write("\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        texts = [Path(path).read_text("utf-8", "replace") for path in said]
    return subprocess.CompletedProcess([program, *arguments], code, *texts)


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.engine"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        server.communicate()

    atexit.register(end)
    return server


def serve() -> None:
    """Import, then copy this process for each line that comes in, and answer with its exit code."""
    mains = {name: import_module(module).main for name, module in PROGRAMS.items()}
    for module in IMPORTED_LATE:
        import_module(module)
    for script in sorted((PROJECT / "scripts").glob("*.py")):
        runpy.run_path(str(script))  # defines its functions; no rule calls them
    _run_scripts_here()
    gc.freeze()  # else every copy looks through all that is imported, which copies its memory
    for line in sys.stdin:
        program, arguments, folder, environment, said = json.loads(line)
        copy = os.fork()
        if not copy:
            os.chdir(folder)
            os.environ.update(environment)
            for stream, path in enumerate(said, 1):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
            os._exit(_call(mains[program], program, arguments))
        _, status = os.waitpid(copy, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _call(main, program: str, arguments: Sequence[str]) -> int:
    sys.argv = [program, *arguments]
    try:
        main(arguments)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _run_scripts_here() -> None:
    """Let the engine run a rule's script in the engine's process, instead of in a new one."""
    from snakemake.benchmark import benchmarked
    from snakemake.logging import logger
    from snakemake.script import PythonScript

    logger.propagate = False  # what the engine says does not belong into the log of a rule
    one_at_a_time = threading.Lock()

    def execute(script: PythonScript, path: str, edit: bool = False) -> None:
        with one_at_a_time, benchmarked(os.getpid(), script.bench_record):
            handlers = logging.root.handlers[:]
            try:
                runpy.run_path(path, run_name="__main__")
            except SystemExit as end:
                if end.code:
                    raise subprocess.CalledProcessError(1, path) from None
            finally:
                logging.root.handlers[:] = handlers

    PythonScript.execute_script = execute


if __name__ == "__main__":
    serve()
