from subprocess import TimeoutExpired

import pytest

from aft_themes.io import bounded_process
from aft_themes.io.bounded_process import run_reader


def written(folder, text):
    file = folder / "reader.py"
    file.write_text(text)
    return str(file)


def test_a_reader_gets_its_arguments_and_the_data(tmp_path):
    file = written(
        tmp_path,
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    sys.stdout.write(sys.argv[1] + sys.stdin.read())\n"
        "    sys.exit(4)\n",
    )
    done = run_reader(file, "river ", data=b"stones")
    assert (done.stdout, done.returncode) == (b"river stones", 4)


def test_a_reader_cannot_take_any_amount_of_memory(tmp_path):
    pytest.importorskip("resource")
    file = written(tmp_path, "print(len(bytes(2 * 2**30)))\n")
    done = run_reader(file, data=b"")
    assert done.returncode
    assert b"MemoryError" in done.stderr


def test_a_reader_that_does_not_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded_process, "WAIT_S", 1)
    with pytest.raises(TimeoutExpired):
        run_reader(written(tmp_path, "import time\ntime.sleep(60)\n"), data=b"")
