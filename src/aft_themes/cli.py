"""The command `aft-themes`: what people type."""

from __future__ import annotations

import datetime
import logging
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from re import fullmatch

import click

from aft_themes.catalog import DRAWN_SAMPLE, LAST_LINES, MANIFEST, REVIEW_WORKBOOK
from aft_themes.errors import AftThemesError, InputError, SettingsError
from aft_themes.io.files import write_text
from aft_themes.io.foreign_errors import say_fault, why_unwritten
from aft_themes.io.studies import no_such_study
from aft_themes.settings import STUDY_NAME
from aft_themes.wording import count


class _StudyName(click.ParamType[str]):
    """The name of a study that is there, or its folder as a terminal completes it."""

    name = "study"

    def __init__(self, *, new: bool = False) -> None:
        self.new = new

    def convert(self, value: str, param: object, ctx: object) -> str:
        del param, ctx
        name = value.removeprefix("data/raw/").rstrip("/")
        if not fullmatch(STUDY_NAME, name):
            raise InputError(name, "cannot name a study.", "use letters, digits, - and _ only.")
        places = [Path(root) / name for root in ("data/raw", "data/processed", "reports")]
        if not self.new and not any(place.is_dir() for place in places):
            raise no_such_study(places[0])
        return name


class _Cores(click.ParamType[str]):
    """A number of cores, or all."""

    name = "cores"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value != "all" and not (value.isdecimal() and int(value) > 0):
            self.fail(f"{value!r} is neither a number above 0 nor 'all'.", param, ctx)
        return value


_STUDY = click.argument("study", type=_StudyName())
_CORES = click.option(
    "--cores", type=_Cores(), default="all", show_default=True, help="How many cores to use."
)
_MORE = (
    "`aft-themes --traceback` and the rest of your command shows more; "
    "do not send that: it may hold words of participants."
)


class _Command(click.Command):
    """A command that the list of all commands explains in a whole sentence."""

    def get_short_help_str(self, limit: int = 45) -> str:
        del limit
        return (self.help or "").partition("\n\n")[0].replace("\n", " ")


class _Commands(click.Group):
    """Commands in the order of the work, whose errors are one plain line without a traceback."""

    command_class = _Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except AftThemesError as error:
            raise click.ClickException(str(error)) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if context.params["traceback"]:
                raise
            told = why_unwritten(error) if isinstance(error, OSError) else ""
            raise click.ClickException(told or f"{say_fault(error)} {_MORE}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aft-themes")
@click.option("--traceback", is_flag=True, help="Show all of an error; it may quote participants.")
def main(*, traceback: bool) -> None:
    """Analyse interviews: from raw transcripts to themes that you can publish."""
    del traceback  # read where commands are called
    # what openpyxl cannot keep of a workbook, such as colours that depend on values, is not used
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def _show(file: str) -> None:
    """Show which file is read: on one line of a terminal, else as a line of its own."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{file and f'reading {file}'}", err=True, nl=False)
    elif file:
        click.echo(f"reading {file}", err=True)


@main.command()
@click.argument("study", type=_StudyName(new=True))
@click.argument("folder", type=click.Path(path_type=Path))
def init(study: str, folder: Path) -> None:
    """Begin STUDY from a FOLDER of transcripts and, if there are any, codings and a code list.

    Writes a first draft of everything that a study needs below data/raw/STUDY, for you to correct.
    """
    from aft_themes.new_study import start_study

    found = start_study(study, folder, show=_show)
    _show("")
    coded = f", codings of {', '.join(found.coder_files)}" if found.coder_files else ""
    click.echo(
        f"{found.folder} is made: {count(found.interviews, 'transcript')}, "
        f"{count(found.codes, 'code')}{coded}."
    )
    for title, lines in (
        ("Look at these first", found.doubts),
        ("Not used", found.left_out),
    ):
        if lines:
            click.echo(f"{title}:\n  " + "\n  ".join(lines))
    click.echo(
        "Now correct interviews.csv, speakers.csv, identifiers.csv and codebook.yaml there.\n"
        f"Then type: aft-themes check {study}"
    )


@main.command()
@_STUDY
def check(study: str) -> None:
    """Check all inputs of STUDY in seconds, and list every problem."""
    from aft_themes.workflow.check_letters import letters_without_font
    from aft_themes.workflow.check_study import check_study

    found = check_study(study)
    found.doubts += letters_without_font(study)
    for line in found.lines():
        click.echo(line)
    if not found.problems:
        click.echo(f"Then type: aft-themes run {study}")
    sys.exit(1 if found.problems else 0)


@main.command()
@_STUDY
@click.argument("targets", nargs=-1)
@_CORES
def run(study: str, targets: Sequence[str], cores: str) -> None:
    """Run the whole analysis of STUDY, or make only the files named in TARGETS."""
    from aft_themes.workflow.study_files import StudyFiles

    strange = [one for one in targets if not one.startswith(_results_of(study))]
    if strange:
        problem = f"is not among the results of {study}."
        raise InputError(strange[0], problem, "name the study alone, which makes everything.")
    code = _run(study, targets, cores)
    if code == 0 and not targets:
        files = StudyFiles(study)
        if files.maps_imports:
            from aft_themes.workflow.offered_imports import offer_imports

            offer_imports(study)
        click.echo(f"The report: reports/{study}/report.html")
        said = Path(files.path(LAST_LINES.name)).read_text("utf-8").rstrip()
        click.echo(f"Before you use it:\n{said}" if said else "Nothing needs mending.")
    sys.exit(code)


def _results_of(study: str) -> tuple[str, ...]:
    return f"data/processed/{study}/", f"reports/{study}/"


def _run(study: str, targets: Sequence[str], cores: str) -> int:
    """Run the workflow; if it stops, say last what stopped it."""
    from aft_themes.workflow.engine import run_study
    from aft_themes.workflow.stops import why_stopped

    began = time.time()
    code = run_study(study, targets, cores=cores)
    lines = why_stopped(study, began) if code else []
    if lines:
        click.echo("\n".join(["The run stopped. Mend this, and run it again:", *lines]))
    return code


@main.command()
@_STUDY
@_CORES
def review(study: str, cores: str) -> None:
    """Write the workbook in which people review codings and suggestions."""
    from aft_themes.workflow.check_study import merged_settings
    from aft_themes.workflow.study_files import StudyFiles

    if not merged_settings(study).practice.machine:
        raise SettingsError(
            f"{study}: report.approach is reflexive, which has no review of suggestions."
        )
    workbook = StudyFiles(study).path(REVIEW_WORKBOOK.name)
    code = _run(study, [workbook], cores)
    if code == 0:
        click.echo(f"Fill in {workbook} and put it into data/raw/{study}/codings/.")
    sys.exit(code)


@main.command()
@_STUDY
def statements(study: str) -> None:
    """Write a template of all that only you can write about STUDY.

    It is statements.yaml beside the study's settings; copy it into settings.yaml.
    """
    from aft_themes.report.statements import statements_template
    from aft_themes.workflow.check_study import merged_settings

    settings = merged_settings(study)
    path = Path("data/raw") / study / "statements.yaml"
    write_text(path, statements_template(settings))
    click.echo(f"Fill in {path}, and copy it into settings.yaml there.")


@main.command()
@_STUDY
def summaries(study: str) -> None:
    """Write the workbook for your summaries of the participants of STUDY, topic by topic.

    It is the study's summaries.xlsx; what you have written stays, and the next run prints it.
    """
    from aft_themes.workflow.summaries import write_summaries_of

    click.echo(f"Fill in {write_summaries_of(study)}. The next run prints what you write.")


@main.command(name="import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--study", type=_StudyName(), required=True, help="The study that the codings are for."
)
def import_(files: Sequence[Path], study: str) -> None:
    """Import codings from FILES of other programs: NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette ...

    Each file becomes a coder file in codings/. Files that you put into codings/ yourself are
    imported by every run; without FILES, you see what it will make of them. The proposed mapping of
    codes, documents and users is in data/raw/STUDY/exchange/mapping.csv. Correct it, then import or
    run again.
    """
    from aft_themes.exchange import import_files

    folder = Path("data/raw") / study
    found = str(import_files(files, folder))
    click.echo(found or f"{folder / 'codings'} holds no file of another program.")


@main.command()
@_STUDY
@click.option(
    "--for",
    "target",
    required=True,
    help="refi, nvivo, atlasti, maxqda, qualcoder, taguette, word or csv.",
)
@click.option(
    "--layer",
    "layers",
    multiple=True,
    default=["human"],
    show_default=True,
    help="Layers of codings; may be given more than once.",
)
def export(study: str, target: str, layers: Sequence[str]) -> None:
    """Export the de-identified transcripts of STUDY with their codings for another program."""
    from aft_themes.exchange import export_study
    from aft_themes.study import Study

    for path in export_study(Study(study), target, layers):
        click.echo(path)


@main.command()
@_STUDY
@click.option("--word", is_flag=True, help="Write a document of Word in place of a workbook.")
@click.option(
    "--from",
    "document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Bring a filled document of Word back.",
)
def consensus(study: str, word: bool, document: Path | None) -> None:
    """Write the workbook in which a team settles differences of STUDY, and an auditor comments.

    The run must be finished. What filled workbooks in codings/ have settled is left out.
    """
    from aft_themes.codebook.place import find_codebook
    from aft_themes.codebook.reading import load_codebook
    from aft_themes.exchange.consensus_word import bring_back
    from aft_themes.exchange.consensus_workbook import write_consensus
    from aft_themes.study import Study

    found = Study(study)
    if document is not None:
        codebook = load_codebook(find_codebook(found.raw))
        path, cases = bring_back(document, codebook, found.raw / "codings")
        read = "it" if cases == 1 else "them"
        click.echo(f"{path}: {count(cases, 'case')}. The next run reads {read}.")
        return
    path = write_consensus(found, word=word)
    if word:
        click.echo(f"Fill in {path}; then: aft-themes consensus {study} --from FILE.docx")
    else:
        click.echo(f"Fill in {path} and put it into data/raw/{study}/codings/.")


@main.command(name="ask-model")
@_STUDY
@click.option("--send", is_flag=True, help="Send it; without this, only say what would be sent.")
@click.option("--again", is_flag=True, help="Ask again what was not answered in time.")
def ask_model(study: str, send: bool, again: bool) -> None:
    """Ask a language model to code STUDY as one more coder, whose codes are never counted.

    The run must be finished. Says first how much would be sent, and where to. Answers are kept in
    data/raw/STUDY; the next run reads and judges them, and asks nobody.
    """
    from aft_themes.workflow.ask_model import prepare

    asking = prepare(study, again=again)
    click.echo("\n".join(asking.lines()))
    if not send:
        click.echo(f"Nothing was sent. To send it: aft-themes ask-model {study} --send")
        return
    with click.progressbar(length=len(asking.plan.open), file=sys.stderr) as bar:
        asking.send(lambda _: bar.update(1))
    click.echo("\n".join(asking.outcome()))
    click.echo(f"Now type: aft-themes run {study}")


@main.command(name="agreement-of")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "begin", type=float, help="Where the material begins; for passages.")
@click.option("--to", "end", type=float, help="Where it ends; by default with the last passage.")
def agreement_of(file: Path, begin: float | None, end: float | None) -> None:
    """Measure agreement on ratings or freely marked passages in FILE, a CSV or XLSX table.

    Ratings have the columns unit, coder, rating; passages category, coder, start, end.
    """
    from aft_themes.agreement.files import agreement_of as measure
    from aft_themes.numbers import statistic_in_full

    for name, value in measure(file, begin, end).items():
        click.echo(f"{name}: {statistic_in_full(value)}")


@main.command()
@_STUDY
def plan(study: str) -> None:
    """Say how many interviews of STUDY to code, or to code twice, for intervals of a wanted width.

    The run must be finished: the widths are the study's own.
    """
    from aft_themes.agreement.planning import plan_coding
    from aft_themes.study import Study
    from aft_themes.tables.planning import print_plan

    done = Study(study)
    click.echo(print_plan(plan_coding(done.agreement, done.suggestion_quality)))


@main.command(name="draw-sample")
@_STUDY
@click.option("--size", required=True, type=int, help="How many participants people will code.")
@click.option("--seed", default=20, show_default=True, help="Seed of the drawing.")
def draw_sample(study: str, size: int, seed: int) -> None:
    """Draw at random which participants of STUDY people will code, before the coding begins.

    The draw is written to data/raw/STUDY/drawn_sample.csv. A larger SIZE with the same seed keeps
    those who were drawn.
    """
    from aft_themes.corpus.drawn_sample import draw_sample as draw
    from aft_themes.corpus.drawn_sample import drawn_participants, write_sample
    from aft_themes.corpus.participants import load_listed_participants

    folder = Path("data/raw") / study
    people = load_listed_participants(folder)
    path = folder / DRAWN_SAMPLE.path
    sample = draw(people, size, seed, datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    write_sample(sample, path)
    click.echo(f"{path} is written. People code: {', '.join(drawn_participants(sample))}.")


@main.command(name="double-coding-sheets")
@_STUDY
@click.option("--turns", default=60, show_default=True, help="How many turns to draw.")
@click.option("--seed", default=20, show_default=True, help="Seed of the drawing.")
def double_coding_sheets(study: str, turns: int, seed: int) -> None:
    """Draw turns of STUDY for a second coder, with nobody else's codes in them."""
    from aft_themes.exchange import write_double_coding_sheets
    from aft_themes.study import Study

    for path in write_double_coding_sheets(Study(study), turns=turns, seed=seed):
        click.echo(path)


@main.command()
@_STUDY
@click.option("--labels", type=click.Path(path_type=Path), help="Labels that lie elsewhere.")
def audit(study: str, labels: Path | None) -> None:
    """Score the de-identification of STUDY against labels made by hand."""
    from aft_themes.deidentify.audit_study import audit_study

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    audit_study(study, labels)


@main.command()
@_STUDY
@click.argument("who")
@_CORES
@click.option("--yes", is_flag=True, help="Confirm the action without prompting.")
def withdraw(study: str, who: str, cores: str, *, yes: bool) -> None:
    """Take WHO out of STUDY for good, rebuild the rest, and look for what is left.

    WHO is a participant or an interview, as in interviews.csv or speakers.csv.
    """
    from aft_themes.provenance.withdrawal import (
        find_traces,
        interviews_of,
        learners,
        withdraw,
    )

    theirs = ", ".join(sorted(interviews_of(study, who)))
    if not yes:
        click.confirm(f"Delete {theirs} and all results of {study} for good?", abort=True)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    traces = withdraw(study, who, today)
    code = _run(study, (), cores)
    others = learners(study)
    left = [file for one in (study, *others) for file in find_traces(one, traces)]
    click.echo("\n".join(_after_withdrawal(study, others, left, code)))
    sys.exit(code or bool(left))


def _after_withdrawal(
    study: str, others: Sequence[str], left: Sequence[str], code: int
) -> list[str]:
    by_hand = "still holds words or names of the participant. Fix: clean it by hand."
    learnt = "learnt from this study; its results are deleted. Fix: run it again."
    none = "No passage of eight words and no name of the participant is left."
    return [
        *(
            [f"{study}: the rest is not rebuilt. Fix: correct what the run named; run it."]
            * bool(code)
        ),
        *(f"{other}: {learnt}" for other in others),
        *([f"{file}: {by_hand}" for file in left] or [none]),
        "Not cleaned: the history of git, backups, and copies elsewhere (see docs/withdrawal.md).",
    ]


@main.command()
@_STUDY
@click.option("--key", is_flag=True, required=True, help="The key and everything like it.")
@click.confirmation_option(prompt="Delete the key for good?")
def purge(study: str, key: bool) -> None:  # the flag says what is deleted
    """Delete what leads from tags back to names in STUDY, at the end of its data plan."""
    from aft_themes.provenance.withdrawal import purge_key

    gone = [f"{path} is deleted." for path in purge_key(study)]
    kept = f"The transcripts in data/raw/{study} still hold the names; archive or delete them."
    click.echo("\n".join([*gone, kept]))


@main.command()
@_STUDY
def verify(study: str) -> None:
    """Compare the results of STUDY with the manifest of its run."""
    from aft_themes.provenance.manifest import verify as differences_in

    differences = differences_in(Path("reports") / study / MANIFEST.path)
    click.echo("\n".join(differences or [f"{study}: every output is as the run wrote it."]))
    sys.exit(1 if differences else 0)


@main.command()
@_STUDY
@click.option("--date", default=None, help="Date of the deposit; today if not given.")
def crate(study: str, date: str | None) -> None:
    """Pack the finished run of STUDY for deposit, as an RO-Crate."""
    from aft_themes.provenance.crate import write_crate

    folder = Path("reports") / f"{study}-crate"
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    write_crate(Path("reports") / study, folder, date=date or today)
    click.echo(f"{folder} holds the results of {study} with their metadata.")


if __name__ == "__main__":
    main()
