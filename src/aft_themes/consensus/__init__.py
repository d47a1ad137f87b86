"""Consensual qualitative research: consensus, core ideas, audit, cross-analysis, stability.

Hill et al. (2005), Journal of Counseling Psychology 52, 196-205, doi 10.1037/0022-0167.52.2.196.
Coders first code apart (their own files, or double-coding sheets). A workbook then lists where they
differ; the team decides each case together, and an auditor comments. It goes back into the folder
``codings/``, where the run reads its decisions as it reads those of a review.
"""

from aft_themes.consensus.reading import Consensus, read_consensus, unanswered
from aft_themes.consensus.stability import check_stability

__all__ = ["Consensus", "check_stability", "read_consensus", "unanswered"]
