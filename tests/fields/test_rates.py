"""What a picture costs as a SIREN and as JPEG: real bytes, and the PSNR of what they hold."""

import io
from itertools import pairwise

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image as PILImage

from viewer.errors import Stop, Stopped
from viewer.fields.field import Grid
from viewer.fields.rates import QUALITIES, field_rates, jpeg, jpeg_of, jpeg_rates
from viewer.fields.siren import SirenField
from viewer.models import checkpoint
from viewer.models.siren import Siren

PHOTO = skimage.data.astronaut()[:96, 150:280]


def truth_psnr(shown, pixels):
    return -10 * np.log10(np.mean((shown.astype(float) - pixels / np.iinfo(pixels.dtype).max) ** 2))


@pytest.fixture
def siren(tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "siren.safetensors"
    checkpoint.save(checkpoint.describe("siren", Siren((130, 96), 3, 32, 2)), path)
    return path


def test_a_field_is_measured_as_it_would_be_read_again(siren, tmp_path):
    rates = {rate.name: rate for rate in field_rates(siren, PHOTO, Stop())}
    assert rates["float32"].size == siren.stat().st_size > rates["float16"].size > rates["int8"].size
    for name, rate in rates.items():
        checkpoint.save(checkpoint.load(siren), kept := tmp_path / "kept.safetensors", name)
        field = SirenField(checkpoint.build(checkpoint.load(kept)), torch.device("cpu"), "exact")
        assert rate.size == kept.stat().st_size and rate.bits(96 * 130) == 8 * rate.size / (96 * 130)
        assert rate.psnr == pytest.approx(truth_psnr(field.sample(Grid(0, 0, 1, 1, 96, 130), Stop()), PHOTO), abs=1e-6)


def test_of_a_large_picture_bands_are_measured(siren, monkeypatch):
    whole = field_rates(siren, PHOTO, Stop())
    monkeypatch.setattr("viewer.fields.rates.MEASURED", 5000)
    for band, rate in zip(field_rates(siren, PHOTO, Stop()), whole, strict=True):
        assert band.psnr != rate.psnr and band.psnr == pytest.approx(rate.psnr, abs=1.5)


@pytest.mark.parametrize("pixels", [PHOTO, PHOTO[..., :1], PHOTO.astype(np.uint16) * 257])
def test_a_jpeg_is_what_pillow_writes(pixels):
    rate = jpeg(pixels, 60)
    eight = PHOTO[..., : pixels.shape[2]]
    PILImage.fromarray(eight.squeeze()).save(file := io.BytesIO(), "JPEG", quality=60, optimize=True)
    assert rate.size == len(file.getvalue())
    assert rate.psnr == pytest.approx(truth_psnr(np.asarray(PILImage.open(file)).reshape(eight.shape) / 255, pixels), abs=1e-9)


def test_the_curve_of_jpeg_rises():
    rates = jpeg_rates(PHOTO, Stop())
    assert [rate.name for rate in rates] == [f"JPEG {quality}" for quality in QUALITIES]
    assert all(a.size < b.size and a.psnr < b.psnr for a, b in pairwise(rates))
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        jpeg_rates(PHOTO, stop)


@pytest.mark.parametrize("wanted", [25.0, 31.5, 36.0])
def test_the_smallest_jpeg_as_good_is_found(wanted):
    found = jpeg_of(wanted, PHOTO)
    sizes = [rate.size for quality in range(1, 96) if (rate := jpeg(PHOTO, quality)).psnr >= wanted]
    assert found.psnr >= wanted and found.size <= 1.02 * min(sizes)


def test_no_jpeg_is_as_good_as_the_truth():
    assert jpeg_of(70.0, PHOTO) is None
    assert jpeg_of(1.0, np.full((8, 8, 3), 128, np.uint8)).psnr == 100
