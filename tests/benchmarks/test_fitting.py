"""Fitting a SIREN to the cameraman, 256 x 256: how long ours and the paper's recipe take to 30 dB."""

import numpy as np
import plain_siren
import skimage.data
from PIL import Image as PILImage

from viewer.errors import Stop
from viewer.training.fit import fit
from viewer.training.options.fit import FitOptions

WANTED = 30.0  # dB
TIMES = 15  # as long as ours the paper's recipe is given
POINTS = 8  # of a curve that is told


def told(curve):
    """A curve of (seconds, PSNR) in a few words."""
    chosen = curve[:: max(len(curve) // POINTS, 1)]
    return ", ".join(f"{psnr:.1f} dB after {seconds:.1f} s" for seconds, psnr in [*chosen, curve[-1]])


def test_seconds_to_30_db(remark, record, tmp_path, device):
    picture = PILImage.fromarray(skimage.data.camera()).resize((256, 256), PILImage.Resampling.BICUBIC)
    picture.save(tmp_path / "camera.png")
    ours, steps = [], []

    def report(event):
        if "it_s" in event:
            steps.append(event["step"] / event["it_s"])
        if "psnr" in event:
            ours.append((steps[-1], event["psnr"]))

    options = FitOptions(image=tmp_path / "camera.png", psnr=WANTED, val_every=20, device=str(device))
    assert fit(options, tmp_path / "run", report, Stop())
    seconds = ours[-1][0]
    pixels = np.asarray(picture) / 127.5 - 1
    plain = list(plain_siren.fit(pixels, device, lambda taken, psnr: psnr >= WANTED or taken > TIMES * seconds))
    reached = plain[-1][1] >= WANTED
    record("SIREN to 30 dB, camera 256 × 256", "plain", plain[-1][0])
    record("SIREN to 30 dB, camera 256 × 256", "fast", seconds)
    remark(f"SIREN, the paper's recipe{'' if reached else ', not there yet'}: {told(plain)}")
    remark(f"SIREN, ours: {told(ours)}")
