import pickle
from pathlib import Path

import pytest
import yaml

from aft_themes.errors import SettingsError
from aft_themes.settings import Settings, check_settings, declared_settings, load_settings


def test_the_shipped_settings_are_valid():
    assert load_settings(Path("config/config.yaml")).study == "aft-sample"
    study = yaml.safe_load(Path("data/raw/aft-sample/settings.yaml").read_text())
    assert check_settings(study).report.synthetic


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"topic": {}}, r"topic: Extra inputs are not permitted"),
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
