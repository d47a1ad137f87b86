"""Stage two of suggestions, at its edges."""

import numpy as np
import pytest

from aft_themes.suggestions.stacking import fit_stacker

FEATURES = {
    "view": np.linspace(0, 1, 12).reshape(6, 2),
    "prevalence": np.broadcast_to([-1.0, 1.0], (6, 2)),
}
TRAIN = np.arange(5)


@pytest.mark.parametrize(("given", "chance"), [(0.0, 0.5 / 11), (1.0, 10.5 / 11)])
def test_where_nobody_gave_a_code_all_have_the_same_chance(given, chance):
    fitted = fit_stacker(FEATURES, np.full((6, 2), given), TRAIN)
    assert np.allclose(fitted.apply(FEATURES), chance)


def test_where_somebody_gave_a_code_features_count():
    truth = np.zeros((6, 2))
    truth[3:] = 1
    fitted = fit_stacker(FEATURES, truth, TRAIN)
    chances = fitted.apply(FEATURES)
    assert chances[5, 0] > chances[0, 0]
