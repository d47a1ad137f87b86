"""Build the explorer: one static page for reading themes in their context.

Inputs: segments, clean turns, final codings, themes with their participants and quotes, codebook,
participants, topics of both levels, the authors' themes, the coders' codings and those that were
not placed, the machine's suggestions, a language model's codes, and where coders differ.
Output: reports/<study>/explorer/index.html.
"""

from aft_themes import catalog
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.corpus.participants import as_columns
from aft_themes.explorer import ExplorerStudy, build_explorer
from aft_themes.io.files import write_text
from aft_themes.notices import count_lost
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import load_authors_themes
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    themes = next(iter(files.paths(catalog.THEMES_FILE)), None)
    lost = count_lost(files.read(catalog.HUMAN_CODINGS), files.read(catalog.UNPLACED_CODINGS))
    study = ExplorerStudy(
        segments=files.read(catalog.SEGMENTS),
        clean_turns=files.read(catalog.CLEAN_TURNS),
        codings=files.read(catalog.FINAL_CODINGS),
        themes=files.read(catalog.THEMES),
        theme_participants=files.read(catalog.THEME_PARTICIPANTS),
        quotes=files.read(catalog.QUOTES),
        participants=as_columns(files.read(catalog.PARTICIPANTS)),
        codebook=codebook,
        authors_themes=load_authors_themes(themes, codebook) if themes else (),
        settings=settings,
        topics=files.read_if_made(catalog.TOPICS),
        broad_topics=files.read_if_made(catalog.BROAD_TOPICS),
        topic_names=files.read_if_made(catalog.TOPIC_NAMES),
        topic_assignments=files.read_if_made(catalog.TOPIC_ASSIGNMENTS),
        suggestions=files.read_if_made(catalog.SUGGESTED_CODINGS),
        disagreements=files.read_if_made(catalog.DISAGREEMENTS),
        by_model=files.read_if_made(catalog.LANGUAGE_MODEL_CODINGS),
    )
    write_text(files.path(catalog.EXPLORER), build_explorer(study, lost))


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
