import os
import time
from functools import partial
from operator import truediv

import pytest

from aft_themes.io.processes import Processes


def mapped(work, items, number):
    with Processes(number) as processes:
        return list(processes.map(work, items))


def meet(item, folder):
    """Come back when two processes have begun."""
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return item, os.getpid()


def test_this_process_and_another_work_at_the_same_time_and_results_keep_their_order(tmp_path):
    found = mapped(partial(meet, folder=tmp_path), range(5), 2)
    assert [item for item, _ in found] == [0, 1, 2, 3, 4]
    assert {pid for _, pid in found} == {int(path.name) for path in tmp_path.iterdir()}
    assert os.getpid() in {pid for _, pid in found}


@pytest.mark.parametrize("items", [[1], []])
def test_for_one_item_no_process_starts(items):
    here = mapped(lambda _: os.getpid(), items, 4)  # another could not be told it
    assert here == [os.getpid()] * len(items)


def test_one_process_takes_item_after_item():
    taken = []
    found = Processes(1).map(lambda item: taken.append(item) or item, [1, 2, 3])
    assert next(found) == 1
    assert taken == [1]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("wrong", [0, 4])  # the first is the other process's, the last this one's
def test_an_error_in_either_process_is_raised(processes, wrong):
    items = [0 if at == wrong else 1 for at in range(5)]
    with pytest.raises(ZeroDivisionError):
        mapped(partial(truediv, 1), items, processes)


def begin(path):
    path.mkdir()
    time.sleep(0.02)


def test_after_an_error_nothing_more_is_begun(tmp_path):
    wrong = tmp_path / "missing" / "folder"  # the last: this process begins with it
    paths = [*(tmp_path / str(number) for number in range(100)), wrong]
    with pytest.raises(FileNotFoundError):
        mapped(begin, paths, 2)
    assert len(list(tmp_path.iterdir())) < 50
