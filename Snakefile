# The whole analysis. Each chapter of the method has a file in workflow/rules/, in the order the
# data flow; what a rule does stands in the script of its name. Files have the names of
# src/aft_themes/catalog/. params.settings has the sections that a rule's script reads, and
# params.contents is a checksum of what researchers bring and of the package's modules that the script
# uses: a change reruns what depends on it and no more, and is seen by content, whatever a file's date.
# Cores, memory and threads that a rule does not name stand in profiles/.

from pathlib import Path

from snakemake.utils import min_version

from aft_themes.io.files import remove_unfinished
from aft_themes.provenance.manifest import origins
from aft_themes.workflow.contents import checksum_of, contents_of
from aft_themes.workflow.dates import mend_future_dates
from aft_themes.workflow.sources import module_sources, sources
from aft_themes.workflow.study_files import open_study, settings_of

min_version("9.0")


configfile: "config/config.yaml"


report: "workflow/report/workflow.rst"


study = open_study(config)
if study.has_settings:

    configfile: study.path("study_settings")


study = open_study(config)  # the study's own settings say which files count
settings = settings_of(config)
contents = contents_of(
    workflow.rules,
    made=[study.folder(which) for which in ("processed", "reports")],
    code=lambda rule: sources(f"scripts/{rule}.py"),
)
mend_future_dates(
    [*map(study.folder, ("raw", "processed", "reports")), "config", "scripts", "src"]
)


onstart:
    remove_unfinished(Path(study.folder("processed")))
    remove_unfinished(Path(study.folder("reports")))


localrules:
    all,


rule all:
    input:
        study.path("inputs_checked"),
        study.path("leaks_checked"),
    message:
        "Everything is made"


include: "workflow/rules/transcripts.smk"
include: "workflow/rules/coding.smk"
include: "workflow/rules/suggestions.smk"
include: "workflow/rules/topics.smk"
include: "workflow/rules/themes.smk"
include: "workflow/rules/publish.smk"
