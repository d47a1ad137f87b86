"""Asking a model: what is sent, which answers count, and that nothing is lost or cut."""

import json
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.catalog import LANGUAGE_MODEL_CODINGS, LANGUAGE_MODEL_REQUESTS
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import InputError
from aft_themes.io.parquet import check
from aft_themes.language_model.answers import AnswerFile, answers_gone, load_answers
from aft_themes.language_model.asking import ask, make_plan
from aft_themes.language_model.codings import read_codings
from aft_themes.language_model.passage import Passage
from aft_themes.language_model.prompt import first_prompt, load_prompt
from aft_themes.language_model.questions import make_questions
from aft_themes.language_model.reading import (
    CUT_OFF,
    NOT_IN_TIME,
    NOT_WORD_FOR_WORD,
    UNKNOWN_CODE,
    WRONG_FORM,
)
from aft_themes.language_model.server import Server, ServerError
from aft_themes.settings import LanguageModelSettings

BOOK = Codebook(
    "Invented",
    "1.0",
    (
        Code("tasks", "Tasks", "What was done.", valence="none"),
        Code("tasks.tape", "Tape", "Watching tape.", "Own tape.", "Research.", valence="benefit"),
    ),
)
WORDS = {
    "M01.002.1": "We watched the tape, and I was calm.",
    "M02.004.1": "The tape again: the tape!",
}


def segments():
    found = [
        (segment, segment[:3], int(segment[4:7]), 1, 5, text) for segment, text in WORDS.items()
    ]
    frame = pd.DataFrame(
        found, columns=["segment_id", "interview", "turn", "part", "clean_start", "text"]
    )
    return frame.assign(participant=frame["interview"], question="And then?")


def coded(*pairs):
    return json.dumps({"codings": [{"code": code, "quote": quote} for code, quote in pairs]})


class Study:
    def __init__(self, folder, server, **more):
        self.path = folder / "language_model_answers.jsonl"
        prompt = folder / "language_model_prompt.md"
        prompt.write_text(first_prompt(), "utf-8")
        self.prompt = load_prompt(prompt)
        self.server = server
        self.settings = LanguageModelSettings(
            name="tiny", url=server.url, **{"timeout_s": 5, **more}
        )
        self.questions = list(make_questions(segments(), BOOK, self.prompt, self.settings))

    def ask(self, again=False):
        file = AnswerFile(self.path)
        if again:
            file.without_time_outs()
        with Server(self.settings) as server:
            ask(make_plan(self.questions, file), file, server, self.settings, today="2026-01-02")

    def read(self):
        found = read_codings(self.questions, load_answers(self.path), BOOK, self.prompt)
        check(found.codings, LANGUAGE_MODEL_CODINGS)
        check(found.requests, LANGUAGE_MODEL_REQUESTS)
        return found


@pytest.fixture
def study(tmp_path, server):
    return Study(tmp_path, server)


def test_every_row_says_which_model_seed_context_and_prompt_it_is_from(study):
    study.server.say = lambda body: coded(("tasks.tape", "the tape"))
    study.ask()
    codings = study.read().codings
    assert len(codings) == 6  # two passages in three runs
    row = codings.iloc[0]
    assert (row["layer"], row["coder"], row["model"]) == ("machine: tiny", "tiny", "tiny")
    assert (row["digest"], row["context_tokens"]) == ("sha256:0123", 8192)
    assert row["prompt_sha256"] == study.prompt.sha256
    assert sorted(set(codings["seed"])) == [20, 21, 22] and set(codings["run"]) == {1, 2, 3}
    assert set(codings["runs_given"]) == {3}
    assert (row["evidence"], row["evidence_start"], row["evidence_end"]) == ("the tape", 16, 24)
    assert row["valence"] == "benefit"  # the code speaks for nothing else


def test_what_is_sent_is_the_codebook_the_passage_and_the_form_of_the_answer(study):
    study.ask()
    body = study.server.requests[0]
    text = body["messages"][0]["content"]
    assert "- tasks.tape (Tasks > Tape): Watching tape. Include: Own tape." in text
    assert WORDS["M01.002.1"] in text and "And then?" in text
    form = body["response_format"]["json_schema"]["schema"]["properties"]["codings"]["items"]
    assert form["properties"]["code"]["enum"] == ["tasks", "tasks.tape"]
    assert (body["seed"], body["temperature"], body["max_tokens"]) == (20, 0.7, 500)


def test_what_a_passage_says_is_never_read_as_a_blank_of_the_prompt(study):
    filled = study.prompt.fill(BOOK, "{passage}", "I said {codes} and {question}.")
    assert "I said {codes} and {question}." in filled
    assert "before:\n{passage}\n" in filled


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("I think it is Tape.", WRONG_FORM),
        ('{"codings": [{"code": "tasks"}]}', WRONG_FORM),
        ('{"codings": [], "more": 1}', WRONG_FORM),
        ("", WRONG_FORM),
        (json.dumps({"codings": [{"code": "tasks", "quote": "the tape"}] * 9}), WRONG_FORM),
        ({"content": '{"codings": []}', "finish": "length"}, CUT_OFF),
        ('{"codings": [{"code": "tasks", "quo', WRONG_FORM),
        (coded(("tasks.video", "the tape")), UNKNOWN_CODE),
        (coded(("tasks.tape", "we saw the tape together")), NOT_WORD_FOR_WORD),
        (coded(("tasks.tape", "the tape"), ("tasks", "I loved it")), NOT_WORD_FOR_WORD),
        (coded(("tasks.tape", "And then?")), NOT_WORD_FOR_WORD),  # the interviewer's words
        (coded(("tasks.tape", "")), NOT_WORD_FOR_WORD),
    ],
)
def test_an_answer_with_a_fault_is_asked_once_more_and_then_not_coded(study, answer, why):
    study.server.say = lambda body: answer
    study.ask()
    assert len(study.server.requests) == 12  # two passages, three runs, each twice
    found = study.read()
    assert found.codings.empty and set(found.requests["status"]) == {"not coded"}
    assert set(found.requests["refused_first"]) == set(found.requests["refused_again"]) == {why}
    again = study.server.requests[1]
    assert why in again["messages"][0]["content"] and again["seed"] == 1020


def test_the_second_answer_counts_if_it_has_no_fault(study):
    def say(body):
        first = "refused" not in body["messages"][0]["content"]
        return "nonsense" if first else coded(("tasks.tape", "THE TAPE"))

    study.server.say = say
    study.ask()
    found = study.read()
    assert set(found.requests["status"]) == {"coded"} and len(found.codings) == 6
    assert set(found.requests["refused_first"]) == {WRONG_FORM}
    assert set(found.requests["refused_again"]) == {""}
    assert sorted(set(found.codings["seed"])) == [1020, 1021, 1022]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("the tape", "the tape"),
        ("  THE   tape,", "the tape,"),
        ("watched the tape, and I was calm", "watched the tape, and I was calm"),
        ("watched ... calm", None),
        ("he tape", None),
        ("watched a tape, and I was calm", None),
        ("the tape and was calm", None),
    ],
)
def test_a_quote_is_found_word_for_word_or_not_at_all(quote, found):
    passage = WORDS["M01.002.1"]
    place = Passage(passage).find(quote)
    assert (passage[slice(*place)] if place else None) == found


def test_of_several_places_the_first_counts():
    assert Passage(WORDS["M02.004.1"]).find("the tape") == (0, 8)


def test_a_passage_is_prepared_for_searching_once_for_all_runs(study):
    asked: dict[str, set[int]] = {}
    for question in study.questions:
        asked.setdefault(question.segment_id, set()).add(id(question.passage))
    assert asked and all(len(passages) == 1 for passages in asked.values())
    passage = Passage(WORDS["M01.002.1"])
    passage.find("the tape")
    prepared = passage._finder
    passage.find("calm")
    assert passage._finder is prepared


def test_nothing_is_asked_twice_and_the_tables_need_no_server(study):
    study.server.say = lambda body: coded(("tasks.tape", "the tape"))
    study.ask()
    before = study.read()
    sent = len(study.server.requests)
    study.ask()
    assert len(study.server.requests) == sent
    study.server.stop()
    pd.testing.assert_frame_equal(study.read().codings, before.codings)
    pd.testing.assert_frame_equal(study.read().requests, before.requests)


@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 503, "raw": "loading"}])
def test_a_server_that_stops_loses_nothing_and_is_asked_on_later(study, fault):
    study.server.say = lambda body: fault if len(study.server.requests) > 3 else "[]"
    with pytest.raises(ServerError, match=r"cannot be reached, or stopped|status 503"):
        study.ask()
    kept = load_answers(study.path)
    assert len(kept) == 3
    study.server.say = lambda body: coded(("tasks.tape", "the tape"))
    study.ask()
    assert load_answers(study.path).items() >= kept.items()
    assert set(study.read().requests["status"]) == {"coded", "not coded"}


def test_no_server_is_said_with_the_fix(study):
    study.server.stop()
    with pytest.raises(ServerError, match="start the server"):
        study.ask()


def test_half_a_line_at_the_end_is_asked_again_and_no_other_line_may_be_wrong(study):
    study.ask()
    whole = study.path.read_text("utf-8")
    study.path.write_text(whole[:-20], "utf-8")
    assert len(load_answers(study.path)) == 5
    study.ask()
    assert sorted(load_answers(study.path)) == sorted(
        json.loads(line)["key"] for line in whole.splitlines()
    )
    study.path.write_text("what P07 said\n" + whole, "utf-8")
    with pytest.raises(InputError, match="line 1: is not an answer") as told:
        load_answers(study.path)
    assert "P07" not in str(told.value)


def test_no_answer_in_time_is_not_coded_and_can_be_asked_again(tmp_path, server):
    study = Study(tmp_path, server, timeout_s=1)
    slow = {"M01.002.1"}
    server.say = lambda body: (
        {"wait": 1.5} if WORDS["M01.002.1"] in body["messages"][0]["content"] and slow else coded()
    )
    study.questions = study.questions[:2]
    study.ask()
    status = study.read().requests.set_index("segment_id")
    assert status.loc["M01.002.1", "refused_again"] == NOT_IN_TIME
    assert status.loc["M02.004.1", "status"] == "no code"
    slow.clear()
    study.ask()
    assert "not coded" in set(study.read().requests["status"])
    study.ask(again=True)
    assert set(study.read().requests["status"]) == {"no code"}


def test_a_server_that_hangs_is_not_waited_for_for_ever(tmp_path, server):
    study = Study(tmp_path, server, timeout_s=1)
    server.say = lambda body: {"wait": 1.2}
    with pytest.raises(ServerError, match="3 times in a row"):
        study.ask()


def test_a_server_that_cuts_prompts_is_refused_before_anything_is_asked(study):
    study.server.cuts_at = 300
    with pytest.raises(ServerError, match="cuts prompts"):
        study.ask()
    assert not study.server.requests


def test_an_answer_to_a_prompt_that_was_cut_is_not_kept(study):
    def cut_from_now_on(body):
        study.server.cuts_at = 50
        return coded()

    study.server.say = cut_from_now_on
    with pytest.raises(ServerError, match="cuts prompts"):
        study.ask()
    assert not load_answers(study.path)


def test_a_prompt_that_does_not_fit_says_by_how_much(tmp_path, server):
    study = Study(tmp_path, server, context_tokens=600)
    with pytest.raises(ServerError, match=r"more than language_model.context_tokens \(600\)"):
        study.ask()
    assert not server.requests


@pytest.mark.parametrize("raw", ["<html>", '{"choices": []}', '{"choices": [{"message": {}}]}'])
def test_a_server_without_the_protocol_or_without_counts_is_refused(study, raw):
    study.server.say = lambda body: {"raw": raw}
    with pytest.raises(ServerError, match="choices and usage"):
        study.ask()


def test_another_model_under_the_same_name_is_refused(study):
    study.ask()
    study.server.digest = "sha256:other"
    study.settings = study.settings.model_copy(update={"seed": 50})
    study.questions = list(make_questions(segments(), BOOK, study.prompt, study.settings))
    with pytest.raises(ServerError, match="another file of the model"):
        study.ask()


def test_without_a_digest_nothing_is_asked(study):
    study.server.digest = ""
    with pytest.raises(ServerError, match="SHA-256"):
        study.ask()
    study.settings = study.settings.model_copy(update={"digest": "abc"})
    study.ask()
    assert {answer.digest for answer in load_answers(study.path).values()} == {"abc"}


def test_a_withdrawal_takes_the_answers_about_the_interview(study):
    study.ask()
    answers_gone(study.path, {"M01"})()
    assert {answer.interview for answer in load_answers(study.path).values()} == {"M02"}


def test_another_prompt_asks_anew_and_keeps_the_old_answers(study):
    study.ask()
    other = study.path.with_name("other.md")
    other.write_text("{codes} {passage} What fits?", "utf-8")
    study.questions = list(make_questions(segments(), BOOK, load_prompt(other), study.settings))
    assert set(study.read().requests["status"]) == {"not asked"}
    study.ask()
    assert len(load_answers(study.path)) == 12


@pytest.mark.parametrize("text", ["no blanks", "{codes}", "{passage}"])
def test_a_prompt_without_its_blanks_is_refused(tmp_path, text):
    path = Path(tmp_path / "language_model_prompt.md")
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"has no \{"):
        load_prompt(path)


def test_words_go_nowhere_else(study, monkeypatch):
    """Neither through a proxy of the environment nor to where the server points."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    study.ask()
    assert set(study.read().requests["status"]) == {"no code"}
    study.path.unlink()
    study.server.say = lambda body: {"status": 307, "raw": "elsewhere"}
    with pytest.raises(ServerError, match="status 307"):
        study.ask()


def test_an_answer_without_end_is_cut(study):
    study.server.say = lambda body: {"raw": "x" * (5 * 2**20)}
    with pytest.raises(ServerError, match="more than anybody asked for"):
        study.ask()
