"""Tables for LaTeX; every text is escaped."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from aft_themes.tables.model import (
    Table,
    panels,
)
from aft_themes.tables.writers.html import environment
from aft_themes.wording import unbroken

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": r"{-}",  # else two hyphens would become a dash
    "[": "{[}",  # else a bracket after a line's end would be read as its option
    "]": "{]}",
    "\u2212": r"\ensuremath{-}",
    "\u2260": r"\ensuremath{\neq}",
    "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}",
    "\u2190": r"\ensuremath{\leftarrow}",
    "\u2192": r"\ensuremath{\rightarrow}",
    "\u03b1": r"\ensuremath{\alpha}",
    "\u03ba": r"\ensuremath{\kappa}",
    "\u03c6": r"\ensuremath{\phi}",
    "\u2022": r"\textbullet{}",
    "\u201c": r"\textquotedblleft{}",
    "\u201d": r"\textquotedblright{}",
    "\u2018": r"\textquoteleft{}",
    "\u2019": r"\textquoteright{}",
    "\u2013": r"\textendash{}",
    "\u2014": r"\textemdash{}",
    "\u2026": r"\textellipsis{}",
    "\u00a0": r"\nobreakspace{}",
    "\n": " ",
    "\r": " ",
}
_LATEX_SIGN = re.compile("[" + re.escape("".join(_LATEX)) + "]")
_ID_BREAK = re.compile(r"(?<=[A-Za-z])(\.|\\_)(?=[A-Za-z])")  # where a code's id may be broken
_PAGE_COLUMNS = 40
_T1 = "T1 fonts"  # as the template says
_OTHER_FONTS = "fontspec with a font of these letters, for XeLaTeX or LuaLaTeX"
# what pdfLaTeX knows with T1 fonts and textcomp: Latin letters, punctuation, a few signs
_BEYOND_PDFLATEX = re.compile(
    "[^\x00-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0218-\u021b"
    "\u1e9e\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]"
)


def latex(text: str) -> Markup:
    """Escape a text for LaTeX."""
    composed = unicodedata.normalize("NFC", unbroken(text))  # pdfLaTeX knows no accent alone
    escaped = _LATEX_SIGN.sub(lambda sign: _LATEX[sign.group()], composed)
    return Markup(_ID_BREAK.sub(r"\1\\allowbreak{}", escaped))  # noqa: S704


def _latex_link(href: str) -> Markup:
    r"""Escape an address for ``\href``, where percent and hash signs must be masked."""
    safe = re.sub(r"[^A-Za-z0-9_./:?=&#%-]", lambda sign: f"%{ord(sign.group()):02X}", href)
    return Markup(re.sub(r"([#%&_])", r"\\\1", safe))  # noqa: S704


def to_latex(table: Table) -> str:
    r"""Write a table for LaTeX with booktabs and longtable."""
    template = _latex_environment().get_template("table.tex")
    made = template.render(table=table, panels=panels(table, _PAGE_COLUMNS), spec=_spec) + "\n"
    beyond = "".join(sorted(set(_BEYOND_PDFLATEX.findall(made))))
    return made.replace(_T1, f"{_OTHER_FONTS}: {beyond}", 1) if beyond else made


@cache
def _latex_environment() -> Environment:
    made = environment("aft_themes.tables").overlay(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        autoescape=False,
    )
    made.filters.update(latex=latex, latex_link=_latex_link)
    return made


def _spec(table: Table, shown: tuple[int, ...]) -> str:
    columns = [table.columns[position] for position in shown]
    whole = sum(column.width for column in columns)
    kinds = []
    for column in columns:
        share = f"{column.width / whole:.4f}"
        align = r"\centering" if column.numeric else r"\raggedright"
        width = rf"\dimexpr {share}\linewidth-2\tabcolsep\relax"
        # LaTeX hyphenates no word that begins a cell, unless a space of no width is before it
        kinds.append(rf">{{{align}\arraybackslash\hspace{{0pt}}}}p{{{width}}}")
    return "".join(kinds)
