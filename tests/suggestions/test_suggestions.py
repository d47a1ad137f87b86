"""Suggestions of a whole study: honest left-out figures, evidence, cold start, another study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from aft_themes.catalog import (
    CAUTION_CHECKS,
    CODER_ASSIGNMENTS,
    CODINGS,
    LEARNING_CURVE,
    SEGMENTS,
    SUGGESTED_CODINGS,
    SUGGESTION_QUALITY,
    SUGGESTION_RELIABILITY,
    SUGGESTION_SCORES,
    SUGGESTION_THRESHOLDS,
    SUGGESTION_VERDICTS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.embeddings.encoder import embed, embed_sentences
from aft_themes.errors import InputError, SettingsError
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import Settings, check_settings
from aft_themes.suggestions import ASSIGNS, COLD_START, MODEL, CodedStudy, Suggestions, suggest
from aft_themes.suggestions.from_codebook import count_cues

SETTINGS = check_settings({"agreement": {"resamples": 100}})

BOOK = Codebook(
    title="Invented",
    version="1",
    codes=(
        Code("film", "Film", "Watching films of sessions.", "Films.", "Other things."),
        Code(
            "film.fear",
            "Fear of films",
            "Being afraid of showing a film.",
            "Fear, shame.",
            "Joy.",
            "challenge",
            ("I was afraid to show my film.",),
        ),
        Code(
            "film.insight",
            "Insight from films",
            "Seeing on film what was missed before.",
            "Insight.",
            "Fear.",
            "benefit",
            ("On the film I saw what I had missed.",),
        ),
        Code("group", "Group", "The training group.", "Peers.", "Clients."),
        Code(
            "group.warm",
            "Warm group",
            "Peers were kind and helped.",
            "Kindness.",
            "Rivalry.",
            "benefit",
            ("My peers were kind to me.",),
            cues=("kind", r"help\w*"),
        ),
    ),
)
SAID = {
    "film.fear": (
        "I was so afraid to show them my film, my hands were cold",
        "Showing the film scared me, I felt ashamed in front of them",
        "I dreaded the day of my film and slept badly before it",
    ),
    "film.insight": (
        "On the film I saw her face fall, and in the room I had missed it",
        "Watching the film I noticed my own sharp voice for the first time",
        "Only the film let me see that he had turned away from me",
    ),
    "group.warm": (
        "My peers were kind and helped me through that spring",
        "The others in the group were warm, somebody always brought cake",
        "I felt liked by my peers, they helped me with everything",
    ),
    "": (
        "We met on Tuesdays at four in the old library downstairs",
        "I took the number nine bus and was usually a little late",
        "That was the year when they painted the stairs green",
    ),
}
ENDINGS = ("that year", "at first", "every week", "I think", "more or less", "in the end", "really")


def embed_text(texts: Sequence[str]) -> np.ndarray:
    return embed(texts, SETTINGS.embeddings, threads=1)


def make_study(interviews: int, coded: int, name: str = "P") -> CodedStudy:
    """Every interview says everything once, in its own words at the end; the first are coded."""
    segments, human = [], []
    for number in range(interviews):
        interview = f"{name}{number + 1:02d}"
        for turn, (code, texts) in enumerate(SAID.items(), start=1):
            for part, text in enumerate(texts, start=1):
                said = f"{text}, {ENDINGS[(number + part) % len(ENDINGS)]}."
                segment = f"{interview}.{2 * turn:03d}.{part}"
                segments.append(
                    {
                        "segment_id": segment,
                        "interview": interview,
                        "participant": interview,
                        "turn": 2 * turn,
                        "part": part,
                        "start": 100 * part,
                        "end": 100 * part + len(said),
                        "clean_start": 100 * part,
                        "clean_end": 100 * part + len(said),
                        "text": said,
                        "spoken": said,
                        "question": "What do you remember?",
                        "words": len(said.split()),
                        "position": (3 * turn + part) / 16,
                    }
                )
                if code and number < coded:
                    human.append(
                        {
                            "segment_id": segment,
                            "interview": interview,
                            "turn": 2 * turn,
                            "code": code,
                            "coder": "A",
                            "layer": "human",
                            "valence": BOOK[code].valence,
                            "confidence": None,
                            "evidence": said,
                            "evidence_start": 0,
                            "evidence_end": len(said),
                            "codebook_version": "1",
                            "source": "a.csv:2",
                            "superseded_by": "",
                        }
                    )
    frame = pd.DataFrame(segments)
    assigned = pd.DataFrame(
        {
            "interview": [f"{name}{number + 1:02d}" for number in range(coded)],
            "coder": "A",
            "rank": 1,
            "explicit": True,
            "apart": False,
        }
    )
    vectors, sentences = embed_sentences(frame["spoken"].tolist(), SETTINGS.embeddings, threads=1)
    return CodedStudy(
        segments=check(frame, SEGMENTS).to_pandas(),
        vectors=vectors,
        sentences=sentences,
        human=check(pd.DataFrame(human), CODINGS).to_pandas() if human else empty_frame(CODINGS),
        assignments=assigned if coded else empty_frame(CODER_ASSIGNMENTS),
    )


def run(
    study: CodedStudy, settings: Settings = SETTINGS, other: CodedStudy | None = None
) -> Suggestions:
    interviews = study.segments["interview"].unique()
    attributes = pd.DataFrame(
        {"participant": interviews, "cohort": ["early", "late"] * (len(interviews) // 2)}
    )
    return suggest(study, BOOK, settings, embed_text, attributes=attributes, other=other)


@pytest.fixture(scope="module")
def study() -> CodedStudy:
    return make_study(10, 8)


@pytest.fixture(scope="module")
def found(study: CodedStudy) -> Suggestions:
    return run(study)


def test_tables_keep_their_contracts(found: Suggestions) -> None:
    check(found.suggested, SUGGESTED_CODINGS)
    check(found.assigned, CODINGS)
    check(found.scores, SUGGESTION_SCORES)
    check(found.quality, SUGGESTION_QUALITY)
    check(found.reliability, SUGGESTION_RELIABILITY)
    check(found.learning, LEARNING_CURVE)
    check(found.thresholds, SUGGESTION_THRESHOLDS)
    check(found.verdicts, SUGGESTION_VERDICTS)
    check(found.cautions, CAUTION_CHECKS)
    assert set(found.suggested["layer"]) == {"suggested"}
    last = found.learning.groupby("measure").last()
    assert set(last["repeats"]) == {6}, "the last point is the cross-validation in six folds"
    assert set(found.suggested["coder"]) == {MODEL}
    assert found.suggested.groupby("segment_id").size().max() <= 5


def test_some_segments_may_stand_for_all(
    study: CodedStudy, found: Suggestions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aft_themes.suggestions.similarities.MOST_LANDMARKS", 40)
    assert len(study.segments) > 80
    few = run(study)
    check(few.scores, SUGGESTION_SCORES)
    both = few.scores["probability"].corr(found.scores["probability"])
    assert 0.8 < both < 1


def test_plain_words_are_recognised(study: CodedStudy, found: Suggestions) -> None:
    """Uncoded interviews say the same things: the right code comes first."""
    new = found.suggested[found.suggested["interview"] == "P10"]
    first = new.sort_values("confidence").drop_duplicates("segment_id", keep="last")
    expected = {
        f"P10.{2 * turn:03d}.{part}": code
        for turn, code in enumerate(SAID, start=1)
        for part in (1, 2, 3)
        if code
    }
    said = dict(zip(first["segment_id"], first["code"], strict=True))
    assert {segment: said.get(segment) for segment in expected} == expected
    valences = first[first["segment_id"].isin(expected)].set_index("code")["valence"]
    assert set(valences["film.fear"]) == {"challenge"}
    assert set(valences["group.warm"]) == {"benefit"}


def test_quality_is_of_interviews_left_out(study: CodedStudy, found: Suggestions) -> None:
    """What people coded in an interview has no influence on what is suggested for it."""
    human = study.human
    wrong = human.assign(
        code=human["code"].where(human["interview"] != "P03", "group"),
        valence=human["valence"].where(human["interview"] != "P03", "none"),
    )
    changed = run(replace(study, human=wrong)).scores
    probability = found.scores["probability"]
    own = (found.scores["interview"] == "P03").to_numpy()
    assert (changed["segment_id"] == found.scores["segment_id"]).all()
    assert (changed["probability"][own] == probability[own]).all()
    assert (changed["probability"][~own] != probability[~own]).any()
    assert not (changed["coded"][own] == found.scores["coded"][own]).all()


def test_same_bytes_twice(study: CodedStudy, found: Suggestions) -> None:
    again = run(study)
    for name, frame in vars(found).items():
        pd.testing.assert_frame_equal(frame, getattr(again, name), check_exact=True)


def test_rare_codes_are_never_assigned(found: Suggestions) -> None:
    by_code = found.quality[found.quality["level"].isin(["code", "domain"])]
    status = by_code.groupby("code")["status"].first()
    assert status["film"] == "not enough gold: 0 of at least 15 coded segments"
    assert set(found.assigned["code"]) <= set(status[status == ASSIGNS].index)
    assert ASSIGNS in set(status)
    keys = ["segment_id", "code"]
    assigned = set(map(tuple, found.assigned[keys].to_numpy()))
    assert assigned <= set(map(tuple, found.suggested[keys].to_numpy()))
    marked = found.scores[found.scores["assigned"]]
    assert assigned <= set(map(tuple, marked[keys].to_numpy()))


def test_codes_that_need_a_person_are_never_assigned(study: CodedStudy) -> None:
    settings = check_settings(
        {"agreement": {"resamples": 10}, "coding": {"always_review": ["group"]}}
    )
    found = run(study, settings)
    assert "group.warm" not in set(found.assigned["code"])
    assert "group.warm" in set(found.suggested["code"])
    mine = found.quality[found.quality["code"] == "group.warm"]
    assert set(mine["status"]) == {"needs a person: by the settings"}


def test_a_code_to_review_that_there_is_not_is_refused(study: CodedStudy) -> None:
    settings = check_settings({"coding": {"always_review": ["group", "group.wram"]}})
    with pytest.raises(SettingsError, match=r"'group\.wram' is not a code .*group\.warm"):
        run(study, settings)


def test_bar_that_nobody_reaches_assigns_nothing(study: CodedStudy) -> None:
    settings = check_settings({"agreement": {"resamples": 10}, "coding": {"precision_bar": 1.0}})
    assert run(study, settings).assigned.empty


def test_evidence_names_words_segment_and_exemplar(study: CodedStudy, found: Suggestions) -> None:
    fear = found.suggested.query("segment_id == 'P10.002.1' and code == 'film.fear'")
    why = fear.iloc[0]
    said = study.segments.set_index("segment_id").loc["P10.002.1", "spoken"].lower()
    assert all(phrase.lower() in said for phrase in why["words"])
    assert "afraid" in " ".join(why["words"])
    assert why["similar_segment"].startswith("P") and "P10" not in why["similar_segment"]
    assert 0 < why["similarity"] <= 1
    quotes = study.human.set_index("segment_id")["evidence"]
    assert why["similar_text"] == quotes[why["similar_segment"]]
    assert why["exemplar"] == "I was afraid to show my film."
    assert (why["valence"], why["rank"]) == ("challenge", 1)
    assert 0.5 < why["valence_share"] <= 1
    assert (found.suggested["evidence"] == "").all(), "a quote is what a person coded"


def test_evidence_of_a_coded_interview_is_from_others(found: Suggestions) -> None:
    mine = found.suggested[found.suggested["interview"] == "P01"]["similar_segment"]
    assert len(mine) > 0
    assert not mine.str.startswith("P01").any()


def test_results_by_interview_and_group(found: Suggestions) -> None:
    quality = found.quality
    assert set(quality.loc[quality["group_by"] == "cohort", "group"]) == {"early", "late"}
    by_person = quality[(quality["group_by"] == "participant") & (quality["measure"] == "f1")]
    assert by_person["participants"].tolist() == [1] * 8
    overall = quality.query("level == 'all codes' and group_by == '' and measure == 'f1'")
    assert overall["positives"].max() == 144  # 72 codings, and their parents
    assert (overall["low"] <= overall["estimate"]).all()
    assert (overall["estimate"] <= overall["high"]).all()


def test_uncoded_interviews_are_marked(found: Suggestions) -> None:
    coded = found.scores.groupby("interview")["coded_interview"].first()
    assert coded.sum() == 8 and not coded["P09"] and not coded["P10"]
    assert not found.scores.loc[~found.scores["coded_interview"], "coded"].any()


def test_cold_start_ranks_and_never_assigns() -> None:
    found = run(make_study(2, 0))
    check(found.suggested, SUGGESTED_CODINGS)
    assert set(found.suggested["coder"]) == {COLD_START}
    assert found.suggested["confidence"].isna().all()
    assert found.suggested.groupby("segment_id").size().eq(4).all()
    assert found.assigned.empty and found.scores.empty and found.quality.empty
    first = found.suggested[found.suggested["rank"] == 1]
    code = dict(zip(first["segment_id"], first["code"], strict=True))
    assert code["P01.002.1"] == "film.fear"
    assert code["P01.004.1"] == "film.insight"
    assert code["P01.006.1"] == "group.warm"


def test_two_coded_interviews_are_too_few_to_train_on() -> None:
    assert set(run(make_study(4, 2)).suggested["coder"]) == {COLD_START}


def test_another_study_trains_the_model() -> None:
    settings = check_settings(
        {"agreement": {"resamples": 10}, "coding": {"train_on": "first-site"}}
    )
    found = run(make_study(2, 0), settings, other=make_study(8, 8))
    assert set(found.suggested["coder"]) == {MODEL}
    assert set(found.suggested["interview"]) == {"P01", "P02"}
    assert set(found.scores["interview"]) == {"P01", "P02"}
    best = found.suggested.query("segment_id == 'P01.002.1'").nlargest(1, "confidence").iloc[0]
    assert best["code"] == "film.fear"
    assert best["similar_segment"].startswith("first-site/P")
    assert best["similar_text"] == "", "another study's participants are not quoted"


def test_nothing_is_assigned_at_a_new_site_until_it_is_coded() -> None:
    settings = check_settings(
        {"agreement": {"resamples": 10}, "coding": {"train_on": "first-site"}}
    )
    other = make_study(10, 10, "Q")
    assert len(run(other, settings).assigned) > 0, "at home codes are assigned"
    new = run(make_study(4, 0), settings, other=other)
    assert new.assigned.empty and not new.scores["assigned"].any()
    assert set(new.verdicts["verdict"]) == {"new site"}
    assert set(new.quality["study"]) == set(new.reliability["study"]) == {"first-site"}
    part = run(make_study(10, 4), settings, other=other)
    assert set(part.quality["study"]) == set(part.learning["study"]) == {SETTINGS.study}
    fear = part.verdicts.set_index("code").loc["film.fear"]
    assert (fear["coded_segments"], fear["participants"]) == (12, 4), "of this site alone"
    assert fear["status"] == "not enough gold: 12 of at least 15 coded segments"
    whole = run(make_study(10, 8), settings, other=other)
    assert whole.verdicts.set_index("code").loc["film.fear", "verdict"] == "assigns"
    assert len(whole.assigned) > 0


def test_every_figure_can_be_recomputed_from_the_files(
    study: CodedStudy, found: Suggestions
) -> None:
    scores = found.scores[found.scores["coded_interview"]]
    joined = scores.merge(found.thresholds, on=["fold", "code"])
    assert len(joined) == len(scores)
    assert (joined["predicted"] == (joined["probability"] >= joined["predicted_from"])).all()
    within = joined["within"] >= joined["within_from"]
    assert (joined["predicted_within"] == within).all()
    marked = joined["assigned_blind"]
    assert marked.any()
    assert (joined["probability"] >= joined["assigned_from"])[marked].all()
    quality = found.quality[found.quality["group_by"] == ""]

    def stated(level: str, measure: str, basis: str = "as coded", code: str = "") -> float:
        keys = {"level": level, "measure": measure, "basis": basis, "code": code}
        mine = quality[(quality[list(keys)] == pd.Series(keys)).all(axis=1)]
        return float(mine["estimate"].iloc[0])

    assert stated("all codes", "precision") == pytest.approx(
        joined.loc[joined["predicted"], "coded"].mean(), abs=1e-6
    )
    assert stated("all codes", "recall") == pytest.approx(
        joined.loc[joined["coded"], "predicted"].mean(), abs=1e-6
    )
    mine = joined[joined["code"] == "film.fear"]
    assert stated("code", "kappa", code="film.fear") == pytest.approx(
        cohen_kappa_score(mine["coded"], mine["predicted"]), abs=1e-6
    )
    assert stated("all codes", "precision of assigned") == pytest.approx(
        joined.loc[marked, "coded"].mean(), abs=1e-6
    )
    assert joined["code"].nunique() <= 5
    assert "recall at 5" not in set(quality["measure"]), "all codes are among the first five"
    domain = joined.assign(domain=joined["code"].str.split(".").str[0])
    above = domain.groupby(["segment_id", "domain"]).agg(coded=("coded", "max"))
    said = domain[domain["code"] == domain["domain"]].set_index(["segment_id", "domain"])
    assert stated("all domains", "f1", "with ancestors") == pytest.approx(
        f1_score(above["coded"], said["predicted_within"].reindex(above.index)), abs=1e-6
    )
    human = study.human.merge(scores, on=["segment_id", "code"]).merge(
        found.thresholds, on=["fold", "code"]
    )
    assert stated("valence", "agreement") == pytest.approx(
        (human["valence"] == human["usual_valence"]).mean(), abs=1e-6
    )


def test_uncoded_interviews_are_offered_suggestions(found: Suggestions) -> None:
    offered = found.suggested[found.suggested["offered"] != ""]
    assert set(offered["interview"]) == {"P09", "P10"}
    sure = offered[offered["offered"] == "sure"]
    assert (sure["confidence"] >= 0.8).all()
    likely = offered.loc[offered["offered"] == "likely", "confidence"]
    assert likely.between(0.3, 0.8).all()
    assert found.suggested["sampled"].sum() == min(len(sure), 10)
    assert not (found.suggested["sampled"] & (found.suggested["offered"] != "sure")).any()


def test_empty_study() -> None:
    nobody = CodedStudy(
        empty_frame(SEGMENTS),
        np.zeros((0, 384), dtype=np.float32),
        np.zeros((0, 384), dtype=np.float32),
        empty_frame(CODINGS),
        empty_frame(CODER_ASSIGNMENTS),
    )
    found = suggest(nobody, BOOK, SETTINGS, embed_text, attributes=pd.DataFrame())
    assert all(frame.empty for frame in vars(found).values())


def test_cues_match_whole_words_and_patterns() -> None:
    texts = ["She was Kind.", "What kindness!", "They helped, and helping was kind."]
    hits = count_cues(texts, BOOK)[:, BOOK.ids.index("group.warm")]
    assert hits.tolist() == [1, 0, 2]


def test_cue_that_never_ends_is_refused() -> None:
    slow = Codebook("t", "1", (Code("a", "A", "a", "a", "a", cues=(r"(?:a|aa)+b",)),))
    with pytest.raises(InputError, match="takes too long"):
        count_cues(["a" * 200], slow)
