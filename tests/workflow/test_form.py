import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

BIN = Path(sys.executable).parent


def test_the_workflow_lints():
    done = subprocess.run(
        [BIN / "snakemake", "--lint"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_is_formatted():
    done = subprocess.run(
        [BIN / "snakefmt", "--check", "Snakefile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_rule_declares_what_it_needs_and_does():
    text = Path("Snakefile").read_text()
    rules = re.split(r"^rule ", text, flags=re.MULTILINE)[1:]
    for rule in rules:
        name = rule.partition(":")[0]
        if name == "all":
            continue
        for part in ("message:", "log:", "benchmark:", "threads:", "mem_mb=", "script:"):
            assert part in rule, f"{name} lacks {part}"
        assert f'"scripts/{name}.py"' in rule, f"{name} runs a script of another name"
    assert "def " not in text


def planned(project):
    done = project.run("--dry-run")
    assert done.returncode == 0, done.stderr
    found = re.findall(r"^(\w+) +\d+$", done.stdout + done.stderr, re.MULTILINE)
    return set(found) - {"total"}


def test_a_dry_run_plans_every_rule(project):
    rules = set(re.findall(r"^rule (\w+):", Path("Snakefile").read_text(), re.MULTILINE))
    on_demand = {"write_review", "audit_deidentification"}
    assert planned(project) == rules - on_demand - {"compare_codebooks"}
    earlier = project.raw / "codebook_versions"
    earlier.mkdir()
    copy(project.raw / "codebook.yaml", earlier / "earlier.yaml")
    assert planned(project) == rules - on_demand
