"""Networks that are compiled before they are trained."""

import os
import shutil
import subprocess
import sys

import pytest
import torch
from tiny_runs import tiny, weights

from viewer.errors import Stop
from viewer.training.liif import train


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")
@pytest.mark.skipif(not shutil.which("g++"), reason="needs a C++ compiler")
def test_a_compiled_network_learns_what_a_plain_one_does(photos, tmp_path):
    for is_compiled in (True, False):
        train(tiny(photos, compile=is_compiled), tmp_path / str(is_compiled), lambda event: None, Stop())
    plain, compiled = (weights(tmp_path / str(is_compiled) / "last.safetensors") for is_compiled in (False, True))
    assert plain.keys() == compiled.keys()
    assert all(torch.allclose(value, compiled[key], atol=1e-3) for key, value in plain.items())


def test_a_machine_without_a_compiler_says_so(photos, tmp_path):
    options = ["--data", photos, "--encoder", "custom", "--hidden", 8, "--patch", 12, "--samples", 64, "--device", "cpu"]
    command = [sys.executable, "-m", "viewer.cli", "train", "liif", *options, "--compile", "-o", tmp_path / "run"]
    nowhere = os.environ | {"CXX": "/nowhere", "TORCHINDUCTOR_CACHE_DIR": str(tmp_path / "cache")}
    ended = subprocess.run([*map(str, command)], env=nowhere, capture_output=True, text=True)
    assert ended.returncode == 2, ended.stderr
    assert "This machine cannot compile the network: " in ended.stderr and "without --compile" in ended.stderr
    assert "Traceback" not in ended.stderr
