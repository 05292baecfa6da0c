"""The command line, run as people run it: exit codes, one line for what is wrong, files that are whole."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from PIL import Image as PILImage

from viewer.cli import main
from viewer.fields.colour_maps import SEQUENTIAL, colours_of
from viewer.imaging.samples import sample_path
from viewer.models import checkpoint
from viewer.models.liif import LIIF
from viewer.models.siren import Siren

SMALL = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
DECODER = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [16, 16]}}


@pytest.fixture
def photo(tmp_path):
    """A 40 x 30 photograph."""
    path = tmp_path / "photo.png"
    with PILImage.open(sample_path("coffee")) as source:
        source.resize((40, 30)).save(path)
    return path


@pytest.fixture
def network(tmp_path):
    """A checkpoint of ours with random weights."""
    torch.manual_seed(0)
    path = tmp_path / "small.safetensors"
    checkpoint.save(checkpoint.describe("liif", LIIF(SMALL, DECODER)), path)
    return path


def srview(*words, timeout=100, **environment):
    command = [sys.executable, "-m", "viewer.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=os.environ | environment)


def size_of(path):
    with PILImage.open(path) as picture:
        return picture.size


def complaint(capsys, *words, code=2):
    """The one line on stderr of a command that fails."""
    try:
        returned = main([str(word) for word in words])
    except SystemExit as ended:
        returned = ended.code
    assert returned == code
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "Traceback" not in error
    return error


def test_render_writes_the_size_asked_for_and_its_figures(photo, network, tmp_path, capsys):
    out, figures = tmp_path / "out.png", tmp_path / "figures.json"
    assert main(["render", str(photo), "-o", str(out), "--scale", "2.5", "--model", str(network), "--json", str(figures)]) == 0
    assert size_of(out) == (100, 75)
    read = json.loads(figures.read_text())
    assert read["pixels"] == 7500 and read["device"] == "cpu" and read["encode_s"] > 0 and read["query_s"] > 0


def test_a_region_is_the_same_part_of_the_whole(photo, network, tmp_path):
    common = ["--model", str(network), "--precision", "exact"]
    main(["render", str(photo), "-o", str(tmp_path / "all.npy"), "--size", "120x90", *common])
    main(["render", str(photo), "-o", str(tmp_path / "part.npy"), "--scale", "3", "--region", "10,5,20,10", *common])
    whole, part = np.load(tmp_path / "all.npy"), np.load(tmp_path / "part.npy")
    assert whole.shape == (90, 120, 3) and whole.dtype == np.float32
    assert np.abs(whole[15:45, 30:90] - part).max() < 1e-5


def test_render_lays_a_share_of_another_model_over_the_first(photo, tmp_path, capsys):
    def rendered(name, *words):
        assert main(["render", str(photo), "-o", str(tmp_path / f"{name}.npy"), "--scale", "2.5", *words]) == 0
        return np.load(tmp_path / f"{name}.npy")

    first, second = (rendered(model, "--model", model) for model in ("bicubic", "nearest"))
    mixed = rendered("mixed", "--model", "bicubic", "--blend", "nearest:0.3")
    np.testing.assert_allclose(mixed, 0.7 * first + 0.3 * second, atol=1e-6)
    for wrong in ("nearest", "nearest:2", ":0.4", "nosuch:0.5"):
        assert complaint(capsys, "render", photo, "-o", tmp_path / "a.png", "--scale", 2, "--blend", wrong)


def test_a_difference_renders_against_the_model_that_is_named(photo, tmp_path, capsys):
    for name, more in (("a", ["--model", "nearest"]), ("b", ["--model", "bicubic"])):
        assert main(["render", str(photo), "-o", str(tmp_path / f"{name}.npy"), "--scale", "3", *more]) == 0
    wanted = ["--model", "nearest", "--show", "difference", "--against", "bicubic", "--gain", "4"]
    assert main(["render", str(photo), "-o", str(tmp_path / "d.npy"), "--scale", "3", *wanted]) == 0
    a, b, shown = (np.load(tmp_path / f"{name}.npy") for name in "abd")
    expected = colours_of(np.clip(4 * np.abs(a - b).mean(-1), 0, 1), SEQUENTIAL)
    np.testing.assert_allclose(shown, expected, atol=1e-5)
    capsys.readouterr()
    render = ["render", photo, "-o", tmp_path / "x.png", "--scale", "2"]
    assert "--against" in complaint(capsys, *render, "--show", "difference")
    assert "--show difference" in complaint(capsys, *render, "--against", "bicubic")


def test_classical_models_render_alpha_too(tmp_path):
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[:, 4:, 3] = 255
    PILImage.fromarray(pixels).save(tmp_path / "a.png")
    assert main(["render", str(tmp_path / "a.png"), "-o", str(tmp_path / "b.png"), "--scale", "2", "--model", "nearest"]) == 0
    with PILImage.open(tmp_path / "b.png") as rendered:
        alpha = np.asarray(rendered)[..., 3]
    assert alpha[8, 2] == 0 and alpha[8, 13] == 255


def test_unreadable_pictures_are_refused_in_one_line(tmp_path, capsys):
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    bomb = header + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00\xae\x9c\x41\xf1" + bytes(60)
    files = {"empty.png": b"", "text.png": b"not a picture", "cut.png": header + bytes(2), "bomb.png": bomb}
    for name, content in files.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert name in complaint(capsys, "render", path, "-o", tmp_path / "out.png", "--scale", 2, "--model", "bicubic")
    assert "folder" in complaint(capsys, "render", tmp_path, "-o", tmp_path / "out.png", "--scale", 2, "--model", "bicubic")
    missing = tmp_path / "missing.png"
    for words in (("render", missing, "-o", tmp_path / "out.png", "--scale", 2), ("view", missing)):
        assert "missing.png does not exist" in complaint(capsys, *words)
    assert not (tmp_path / "out.png").exists()


def test_folders_that_cannot_be_read_are_refused_in_one_line(photo, network, tmp_path, capsys):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "bare").mkdir()
    for folder in (tmp_path / "missing", tmp_path / "loop", tmp_path / "bare", photo):
        assert folder.name in complaint(capsys, "eval", "--model", network, "--data", folder)
        assert folder.name in complaint(capsys, "train", "liif", "--data", folder, "-o", tmp_path / "run")
    assert not list(tmp_path.glob("run/*.safetensors"))


def test_wrong_usage_says_what_would_be_right(photo, tmp_path, capsys):
    out = tmp_path / "out.png"
    assert "-h" in complaint(capsys, "render", photo)
    assert "not allowed with" in complaint(capsys, "render", photo, "-o", out, "--scale", 2, "--size", "10x10")
    assert "above zero" in complaint(capsys, "render", photo, "-o", out, "--scale", -2)
    assert "beyond the image" in complaint(capsys, "render", photo, "-o", out, "--scale", 2, "--region", "30,0,20,5")
    assert "ending" in complaint(capsys, "render", photo, "-o", tmp_path / "out.doc", "--scale", 2)
    assert "no model 'lif'" in complaint(capsys, "render", photo, "-o", out, "--scale", 2, "--model", "lif")
    assert "not a device" in complaint(capsys, "render", photo, "-o", out, "--scale", 2, "--device", "gpu")
    assert "cuda:99" in complaint(capsys, "render", photo, "-o", out, "--scale", 2, "--device", "cuda:99")


def test_wrong_checkpoints_are_refused_in_one_line(photo, tmp_path, capsys):
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00 nothing")
    other = tmp_path / "other.pth"
    torch.save({"state_dict": {}}, other)
    for path in (broken, other, tmp_path / "none.pth"):
        line = complaint(capsys, "render", photo, "-o", tmp_path / "out.png", "--scale", 2, "--model", path)
        assert path.name in line


def test_an_official_checkpoint_renders_and_exports_unchanged(photo, network, tmp_path, capsys):
    official, again = tmp_path / "official.pth", tmp_path / "again.pth"
    assert main(["models", "export", str(network), "-o", str(official)]) == 0
    assert main(["models", "export", str(official), "-o", str(again)]) == 0
    first, second = (torch.load(path, weights_only=True)["model"] for path in (official, again))
    assert first["args"] == second["args"] and first["name"] == "liif"
    assert all(torch.equal(first["sd"][key], second["sd"][key]) for key in first["sd"])
    renders = []
    for model in (network, official):
        main(["render", str(photo), "-o", str(tmp_path / "o.npy"), "--scale", "2", "--model", str(model), "--precision", "exact"])
        renders.append(np.load(tmp_path / "o.npy"))
    assert np.array_equal(*renders)


def test_models_lists_the_classical_and_the_shipped(capsys):
    assert main(["models"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert {"liif-small", "nearest", "bilinear", "bicubic", "lanczos"} <= set(listed)
    assert main(["models", "info", "liif-small"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "liif"


def test_eval_reports_bicubic_alongside(network, tmp_path, capsys):
    folder = tmp_path / "images"
    folder.mkdir()
    with PILImage.open(sample_path("astronaut")) as photo:
        photo.crop((180, 60, 277, 155)).save(folder / "face.png")
    words = ["eval", "--model", str(network), "--data", str(folder), "--scales", "2", "3.5", "--json", str(tmp_path / "f.json")]
    assert main(words) == 0
    figures = json.loads((tmp_path / "f.json").read_text())
    assert set(figures) == {"bicubic", str(network)} and set(figures["bicubic"]) == {"2", "3.5"}
    assert 25 < figures["bicubic"]["2"]["psnr"] < 45 and figures["bicubic"]["2"]["n"] == 1
    assert figures["bicubic"]["3.5"]["ssim"] < figures["bicubic"]["2"]["ssim"] < 1


def test_eval_by_how_the_images_were_blurred(tmp_path, capsys):
    folder, table, figures = tmp_path / "images", tmp_path / "each.csv", tmp_path / "f.json"
    folder.mkdir()
    with PILImage.open(sample_path("astronaut")) as photo:
        photo.crop((180, 60, 280, 156)).save(folder / "face.png")
    common = ["eval", "--model", "bicubic", "--data", str(folder), "--scales", "2", "4", "--json", str(figures)]
    assert main([*common, "--degradation", "iso", "--csv", str(table)]) == 0
    told = json.loads(figures.read_text())["bicubic"]
    assert list(told["4"]["by"]) == ["blur 0", "blur 1.2", "blur 2.4", "blur 3.6"]
    psnr = [each["psnr"] for each in told["4"]["by"].values()]
    assert psnr == sorted(psnr, reverse=True)
    assert told["4"]["psnr"] == pytest.approx(np.mean(psnr)) and told["4"]["n"] == 1
    with table.open(newline="") as file:
        assert [row["degradation"] for row in csv.DictReader(file)][:2] == ["blur 0", "blur 0.6"]
    assert "blur 3.6" in capsys.readouterr().out
    assert main([*common, "--degradation", "aniso", "--noise", "10"]) == 0
    noisy = json.loads(figures.read_text())["bicubic"]["4"]["by"]
    assert len(noisy) == 9 and noisy["K1"]["psnr"] > noisy["K9"]["psnr"]
    assert main([*common, "--noise", "10"]) == 2


def test_eval_writes_the_figures_of_each_image_and_of_an_ensemble(tmp_path, capsys):
    """The means of the table are those of the rows; kernels are their own ensemble."""
    folder, table, figures = tmp_path / "images", tmp_path / "each.csv", tmp_path / "f.json"
    folder.mkdir()
    for name, corner in (("face", (180, 60)), ("a, helmet", (60, 200))):
        with PILImage.open(sample_path("astronaut")) as photo:
            photo.crop((*corner, corner[0] + 60, corner[1] + 50)).save(folder / f"{name}.png")
    common = ["eval", "--model", "liif-small", "--data", str(folder), "--scales", "2", "--json", str(figures)]
    assert main(common) == 0
    alone = json.loads(figures.read_text())
    assert main([*common, "--csv", str(table), "--ensemble"]) == 0
    means = json.loads(figures.read_text())
    assert means["bicubic"] == alone["bicubic"]
    assert 0.001 < abs(means["liif-small"]["2"]["psnr"] - alone["liif-small"]["2"]["psnr"]) < 0.5
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["model"], row["scale"], row["image"]) for row in rows] == [
        (model, "2", name) for model in ("bicubic", "liif-small") for name in ("a, helmet.png", "face.png")
    ]
    for model, mean in means.items():
        for key in ("psnr", "ssim"):
            assert np.mean([float(row[key]) for row in rows if row["model"] == model]) == pytest.approx(mean["2"][key])


def test_eval_tells_how_far_pictures_are_apart_as_networks_see_them(tmp_path, capsys):
    folder, table, figures = tmp_path / "images", tmp_path / "each.csv", tmp_path / "f.json"
    folder.mkdir()
    with PILImage.open(sample_path("astronaut")) as photo:
        photo.crop((180, 60, 240, 110)).save(folder / "face.png")
    words = [
        "eval",
        "--model",
        "nearest",
        "--data",
        str(folder),
        "--scales",
        "2",
        "3",
        "--json",
        str(figures),
        "--csv",
        str(table),
    ]
    assert main([*words, "--features", "random:1", "--features", "random:2"]) == 0
    told, shown = json.loads(figures.read_text()), capsys.readouterr()
    for model in ("bicubic", "nearest"):
        for name in ("distance random:1", "distance random:2"):
            assert 0 < told[model]["2"][name] < told[model]["3"][name] < 4
            assert f"{told[model]['2'][name]:.4f}" in shown.out
    assert told["bicubic"]["2"]["distance random:1"] != told["bicubic"]["2"]["distance random:2"]
    assert "PSNR in dB / SSIM / distance random:1 / distance random:2" in shown.out and "learnt nothing" in shown.err
    with table.open(newline="") as file:
        row = next(csv.DictReader(file))
    assert float(row["distance random:2"]) == pytest.approx(told["bicubic"]["2"]["distance random:2"])
    assert "no feature network" in complaint(capsys, *words, "--features", "nosuch")


def test_screenshot_works_without_a_display(photo, tmp_path):
    out = tmp_path / "window.png"
    environment = {key: "" for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    ended = srview(photo, "--model", "bicubic", "--size", "640x480", "--zoom", "4", "--screenshot", out, **environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert size_of(out) == (640, 480)


def test_screenshot_of_a_damaged_picture_says_so(tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    ended = srview(tmp_path / "bad.jpg", "--screenshot", tmp_path / "o.png", QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 2 and "bad.jpg" in ended.stderr and ended.stderr.count("\n") == 1


def last_step(events):
    return [event["step"] for event in map(json.loads, events.read_text().splitlines()) if "step" in event][-1]


def test_a_terminal_interrupt_keeps_a_checkpoint_and_resume_finishes_the_run(tmp_path):
    folder, run = tmp_path / "photos", tmp_path / "run"
    folder.mkdir()
    with PILImage.open(sample_path("coffee")) as photo:
        photo.crop((0, 0, 100, 100)).save(folder / "a.png")
    tiny = ["--encoder", "compact", "--hidden", "8", "--patch", "8", "--batch", "1", "--samples", "16", "--save-every", "1000"]
    command = [sys.executable, "-m", "viewer.cli", "train", "liif", "--data", str(folder), "-o", str(run), *tiny]
    one_thread = os.environ | {"OMP_NUM_THREADS": "1"}  # quickest for a network this small
    training = subprocess.Popen([*command, "--steps", "1000000"], stderr=subprocess.PIPE, text=True, env=one_thread)
    events = run / "events.jsonl"
    deadline = time.monotonic() + 90
    while not (events.exists() and events.read_text().count("\n") >= 3):
        assert training.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    training.send_signal(signal.SIGINT)
    error = training.communicate(timeout=60)[1]
    assert training.returncode == 130 and "--resume" in error and "Traceback" not in error
    reached = last_step(events)
    assert reached >= 40

    ended = srview("train", "liif", "--resume", run, "--steps", reached + 60, OMP_NUM_THREADS="1")
    assert ended.returncode == 0 and ended.stdout.strip().endswith("last.safetensors")
    assert last_step(events) == reached + 60
    assert f"steps = {reached + 60}\n" in (run / "job.toml").read_text()
    again = srview("train", "liif", "--data", folder, "-o", run, *tiny)
    assert again.returncode == 2 and "already holds a run" in again.stderr


def test_help_of_every_command_has_an_example(capsys):
    for words in (["view"], ["render"], ["train", "liif"], ["eval"], ["models"]):
        with pytest.raises(SystemExit) as ended:
            main([*words, "-h"])
        assert ended.value.code == 0
        assert "example: srview" in capsys.readouterr().out


def test_a_field_file_renders_at_any_size_without_its_picture(tmp_path):
    torch.manual_seed(0)
    model = Siren((20, 15), hidden=16, layers=1)
    checkpoint.save(checkpoint.describe("siren", model), tmp_path / "field.safetensors")
    assert main(["render", str(tmp_path / "field.safetensors"), "-o", str(tmp_path / "out.npy"), "--scale", "3"]) == 0
    out = np.load(tmp_path / "out.npy")
    assert out.shape == (45, 60, 3)
    coord = torch.tensor([(2 * 7 + 1) / 45 - 1, (2 * 50 + 1) / 60 - 1])
    np.testing.assert_allclose(out[7, 50], (model(coord).detach().numpy() / 2 + 0.5).clip(0, 1), atol=0.5 / 255)


def test_the_desktop_knows_the_program_its_icon_and_its_files_until_it_is_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["desktop", "install"]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert all(path.is_file() and tmp_path in path.parents for path in written)
    entry = (tmp_path / "applications" / "srview.desktop").read_text()
    kinds = next(line for line in entry.splitlines() if line.startswith("MimeType=")).removeprefix("MimeType=").split(";")
    assert {f"image/{kind}" for kind in ("png", "jpeg", "tiff", "webp", "avif", "gif")} | {"application/x-safetensors"} <= set(
        kinds
    )
    assert "Exec=" in entry and " view %F" in entry
    assert ElementTree.parse(tmp_path / "icons" / "hicolor" / "scalable" / "apps" / "srview.svg").getroot().tag.endswith("svg")
    assert ElementTree.parse(tmp_path / "mime" / "packages" / "srview.xml").getroot().tag.endswith("mime-info")
    if validator := shutil.which("desktop-file-validate"):
        assert subprocess.run([validator, tmp_path / "applications" / "srview.desktop"], capture_output=True).stdout == b""
    assert main(["desktop", "remove"]) == 0
    assert not any(path.exists() for path in written)
