from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.io.spreadsheets import write_csv


def test_spreadsheets_take_no_text_for_a_formula(tmp_path: Path):
    data = pd.DataFrame(
        {"label": ["=1+1", "+x", "-y", "@z", "\tq", "plain"], "value": [-0.5, -1, 0, 1, 2, np.nan]}
    )
    write_csv(data, tmp_path / "data.csv", float_format="%.6g")
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["label,value", "'=1+1,-0.5", "'+x,-1", "'-y,0", "'@z,1", "'\tq,2", "plain,"]
