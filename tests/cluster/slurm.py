"""A real SLURM of one node on this machine, from Debian's packages slurm-wlm and munge."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

CONF = Path("/etc/slurm/slurm.conf")  # jobs do not inherit SLURM_CONF, so it must lie here
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch")
MEMORY = 16_000  # MiB that the node says it has; a rule asks for 2,000

SETTINGS = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
SlurmctldPort=17817
SlurmdPort=17818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory={memory} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


@contextmanager
def running_cluster(folder: Path) -> Iterator[None]:
    """Start munge, the controller and the node; stop them at the end."""
    for name in ("state", "spool"):
        (folder / name).mkdir()
    folder.chmod(0o755)  # munge refuses a socket below a folder that others cannot enter
    key = folder / "munge.key"
    key.write_bytes(secrets.token_bytes(1024))
    key.chmod(0o400)
    host = socket.gethostname().split(".")[0]
    text = SETTINGS.format(host=host, folder=folder, cores=os.cpu_count(), memory=MEMORY)
    with ExitStack() as stack:
        stack.enter_context(_file(CONF, text))
        places = ("socket", "key", "log", "pid", "seed")
        options = [f"--{name}-file={folder}/munge.{name}" for name in places if name != "socket"]
        socket_file = folder / "munge.socket"
        stack.enter_context(
            _program("munged", "--force", "--foreground", f"--socket={socket_file}", *options)
        )
        wait_for(socket_file.exists)
        stack.enter_context(_program("slurmctld", "-D"))
        stack.enter_context(_program("slurmd", "-D", "-N", host))
        wait_for(lambda: "idle" in said("sinfo", "--noheader", "--format=%t"))
        yield


def running_job(rule: str) -> str | None:
    """The number of the job that now runs the rule."""
    for line in said("squeue", "--noheader", "--states=R", "--format=%i %k").splitlines():
        number, _, comment = line.partition(" ")
        if comment.startswith(f"rule_{rule}"):
            return number
    return None


def kill_program(job: str) -> None:
    """Kill what a job has started last, as a machine does that runs out of memory."""
    os.kill(max(wait_for(lambda: _programs(job))), signal.SIGKILL)


def _programs(job: str) -> list[int]:
    """The numbers of the programs that a job has started: none in its first moments."""
    rows = [line.split() for line in said("scontrol", "listpids", job).splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[0]) > 0]


def said(*command: str) -> str:
    """What a program of the cluster prints."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def wait_for(look: Callable[[], Found], seconds: int = 300) -> Found:
    """Wait until there is what is looked for."""
    for _ in range(seconds * 5):
        if found := look():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"nothing came within {seconds} seconds")


@contextmanager
def _file(path: Path, text: str) -> Iterator[None]:
    if path.exists():
        raise FileExistsError(f"{path} belongs to a cluster of this machine")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    try:
        yield
    finally:
        path.unlink()


@contextmanager
def _program(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
