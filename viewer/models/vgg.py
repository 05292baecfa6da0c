"""VGG-16 (Simonyan, Zisserman, arXiv 1409.1556), whose features pictures are compared by: its convolutions, no classifier.

Keys and indices are torchvision's, `features.N`; taps are named after what they follow: relu1_2 is the second ReLU of the first
block, pool1 the pooling at its end.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from pickle import UnpicklingError

import torch
from torch import Tensor, nn

from viewer.errors import UserError

WIDTHS = (64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of the colours torchvision's weights were trained on
CAFFE_MEAN, CAFFE_STD = (0.48235, 0.45882, 0.40784), (1 / 255,) * 3  # of weights that came from Caffe


class VGG16(nn.Module):
    """Features of pictures (B, 3, h, w) in [0, 1]. Frozen."""

    mean: Tensor
    std: Tensor

    def __init__(self, mean: Iterable[float] = MEAN, std: Iterable[float] = STD) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        self.taps: dict[str, int] = {}  # the index of the layer after which each is
        width = 3
        for block, outs in enumerate(WIDTHS, 1):
            for i, out in enumerate(outs, 1):
                layers += [nn.Conv2d(width, out, 3, padding=1), nn.ReLU()]
                width = out
                self.taps[f"relu{block}_{i}"] = len(layers) - 1
            layers.append(nn.MaxPool2d(2, 2))
            self.taps[f"pool{block}"] = len(layers) - 1
        self.features = nn.Sequential(*layers)
        for name, values in (("mean", mean), ("std", std)):
            self.register_buffer(name, torch.tensor(list(values)).view(1, 3, 1, 1), persistent=False)
        self.eval().requires_grad_(False)

    def forward(self, image: Tensor, taps: Iterable[str]) -> dict[str, Tensor]:
        """What is tapped, (B, C, h', w') each; nothing beyond the last tap is computed. KeyError for one there is not."""
        x = (image - self.mean.to(image.dtype)) / self.std.to(image.dtype)
        return tapped(self.features, x, {self.taps[name]: name for name in taps})


def tapped(layers: Iterable[nn.Module], x: Tensor, wanted: Mapping[int, str]) -> dict[str, Tensor]:
    """What comes out of the layers whose indices are `wanted`, by name, as `x` goes through them; none beyond is computed."""
    found = {}
    for i, layer in enumerate(layers):
        x = layer(x)
        if i in wanted:
            found[wanted[i]] = x
        if len(found) == len(wanted):
            break
    return found


def load_vgg(path: Path) -> VGG16:
    """The network of a file with torchvision's keys; a classifier in it is left alone. UserError if it is not that."""
    try:
        with path.open("rb") as file:
            content = torch.load(file, map_location="cpu", weights_only=True)
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}.") from error
    except UnpicklingError as error:
        raise UserError(f"{path.name} holds more than weights and was not loaded: it could run code.") from error
    except Exception as error:  # the unpickler trips over damage in ever new ways
        raise UserError(f"{path.name} is damaged or not a PyTorch file.") from error
    if not isinstance(content, dict):
        raise UserError(f"{path.name} holds no state dict.")
    state = {str(key): value for key, value in content.items()}
    own = VGG16().state_dict()
    for key, value in own.items():
        given = state.get(key)
        if not isinstance(given, Tensor) or given.shape != value.shape:
            raise UserError(
                f"{path.name} is not a VGG-16: {key} is missing or of another shape.", "Give torchvision's vgg16.pth."
            )
        if not bool(torch.isfinite(given).all()):
            raise UserError(f"{path.name} holds weights that are not finite numbers.")
    classifier = state.get("classifier.0.weight")
    is_caffe = isinstance(classifier, Tensor) and bool(torch.isnan(classifier).all())  # as torchvision marks them
    network = VGG16(CAFFE_MEAN, CAFFE_STD) if is_caffe else VGG16()
    network.load_state_dict({key: state[key].float() for key in own})
    return network
