"""Draws sharp.png: sample photos shrunk to a quarter and rebuilt; as they are, by bicubic, liif-edsr and liif-sharp."""

from pathlib import Path

import numpy as np
from PIL import Image

from viewer.fields.catalogue import make_field
from viewer.fields.evaluation import make_case, rebuild
from viewer.imaging.files import load_image
from viewer.imaging.samples import sample_path

CORNERS = {"chelsea": (120, 70), "astronaut": (150, 60)}  # left and top of what is shown
WIDTH, HEIGHT = 200, 130

rows = []
for name, (left, top) in CORNERS.items():
    case = make_case(load_image(sample_path(name)), 4)
    rebuilt = [rebuild(make_field(model, case.small, "cpu"), case) for model in ("bicubic", "liif-edsr", "liif-sharp")]
    pictures = [case.truth, *((values.clip(0, 1) * 255).round().astype(np.uint8) for values in rebuilt)]
    rows.append(np.hstack([picture[top : top + HEIGHT, left : left + WIDTH] for picture in pictures]))
Image.fromarray(np.vstack(rows)).save(Path(__file__).parent / "sharp.png", optimize=True)
