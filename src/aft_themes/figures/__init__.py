"""Figures for journals: each a function from frames to a :class:`DrawnFigure`."""

from aft_themes.figures.growth import draw_saturation
from aft_themes.figures.matrix import draw_matrix
from aft_themes.figures.pairs import draw_cooccurrence
from aft_themes.figures.positions import draw_positions
from aft_themes.figures.prevalence import draw_prevalence, draw_valence
from aft_themes.figures.saving import save_figure, save_skipped
from aft_themes.figures.sheet import CannotDrawError, DrawnFigure
from aft_themes.figures.style import PROFILES, Profile
from aft_themes.figures.workflow import STAGES, Stage, draw_workflow

__all__ = [
    "PROFILES",
    "STAGES",
    "CannotDrawError",
    "DrawnFigure",
    "Profile",
    "Stage",
    "draw_cooccurrence",
    "draw_matrix",
    "draw_positions",
    "draw_prevalence",
    "draw_saturation",
    "draw_valence",
    "draw_workflow",
    "save_figure",
    "save_skipped",
]
