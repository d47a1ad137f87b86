import importlib.util
import re
import subprocess
import sys
from pathlib import Path

from aft_themes.settings import Settings

BIN = Path(sys.executable).parent


def leaves(values, prefix=""):
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_the_page_of_settings_lists_every_setting(tmp_path):
    spec = importlib.util.spec_from_file_location("conf", "docs/conf.py")
    conf = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conf)
    conf.write_settings_page(tmp_path)
    listed = re.findall(r"^\| `([\w.]+)` \|", (tmp_path / "settings.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(leaves(Settings().model_dump()))


def test_the_pages_build_without_a_warning_and_their_links_hold(tmp_path):
    done = subprocess.run(
        [BIN / "sphinx-build", "-q", "-W", "--keep-going", "docs", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for page in tmp_path.glob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text()):
            if not link.startswith(("http", "data:", "mailto:")):
                assert (tmp_path / link).exists(), f"{page.name}: {link}"


def test_readme_links_hold():
    text = Path("README.md").read_text()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert Path(link).exists(), link


def test_every_make_target_that_the_readme_names_exists():
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", Path("README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text(), re.MULTILINE))
    assert named <= targets
