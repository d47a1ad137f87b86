"""Answers to questions about a study, shown as a reader wants them: with pictures, names and words.

A :class:`~aft_themes.study.Study` gives them by its methods ``theme``, ``passages``, ``compare``,
``matrix``, ``portrait``, ``concordance`` and ``figure``.
"""

from aft_themes.answers.answer import Answer
from aft_themes.answers.choosing import pick
from aft_themes.answers.codes import compare_groups, lay_matrix, middle_code, tell_theme
from aft_themes.answers.figures import draw_figure
from aft_themes.answers.passages import find_passages, find_word
from aft_themes.answers.portrait import tell_portrait

__all__ = [
    "Answer",
    "compare_groups",
    "draw_figure",
    "find_passages",
    "find_word",
    "lay_matrix",
    "middle_code",
    "pick",
    "tell_portrait",
    "tell_theme",
]
