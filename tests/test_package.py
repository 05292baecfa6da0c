"""What is installed is what is here."""

import tomllib
from pathlib import Path

import viewer

ROOT = Path(viewer.__file__).parent.parent


def test_every_package_is_among_those_installed():
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    present = {".".join(init.parent.relative_to(ROOT).parts) for init in (ROOT / "viewer").rglob("__init__.py")}
    assert present == set(named) - {"viewer.ckpt", "viewer.resources"}
