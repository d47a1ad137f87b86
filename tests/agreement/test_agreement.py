"""Agreement: published worked examples, other people's implementations, and known traps."""

from __future__ import annotations

import runpy
import warnings
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance as nltk_jaccard
from nltk.metrics.distance import masi_distance as nltk_masi
from sklearn.metrics import cohen_kappa_score

from aft_themes import agreement as ag
from aft_themes.agreement.measure import why_without_intervals
from aft_themes.catalog import (
    AGREEMENT,
    CODER_ASSIGNMENTS,
    CODINGS,
    CONFUSIONS,
    DISAGREEMENTS,
    PAIR_COUNTS,
    SEGMENTS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import SchemaError
from aft_themes.io.parquet import check, read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.vocabulary import Variant
from aft_themes.workflow.rule_files import RuleFiles

ONE = np.ones((1, 1))
LOW_RESAMPLES = Settings.model_validate({"agreement": {"resamples": 200}})


def tally(*coders: list[object]) -> ag.Tally:
    """Tally one item whose values coders gave in order, None where missing."""
    labels = sorted({value for coder in coders for value in coder if value is not None}, key=str)
    values = [[labels.index(v) if v is not None else -1 for v in coder] for coder in coders]
    zeros = np.zeros(len(coders[0]), dtype=np.int64)
    found = ag.tally_values(np.array(values).T, len(labels), zeros, zeros, (1, 1))
    return found.weighted(ONE)


def from_table(table: list[list[int]]) -> ag.Tally:
    """Tally two coders from a contingency table."""
    pairs = [(r, c) for r, row in enumerate(table) for c, n in enumerate(row) for _ in range(n)]
    return tally([r for r, _ in pairs], [c for _, c in pairs])


def value(measure: Callable[[ag.Tally], np.ndarray], found: ag.Tally) -> float:
    return float(measure(found)[0, 0])


# ---- published examples

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections A to C; example C is
# also cac.raw4raters of Gwet's irrCAC (Gwet 2014, p. 120).
BINARY = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
NOMINAL = (list("aabbdcccedda"), list("babbbccceddd"))
MISSING = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
)


@pytest.mark.parametrize(
    ("coders", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)]
)
def test_alpha_of_krippendorff_2011(coders, published):
    assert value(ag.krippendorff_alpha, tally(*coders)) == pytest.approx(published, abs=5e-4)


def test_gwet_2014_four_raters_with_missing_values():
    found = tally(*MISSING)
    assert value(ag.gwet_ac1, found) == pytest.approx(0.77544, abs=1e-5)
    assert value(ag.percent_agreement, found) == pytest.approx(0.8181818, abs=1e-6)


def test_gwet_2014_table_of_abstractors():
    found = from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])  # irrCAC's cont3x3abstractors
    assert value(ag.cohen_kappa, found) == pytest.approx(0.7964094, abs=1e-6)
    assert value(ag.gwet_ac1, found) == pytest.approx(0.8493305, abs=1e-6)
    assert value(ag.krippendorff_alpha, found) == pytest.approx(0.7972585, abs=1e-6)
    assert value(ag.percent_agreement, found) == pytest.approx(0.89)


def test_fleiss_2003_table_18_1():
    found = from_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert value(ag.cohen_kappa, found) == pytest.approx(0.676, abs=5e-4)


def test_paradox_of_gwet_2008():
    found = from_table([[118, 5], [2, 0]])
    assert value(ag.cohen_kappa, found) == pytest.approx(-0.0234, abs=1e-4)
    assert value(ag.gwet_ac1, found) == pytest.approx(0.9408, abs=1e-4)


def test_rare_code_looks_good_to_ac1_only():
    # 400 segments, 6 by each coder, 3 by both
    found = from_table([[391, 3], [3, 3]])
    assert value(ag.percent_agreement, found) == pytest.approx(0.985)
    assert value(ag.cohen_kappa, found) == pytest.approx(0.49, abs=0.005)
    assert value(ag.gwet_ac1, found) == pytest.approx(0.98, abs=0.005)
    assert value(ag.positive_agreement, found) == pytest.approx(0.5)
    assert value(ag.prevalence, found) == pytest.approx(6 / 400)


def test_undefined_statistics_are_nan_and_never_zero_or_one():
    found = tally([0, 0, 0], [0, 0, 0])
    assert np.isnan(value(ag.cohen_kappa, found))
    assert np.isnan(value(ag.krippendorff_alpha, found))
    alone = tally([0, 1, None], [None, None, 1])
    for measure in (ag.cohen_kappa, ag.krippendorff_alpha, ag.gwet_ac1, ag.percent_agreement):
        assert np.isnan(value(measure, alone))


# ---- other implementations


@pytest.mark.parametrize("coders", [2, 3, 5])
def test_agrees_with_krippendorff_nltk_and_sklearn(coders):
    generator = np.random.default_rng(coders)
    truth = generator.integers(0, 4, size=80)
    guess = generator.integers(0, 4, size=(coders, 80))
    values = np.where(generator.random((coders, 80)) < 0.6, truth, guess)
    found = tally(*values.tolist())
    task = AnnotationTask(
        [(str(c), str(u), int(values[c, u])) for c in range(coders) for u in range(80)]
    )
    assert value(ag.krippendorff_alpha, found) == pytest.approx(task.alpha(), abs=1e-9)
    assert value(ag.krippendorff_alpha, found) == pytest.approx(
        krippendorff.alpha(values, level_of_measurement="nominal"), abs=1e-9
    )
    assert value(ag.cohen_kappa, found) == pytest.approx(task.kappa(), abs=1e-9)
    assert value(ag.percent_agreement, found) == pytest.approx(task.avg_Ao(), abs=1e-9)
    pairs = [
        cohen_kappa_score(values[a], values[b]) for a in range(coders) for b in range(a + 1, coders)
    ]
    assert value(ag.cohen_kappa, found) == pytest.approx(np.mean(pairs), abs=1e-9)


def test_agrees_with_krippendorff_where_values_are_missing():
    generator = np.random.default_rng(3)
    values = generator.integers(0, 3, size=(4, 60)).astype(float)
    values[generator.random(values.shape) < 0.4] = np.nan
    expected = krippendorff.alpha(values, level_of_measurement="nominal")
    coders = [[None if np.isnan(v) else int(v) for v in row] for row in values]
    assert value(ag.krippendorff_alpha, tally(*coders)) == pytest.approx(expected, abs=1e-9)


def test_drawn_tables_agree_with_krippendorff_and_sklearn():
    """Rare codes, missing cells, a coder who guesses, one value for all."""
    generator = np.random.default_rng(11)
    for _ in range(60):
        units, coders = generator.integers(4, 60), generator.integers(2, 5)
        rate, noise, missing = (generator.choice(s) for s in ([0.05, 0.5], [0, 0.1, 1], [0, 0.3]))
        truth, guess = generator.random(units) < rate, generator.random((coders, units)) < rate
        values = np.where(generator.random((coders, units)) < noise, guess, truth).astype(float)
        values[generator.random(values.shape) < missing] = np.nan
        found = tally(*[[None if np.isnan(v) else int(v) for v in row] for row in values])
        try:
            alpha = krippendorff.alpha(values, level_of_measurement="nominal")
        except ValueError:  # it refuses tables with one value
            alpha = np.nan
        kappas = []
        for one, two in combinations(values, 2):
            both = ~np.isnan(one) & ~np.isnan(two)
            if len(np.unique([one[both], two[both]])) > 1:
                kappas.append(cohen_kappa_score(one[both], two[both]))
        kappa = np.mean(kappas) if kappas else np.nan
        ours = [value(measure, found) for measure in (ag.krippendorff_alpha, ag.cohen_kappa)]
        assert ours == pytest.approx([alpha, kappa], abs=1e-9, nan_ok=True)


# ---- sets of codes

SETS = st.frozensets(st.sampled_from("abcde"), max_size=4)


def test_nltk_divides_by_zero_on_two_empty_sets_and_we_do_not():
    for theirs, ours in ((nltk_masi, ag.masi_distance), (nltk_jaccard, ag.jaccard_distance)):
        with pytest.raises(ZeroDivisionError):
            theirs(frozenset(), frozenset())
        assert ours(frozenset(), frozenset()) == 0
        assert ours(frozenset(), frozenset("a")) == 1


@given(SETS, SETS)
def test_distances_agree_with_nltk(one, two):
    if not one and not two:
        return
    assert ag.jaccard_distance(one, two) == pytest.approx(nltk_jaccard(one, two))
    # nltk writes 2/3 and 1/3 as .67 and .33
    assert ag.masi_distance(one, two) == pytest.approx(nltk_masi(one, two), abs=0.004)


def test_masi_of_passonneau_2006():
    assert ag.masi_distance({"a", "b"}, {"a", "b"}) == 0
    assert ag.masi_distance({"a"}, {"a", "b"}) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert ag.masi_distance({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert ag.masi_distance({"a"}, {"b"}) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(SETS, SETS, SETS, st.integers(0, 3)), min_size=3, max_size=12),
    st.sampled_from(["masi", "jaccard"]),
)
def test_set_valued_alpha_agrees_with_nltk_and_krippendorff(units, distance):
    """By hand-over of our distance, in any split into interviews and any weights."""
    apart = ag.masi_distance if distance == "masi" else ag.jaccard_distance
    _, groups = np.unique([unit[3] for unit in units], return_inverse=True)
    book = make_codebook(*"abcde")
    segments, codings, assigned = frames(
        [(f"P{group}", {"A": one, "B": two, "C": three})
         for (one, two, three, _), group in zip(units, groups, strict=True)]
    )  # fmt: skip
    judged = ag.collect_judgements(segments, codings, assigned, book)
    found = ag.tally_sets(judged.given, judged.present, judged.groups, distance)
    alpha = found.alpha(np.ones((1, len(judged.interviews))))[0]
    task = AnnotationTask(
        [(c, str(u), unit[k]) for u, unit in enumerate(units) for k, c in enumerate("ABC")],
        distance=apart,
    )
    kinds = sorted({code for unit in units for code in unit[:3]}, key=sorted)
    if len(kinds) == 1:
        assert np.isnan(alpha)
        return
    assert alpha == pytest.approx(task.alpha(), abs=1e-9)
    table = np.array([[kinds.index(unit[k]) for unit in units] for k in range(3)], dtype=float)

    def metric(v1, v2, i1, i2, n_v, dtype=np.float64):
        look = np.array([[apart(a, b) for b in kinds] for a in kinds])
        return look[np.asarray(i1, dtype=int), np.asarray(i2, dtype=int)].astype(dtype)

    assert alpha == pytest.approx(
        krippendorff.alpha(
            table,
            level_of_measurement=metric,
            value_domain=np.arange(len(kinds), dtype=float),
        ),
        abs=1e-9,
    )


# ---- frames


def make_codebook(*ids: str) -> Codebook:
    return Codebook("t", "1", tuple(Code(i, i.title(), "d", "i", "e") for i in ids))


TREE = make_codebook("tasks", "tasks.tape", "tasks.tape.insight", "tasks.play", "rupture", "unused")


def frames(units, valences=None):
    """Make segments, codings and assignments from (interview, {coder: codes}) in order."""
    segments, codings, seats = [], [], {}
    for number, (interview, judged) in enumerate(units, start=1):
        name = f"{interview}.{number:03d}.1"
        segments.append(
            {
                "segment_id": name, "interview": interview, "participant": interview,
                "turn": number, "part": 1,
                "text": f"text {number}", "question": "Why?",
            }
        )  # fmt: skip
        for coder, codes in judged.items():
            seats.setdefault((interview, coder), True)
            for code in codes:
                valence = (valences or {}).get((number, coder, code), "none")
                codings.append(
                    {
                        "segment_id": name, "interview": interview, "turn": number, "code": code,
                        "coder": coder, "layer": "human", "valence": valence, "confidence": None,
                        "evidence": "", "evidence_start": 0, "evidence_end": 0,
                        "codebook_version": "1", "source": "", "superseded_by": "",
                    }
                )  # fmt: skip
    ranked = [(i, c, 1, True, False) for i, c in sorted(seats)]
    return (
        pd.DataFrame(segments),
        pd.DataFrame(codings, columns=CODINGS.schema.names),
        pd.DataFrame(ranked, columns=CODER_ASSIGNMENTS.schema.names),
    )


def pick(table: pd.DataFrame, measure: str, code: str = "", **where: str) -> pd.Series:
    rows = table[(table["measure"] == measure) & (table["code"] == code)]
    for column, wanted in ({"variant": Variant.ALL_SEGMENTS} | where).items():
        rows = rows[rows[column] == wanted]
    assert len(rows) == 1
    return rows.iloc[0]


def random_units(seed: int, interviews: int = 8, each: int = 30, coders: str = "AB"):
    generator = np.random.default_rng(seed)
    ids = [code for code in TREE.ids if code != "unused"]
    units = []
    for place in range(interviews):
        for _ in range(each):
            truth = {code for code in ids if generator.random() < 0.15}
            judged = {c: {x for x in truth if generator.random() < 0.7} for c in coders}
            extra = {ids[generator.integers(len(ids))]} if generator.random() < 0.4 else set()
            units.append((f"P{place}", judged | {"B": judged["B"] | extra}))
    return units


def test_given_and_shared_count_segments():
    everybody = {coder: {"rupture"} for coder in "ABC"}
    two = {"A": {"rupture"}, "B": {"rupture"}, "C": set()}
    one = {"A": {"rupture"}, "B": set(), "C": {"tasks.play"}}
    units = [("P1", everybody), ("P1", two), ("P2", one), ("P2", one)]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    row = pick(table, "Krippendorff's alpha", "rupture")
    assert (row["given"], row["shared"], row["interviews_given"]) == (4, 2, 2)
    pooled = pick(table, "Krippendorff's alpha", level="all codes")
    assert (pooled["given"], pooled["shared"]) == (6, 2)


def test_a_measure_that_most_resamples_leave_undefined_has_no_interval():
    # kappa is defined only where both interviews are drawn: 94 of 200 times with this seed
    units = [("P1", {c: {"rupture"} for c in "AB"})] * 5 + [("P2", {c: set() for c in "AB"})] * 5
    settings = Settings.model_validate(
        {"agreement": {"resamples": 200, "confidence": 0.5}, "seed": 0}
    )
    table, _ = ag.measure_agreement(*frames(units), TREE, settings)
    row = pick(table, "Cohen's kappa", "rupture")
    assert (row["estimate"], row["resamples"]) == (1, 94)
    assert np.isnan(row["low"]) and np.isnan(row["high"])
    assert row["reason"] == "no interval: undefined in most resamples"


@pytest.mark.parametrize(
    ("people", "why"), [(5, "no interval: fewer than 6 participants"), (6, "")]
)
def test_five_participants_are_too_few_for_an_interval(people, why):
    coders = (
        {"A": {"rupture"}, "B": {"rupture"}},
        {"A": {"rupture"}, "B": set()},
        {"A": set(), "B": set()},
    )
    units = [(f"P{n % people}", coders[n * n % 3 if n % 7 else 1]) for n in range(60)]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    row = pick(table, "Krippendorff's alpha", "rupture")
    assert (row["reason"], np.isnan(row["low"])) == (why, bool(why))
    assert why_without_intervals(table) == why


def test_units_that_a_coder_never_saw_are_missing_not_uncoded():
    both = [("P1", {"A": {"rupture"}, "B": {"rupture"}}), ("P1", {"A": set(), "B": set()})] * 5
    alone = [("P2", {"A": {"rupture"}})] * 20
    table, _ = ag.measure_agreement(*frames(both + alone), TREE, LOW_RESAMPLES)
    row = pick(table, "Cohen's kappa", "rupture")
    assert row["estimate"] == 1
    assert (row["segments"], row["interviews"], row["coders"]) == (10, 1, "A, B")
    assert "no interval" in row["reason"] and np.isnan(row["low"])


def test_a_code_counts_for_the_codes_above_it():
    units = [
        ("P1", {"A": {"tasks.tape.insight"}, "B": {"tasks.play"}}),
        ("P1", {"A": set(), "B": set()}),
    ]
    table, counts = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    assert pick(table, "percent agreement", "tasks", level="domain")["estimate"] == 1
    assert pick(table, "percent agreement", "tasks.tape", level="code")["estimate"] == 0.5
    assert pick(table, "percent agreement", level="all domains")["estimate"] == 1
    tape = counts[(counts["code"] == "tasks.tape") & (counts["variant"] == Variant.ALL_SEGMENTS)]
    assert tape[["both", "only_1", "only_2", "neither"]].to_numpy().tolist() == [[0, 1, 0, 1]]


def test_every_code_agrees_with_sklearn_and_krippendorff():
    units = random_units(1)
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    pooled = {"A": [], "B": []}
    for code in TREE.ids[:-1]:
        under = {code, *TREE.descendants(code)}
        a, b = ([int(bool(judged[c] & under)) for _, judged in units] for c in "AB")
        level = "domain" if "." not in code else "code"
        kappa = pick(table, "Cohen's kappa", code, level=level)
        alpha = pick(table, "Krippendorff's alpha", code, level=level)
        assert kappa["estimate"] == pytest.approx(cohen_kappa_score(a, b), abs=1e-9)
        assert alpha["estimate"] == pytest.approx(
            krippendorff.alpha(np.array([a, b]), level_of_measurement="nominal"), abs=1e-9
        )
        assert kappa["low"] < kappa["estimate"] < kappa["high"]
        for coder in "AB":
            pooled[coder] += [int(code in judged[coder]) for _, judged in units]
    row = pick(table, "Cohen's kappa", level="all codes")
    # the unused code is a decision too: no by both coders
    pooled = {coder: values + [0] * len(units) for coder, values in pooled.items()}
    assert row["estimate"] == pytest.approx(cohen_kappa_score(pooled["A"], pooled["B"]), abs=1e-9)


def test_three_coders_some_of_them_missing_agree_with_krippendorff():
    units = random_units(2, coders="ABC")
    units = [
        (i, {c: codes for c, codes in judged.items() if not (i in {"P0", "P1"} and c == "C")})
        for i, judged in units
    ]
    units = [(i, {"B": j["B"], "C": j["C"]} if i == "P5" else j) for i, j in units]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    values = np.array(
        [
            [float("rupture" in j[c]) if c in j else np.nan for _, j in units]
            for c in "ABC"
        ]
    )  # fmt: skip
    expected = krippendorff.alpha(values, level_of_measurement="nominal")
    row = pick(table, "Krippendorff's alpha", "rupture", level="domain")
    assert row["estimate"] == pytest.approx(expected, abs=1e-9)
    kappas = []
    for a, b in ((0, 1), (0, 2), (1, 2)):
        seen = ~np.isnan(values[[a, b]]).any(axis=0)
        kappas.append(cohen_kappa_score(values[a, seen], values[b, seen]))
    row = pick(table, "Cohen's kappa", "rupture", level="domain")
    assert row["estimate"] == pytest.approx(np.mean(kappas), abs=1e-9)
    judged = [[{0: 0, 1: 1}.get(v, -1) if not np.isnan(v) else -1 for v in u] for u in values.T]
    zeros = np.zeros(len(judged), dtype=np.int64)
    whole = ag.tally_values(np.array(judged), 2, zeros, zeros, (1, 1)).weighted(ONE)
    ac1 = pick(table, "Gwet's AC1", "rupture", level="domain")
    assert ac1["estimate"] == pytest.approx(value(ag.gwet_ac1, whole), abs=1e-9)


def test_bootstrap_resamples_interviews_not_segments():
    """The vectorised interval is that of a plain loop which repeats whole interviews."""
    units = random_units(4, interviews=6, each=20)
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    draws = np.random.default_rng(LOW_RESAMPLES.seed).multinomial(6, np.full(6, 1 / 6), size=200)
    kappas = []
    for draw in draws:
        again = [j for i, j in units for _ in range(draw[int(i[1:])])]
        a, b = ([int("rupture" in j[c]) for j in again] for c in "AB")
        kappas.append(cohen_kappa_score(a, b))
    row = pick(table, "Cohen's kappa", "rupture", level="domain")
    assert row["low"] == pytest.approx(np.quantile(kappas, 0.025), abs=1e-9)
    assert row["high"] == pytest.approx(np.quantile(kappas, 0.975), abs=1e-9)


def test_set_valued_bootstrap_is_that_of_a_plain_loop():
    units = random_units(5, interviews=4, each=6)
    judged = ag.collect_judgements(*frames(units), TREE)
    found = ag.tally_sets(judged.given, judged.present, judged.groups, "masi")
    draws = np.random.default_rng(1).multinomial(4, np.full(4, 1 / 4), size=10)
    for draw, alpha in zip(draws, found.alpha(draws.astype(float)), strict=True):
        again = [j for i, j in units for _ in range(draw[int(i[1:])])]
        task = AnnotationTask(
            [(c, str(u), frozenset(j[c])) for u, j in enumerate(again) for c in "AB"],
            distance=ag.masi_distance,
        )
        assert alpha == pytest.approx(task.alpha(), abs=1e-9)


def test_coded_only_stands_beside_all_segments():
    units = random_units(6)
    coded = [(i, j) for i, j in units if j["A"] | j["B"]]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    alone, _ = ag.measure_agreement(*frames(coded), TREE, LOW_RESAMPLES)
    assert 0 < len(coded) < len(units)
    for measure in ("Cohen's kappa", "Gwet's AC1", "set-valued alpha (MASI)"):
        row = pick(table, measure, level="all codes", variant=Variant.CODED_ONLY)
        assert row["estimate"] == pytest.approx(pick(alone, measure, level="all codes")["estimate"])
        assert row["segments"] == len(coded)


def test_a_code_that_nobody_gave_has_no_agreement_but_a_reason():
    table, _ = ag.measure_agreement(*frames(random_units(7)), TREE, LOW_RESAMPLES)
    for measure in ("Cohen's kappa", "Krippendorff's alpha", "Gwet's AC1", "positive agreement"):
        row = pick(table, measure, "unused")
        assert np.isnan(row["estimate"]) and np.isnan(row["low"])
        assert row["reason"] == "no coder gave it"
    assert pick(table, "prevalence", "unused")["estimate"] == 0


def test_a_code_given_everywhere_has_no_chance_corrected_agreement():
    units = [(f"P{n}", {"A": {"rupture"}, "B": {"rupture"}}) for n in range(5)]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    row = pick(table, "Cohen's kappa", "rupture")
    assert np.isnan(row["estimate"]) and "chance agreement" in row["reason"]
    assert pick(table, "positive agreement", "rupture")["estimate"] == 1


def test_perfect_agreement_gets_no_interval_that_looks_certain():
    units = [
        (f"P{n // 4}", dict.fromkeys("AB", {"rupture"} if n % 2 else set())) for n in range(40)
    ]
    table, _ = ag.measure_agreement(*frames(units), TREE, LOW_RESAMPLES)
    row = pick(table, "Cohen's kappa", "rupture")
    assert row["estimate"] == 1
    assert np.isnan(row["low"]) and np.isnan(row["high"])
    assert row["reason"] == "no interval: every resample gives the same value"


def test_valence_agreement_is_over_shared_codes():
    units = [(f"P{n % 3}", {"A": {"rupture", "tasks"}, "B": {"rupture"}}) for n in range(9)]
    valences = {(n, "A", "rupture"): "benefit" for n in range(1, 10)}
    valences |= {(n, "B", "rupture"): "benefit" if n > 3 else "challenge" for n in range(1, 10)}
    table, _ = ag.measure_agreement(*frames(units, valences), TREE, LOW_RESAMPLES)
    row = pick(table, "percent agreement", level="valence", variant=Variant.BOTH_CODED)
    assert row["estimate"] == pytest.approx(6 / 9)
    assert row["given"] == 9
    none = pick(table, "Cohen's kappa", "tasks", level="valence", variant=Variant.BOTH_CODED)
    assert np.isnan(none["estimate"]) and none["reason"] == "no code was given by two coders"


def test_tables_keep_their_contracts_and_say_that_data_are_synthetic():
    report = {"synthetic": True, "model_coders": True}
    synthetic = Settings.model_validate({"agreement": {"resamples": 20}, "report": report})
    table, counts = ag.measure_agreement(*frames(random_units(8)), TREE, synthetic)
    check(table, AGREEMENT)
    check(counts, PAIR_COUNTS)
    assert table["note"].str.startswith("Synthetic data").all()
    assert table["note"].str.contains("were language models").all()
    plain, _ = ag.measure_agreement(*frames(random_units(8)), TREE, LOW_RESAMPLES)
    assert not plain["note"].str.contains("ynthetic|language models").any()


def test_order_of_rows_does_not_matter():
    made = frames(random_units(9))
    shuffled = [frame.sample(frac=1, random_state=3) for frame in made]
    one, _ = ag.measure_agreement(*made, TREE, LOW_RESAMPLES)
    two, _ = ag.measure_agreement(*shuffled, TREE, LOW_RESAMPLES)
    pd.testing.assert_frame_equal(one, two)


def test_one_coder_everywhere_gives_empty_tables():
    made = frames([("P1", {"A": {"rupture"}}), ("P2", {"B": {"rupture"}})])
    table, counts = ag.measure_agreement(*made, TREE, LOW_RESAMPLES)
    assert table.empty and counts.empty
    check(table, AGREEMENT)
    judged = ag.collect_judgements(*made, TREE)
    check(ag.list_disagreements(judged, TREE), DISAGREEMENTS)
    check(ag.count_confusions(judged), CONFUSIONS)


def test_two_coders_who_gave_nothing():
    made = frames([("P1", {"A": set(), "B": set()}), ("P2", {"A": set(), "B": set()})])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table, _ = ag.measure_agreement(*made, TREE, LOW_RESAMPLES)
    check(table, AGREEMENT)
    missing = table[table["estimate"].isna()]
    assert (missing["reason"] != "").all()
    assert set(missing["measure"]) >= {"set-valued alpha (MASI)", "Cohen's kappa"}


def test_codings_outside_the_codebook_are_refused():
    made = frames([("P1", {"A": {"nowhere"}, "B": set()})])
    with pytest.raises(SchemaError):
        ag.collect_judgements(*made, TREE)


# ---- disagreements


def test_disagreements_name_who_said_what_with_context():
    valences = {(1, "A", "rupture"): "benefit", (1, "B", "rupture"): "challenge"}
    made = frames(
        [
            ("P1", {"A": {"rupture"}, "B": {"rupture"}}),
            ("P1", {"A": {"tasks.tape.insight"}, "B": {"tasks.tape"}}),
            ("P1", {"A": {"tasks.tape"}, "B": {"tasks.play"}}),
            ("P2", {"A": {"rupture"}, "B": set()}),
            ("P2", {"A": {"rupture"}, "B": {"tasks"}}),
            ("P2", {"A": {"rupture"}, "B": {"rupture"}}),
        ],
        valences,
    )
    judged = ag.collect_judgements(*made, TREE)
    listed = ag.list_disagreements(judged, TREE)
    check(listed, DISAGREEMENTS)
    kinds = listed.groupby("segment_id")["kind"].agg(set).to_dict()
    assert kinds == {
        "P1.001.1": {"valence"},
        "P1.002.1": {"broader or narrower"},
        "P1.003.1": {"same domain"},
        "P2.004.1": {"nothing"},
        "P2.005.1": {"other codes"},
    }
    first = listed[listed["segment_id"] == "P1.001.1"].iloc[0]
    assert first["said"] == "A: rupture (benefit) | B: rupture (challenge)"
    assert (first["before"], first["after"], first["question"]) == ("", "text 2", "Why?")
    fourth = listed[listed["segment_id"] == "P2.004.1"].iloc[0]
    assert fourth["said"] == "A: rupture (none) | B: no code"
    assert (fourth["given_by"], fourth["not_by"]) == (["A"], ["B"])
    assert fourth["before"] == ""  # the segment before is another interview's


def test_confusions_count_exchanges_and_share_their_weight():
    units = [("P1", {"A": {"tasks.tape"}, "B": {"tasks.play"}})] * 3
    units += [("P2", {"A": {"tasks.tape"}, "B": {"tasks.play", "rupture"}})]
    units += [("P2", {"A": {"rupture"}, "B": {"rupture"}})]
    valences = {(5, "A", "rupture"): "benefit"}
    judged = ag.collect_judgements(*frames(units, valences), TREE)
    found = ag.count_confusions(judged)
    check(found, CONFUSIONS)
    top = found.iloc[0]
    assert (top["given_1"], top["given_2"], top["segments"]) == ("tasks.tape", "tasks.play", 4)
    assert top["weight"] == 3.5
    assert (top["relation"], top["interviews"]) == ("same parent", 2)
    exchanged = found[found["kind"] == "valence"].iloc[0]
    assert (exchanged["given_1"], exchanged["given_2"]) == ("benefit", "none")


@pytest.mark.slow
def test_a_large_study_is_measured_in_seconds():
    """20,000 segments here; benchmarks/agreement.py measures 100,000."""
    generator = np.random.default_rng(0)
    units = [
        (f"P{n // 100:03d}", {c: {TREE.ids[generator.integers(5)]} for c in "AB"})
        for n in range(20_000)
    ]
    table, _ = ag.measure_agreement(*frames(units), TREE, Settings())
    row = pick(table, "set-valued alpha (MASI)", level="all codes")
    assert abs(row["estimate"]) < 0.05 and row["low"] < 0 < row["high"]
    assert row["resamples"] == 1000


SCRIPT = Path(__file__).parents[2] / "scripts" / "make_themes.py"


def test_the_script_writes_four_checked_files(tmp_path):
    segments, codings, assigned = frames(random_units(3))
    segments = segments.assign(
        start=0, end=1, clean_start=0, clean_end=1, spoken="x", words=1, position=0.0
    )
    paths = {}
    for frame, name, rule in (
        (segments, "segments", SEGMENTS),
        (codings, "human_codings", CODINGS),
        (assigned, "coder_assignments", CODER_ASSIGNMENTS),
    ):
        paths[name] = tmp_path / f"{name}.parquet"
        write_frame(frame, paths[name], rule)
    outputs = {
        name: tmp_path / "out" / f"{name}.parquet"
        for name in ("agreement", "pair_counts", "disagreements", "confusions")
    }
    write_agreement = runpy.run_path(str(SCRIPT))["write_agreement"]
    write_agreement(RuleFiles({**paths, **outputs}), TREE, LOW_RESAMPLES)
    rules = (AGREEMENT, PAIR_COUNTS, DISAGREEMENTS, CONFUSIONS)
    for path, rule in zip(outputs.values(), rules, strict=True):
        assert len(read_frame(path, rule)) > 0
