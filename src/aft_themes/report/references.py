"""The papers behind the methods that a report cites."""

from __future__ import annotations

import re

REFERENCES = (
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
    "Psychological Measurement, 20(1), 37\u201346. https://doi.org/10.1177/001316446002000104",
    "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall. "
    "https://doi.org/10.1201/9780429246593",
    "Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF "
    "procedure. arXiv. https://doi.org/10.48550/arXiv.2203.05794",
    "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report thematic "
    "saturation in qualitative research. PLOS ONE, 15(5), Article e0232076. "
    "https://doi.org/10.1371/journal.pone.0232076",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of "
    "high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), "
    "29\u201348. https://doi.org/10.1348/000711006X126600",
    "Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, "
    "29(1), 205\u2013220. https://doi.org/10.2307/2529686",
    "Hesterberg, T. C. (2015). What teachers should know about the bootstrap: Resampling in the "
    "undergraduate statistics curriculum. The American Statistician, 69(4), 371\u2013386. "
    "https://doi.org/10.1080/00031305.2015.1089789",
    "Hill, C. E., Knox, S., Thompson, B. J., Williams, E. N., Hess, S. A., & Ladany, N. (2005). "
    "Consensual qualitative research: An update. Journal of Counseling Psychology, 52(2), "
    "196\u2013205. https://doi.org/10.1037/0022-0167.52.2.196",
    "Kiss, T., & Strunk, J. (2006). Unsupervised multilingual sentence boundary detection. "
    "Computational Linguistics, 32(4), 485\u2013525. https://doi.org/10.1162/coli.2006.32.4.485",
    "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). "
    "SAGE. https://doi.org/10.4135/9781071878781",
    "O'Connor, C., & Joffe, H. (2020). Intercoder reliability in qualitative research: Debates and "
    "practical guidelines. International Journal of Qualitative Methods, 19, 1\u201313. "
    "https://doi.org/10.1177/1609406919899220",
    "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and "
    "pragmatic annotation. Proceedings of the Fifth International Conference on Language "
    "Resources and Evaluation.",
    "Reimers, N., & Gurevych, I. (2019). Sentence-BERT: Sentence embeddings using Siamese "
    "BERT-networks. arXiv. https://doi.org/10.48550/arXiv.1908.10084",
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. "
    "Journal of the American Statistical Association, 22(158), 209\u2013212. "
    "https://doi.org/10.1080/01621459.1927.10502953",
)
_AUTHOR_AND_YEAR = re.compile(r"^([\w']+),.*?\((\d{4})\)")


def references(text: str) -> tuple[str, ...]:
    """List the papers that a text cites, in APA 7 and in the order of their letters."""
    return tuple(reference for reference in REFERENCES if _cites(text, reference))


def _cites(text: str, reference: str) -> bool:
    """Whether author and year stand together: ``Hill et al. (2005)``, ``(Wilson, 1927)``."""
    found = _AUTHOR_AND_YEAR.match(reference)
    if found is None:
        return False
    author, year = found.groups()
    return bool(re.search(rf"\b{author}\b[^.;()]{{0,40}}(?:et al\.)?,? \(?{year}\b", text))
