import ast
import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

from aft_themes.catalog import CATALOG

BIN = Path(sys.executable).parent


def test_the_workflow_lints():
    done = subprocess.run(
        [BIN / "snakemake", "--lint"], capture_output=True, text=True, check=False
    )
    complaints = set(re.findall(r"^    \* (.+):$", done.stderr, re.MULTILINE))
    # the locks say which software a rule uses; no container is offered that nobody has built
    assert complaints == {"Specify a conda environment or container for each rule."}, done.stderr


def test_the_workflow_is_formatted():
    done = subprocess.run(
        [BIN / "snakefmt", "--check", "Snakefile", "workflow/rules"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def workflow():
    files = [Path("Snakefile"), *sorted(Path("workflow/rules").glob("*.smk"))]
    return "".join(path.read_text() for path in files)


def test_every_rule_says_what_it_does_and_runs_the_script_of_its_name():
    rules = re.split(r"^(?:rule|checkpoint) ", workflow(), flags=re.MULTILINE)[1:]
    assert len(rules) > 14
    for rule in rules:
        name = rule.partition(":")[0]
        if name == "all":
            continue
        for part in ("message:", "log:", "benchmark:", "script:"):
            assert part in rule, f"{name} lacks {part}"
        assert f'"../../scripts/{name}.py"' in rule, f"{name} runs a script of another name"


def test_files_are_named_as_in_the_catalog():
    named = re.findall(r'"([a-z_]+)"', "".join(re.findall(r"study\.files\(([^)]*)\)", workflow())))
    assert len(named) > 80
    assert set(named) <= set(CATALOG)
    paths = re.findall(r'"(?:data|reports)/', workflow())
    assert not paths, "paths stand in the catalog"


def test_scripts_are_thin():
    for path in sorted(Path("scripts").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                most = 29 if node.name == "main" else 45
                assert lines <= most, f"{path.name}: {node.name} has {lines} lines"
                assert len(node.args.args + node.args.kwonlyargs) <= 8, f"{path.name}: {node.name}"
            assert not (isinstance(node, ast.Name) and node.id == "locals"), path.name


def planned(project):
    done = project.run("--dry-run")
    assert done.returncode == 0, done.stderr
    found = re.findall(r"^(\w+) +\d+$", done.stdout + done.stderr, re.MULTILINE)
    return set(found) - {"total"}


def test_a_dry_run_plans_every_rule(project):
    rules = set(re.findall(r"^(?:rule|checkpoint) (\w+):", workflow(), re.MULTILINE))
    on_demand = {"write_review", "estimate_themes", "code_by_language_model"}
    assert planned(project) == rules - on_demand - {"compare_codebooks"}
    earlier = project.raw / "codebook_versions"
    earlier.mkdir()
    copy(project.raw / "codebook.yaml", earlier / "earlier.yaml")
    assert planned(project) == rules - on_demand
