"""Agreement between coders: statistics with bootstrap intervals, and where coders differ."""

from aft_themes.agreement.coded_unitizing import UnitizedAgreement, unitized_alphas
from aft_themes.agreement.comparing import Comparison, compare_coders
from aft_themes.agreement.disagreements import KINDS, count_confusions, list_disagreements, relation
from aft_themes.agreement.judgements import Judgements, collect_judgements, tally_codes
from aft_themes.agreement.measure import NOTE, measure_agreement
from aft_themes.agreement.ratings import (
    IntraclassCorrelation,
    alpha_of_ratings,
    intraclass_correlation,
    ordinal_weights,
    weighted_kappa,
)
from aft_themes.agreement.sets import SetTally, jaccard_distance, masi_distance, tally_sets
from aft_themes.agreement.statistics import (
    Tally,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    positive_agreement,
    prevalence,
    tally_values,
)
from aft_themes.agreement.unitizing import UnitizingAgreement, unitizing_alpha

__all__ = [
    "KINDS",
    "NOTE",
    "Comparison",
    "IntraclassCorrelation",
    "Judgements",
    "SetTally",
    "Tally",
    "UnitizedAgreement",
    "UnitizingAgreement",
    "alpha_of_ratings",
    "cohen_kappa",
    "collect_judgements",
    "compare_coders",
    "count_confusions",
    "gwet_ac1",
    "intraclass_correlation",
    "jaccard_distance",
    "krippendorff_alpha",
    "list_disagreements",
    "masi_distance",
    "measure_agreement",
    "ordinal_weights",
    "percent_agreement",
    "positive_agreement",
    "prevalence",
    "relation",
    "tally_codes",
    "tally_sets",
    "tally_values",
    "unitized_alphas",
    "unitizing_alpha",
    "weighted_kappa",
]
