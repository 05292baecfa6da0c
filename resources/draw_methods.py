"""Draws the pictures of Help > Methods into `resources/methods`, from scikit-image's photos and the README's pictures.

python resources/draw_methods.py, where srview is installed
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageFilter

from viewer.imaging.samples import sample_path

HERE = Path(__file__).parent
WIDTH, GAP = 512, 4  # pixels of a picture, and between its panels
FACE, EYE = (20, 10, 48, 36), (27, 22, 24, 18)  # parts of the small photo: x, y, width, height


def render(photo: Path, model: str, region: tuple[int, int, int, int], width: int) -> Image.Image:
    """A part of a photo through a model."""
    out = photo.with_name(f"{photo.stem}-{model}.png")
    scale = str(width / region[2])
    part = ",".join(map(str, region))
    command = [sys.executable, "-m", "viewer.cli", "render", photo, "-o", out, "--model", model, "--region", part]
    subprocess.run([*command, "--scale", scale, "--overwrite"], check=True, capture_output=True)
    return Image.open(out).convert("RGB")


def panels(pictures: list[Image.Image], name: str) -> None:
    """Put pictures beside each other."""
    width = (WIDTH - GAP * (len(pictures) - 1)) // len(pictures)
    height = round(width * pictures[0].height / pictures[0].width)
    whole = Image.new("RGB", (len(pictures) * (width + GAP) - GAP, height), (128, 128, 128))
    for k, picture in enumerate(pictures):
        whole.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (k * (width + GAP), 0))
    whole.save(HERE / "methods" / f"{name}.png", optimize=True)


def split(name: str, count: int, part: tuple[float, float, float, float] = (0, 0, 1, 1)) -> list[Image.Image]:
    """The same part of each of several panels of a picture of the README."""
    whole = Image.open(HERE / f"{name}.png").convert("RGB")
    width = whole.width / count
    left, top, right, bottom = part
    box = [
        (round((k + left) * width), round(top * whole.height), round((k + right) * width), round(bottom * whole.height))
        for k in range(count)
    ]
    return [whole.crop(corners) for corners in box]


def main() -> None:
    """Draw them all."""
    (HERE / "methods").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sharp = Image.open(sample_path("astronaut")).convert("RGB").crop((140, 30, 340, 180))
        small, blurred = Path(folder) / "small.png", Path(folder) / "blurred.png"
        sharp.resize((100, 75), Image.Resampling.BICUBIC).save(small)
        sharp.filter(ImageFilter.GaussianBlur(2.4)).resize((100, 75), Image.Resampling.BICUBIC).save(blurred)
        panels([render(small, model, EYE, 240) for model in ("nearest", "bilinear", "bicubic", "lanczos")], "classical")
        panels([render(small, model, FACE, 288) for model in ("bicubic", "liif-edsr")], "liif")
        panels([render(small, model, EYE, 288) for model in ("bicubic", "liif-fast")], "heat")
        panels([render(blurred, model, FACE, 288) for model in ("bicubic", "dasr-liif")], "dasr")
    panels(split("derivatives", 3, (0.15, 0.05, 0.75, 0.6)), "siren")
    panels(split("denoised", 2, (0.1, 0.05, 0.95, 0.65)), "prior")
    panels(split("stylised", 2, (0.1, 0.02, 0.95, 0.65)), "perceptual")


if __name__ == "__main__":
    main()
