"""Let QualCoder itself import a REFI-QDA project and export it again, without a screen.

Run by ``benchmarks/exchange.py qualcoder``, with QualCoder's own Python::

    QT_QPA_PLATFORM=offscreen python qualcoder_headless.py FOLDER PROJECT.qdpx OUT.qdpx

``FOLDER`` is a copy of QualCoder's repository, which this script only imports from.
"""

from __future__ import annotations

import builtins
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace


class App(SimpleNamespace):
    """What QualCoder's exchange needs of its application."""

    def get_annotations(self):
        """List annotations."""
        cursor = self.conn.cursor()
        cursor.execute("select anid, fid, pos0, pos1, memo, owner, date from annotation")
        keys = ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]

    def get_codes_categories(self):
        """List codes and categories."""
        cursor = self.conn.cursor()
        cursor.execute("select name, catid, owner, date, memo, supercatid from code_cat")
        keys = ("name", "catid", "owner", "date", "memo", "supercatid")
        categories = [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("select name, memo, owner, date, cid, catid, color, supercid from code_name")
        keys = ("name", "memo", "owner", "date", "cid", "catid", "color", "supercid")
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()], categories

    def write_config_ini(self, *_):
        """Keep no settings."""


def new_project(folder: Path, project: Path) -> sqlite3.Connection:
    """Make an empty project with the tables that this version of QualCoder makes."""
    text = (folder / "src" / "qualcoder" / "__main__.py").read_text(encoding="utf-8")
    made = text[text.index("CREATE TABLE project (") - 40 :]
    made = made[: made.index("INSERT INTO project")]
    calls = re.findall(r"cur\.execute\(\s*((?:\"[^\"]*\"\s*)+)\)", made)
    (project / "documents").mkdir(parents=True)
    connection = sqlite3.connect(project / "data.qda")
    for call in calls:
        connection.execute("".join(re.findall(r"\"([^\"]*)\"", call)))
    connection.execute(
        "INSERT INTO project (databaseversion, date, memo, about) "
        "VALUES ('v17', '2000-01-01 00:00:00', '', 'QualCoder')"
    )
    connection.commit()
    return connection


def main(folder: Path, source: Path, out: Path) -> None:
    builtins._ = str
    sys.path.insert(0, str(folder / "src"))
    from PyQt6 import QtWidgets

    _application = QtWidgets.QApplication([])
    from qualcoder import refi

    work = Path(tempfile.mkdtemp())
    project = work / "test.qda"
    connection = new_project(folder, project)
    copied = work / source.name
    shutil.copy(source, copied)
    log: list[str] = []
    app = App(
        conn=connection,
        project_path=str(project),
        project_name=project.name,
        settings={"codername": "default", "directory": str(work), "ai_enable": "False"},
        ai_models=[],
        version="QualCoder",
    )
    # dialogs ask for files and tell of ends; here they answer themselves
    refi.Message = lambda *_: SimpleNamespace(exec=lambda: None)
    dialog = QtWidgets.QFileDialog
    dialog.getOpenFileName = staticmethod(lambda *_, **__: (str(copied), True))
    dialog.getExistingDirectory = staticmethod(lambda *_, **__: str(work))
    box = SimpleNamespace(isChecked=lambda: False)
    refi.RefiLineEndings = lambda *_: SimpleNamespace(
        exec=lambda: None, ui=SimpleNamespace(radioButton_maxqda=box)
    )
    edit = SimpleNamespace(append=log.append)
    refi.RefiImport(app, edit, "qdpx")
    number = connection.execute("select count(*) from code_text").fetchone()[0]
    print(f"QualCoder imported {number} codings")
    shutil.copy(project / "data.qda", out.with_suffix(".qda"))
    Path("~/.qualcoder").expanduser().mkdir(exist_ok=True)
    refi.RefiExport(app, edit, "project")
    shutil.copy(work / "test.qdpx", out)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
