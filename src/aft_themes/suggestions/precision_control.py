"""Thresholds that hold each code's precision at the bar, with a stated confidence.

A threshold is chosen for each code apart (class-conditional risk control), on interviews that the
models had not seen. From the most probable segment downwards the thresholds are tested in a fixed
order, and the first that fails ends the search, so that the error of the whole search is that of
one test: fixed-sequence testing as in "Learn then test" (Angelopoulos, Bates, Candès, Jordan & Lei,
2021, doi 10.48550/arXiv.2110.01052). The test is the exact binomial one (Clopper & Pearson, 1934,
doi 10.1093/biomet/26.4.404) on an effective number of segments, because the segments of one
participant are alike (Korn & Graubard, 1998, Survey Methodology 24, 193-201).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from aft_themes.suggestions.counts import Bools
from aft_themes.suggestions.texts import Floats, Ints
from aft_themes.vocabulary import Verdict

NEVER = 2.0
"""A threshold that no probability reaches."""

LEAST_EXAMPLES = 15  # fewer give a precision with an interval as wide as the scale
LEAST_PARTICIPANTS = 4  # fewer may only show how one or two people speak
_LIKELY = 0.5  # pairs from which it is seen how alike a participant's segments are
_MOST_TESTED = 1000  # most probable segments of a code; no threshold lies lower
_MOST_WANTED = 500  # nobody will code more segments than this for one code


@dataclass(frozen=True)
class Bar:
    """What must hold before a code is assigned.

    Parameters
    ----------
    min_precision : float
        Share of the assigned segments that must be right.
    confidence : float
        With which it must hold.
    """

    min_precision: float
    confidence: float

    @property
    def least_reaching(self) -> int:
        """Segments that must reach a threshold, even if all of them are right."""
        if self.min_precision >= 1:
            return _MOST_TESTED + 1
        if self.min_precision <= 0:
            return 1
        return max(1, math.ceil(math.log(1 - self.confidence) / math.log(self.min_precision)))


@dataclass(frozen=True)
class Judged:
    """Segments of interviews that the models had not seen, and that people coded.

    Parameters
    ----------
    probable : numpy.ndarray
        (segments, codes): probability; below 0 where a caution keeps the code from being assigned.
    coded : numpy.ndarray
        (segments, codes): 1 where people gave the code.
    groups : numpy.ndarray
        Number of each segment's participant.
    """

    probable: Floats
    coded: Floats
    groups: Ints

    def only(self, rows: Ints) -> Judged:
        """Keep some segments."""
        return Judged(self.probable[rows], self.coded[rows], self.groups[rows])


@dataclass(frozen=True)
class CodeVerdict:
    """Whether a code may be assigned, from which probability, and what that rests on."""

    verdict: Verdict
    status: str
    threshold: float = NEVER
    coded_segments: int = 0
    participants: int = 0
    reaching: int = 0
    right: int = 0
    precision_low: float = math.nan
    more_segments: int | None = None


def judge_codes(judged: Judged, bar: Bar) -> list[CodeVerdict]:
    """Find each code's threshold, or say why it has none.

    Parameters
    ----------
    judged : Judged
        Left-out segments.
    bar : Bar
        What must hold.

    Returns
    -------
    list of CodeVerdict
        In the order of the codes.
    """
    alikeness = alike_within(judged)
    columns = zip(judged.probable.T, judged.coded.T, strict=True)
    return [_judge(chances, right, judged.groups, bar, alikeness) for chances, right in columns]


def nobody_coded(number: int) -> list[CodeVerdict]:
    """Judge the codes of a new site of which nobody has coded an interview."""
    status = f"{Verdict.NEW_SITE}: none of its interviews is coded"
    return [CodeVerdict(Verdict.NEW_SITE, status)] * number


def needs_person(found: CodeVerdict) -> CodeVerdict:
    """Judge a code that the settings never let the machine assign."""
    return CodeVerdict(
        Verdict.PERSON,
        f"{Verdict.PERSON}: by the settings",
        coded_segments=found.coded_segments,
        participants=found.participants,
    )


def thresholds_of(verdicts: Sequence[CodeVerdict]) -> Floats:
    """Give the probability from which each code is assigned."""
    return np.array([one.threshold for one in verdicts])


def alike_within(judged: Judged) -> float:
    """Correlation of being right between likely segments of one participant, same code; 0 to 1."""
    likely = judged.probable >= _LIKELY
    # 1e-6: a probability of 0 or 1 has no spread
    spread = np.sqrt(np.clip(judged.probable * (1 - judged.probable), 1e-6, None))
    residual = np.where(likely, (judged.coded - judged.probable) / spread, 0.0)
    number = int(judged.groups.max(initial=-1)) + 1
    total, squares, count = (np.zeros((number, likely.shape[1])) for _ in range(3))
    for out, values in ((total, residual), (squares, residual**2), (count, likely * 1.0)):
        np.add.at(out, judged.groups, values)
    pairs = float((count * (count - 1)).sum())
    return float(np.clip((total**2 - squares).sum() / pairs, 0, 1)) if pairs else 0.0


@dataclass(frozen=True)
class _Prefixes:
    """The most probable 1, 2, 3, ... segments of a code.

    ``chance`` is the probability that so many would be right if the precision were only the bar.
    """

    probable: Floats
    right: Floats
    effect: Floats
    chance: Floats

    @property
    def ends(self) -> Bools:
        """Whether a threshold can lie here: the next segment is less probable."""
        return np.append(self.probable[1:] < self.probable[:-1], True)[: len(self.probable)]


def _prefixes(
    chances: Floats, right: Floats, groups: Ints, bar: Bar, alikeness: float
) -> _Prefixes:
    order = np.argsort(-chances, kind="stable")[:_MOST_TESTED]
    order = order[chances[order] >= 0]
    number = np.arange(1, len(order) + 1)
    hits = np.cumsum(right[order])
    effect = 1 + alikeness * (_squared_sizes(groups[order]) / number - 1)
    chance = _tail(number / effect, hits / effect, bar.min_precision)
    return _Prefixes(chances[order], hits, effect, chance)


def _tail(number: Floats, hits: Floats, share: float) -> Floats:
    """Probability of so many hits or more of a number, which need not be whole."""
    from scipy.special import betainc

    some = np.maximum(hits, 1e-9)  # beta distributions need more than 0 hits
    return np.where(hits > 0, betainc(some, number - some + 1, share), 1.0)


def _squared_sizes(groups: Ints) -> Floats:
    """Sum of the squared numbers of segments of each participant, among the first 1, 2, 3, ..."""
    sizes: dict[int, int] = {}
    steps = []
    for group in groups.tolist():
        size = sizes.get(group, 0)
        steps.append(2 * size + 1)
        sizes[group] = size + 1
    return np.cumsum(np.array(steps, dtype=np.float64))


def _tested(prefixes: _Prefixes, bar: Bar) -> Ints:
    """List the thresholds that are tested, in their order.

    The first is the lowest at which the probabilities promise a precision halfway between the bar
    and 1: with fewer segments the test has little power. The choice looks at probabilities only,
    never at what people gave.
    """
    ends = np.flatnonzero(prefixes.ends)
    ends = ends[ends >= bar.least_reaching - 1]
    promised = np.cumsum(prefixes.probable)[ends] / (ends + 1)
    enough = np.flatnonzero(promised >= (1 + bar.min_precision) / 2)
    return ends[int(enough[-1]) if len(enough) else 0 :]


def _judge(chances: Floats, right: Floats, groups: Ints, bar: Bar, alikeness: float) -> CodeVerdict:
    prefixes = _prefixes(chances, right, groups, bar, alikeness)
    examples, spread = int(right.sum()), len(np.unique(groups[right > 0]))
    passed = _last_passed(prefixes, bar)
    at = passed if passed >= 0 else _most_promising(prefixes, bar)
    reaching, hits = at + 1, int(prefixes.right[at]) if at >= 0 else 0
    found = CodeVerdict(
        Verdict.ASSIGNS,
        Verdict.ASSIGNS,
        float(prefixes.probable[passed]) if passed >= 0 else NEVER,
        examples,
        spread,
        reaching,
        hits,
        _lower_bound(prefixes, at, bar) if at >= 0 else math.nan,
    )
    return _with_reason(found, prefixes, at, bar)


def _last_passed(prefixes: _Prefixes, bar: Bar) -> int:
    """Walk down from the first tested threshold until one fails."""
    tested = _tested(prefixes, bar)
    failed = np.flatnonzero(prefixes.chance[tested] > 1 - bar.confidence)
    passed = tested[: failed[0]] if len(failed) else tested
    return int(passed[-1]) if len(passed) else -1


def _most_promising(prefixes: _Prefixes, bar: Bar) -> int:
    """Find the threshold that comes nearest to the bar."""
    ends = np.flatnonzero(prefixes.ends)
    if not len(ends):
        return -1
    large = ends[ends >= bar.least_reaching - 1]
    asked = large if len(large) else ends[-1:]
    return int(asked[np.argmin(prefixes.chance[asked])])


def _lower_bound(prefixes: _Prefixes, at: int, bar: Bar) -> float:
    from scipy.special import betaincinv

    number = (at + 1) / prefixes.effect[at]
    hits = prefixes.right[at] / prefixes.effect[at]
    if hits <= 0:
        return 0.0
    return float(betaincinv(hits, number - hits + 1, 1 - bar.confidence))


def _with_reason(found: CodeVerdict, prefixes: _Prefixes, at: int, bar: Bar) -> CodeVerdict:
    """Keep a threshold if enough people's segments support it; else say what is missing."""
    if found.coded_segments < LEAST_EXAMPLES or found.participants < LEAST_PARTICIPANTS:
        return _too_few(found)
    if found.threshold < NEVER:
        return found
    share = found.right / found.reaching if found.reaching else 0.0
    more = _more_segments(found, share, prefixes.effect[at], bar) if found.reaching else None
    if more is None:
        status = f"{Verdict.NOT_AUTOMATABLE}: {share:.2f} right at best"
        return replace(found, verdict=Verdict.NOT_AUTOMATABLE, status=status)
    status = f"{Verdict.NOT_ENOUGH_GOLD}: about {more} more coded segments"
    return replace(found, verdict=Verdict.NOT_ENOUGH_GOLD, status=status, more_segments=more)


def _too_few(found: CodeVerdict) -> CodeVerdict:
    """Judge a code of which there is too little to judge by."""
    people = found.coded_segments >= LEAST_EXAMPLES
    status = (
        f"coded in {found.participants} of at least {LEAST_PARTICIPANTS} participants"
        if people
        else f"{found.coded_segments} of at least {LEAST_EXAMPLES} coded segments"
    )
    return replace(
        found,
        verdict=Verdict.NOT_ENOUGH_GOLD,
        status=f"{Verdict.NOT_ENOUGH_GOLD}: {status}",
        threshold=NEVER,
        more_segments=max(1, LEAST_EXAMPLES - found.coded_segments),
    )


def _more_segments(found: CodeVerdict, share: float, effect: float, bar: Bar) -> int | None:
    """Estimate how many more coded segments it takes if the share that is right stays."""
    if share <= bar.min_precision:
        return None
    number = np.arange(1.0, _MOST_WANTED)
    enough = np.flatnonzero(_tail(number, share * number, bar.min_precision) <= 1 - bar.confidence)
    if not len(enough):
        return None
    reaching = math.ceil((int(enough[0]) + 1) * effect)
    each = found.coded_segments / found.reaching  # coded segments for one that reaches the bar
    # an earlier threshold may have failed by chance: a few more segments are wanted in any case
    more = max(bar.least_reaching, math.ceil((reaching - found.reaching) * each))
    return more if more <= _MOST_WANTED else None
