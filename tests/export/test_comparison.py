"""A page of a comparison: it holds the pictures as they are, their figures, and nothing from elsewhere."""

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image as PILImage

from viewer.cli import main
from viewer.errors import Stop, UserError
from viewer.export.comparison import Seen, page
from viewer.fields.evaluation import measure
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.files import load_image, quantise
from viewer.imaging.image import Image
from viewer.imaging.metrics import luma, psnr, ssim
from viewer.imaging.samples import sample_path


@pytest.fixture
def photo(tmp_path):
    with PILImage.open(sample_path("coffee")) as source:
        source.crop((150, 50, 330, 320)).resize((60, 90)).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def data_of(text):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL).group(1))


def pixels_of(picture):
    data = base64.b64decode(picture["uri"].removeprefix("data:image/png;base64,"))
    return np.asarray(PILImage.open(io.BytesIO(data)))


def test_the_page_holds_what_each_model_makes_and_how_far_apart_they_are(photo, tmp_path):
    out = tmp_path / "page.html"
    words = ["compare", str(photo), "--model", "bicubic", "--model", "nearest", "--scale", "3", "--region", "10,20,30,40"]
    assert main([*words, "-o", str(out)]) == 0
    data = data_of(out.read_text("utf-8"))
    image = load_image(photo)
    seen = []
    for picture, kernel in zip(data["pictures"], ("bicubic", "nearest"), strict=True):
        expected = quantise(classical_field(image, kernel).sample(Grid.over((10, 20, 30, 40), (90, 120)), Stop()))
        assert picture["title"] == kernel
        np.testing.assert_array_equal(pixels_of(picture), expected)
        seen.append(luma(expected / 255))
    assert data["pictures"][0]["figures"] == ["–", "–"]
    assert data["pictures"][1]["figures"] == [f"{psnr(*seen):.2f} dB", f"{ssim(*seen):.4f}"]
    assert "bicubic" in data["columns"][1] and data["note"].endswith("figures on luma, against bicubic.")


def test_a_reference_is_shown_and_measured_against(photo, tmp_path):
    small, out = tmp_path / "small.png", tmp_path / "page.html"
    with PILImage.open(photo) as source:
        source.resize((30, 45), PILImage.Resampling.BICUBIC).save(small)
    words = ["compare", str(small), "--model", "bicubic", "--scale", "2", "--reference", str(photo), "-o", str(out)]
    assert main(words) == 0
    data = data_of(out.read_text("utf-8"))
    assert [picture["title"] for picture in data["pictures"]] == ["photo.png", "bicubic"]
    assert 20 < float(data["pictures"][1]["figures"][0].split()[0]) < 45
    assert main([*words[:5], "3", *words[6:]]) == 2


def test_the_page_needs_nothing_from_elsewhere_and_no_title_breaks_it():
    pixels = np.zeros((4, 4, 3), np.uint8)
    title = '</script><script>alert("</title>")'
    text = page(title, [Seen(title, pixels), Seen("b", pixels)], Seen("b", pixels), "")
    assert data_of(text)["title"] == title and text.count("<script") == 2
    assert not re.search(r'(?:src|href)="|url\(|@import|https?://', text)
    equal = data_of(page("a", pictures := [Seen("a", pixels), Seen("b", pixels)], pictures[0], ""))["pictures"][1]
    assert equal["figures"] == ["equal", "–"]


def test_what_does_not_fit_a_page_is_refused(photo, tmp_path, capsys):
    common = ["compare", str(photo), "--model", "bicubic"]
    assert main([*common, "--scale", "200", "-o", str(tmp_path / "page.html")]) == 2
    assert main([*common, "-o", str(tmp_path / "page.jpg")]) == 2
    assert main([*common, "--model", "none", "-o", str(tmp_path / "page.html")]) == 2
    assert capsys.readouterr().err.count("\n") == 3
    with pytest.raises(UserError, match="one size"):
        page("a", [a := Seen("a", np.zeros((4, 4, 3), np.uint8)), Seen("b", np.zeros((4, 5, 3), np.uint8))], a, "")


def test_a_contest_is_a_page_of_what_was_there_what_was_made_of_it_and_who_wins(photo, tmp_path, capsys):
    out = tmp_path / "page.html"
    words = ["compare", str(photo), "--shrink", "2", "--model", "nearest", "--model", "lanczos", "--region", "4,20,48,40"]
    assert main([*words, "-o", str(out)]) == 0
    data, image, said = data_of(out.read_text("utf-8")), load_image(photo), capsys.readouterr().out
    truth = Image(image.pixels[20:60, 4:52])
    assert [picture["title"] for picture in data["pictures"]] == ["photo.png", "nearest", "lanczos", "Who wins where"]
    np.testing.assert_array_equal(pixels_of(data["pictures"][0]), truth.pixels)
    for picture, kernel in zip(data["pictures"][1:3], ("nearest", "lanczos"), strict=True):
        expected = measure(truth, 2, lambda small, kernel=kernel: classical_field(small, kernel))
        assert picture["figures"][:2] == [f"{expected['psnr']:.2f} dB", f"{expected['ssim']:.4f}"]
        assert f"{expected['psnr']:.2f} dB" in said and picture["colour"].startswith("#")
    assert main([*words[:4], "--model", "bicubic", "--region", "50,0,30,30", "-o", str(out)]) == 2
    with pytest.raises(SystemExit):
        main([*words, "--reference", str(photo), "-o", str(out)])
