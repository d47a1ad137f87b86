"""What a new version of the codebook changes: codes, codings, and agreement before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from aft_themes.agreement import measure_agreement
from aft_themes.catalog import AFFECTED_CODINGS, AGREEMENT_CHANGES, CODEBOOK_CHANGES
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.io.spreadsheets import ROW
from aft_themes.notices import about_coders
from aft_themes.settings import ReportSettings, Settings
from aft_themes.vocabulary import Measure, Variant
from aft_themes.wording import count

CHANGES = ("added", "removed", "renamed", "split", "changed")
SAME_CODINGS = "the same codings, read with each version"
OWN_CODINGS = "codings made with each version"
_FIELDS = ("name", "definition", "include", "exclude", "valence")
_ALIKE = 80  # of 100: a removed and an added code with names so alike may be one renamed code
_Change = tuple[str, str, str, str, str, str, str, str]  # the columns of CODEBOOK_CHANGES
_RECODE = "look at these codings again with the new wording"


def previous_version(paths: Iterable[Path], current: Codebook) -> tuple[Path, Codebook] | None:
    """Find the latest version of the codebook before the current one."""
    kept: dict[str, tuple[Path, Codebook]] = {}
    for path in sorted(paths):
        book = load_codebook(path)
        if book.version in kept:
            raise InputError(path, f"version {book.version!r} is kept twice.", "keep one file.")
        kept[book.version] = path, book
    earlier = [version for version in kept if _order(version) < _order(current.version)]
    return kept[max(earlier, key=_order)] if earlier else None


def _order(version: str) -> list[tuple[int, int, str]]:
    """Order versions as people count: 1.9 before 1.10."""
    parts = re.findall(r"\d+|[^\W\d_]+", version)
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]


def compare_codebooks(old: Codebook, new: Codebook) -> pd.DataFrame:
    """List the codes that a new version adds, removes, renames (``was:``), splits or rewords."""
    pairs = list(_came_from(old, new))
    came_from = _first_of(pairs)
    kept = {was for _, was in pairs}
    added = [code for code in new.codes if code.id not in came_from]
    removed = [code for code in old.codes if code.id not in kept]
    found: list[_Change] = [("added", code.id, "", code.name, "", "", "", "") for code in added]
    found += [
        ("removed", code.id, code.id, code.name, "", "", "", _hint(code, added)) for code in removed
    ]
    found += [_moved(now, was, new[now].name, new) for now, was in pairs if now != was]
    for now, was in came_from.items():
        name = new[now].name
        for field in _FIELDS:
            before, after = getattr(old[was], field), getattr(new[now], field)
            if before != after:
                hint = "" if field == "name" else _RECODE
                found.append(("changed", now, was, name, field, before, after, hint))
    return pd.DataFrame(found, columns=CODEBOOK_CHANGES.schema.names)


def _moved(now: str, was: str, name: str, new: Codebook) -> _Change:
    if was in new.renames:
        return ("renamed", now, was, name, "", "", "", "")
    hint = f"has part of the meaning of {was}: look at its codings again"
    return ("split", now, was, name, "", "", "", hint)


def _came_from(old: Codebook, new: Codebook) -> Iterator[tuple[str, str]]:
    """Pair each new code with its ids in the old version: several, where codes were merged."""
    for code in new.codes:
        there = [was for was in code.former if was in old]
        kept = code.id in old and (not there or len(code.former) > 1)
        yield from ((code.id, was) for was in dict.fromkeys([*([code.id] * kept), *there]))


def _first_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each new code one id of the old version: of merged codes the first."""
    found: dict[str, str] = {}
    for now, was in pairs:
        found.setdefault(now, was)
    return found


def _hint(code: Code, added: list[Code]) -> str:
    scores = [(_likeness(code, other), other.id) for other in added]
    score, best = max(scores, default=(0.0, ""))
    if score >= _ALIKE:
        return f"perhaps renamed: then write `was: {code.id}` at {best}"
    return "codings of it must be given another code or be deleted"


def _likeness(one: Code, two: Code) -> float:
    return max(
        fuzz.ratio(one.definition, two.definition),
        fuzz.token_sort_ratio(f"{one.name} {one.id}", f"{two.name} {two.id}"),
    )


def both_versions(old: Codebook, new: Codebook) -> Codebook:
    """Join two versions, so that files made with either can be read; ids do not change."""
    gone = tuple(code for code in old.codes if code.id not in new)
    return Codebook(new.title, new.version, (*new.codes, *gone))


def affected_codings(coded: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """List the rows of the coders' files that a change concerns.

    Codings of removed codes cannot be used; codings of renamed codes are read with the new id;
    codings of codes that were split or reworded should be looked at again.
    """
    by_code: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows(changes[changes["change"] != "added"]):
        now = "" if row.change == "removed" else row.code
        hint = f"is read as {row.code}" if row.change == "renamed" else row.hint
        names = {row.was, row.code} if row.change == "changed" else {row.was}
        for name in names if hint else ():
            by_code.setdefault(name, {})[row.change] = now, hint
    found = []
    for row in rows(coded):
        for change, (now, hint) in sorted(by_code.get(row.code, {}).items()):
            place = (row.file, getattr(row, ROW), row.interview, row.turn, row.coder, row.code)
            found.append((*place, now, change, hint))
    if not found:
        return empty_frame(AFFECTED_CODINGS)
    return pd.DataFrame(found, columns=AFFECTED_CODINGS.schema.names)


def compare_agreement(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    assignments: pd.DataFrame,
    old: Codebook,
    new: Codebook,
    settings: Settings,
    earlier: tuple[pd.DataFrame, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Put agreement under the earlier version beside agreement under the new one.

    Without codings from the time of the earlier version, the present codings are read with its
    codes: renamed codes go back to their old id, new codes to the nearest code above them that
    there was, others are left out.
    """
    basis = OWN_CODINGS if earlier else SAME_CODINGS
    made, seats = earlier or (_read_back(codings, old, new), assignments)
    before, _ = measure_agreement(segments, made, seats, old, settings)
    after, _ = measure_agreement(segments, codings, assignments, new, settings)
    if before.empty and after.empty:
        return empty_frame(AGREEMENT_CHANGES)
    came_from = _first_of(_came_from(old, new))
    after = after.assign(was=[came_from.get(code, "") for code in after["code"]])
    # codes of a split come from the same old code: each is compared with it
    key = ["level", "variant", "measure"]
    joined = after.merge(
        before.rename(columns={"code": "was"}),
        on=[*key, "was"],
        how="outer",
        suffixes=("_new", "_old"),
    )
    gone = joined["code"].isna()
    new_codes = joined["was"].eq("") & joined["code"].ne("") & ~gone
    halves = {
        f"{half}{end}": joined[f"{column}{side}"]
        for half, side in (("before", "_old"), ("after", "_new"))
        for column, end in (("estimate", ""), ("low", "_low"), ("high", "_high"))
    }
    result = joined[[*key, "was"]].assign(
        code=joined["code"].where(~gone, joined["was"]),
        **halves,
        before_reason=joined["reason_old"].where(~new_codes, "the code is new").fillna(""),
        after_reason=joined["reason_new"].where(~gone, "the code is gone, or at another level"),
        basis=basis,
        note=joined["note_new"].fillna(joined["note_old"]),
    )
    result.loc[new_codes, ["before", "before_low", "before_high"]] = float("nan")
    lost = result["before"].isna() & result["before_reason"].eq("")
    result.loc[lost, "before_reason"] = "not measured before at this level"
    ordered = result.sort_values(list(AGREEMENT_CHANGES.key), kind="stable")
    return ordered[list(AGREEMENT_CHANGES.schema.names)].reset_index(drop=True)


def _read_back(codings: pd.DataFrame, old: Codebook, new: Codebook) -> pd.DataFrame:
    came_from = _first_of(_came_from(old, new))

    def back(code: str) -> str:
        line = [code, *reversed(new.ancestors(code))]
        return next((came_from[one] for one in line if one in came_from), "")

    read = codings.assign(code=[back(code) for code in codings["code"]])
    return read[read["code"] != ""].drop_duplicates(["segment_id", "code", "coder", "layer"])


def summarise_changes(
    old: Codebook,
    new: Codebook,
    changes: pd.DataFrame,
    affected: pd.DataFrame,
    agreement: pd.DataFrame,
    *,
    report: ReportSettings,
) -> str:
    """Say in Markdown which codes changed, which codings this affects, and how agreement did."""
    lines = [f"# Codebook: version {old.version} to {new.version}", ""]
    if about := about_coders(report):
        lines += [about, ""]
    codings = affected.groupby(["change", "code"]).size() if len(affected) else pd.Series(dtype=int)
    for change in CHANGES:
        part = changes[changes["change"] == change]
        lines += [f"## Codes {change}: {part['code'].nunique()}", ""]
        for code, group in part.groupby("code", sort=True):
            lines.append(_line(str(code), group, codings))
        lines += [""] if len(part) else []
    verb = "is" if len(affected) == 1 else "are"
    lines += [f"{count(len(affected), 'row')} of the coders' files {verb} affected.", ""]
    lines += ["## Agreement", "", *_agreement_lines(agreement)]
    return "\n".join(lines).rstrip() + "\n"


def _line(code: str, group: pd.DataFrame, codings: pd.Series[int]) -> str:
    first = group.iloc[0]
    parts = [f"- `{code}`"]
    if first["change"] in ("renamed", "split"):
        parts.append(f"was `{first['was']}`")
    if first["change"] == "changed":
        parts.append(", ".join(group["field"]))
    used = sum(
        int(codings.get((first["change"], name), 0)) for name in sorted({code, first["was"]})
    )
    if used:
        parts.append(f"{used} codings")
    parts += [hint for hint in dict.fromkeys(group["hint"]) if hint]
    return "; ".join(parts)


def _agreement_lines(agreement: pd.DataFrame) -> list[str]:
    if agreement.empty:
        return ["No interview has two coders."]
    lines = [
        f"On {agreement['basis'].iloc[0]}; all segments; Cohen's kappa with its interval.",
        "",
        "| | before | after |",
        "|---|---|---|",
    ]
    kappa = agreement[
        (agreement["measure"] == Measure.KAPPA) & (agreement["variant"] == Variant.ALL_SEGMENTS)
    ]
    # estimates are kept to 10 decimals: what differs by less is rounding
    moved = (kappa["before"] - kappa["after"]).abs().fillna(1) > 1e-9
    for row in rows(kappa[kappa["level"].str.startswith("all") | moved]):
        before = _estimate(row.before, row.before_low, row.before_high, row.before_reason)
        after = _estimate(row.after, row.after_low, row.after_high, row.after_reason)
        if row.level.startswith("all") or {before, after} != {row.before_reason, row.after_reason}:
            lines.append(f"| {f'`{row.code}`' if row.code else row.level} | {before} | {after} |")
    return lines


def _estimate(value: float, low: float, high: float, reason: str) -> str:
    if pd.isna(value):
        return reason
    return f"{value:.2f}" + ("" if pd.isna(low) else f" [{low:.2f}, {high:.2f}]")
