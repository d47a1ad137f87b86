"""What other libraries say of a damaged file never reaches a person as they say it."""

import ast
import sqlite3
import zipfile
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from aft_themes.io.foreign_errors import place_of_fault, say_fault, why_unread, why_unwritten
from aft_themes.settings import Settings, say_invalid

SOURCES = sorted(path for root in ("src", "scripts") for path in Path(root).rglob("*.py"))
OURS = {
    "AftThemesError",
    "CannotDrawError",
    "InputError",
    "LeakError",
    "SchemaError",
    "SettingsError",
    "SystemExit",
    "TranscriptError",
}
TRANSLATORS = {
    "place_and_fix",
    "place_of_fault",
    "say_fault",
    "say_invalid",
    "why_unread",
    "why_unwritten",
    "_say_fault",
    "isinstance",
}
NUMBERS = {"lineno", "errno"}


def allowed_in(node):
    """Parts of a piece of code in which an error may stand, because they show none of its words."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATORS:
        return node.args
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
        return node.args[:1] if node.args[1].value in NUMBERS else []
    if isinstance(node, ast.Attribute) and node.attr in NUMBERS:
        return [node.value]
    if isinstance(node, ast.Raise) and node.cause is not None:
        return [node.cause]
    return ast.walk(node) if isinstance(node, ast.Compare) else []  # looked at, not shown


def quoting(tree):
    """Lines at which something is made of a foreign error's words or of its class's name."""
    for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)):
        kinds = {
            node.id for node in ast.walk(handler.type or handler) if isinstance(node, ast.Name)
        }
        if handler.name is None or kinds <= OURS:
            continue
        allowed = {id(one) for node in ast.walk(handler) for one in allowed_in(node)}
        for node in ast.walk(handler):
            if isinstance(node, ast.Name) and node.id == handler.name and id(node) not in allowed:
                yield node.lineno


@pytest.mark.parametrize(
    "shown",
    [
        "f'{error}'",
        "str(error)",
        "type(error).__name__",
        "error.args",
        "error.strerror",
        "repr(error)",
    ],
)
def test_the_sweep_finds_what_quotes_a_library(shown):
    text = "try:\n    pass\nexcept {} as error:\n    print({})\n"
    assert list(quoting(ast.parse(text.format("ValueError", shown)))) == [4]
    assert list(quoting(ast.parse(text.format("InputError", shown)))) == []


def test_no_message_is_made_of_what_a_library_says():
    # this one looks only whether a password was wrong, and tells it by a number
    known = {"src/aft_themes/transcripts/formats/pdf_pages.py"}
    found = {
        f"{path}:{line}"
        for path in SOURCES
        if str(path) not in known
        for line in quoting(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set()
    assert len(SOURCES) > 300


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (FileNotFoundError(2, "Mira", "/home/mira/x"), "is missing."),
        (PermissionError(13, "Mira", "/home/mira/x"), "may not be opened by you."),
        (MemoryError("Mira"), "too large for this computer"),
        (RecursionError("Mira"), "parts within parts"),
        (NotImplementedError("Mira"), "packed in a way"),
        (RuntimeError("File 'Mira' is encrypted, password required"), "has a password"),
        (zipfile.BadZipFile("Mira"), "is damaged or cut off."),
        (sqlite3.DatabaseError("Mira"), "is damaged or cut off."),
        (KeyError("Mira"), "or has a form that the program does not know"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(error, problem):
    said = " ".join(why_unread(error, "export it again."))
    assert problem in said
    assert "Mira" not in said
    assert "/home" not in said
    assert type(error).__name__ not in said


def test_a_full_disk_names_the_file_and_not_its_folder():
    said = why_unwritten(OSError(28, "No space left", "/home/mira/out.csv"))
    assert said == "out.csv: the disk is full. Fix: free some disk space, and run again."
    assert why_unwritten(OSError(5, "Input/output error")) == ""


def test_a_fault_names_the_place_and_no_word_of_a_file():
    try:
        float("what Mira said")
    except ValueError as error:
        line = error.__traceback__.tb_lineno
        assert place_of_fault(error) == f"ValueError at test_foreign_errors.py, line {line}"
        assert "Mira" not in say_fault(error)


def test_a_fault_in_our_code_is_named_there_even_if_a_library_raised_it():
    with pytest.raises(AttributeError) as caught:
        say_invalid(None)
    assert place_of_fault(caught.value).startswith("AttributeError at settings.py, line ")


def _all_settings(model):
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from ((f"{name}.{key}", {name: value}) for key, value in _all_settings(inner))
        else:
            yield from (
                (name, {name: value}) for value in (object(), [], {}, -1, "Mira\n", 1e9, None)
            )


def test_every_wrong_setting_is_told_in_our_words():
    wrong = 0
    for name, values in _all_settings(Settings):
        try:
            Settings.model_validate(values)
        except ValidationError as error:
            wrong += 1
            for said in say_invalid(error):
                assert "Mira" not in said, name
                assert "Input should" not in said, name
                assert "cannot be used" not in said, (name, error.errors()[0]["type"])
    assert wrong > 100
