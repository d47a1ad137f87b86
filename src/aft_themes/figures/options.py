"""Options of every figure: profile, codes, labels, and the notes below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aft_themes.figures.style import Profile, find_profile
from aft_themes.themes.authors_themes import AuthorsTheme

Notes = tuple[str, ...]


@dataclass(frozen=True)
class FigureOptions:
    """How a figure is drawn.

    Parameters
    ----------
    profile : str or Profile
        A key of ``PROFILES``, or a profile of one's own.
    codes : sequence of str, optional
        The codes to show, by id; by default the figure chooses. Figures without codes ignore it.
    labels : mapping of str to str
        Other labels for some codes, by id.
    notes : tuple of str
        What is printed below, such as that the data are synthetic.
    authors_themes : sequence of AuthorsTheme
        The themes of ``themes.yaml``: figures put codes below them instead of below domains.
    model_coders : bool
        The figure of agreement says that the coders were language models, not people.
    part : int
        Which page of a figure that needs several; 0 for the first.

    Raises
    ------
    SettingsError
        If no profile has that name.
    """

    profile: str | Profile = "apa"
    codes: Sequence[str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: Notes = ()
    authors_themes: Sequence[AuthorsTheme] = ()
    model_coders: bool = False
    part: int = 0

    @property
    def look(self) -> Profile:
        """The profile itself."""
        return find_profile(self.profile)


DEFAULT_OPTIONS = FigureOptions()
