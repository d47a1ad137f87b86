"""Ratings, freely marked passages and planning, against published worked examples."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from sklearn.metrics import cohen_kappa_score

from aft_themes.agreement.coded_unitizing import Passage, unitized_alphas
from aft_themes.agreement.planning import needed, plan_coding
from aft_themes.agreement.ratings import (
    alpha_of_ratings,
    intraclass_correlation,
    ordinal_weights,
    pabak,
    weighted_kappa,
)
from aft_themes.agreement.statistics import cohen_kappa, tally_values
from aft_themes.agreement.unitizing import unitizing_alpha
from aft_themes.catalog import AGREEMENT, PLANNING, SUGGESTION_QUALITY
from aft_themes.cli import main
from aft_themes.io.parquet import check


def near(value: float) -> object:
    return pytest.approx(value, abs=0.0005)


# --- weighted kappa

# Cohen (1968), Table 1: 200 cases, three diagnoses, the gravest confusion weighs 6
COHEN = 200 * np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
GRAVITY = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])


def test_weighted_kappa_of_cohen_1968() -> None:
    assert weighted_kappa(COHEN, GRAVITY) == near(0.348)
    assert weighted_kappa(COHEN, 1 - np.eye(3)) == near(0.492)  # kappa without weights
    # his remark on exchanging the gravest and the lightest weight
    swapped = np.array([[0, 6, 3], [6, 0, 1], [3, 1, 0]])
    assert weighted_kappa(COHEN, swapped) == near(0.574)


# Agresti (1990), from Hout, Duncan & Sobel (1987): 91 couples, four ordered answers
COUPLES = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])


def test_ordinal_kappa_of_the_couples() -> None:
    assert weighted_kappa(COUPLES, 1 - np.eye(4)) == near(0.1293)
    assert weighted_kappa(COUPLES, ordinal_weights(4)) == near(0.2374)


def test_weights_equal_scikit_learn() -> None:
    one, two = (np.repeat(np.indices((4, 4))[at].ravel(), COUPLES.ravel()) for at in (0, 1))
    for power, name in ((1, "linear"), (2, "quadratic")):
        expected = cohen_kappa_score(one, two, weights=name)
        assert weighted_kappa(COUPLES, ordinal_weights(4, power)) == pytest.approx(expected)


def test_nothing_to_disagree_about() -> None:
    assert math.isnan(weighted_kappa(np.array([[5, 0], [0, 0]]), 1 - np.eye(2)))


# --- PABAK


def test_pabak_of_sim_and_wright_2005() -> None:
    """Physical Therapy 85, 257-268: 39 patients, kappa .667, PABAK .692 (Byrt et al., 1993)."""
    table = np.array([[22, 2], [4, 11]])
    assert weighted_kappa(table, 1 - np.eye(2)) == near(0.667)
    assert pabak(table) == near(0.692)


def test_pabak_of_more_values_and_of_none() -> None:
    assert pabak(np.diag([3, 4, 5])) == 1
    assert pabak(np.array([[0, 2, 2], [2, 0, 2], [2, 2, 0]])) == pytest.approx(-0.5)
    assert math.isnan(pabak(np.zeros((2, 2))))


# --- intraclass correlation

# Shrout & Fleiss (1979), Table 2: six targets, four judges
JUDGES = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)


def test_icc_of_shrout_and_fleiss_1979() -> None:
    found = intraclass_correlation(JUDGES)
    assert found.single == near(0.290)  # .29 in Table 4
    assert found.mean == near(0.620)  # .62


def test_icc_falls_where_judges_differ_by_a_constant() -> None:
    same = np.tile([[1.0], [2], [3], [4]], (1, 2))
    assert intraclass_correlation(same).single == pytest.approx(1)
    assert intraclass_correlation(same + np.array([0, 3])).single < 0.3
    assert math.isnan(intraclass_correlation(np.ones((4, 2))).single)


# --- alpha of ratings

# Krippendorff (2011): four observers, twelve units, some missing
MISSING = np.nan
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, MISSING, MISSING, MISSING],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, MISSING, 3],
        [MISSING, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, MISSING],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, MISSING],
    ]
).T


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_of_krippendorff_2011(level: str, alpha: float) -> None:
    assert alpha_of_ratings(OBSERVERS, level) == near(alpha)


def test_alpha_that_cannot_be_told() -> None:
    assert math.isnan(alpha_of_ratings(np.ones((3, 2))))
    assert math.isnan(alpha_of_ratings(np.array([[1, np.nan], [np.nan, 2]])))
    with pytest.raises(ValueError, match="ratio"):
        alpha_of_ratings(OBSERVERS, "ratio")


# --- freely marked passages

# Krippendorff (2004): a continuum from 150 to 450, two observers, two categories
MARKED = {
    "c": [[(225, 295), (370, 400)], [(220, 300), (355, 375), (400, 420)]],
    "k": [[(180, 240), (300, 350)], [(180, 240), (300, 350)]],
}


def test_unitizing_alpha_of_krippendorff_2004() -> None:
    found = unitizing_alpha(MARKED, 150, 450)
    assert found.observed["c"] == pytest.approx(0.0144, abs=0.00005)
    assert found.expected["c"] == pytest.approx(0.0532, abs=0.00005)
    assert found.observed["k"] == 0
    assert found.expected["k"] == pytest.approx(0.0490, abs=0.00005)
    assert found.by_category["k"] == 1
    # the paper computes .859 from rounded disagreements
    assert found.alpha == near(0.859)
    assert found.by_category["c"] == pytest.approx(0.7286, abs=0.0005)


def test_passages_far_from_each_other_agree_less() -> None:
    def alpha(shift: float) -> float:
        return unitizing_alpha({"a": [[(10, 20)], [(10 + shift, 20 + shift)]]}, 0, 200).alpha

    assert alpha(0) == 1
    assert alpha(0) > alpha(2) > alpha(6) > alpha(40)
    assert alpha(40) < 0.1


def test_a_category_that_nobody_used_has_no_alpha() -> None:
    found = unitizing_alpha({"a": [[], []], "b": [[(0, 5)], [(0, 5)]]}, 0, 100)
    assert math.isnan(found.by_category["a"]) and found.alpha == 1


@pytest.mark.parametrize("spans", [[(0, 5), (4, 8)], [(5, 5)], [(90, 101)], [(-1, 4)]])
def test_passages_that_cannot_be_compared_are_refused(spans: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        unitizing_alpha({"a": [spans, []]}, 0, 100)


# Krippendorff (2019), Content Analysis, 4th ed., figure 12.11: three observers, 60 places
OBSERVERS_OF_60: list[list[Passage]] = [
    [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
    [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
    [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")],
]


def test_the_family_of_unitizing_alphas_of_krippendorff_2019() -> None:
    found = unitized_alphas(OBSERVERS_OF_60, 0, 60)
    assert found.passages_and_codes == near(0.510)
    assert found.marked == pytest.approx(0.413, abs=0.001)  # .4136, printed as .413
    assert found.codes == near(0.724)
    assert {k: v for k, v in found.by_code.items() if k != "7"} == pytest.approx(
        {"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1}
    )
    assert math.isnan(found.by_code["7"])  # only one observer marks it
    assert found.covered == pytest.approx(83 / 180)


def test_passages_of_one_place_agree_as_single_values_do() -> None:
    """Where every passage is one place long and there are no gaps, it is alpha for nominal data."""
    values = np.array([[1, 1], [1, 2], [2, 2], [3, 3], [3, 3], [1, 3]], dtype=float)
    coders: list[list[Passage]] = [
        [(place, place + 1, str(value)) for place, value in enumerate(coder)] for coder in values.T
    ]
    found = unitized_alphas(coders, 0, len(values))
    assert found.passages_and_codes == near(alpha_of_ratings(values, "nominal"))
    assert found.codes == near(found.passages_and_codes) and found.covered == 1
    assert math.isnan(found.marked)  # there is nothing that nobody marked


def test_what_unitizing_alphas_cannot_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        unitized_alphas([[(0, 5, "a"), (4, 8, "b")], []], 0, 10)
    with pytest.raises(ValueError, match="two coders"):
        unitized_alphas([[(0, 5, "a")]], 0, 10)
    assert math.isnan(unitized_alphas([[], []], 0, 10).passages_and_codes)


# --- planning


def test_widths_fall_with_the_square_root() -> None:
    assert needed(12, 0.2, 0.1) == 48
    assert needed(12, 0.1, 0.2) == 3
    assert needed(12, 0.2, 0.2) == 12
    assert needed(2, 0.2, 0.1) is None and needed(12, math.nan, 0.1) is None


def test_the_rule_holds_for_kappa_of_invented_interviews() -> None:
    """The spread of kappa over 400 studies of 10 and of 40 interviews: half as wide."""
    random = np.random.default_rng(4)

    def spread(interviews: int) -> float:
        found = []
        for _ in range(400):
            share = np.repeat(random.beta(2, 6, interviews), 30)
            first = random.random(len(share)) < share
            second = np.where(
                random.random(len(share)) < 0.85, first, random.random(len(share)) < share
            )
            values = np.stack([first, second], axis=1).astype(np.int64)
            zero = np.zeros(len(share), dtype=np.int64)
            tally = tally_values(values, 2, zero, zero, (1, 1))
            found.append(float(cohen_kappa(tally)[0, 0]))
        return float(np.std(found))

    assert spread(10) / spread(40) == pytest.approx(2, rel=0.15)


def test_plan_lists_agreement_and_precision() -> None:
    blank = dict.fromkeys(AGREEMENT.schema.names, "")
    agreement = pd.DataFrame(
        [
            blank
            | {
                "level": "all codes", "variant": "all segments", "measure": "Cohen's kappa",
                "estimate": 0.8, "low": 0.7, "high": 0.9, "interviews": 12,
            }
        ]
    )  # fmt: skip
    keys = dict.fromkeys(SUGGESTION_QUALITY.schema.names, "")
    quality = pd.DataFrame(
        [
            keys
            | {
                "basis": "as coded", "level": "all codes", "measure": "precision",
                "estimate": 0.5, "low": 0.45, "high": 0.55, "participants": 36,
            }
        ]
    )  # fmt: skip
    found = plan_coding(agreement, quality)
    check(found, PLANNING)
    assert found[["interviews", "for_10", "for_20"]].to_numpy().tolist() == [
        [12, 48, 12],
        [36, 36, 9],
    ]


# --- commands


def test_ratings_of_a_file(tmp_path: Path) -> None:
    rows = ["unit,coder,rating"]
    rows += [f"{u},{c},{int(JUDGES[u, c])}" for u in range(6) for c in range(4)]
    (tmp_path / "r.csv").write_text("\n".join(rows))
    said = CliRunner().invoke(main, ["agreement-of", str(tmp_path / "r.csv")])
    assert said.exit_code == 0, said.output
    assert "ICC(2,1): .290" in said.output and "ICC(2,k): .620" in said.output
    assert "Krippendorff's alpha, ordinal" in said.output
    assert "weighted kappa" in said.output


def test_passages_of_a_file(tmp_path: Path) -> None:
    rows = ["category,coder,start,end"]
    for category, by_coder in MARKED.items():
        for coder, spans in zip("ij", by_coder, strict=True):
            rows += [f"{category},{coder},{a},{b}" for a, b in spans]
    (tmp_path / "u.csv").write_text("\n".join(rows))
    command = ["agreement-of", str(tmp_path / "u.csv"), "--from", "150", "--to", "450"]
    said = CliRunner().invoke(main, command)
    assert said.exit_code == 0, said.output
    assert "unitizing alpha (2004), all categories: .859" in said.output
    assert "unitizing alpha (2004), k: 1.000" in said.output


@pytest.mark.parametrize(("end", "said_too"), [(13, True), (31, False)])
def test_categories_are_compared_at_once_unless_a_place_has_two(
    tmp_path: Path, end: int, said_too: bool
) -> None:
    rows = [
        f"{end if code == '2' else b},{code},{i},{a}"
        for i, coder in enumerate(OBSERVERS_OF_60)
        for a, b, code in coder
    ]
    (tmp_path / "u.csv").write_text("\n".join(["end,category,coder,start", *rows]))
    said = CliRunner().invoke(main, ["agreement-of", str(tmp_path / "u.csv")])
    assert said.exit_code == 0, said.output
    assert ("(2016), categories where both mark: .724" in said.output) == said_too
    assert ("(2016)" in said.output) == said_too
    assert "unitizing alpha (2004), 6" in said.output


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("unit,coder,rating\n1,A,much", "row 2"),
        ("unit,coder,rating\n1,A,1\n1,A,2", "two ratings"),
        ("unit,coder,rating\n1,A,1", "two coders"),
        ("category,coder,start,end\na,A,5,4\na,B,1,2", "overlap"),
        ("a,b\n1,2", "columns"),
    ],
)
def test_files_that_cannot_be_used_name_the_reason(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    said = CliRunner().invoke(main, ["agreement-of", str(tmp_path / "x.csv")])
    assert said.exit_code == 1 and problem in said.output
