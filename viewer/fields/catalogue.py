"""From a model's name to the field of an image."""

import logging
from collections.abc import Callable

from viewer.fields.cascade import Cascade
from viewer.fields.ensemble import SelfEnsemble
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL, classical_field
from viewer.imaging.image import Image

log = logging.getLogger(__name__)


def make_field(
    model: str,
    image: Image,
    device: str = "auto",
    precision: str = "fast",
    max_scale: float | None = None,
    crisp: bool = False,
    ensemble: bool = False,
    tell: Callable[[str], None] = log.warning,
) -> Field:
    """The field of `image` under `model`: a classical kernel, a shipped or imported name, or a checkpoint's path.

    Nothing is encoded yet. Beyond `max_scale` a LIIF is asked with the cell of that scale; a `crisp` one is never asked
    beyond 4 (see `cascade`), an `ensemble` is the mean over eight ways to lay the image (see `ensemble`): kernels are the
    same in each. `tell` is given a sentence when a device gives way to the CPU. Classical fields need no torch.
    UserError if there is no such model or device.
    """
    if model in CLASSICAL:
        return classical_field(image, model)
    from viewer.fields.heat import HeatField  # torch takes a second to import
    from viewer.fields.liif import LiifField
    from viewer.models.catalogue import load_network
    from viewer.models.device import choose_device
    from viewer.models.heat import Heat

    network, where = load_network(model), choose_device(device)

    kind = HeatField if isinstance(network, Heat) else LiifField

    def field_of(laid: Image) -> Field:
        if crisp:
            return Cascade(lambda picture: kind(network, picture, where, precision, tell=tell), laid)
        return kind(network, laid, where, precision, max_scale, tell)

    return SelfEnsemble(field_of, image) if ensemble else field_of(image)
