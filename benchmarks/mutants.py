"""Put small faults into the code, one at a time, and count those that tests notice: `make mutants`.

A room is a folder or a module of the package; only its own tests (`tests/<room>` or
`tests/test_<room>.py`) are asked. The sample is the same in every run with the same seed: the
functions with the smallest checksums, one fault in each. Another seed draws other functions and
other faults: new tests are judged by faults that nobody had seen when writing them. What a room's
tests import is imported once. For each fault a copy of the process changes the function's code and
runs the tests that call it. Tests that fail without any fault, or take minutes, cannot be asked:
they are listed. Slow tests are not asked, and what a test starts as a process of its own never
sees the fault. Limits are in seconds of the processor, so that a busy machine changes no score.
"""

import argparse
import ast
import contextlib
import hashlib
import importlib
import io
import json
import os
import resource
import shlex
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType

import pytest

PACKAGE = Path("src/aft_themes")
# slow tests, and whole runs of a study, are not for here
PYTEST = shlex.split(
    "-q -p no:cacheprovider -m 'not slow and not huge' --hypothesis-seed=0 --timeout=200"
)
LONGEST = 60  # seconds of the processor; a fault that makes tests run longer counts as caught
STUCK = 600  # seconds by the clock, for what only waits
WHOLE_RUNS = {"finished", "rerun", "project", "elsewhere"}  # fixtures; see tests/conftest.py
LEFT_ALONE = ast.Raise, ast.Assert, ast.JoinedStr, ast.arguments  # messages, types and defaults
SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault in one function."""

    module: str
    function: str  # with the names of the classes around it
    path: Path
    line: int
    change: str
    code: CodeType

    @property
    def name(self):
        """Where it is."""
        return f"{self.module}.{self.function}"


def faulty(node):
    """Give what replaces a node, or None if the node stays."""
    match node:
        case ast.Constant(bool(value)):
            return ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            return ast.Constant(value + 1)
        case ast.Compare(left, [operator], right) if type(operator) in SWAPS:
            return ast.Compare(left, [SWAPS[type(operator)]()], right)
        case ast.BoolOp(operator, values):
            return ast.BoolOp(SWAPS[type(operator)](), values)
        case ast.BinOp(left, operator, right) if type(operator) in SWAPS:
            return ast.BinOp(left, SWAPS[type(operator)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.IfExp(test, body, orelse):
            return ast.IfExp(test, orelse, body)
        case ast.Continue():
            return ast.Break()


class Fault(ast.NodeTransformer):
    """Put in the fault with a given number; with number -1, only count how many there may be."""

    def __init__(self, number):
        self.number, self.seen, self.change, self.line = number, 0, "", 0

    def visit(self, node):
        """Replace the node if it is the one."""
        new = faulty(node)
        if new:
            self.seen += 1
            if self.seen - 1 == self.number:
                self.change = f"{ast.unparse(node)}  ->  {ast.unparse(new)}"
                self.line = node.lineno
                return ast.copy_location(new, node)
        match node:
            case ast.FunctionDef():  # its decorators run when the module is imported
                node.body = [self.visit(one) for one in node.body]
                return node
            case ast.keyword(value=ast.Constant(bool())):  # mostly how a library does, not what
                return node
        return node if isinstance(node, LEFT_ALONE) else self.generic_visit(node)


def functions(tree, prefix=""):
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node


def compiled(tree, path, function):
    """Compile a module and take the code of one function out of it."""
    code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
    for name in function.split("."):
        inner = (one for one in code.co_consts if isinstance(one, CodeType))
        code = next(one for one in inner if one.co_name == name)
    return code


def checksum(name, seed):
    return int(hashlib.sha256(f"{name}{seed or ''}".encode()).hexdigest(), 16)


def mutants_of(path, seed):
    """Make one mutant of every function of a file that can have one."""
    text = path.read_text(encoding="utf-8")
    module = ".".join(path.relative_to("src").with_suffix("").parts).removesuffix(".__init__")
    for name, function in functions(ast.parse(text)):
        count = Fault(-1)
        count.visit(function)
        if count.seen:
            fault, tree = Fault(checksum(f"{module}.{name}", seed) % count.seen), ast.parse(text)
            fault.visit(dict(functions(tree))[name])
            code = compiled(tree, path, name)
            yield Mutant(module, name, path, fault.line, fault.change, code)


def live(mutant):
    """Find the function object, below its decorators."""
    thing = importlib.import_module(mutant.module)
    for part in mutant.function.split("."):
        thing = vars(thing)[part]
        for below in ("fget", "func", "__func__", "__wrapped__", "callback"):
            thing = getattr(thing, below, None) or thing
    return thing


class NoRuns:
    """A plugin that leaves out tests of whole runs: they happen in other processes."""

    @staticmethod
    def pytest_collection_modifyitems(items):
        """Keep the others."""
        items[:] = [item for item in items if not WHOLE_RUNS.intersection(item.fixturenames)]


class Calls:
    """A plugin that notes which sampled functions each passing test calls.

    What its fixtures and its module call counts as called by the test.
    """

    def __init__(self, mutants):
        self.called, self.fixtures, self.modules, self.tests = set(), {}, {}, {}
        self.failed = []
        for one in mutants:
            live(one).__globals__["_called"] = self.called
            tree = ast.parse(one.path.read_text(encoding="utf-8"))
            body = dict(functions(tree))[one.function].body
            body.insert(0, ast.parse(f"_called.add({one.name!r})").body[0])
            live(one).__code__ = compiled(tree, one.path, one.function)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        """Note what a fixture calls, for every test that uses it."""
        before = set(self.called)
        self.called.clear()
        try:
            return (yield)
        finally:
            self.fixtures.setdefault(fixturedef.argname, set()).update(self.called)
            self.called |= before

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        """Note what a module of tests calls while it is imported."""
        self.called.clear()
        report = yield
        self.modules[collector.nodeid] = set(self.called)
        self.called.clear()
        if report.failed:
            self.failed.append(collector.nodeid)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Note what the test and its fixtures called, if it passed."""
        report = yield
        if call.when == "setup":
            self.called.update(*(self.fixtures.get(name, ()) for name in item.fixturenames))
            self.called.update(self.modules[item.parent.getparent(pytest.Module).nodeid])
        if call.when == "call" and report.passed:
            self.tests[item.nodeid] = call.duration, sorted(self.called)
        if report.failed:
            self.failed.append(item.nodeid)
        if call.when == "teardown":
            self.called.clear()
        return report


def apart(work):
    """Do work in a copy of this process, in silence; return the copy's number."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os.setsid()
        for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
            del sys.modules[name]  # tests are imported anew, for they call the code as they are
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        try:
            os._exit(work())
        finally:
            os._exit(70)
    return child


def end_group(child):
    """End a copy of this process and whatever its tests have started and left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


def note_calls(mutants, tests, file):
    calls = Calls(mutants)
    pytest.main([*PYTEST, tests], plugins=[calls, NoRuns()])
    noted = {"tests": calls.tests, "failed": sorted(set(calls.failed))}
    return file.write_text(json.dumps(noted), encoding="utf-8") and 0


def try_mutant(mutant, tests):
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    live(mutant).__code__ = mutant.code
    return pytest.main([*PYTEST, "-x", *tests])


def survivors(mutants, tests, jobs, failed):
    """Try every mutant; give those that no test notices. Tests that fail anyway join ``failed``."""
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*PYTEST, "--collect-only", tests])  # imports the tests
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "calls.json"
        child = apart(partial(note_calls, mutants, tests, file))
        os.waitpid(child, 0)
        end_group(child)
        noted = json.loads(file.read_text(encoding="utf-8"))
    called = noted["tests"]
    failed += noted["failed"]
    waiting, running = list(mutants), {}
    while waiting or running:
        if waiting and len(running) < jobs:
            one = waiting.pop()
            asked = sorted(
                (cost, test) for test, (cost, names) in called.items() if one.name in names
            )
            if asked:
                child = apart(partial(try_mutant, one, [test for _, test in asked]))
                running[child] = one, time.monotonic()
            else:
                yield one, "no test calls it"
            continue
        child, status = os.waitpid(-1, os.WNOHANG)
        if child:
            one, _ = running.pop(child)
            end_group(child)
            if status == 0:
                yield one, "survives"
        for child, (_, begun) in running.items():
            if time.monotonic() - begun > STUCK:
                end_group(child)
        time.sleep(0.02)


def rooms():
    for path in sorted(PACKAGE.iterdir()):
        folder, file = Path("tests") / path.stem, Path("tests") / f"test_{path.stem}.py"
        tests = next((str(one) for one in (folder, file) if one.exists()), None)
        if tests:
            yield path.stem, sorted(path.rglob("*.py")) or [path], tests


def main(wanted, size, jobs, seed):
    caught = tried = 0
    failed = []
    for room, files, tests in rooms():
        if wanted and room not in wanted:
            continue
        begun = time.monotonic()
        found = sorted(
            (one for path in files for one in mutants_of(path, seed)),
            key=lambda one: checksum(one.name, seed),
        )
        failing = []
        alive = list(survivors(found[:size], tests, jobs, failing))
        seen = len(found[:size]) - len(alive)
        print(f"{room}: {seen} of {len(found[:size])} caught in {time.monotonic() - begun:.0f} s")
        for one, why in sorted(alive, key=lambda pair: pair[0].name):
            print(f"    {one.path}:{one.line} {one.function}: {one.change}  ({why})")
        for test in failing:
            print(f"    NOT ASKED, for it fails without a fault, or takes minutes: {test}")
        caught, tried, failed = caught + seen, tried + len(found[:size]), failed + failing
    print(f"all rooms: {caught} of {tried} caught, {caught / max(tried, 1):.2f}; the aim is .85")
    if failed:
        print(f"{len(failed)} tests were not asked (see above): a failing test can notice nothing")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", help="all if none is named")
    parser.add_argument("--size", type=int, default=8, help="faults in a room")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=0, help="which faults; another draws others")
    given = parser.parse_args()
    main(given.rooms, given.size, given.jobs, given.seed)
