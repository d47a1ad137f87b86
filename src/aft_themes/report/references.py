"""The papers behind the methods that a run used."""

from __future__ import annotations

from aft_themes.tables.results import Results

_THEMES = (
    "Hill, C. E., Knox, S., Thompson, B. J., Williams, E. N., Hess, S. A., & Ladany, N. (2005). "
    "Consensual qualitative research: An update. Journal of Counseling Psychology, 52(2), "
    "196\u2013205. https://doi.org/10.1037/0022-0167.52.2.196",
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. "
    "Journal of the American Statistical Association, 22(158), 209\u2013212. "
    "https://doi.org/10.1080/01621459.1927.10502953",
    "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report thematic "
    "saturation in qualitative research. PLOS ONE, 15(5), Article e0232076. "
    "https://doi.org/10.1371/journal.pone.0232076",
)
_AGREEMENT = (
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
    "Psychological Measurement, 20(1), 37\u201346. https://doi.org/10.1177/001316446002000104",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of "
    "high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), "
    "29\u201348. https://doi.org/10.1348/000711006X126600",
    "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). "
    "SAGE. https://doi.org/10.4135/9781071878781",
    "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and "
    "pragmatic annotation. Proceedings of the Fifth International Conference on Language "
    "Resources and Evaluation.",
)
_TOPICS = (
    "Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF "
    "procedure. arXiv. https://doi.org/10.48550/arXiv.2203.05794",
    "Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, "
    "29(1), 205\u2013220. https://doi.org/10.2307/2529686",
)


def references(results: Results) -> tuple[str, ...]:
    """List the papers behind the methods that a run used."""
    cited = list(_THEMES)
    cited += _AGREEMENT if len(results.agreement) else ()
    cited += _TOPICS if len(results.topics) else ()
    return tuple(sorted(cited))
