"""Sample photographs: the public-domain and CC0 ones that come with scikit-image."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from viewer.errors import UserError


@dataclass(frozen=True)
class Sample:
    """A sample photo: its file name in scikit-image and what a menu calls it."""

    file: str
    title: str


SAMPLES = {
    "astronaut": Sample("astronaut.png", "Astronaut"),
    "camera": Sample("camera.png", "Cameraman"),
    "chelsea": Sample("chelsea.png", "Chelsea the cat"),
    "coffee": Sample("coffee.png", "Coffee"),
    "hubble": Sample("hubble_deep_field.jpg", "Hubble deep field"),
    "moon": Sample("moon.png", "Moon"),
    "retina": Sample("retina.jpg", "Retina"),
    "rocket": Sample("rocket.jpg", "Rocket"),
}


def sample_path(name: str) -> Path:
    """The file of a sample, found without importing scikit-image. UserError if there is none of that name."""
    if name not in SAMPLES:
        raise UserError(f"There is no sample photo {name!r}.", f"There are {', '.join(SAMPLES)}.")
    folder = _folder()
    path = folder / SAMPLES[name].file if folder is not None else None
    if path is None or not path.exists():
        raise UserError("The sample photos of scikit-image are not installed.", "Install scikit-image.")
    return path


def is_sample(path: Path) -> bool:
    """Whether a file lies where the samples do, which is not the user's."""
    return path.parent == _folder()


def _folder() -> Path | None:
    spec = find_spec("skimage")
    return Path(spec.origin).parent / "data" if spec and spec.origin else None
