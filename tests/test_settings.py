import pickle
from pathlib import Path

import pytest
import yaml

from aft_themes.approach import LANGUAGE_MODEL, OF_LANGUAGE_MODELS
from aft_themes.errors import SettingsError
from aft_themes.io.settings_files import load_settings
from aft_themes.settings import (
    LanguageModelSettings,
    Settings,
    check_settings,
    declared_settings,
)


def test_the_shipped_settings_are_valid():
    assert load_settings(Path("config/config.yaml")).study == "aft-sample"
    study = yaml.safe_load(Path("data/raw/aft-sample/settings.yaml").read_text())
    assert check_settings(study).report.synthetic


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"topic": {}}, r"topic: is not known here. Fix: perhaps write topics"),
        ({"title": "A"}, r"title: is not known here. Fix: perhaps write report\.title"),
        ({"coding": {"min_overlaps": 1}}, r"perhaps write coding\.min_overlap"),
        ({"Report": {}, "xyz": 1}, r"write report; xyz: is not known here. Fix: check each letter"),
        ({"themes": {"attributes": "cohort"}}, r"themes\.attributes: must be a list"),
        ({"coding": {"final": "all"}}, r"coding\.final: .*'human'.*'suggested'"),
        ({"segments": {"max_words": 3}}, r"segments\.max_words: .*10"),
        ({"study": "../other"}, r"study: "),
        ({"topics": {"min_topics": 9, "max_topics": 5}}, r"min_topics must not exceed"),
        ({"quotes": {"min_words": 99}}, r"quotes\.min_words must not exceed"),
    ],
)
def test_errors_name_the_key_and_what_is_allowed(values, message):
    with pytest.raises(SettingsError, match=message):
        check_settings(values)


def test_quotes_may_all_have_one_length():
    quotes = check_settings({"quotes": {"min_words": 20, "max_words": 20}}).quotes
    assert quotes.min_words == quotes.max_words


def test_topics_may_have_one_number():
    topics = check_settings({"topics": {"min_topics": 5, "max_topics": 5}}).topics
    assert topics.min_topics == topics.max_topics


def test_a_settings_file_must_hold_keys(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text("- a list")
    with pytest.raises(SettingsError, match=r"config\.yaml"):
        load_settings(path)
    path.write_text("")
    assert load_settings(path) == Settings()


def test_a_rule_reads_only_the_sections_that_it_declares():
    settings = declared_settings({"coding": {"final": "suggested"}, "seed": 3})
    assert (settings.coding.final, settings.seed) == ("suggested", 3)
    with pytest.raises(AttributeError, match="does not declare the settings section 'topics'"):
        _ = settings.topics.number


@pytest.mark.parametrize(
    ("final", "people", "suggestions"),
    [
        ("human", True, False),
        ("human+reviewed", True, False),
        ("human+estimated", True, False),
        ("human+suggested", True, True),
        ("suggested", False, True),
    ],
)
def test_final_says_whose_codings_enter_the_themes(final, people, suggestions):
    coding = check_settings({"coding": {"final": final}}).coding
    assert (coding.counts_people, coding.counts_suggestions) == (people, suggestions)


def test_declared_sections_stay_closed_in_another_process():
    settings = pickle.loads(pickle.dumps(declared_settings({"seed": 3})))
    assert settings.seed == 3
    with pytest.raises(AttributeError, match="'quotes'"):
        _ = settings.quotes.min_words


def test_what_a_rule_declares_is_checked():
    with pytest.raises(SettingsError, match="seed"):
        declared_settings({"seed": -1})


def test_one_error_names_every_wrong_key():
    with pytest.raises(SettingsError, match=r"seed: .*; quotes\.min_words: "):
        check_settings({"seed": -1, "quotes": {"min_words": 0}})


@pytest.mark.parametrize(("interval", "printed"), [("wilson", 0.9), ("none", None), (None, None)])
def test_intervals_are_printed_at_their_level_where_there_are_any(interval, printed):
    themes = {"confidence": 0.9} | ({"interval": interval} if interval else {})
    checked = check_settings({"themes": {**themes, "sampling": "purposive"}})
    assert checked.themes.shown_confidence == printed


@pytest.mark.parametrize("final", ["human", "human+reviewed", "human+estimated", "suggested"])
def test_shares_are_estimated_only_if_the_setting_says_so(final):
    coding = check_settings({"coding": {"final": final}}).coding
    assert coding.estimates_shares == (final == "human+estimated")


def test_a_reflexive_study_prints_no_settings_of_programs():
    used = check_settings({"report": {"approach": "reflexive"}}).in_use()
    assert not {"agreement", "embeddings", "topics"} & used.keys()
    assert used["coding"] == {"final": "human"}
    assert {"themes", "quotes", "report"} <= used.keys()
    assert {"agreement", "embeddings", "topics"} <= check_settings({}).in_use().keys()


@pytest.mark.parametrize("values", [None, ["themes"], "themes"])
def test_what_is_no_list_of_settings_is_refused(values):
    with pytest.raises(SettingsError):
        check_settings(values)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://[::1]:80/v1", True),
        ("https://192.168.0.4/v1", False),
        ("https://localhost.example.org/v1", False),
        ("https://example.org/localhost", False),
    ],
)
def test_a_server_is_here_by_its_host(url, local):
    assert LanguageModelSettings(url=url).is_local == local


APPROVED = {"approval": "the board", "approved_on": "2026-01-31", "processor": "the university"}
AWAY = {"name": "m", "url": "https://example.org/v1"}


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({**AWAY, **APPROVED}, ""),
        *(({**AWAY, **APPROVED, key: value}, "not on this computer: name approval")
          for key, value in (("approval", " "), ("approved_on", None), ("processor", ""))),
        ({**AWAY, **APPROVED, "url": "http://example.org/v1"}, "must begin with https"),
        ({**AWAY, "name": ""}, ""),  # nobody is asked
        ({"url": "http://example.org/v1"}, ""),
        ({"name": "m"}, ""),  # on this computer
        ({"name": "m", "url": "https://localhost/v1"}, ""),
        ({"url": "ftp://localhost/v1"}, "must begin with http"),
    ],
)  # fmt: skip
def test_words_leave_this_computer_only_if_somebody_approved_it(values, problem):
    if problem:
        with pytest.raises(SettingsError, match=problem):
            check_settings({"language_model": values})
    else:
        check_settings({"language_model": values})


def test_a_language_model_belongs_to_the_study_only_if_it_is_asked():
    without, asked = check_settings({}), check_settings({"language_model": {"name": "m"}})
    assert not without.language_model.is_asked
    assert asked.language_model.is_asked
    assert not without.shows(LANGUAGE_MODEL)
    assert asked.shows(LANGUAGE_MODEL)
    assert without.shows("themes") == asked.shows("themes")
    assert set(asked.checklists) - set(without.checklists) == set(OF_LANGUAGE_MODELS)
    assert asked.checklists[: len(without.checklists)] == without.checklists
    assert "language_model" not in without.in_use()
    assert asked.in_use()["language_model"]["name"] == "m"


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({}, ""),
        ({"coding": {"final": "human"}}, ""),
        ({"coding": {"final": "suggested"}}, "final must be human|coding.final"),
        ({"coding": {"train_on": "other"}}, "train_on empty"),
        ({"language_model": {"name": "m"}}, "no program codes"),
    ],
)
def test_no_program_codes_in_a_reflexive_study(more, problem):
    values = {"report": {"approach": "reflexive"}, **more}
    if problem:
        with pytest.raises(SettingsError, match=problem):
            check_settings(values)
        return
    used = check_settings(values).in_use()
    assert not {"language_model", "general_missing", "labels"} & {*used, *used["themes"]}
    assert {"sampling", "withheld"} <= set(used["themes"])


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [("topics", 4, 40), ("quotes", 12, 70)],
)
def test_the_least_may_be_the_most_but_not_above_it(key, least, most):
    names = {"topics": ("min_topics", "max_topics"), "quotes": ("min_words", "max_words")}[key]
    check_settings({key: dict(zip(names, (most, most), strict=True))})
    check_settings({key: dict(zip(names, (least, most), strict=True))})
    with pytest.raises(SettingsError, match=f"{names[0]} must not exceed"):
        check_settings({key: dict(zip(names, (most + 1, most), strict=True))})
