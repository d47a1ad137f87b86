"""What the tables of topics print."""

from dataclasses import replace

import numpy as np
import pandas as pd

from aft_themes.tables.topics import (
    crosswalk_table,
    say_levels,
    topic_candidates_table,
    topic_questions_table,
    topics_table,
)
from tests.made_results import made_results, with_topics


def run():
    return with_topics(made_results())


def printed(table):
    names = [column.name for column in table.columns]
    return [dict(zip(names, row.cells, strict=True)) for row in table.rows]


def test_a_topic_has_its_terms_its_size_and_how_far_it_holds():
    second, first = printed(topics_table(run()))  # what no code covers comes first
    assert first["Topic"] == "1. tape, watched: tasks.tape 2x"
    assert (first["Broad topic"], second["Broad topic"]) == ("tape / camera / film", None)
    assert first["Foremost terms"] == "tape, watched"
    assert (first["Segments"], first["Participants"]) == (12, 6)
    assert first["Stability [middle 95%]"] == ".80 [.70, .90]"
    assert first["Term lift"] == 2.1
    assert (first["Coded (%)"], second["Coded (%)"]) == (75.0, 17.0)
    assert (first["Remarks"], second["Remarks"]) == (
        "may be left out: small talk",
        "half of it is one participant's",
    )
    assert "we watched the tape together" in first["Representative quote"]
    assert second["Representative quote"] is None


def test_only_ten_terms_are_printed_and_an_unknown_coverage_is_left_empty():
    topics = run().topics.assign(terms=[[f"t{n}" for n in range(12)]] * 2)
    few = replace(run(), topics=topics, coverage=run().coverage.iloc[:1])
    second, first = printed(topics_table(few))
    assert first["Foremost terms"].endswith("t8, t9")
    assert second["Coded (%)"] is None


def test_only_codes_that_belong_to_a_topic_are_crossed_with_it():
    (row,) = printed(crosswalk_table(run()))
    assert row["Topic"] == "Topic 1: tape / watched / sleep"
    assert (row["Segments with both"], row["Participants with both"]) == (5, 5)
    assert (row["Expected segments"], row["Adjusted residual"]) == (2.25, 3.4)
    assert (row["% of topic"], row["% of code"]) == (42.0, 80.0)
    assert row["Lift [95% CI]"] == "2.2 [1.4, 3.1]"


def test_a_lift_without_an_interval_stands_alone():
    for missing in ("lift_low", "lift_high"):
        bounds = run().crosswalk[missing].mask(run().crosswalk["together"])
        bare = replace(run(), crosswalk=run().crosswalk.assign(**{missing: bounds}))
        assert printed(crosswalk_table(bare))[0]["Lift [95% CI]"] == "2.2"


def test_very_many_topics_and_codes_are_counted_in_the_notes_and_not_all_named():
    results = run()
    one = results.coverage[results.coverage["uncovered"]].iloc[:1]
    many = pd.concat([one.assign(topic=number) for number in range(1, 31)])
    codes = [code.id for code in results.codes]
    named = results.scatter.iloc[:0].reindex(range(25)).assign(code=codes[0], scatters=True)
    notes = crosswalk_table(replace(results, coverage=many, scatter=named)).notes
    (candidates,) = [note for note in notes if note.startswith("Candidates")]
    assert "Topic 8, because" in candidates and "Topic 9" not in candidates
    assert candidates.endswith("; and 22 more topics.")
    (scattered,) = [note for note in notes if note.startswith("Codes that scatter")]
    assert scattered.endswith(" and 5 more.")


def test_without_any_interval_heading_and_note_promise_none():
    bare = crosswalk_table(
        replace(run(), crosswalk=run().crosswalk.assign(lift_low=np.nan, lift_high=np.nan))
    )
    assert printed(bare)[0]["Lift"] == "2.2"
    said = " ".join(bare.notes)
    assert "Lifts have no interval: fewer than 6 participants." in said
    assert "lies above 1" not in said
    assert "lies above 1" in " ".join(crosswalk_table(run()).notes)


def test_the_level_of_the_intervals_of_lifts_is_the_studys():
    settings = run().settings
    wide = settings.agreement.model_copy(update={"confidence": 0.9})
    changed = replace(run(), settings=settings.model_copy(update={"agreement": wide}))
    assert printed(crosswalk_table(changed))[0]["Lift [90% CI]"] == "2.2 [1.4, 3.1]"


def test_notes_name_uncovered_topics_and_scattered_codes():
    scatter = run().scatter.iloc[:0].reindex(range(2))
    scatter = scatter.assign(code=["tasks.tape.shame", "impact.more"], scatters=[True, False])
    notes = crosswalk_table(replace(run(), scatter=scatter)).notes
    assert (
        "Candidates for new codes: Topic 2, because no code belongs to it more than to other "
        "topics (e.g. segments P03.006.1)." in notes
    )
    assert "Codes that scatter over topics: Shame." in notes
    nothing = replace(run(), crosswalk=run().crosswalk.iloc[:0])
    assert "There are no topics, or no codings of their segments, to cross." in (
        crosswalk_table(nothing).notes
    )


def test_notes_say_what_became_of_the_search():
    assert "2 topics hold best." in topics_table(run()).notes
    status = run().topic_status.assign(status="no stable topics", reason="too few segments.")
    failed = replace(run(), topics=run().topics.iloc[:0], topic_status=status)
    assert "No stable topics. Too few segments." in topics_table(failed).notes
    never = replace(failed, topic_status=status.iloc[:0])
    assert "No topics were looked for in this run." in topics_table(never).notes


def test_without_names_a_topic_has_its_terms_and_topics_stand_by_number():
    bare = replace(run(), topic_names=run().topic_names.iloc[:0])
    first, second = printed(topics_table(bare))
    assert first["Topic"] == "1. tape / watched / sleep"
    assert second["Topic"] == f"2. {run().topics['label'].iloc[1]}"


def test_a_sentence_says_how_far_both_levels_hold():
    both = (
        "A program found 2 topics with a stability of .40 to .80; the same segments in 1 broad "
        "topic with a stability of .85."
    )
    assert say_levels(run()) == both
    one = replace(run(), broad_topics=run().broad_topics.iloc[:0])
    assert say_levels(one) == "A program found 2 topics with a stability of .40 to .80."


def test_passages_without_a_code_are_candidates_for_new_ones():
    (row,) = printed(topic_candidates_table(run()))
    assert row["Topic"].startswith("Topic 2: bus, ")
    assert row["Segment"] == "P03.006.1"
    assert row["Passage"]
    small_talk = run().topic_names.assign(exclude="small talk")
    assert not topic_candidates_table(replace(run(), topic_names=small_talk)).rows


def test_topics_that_answer_a_question_stand_beside_it():
    first, second = topic_questions_table(run()).rows
    assert first.cells == ("And then?", 8, "1. tape / watched / sleep (75%)")
    assert second.cells[:2] == ("Why?", 3)
