"""What a job compares pictures by: pixels, features, style, variation. The options of `training.perceptual`."""

from typing import Literal

from viewer.training.options.training import LOSS, TrainingOptions, option

SMALLEST_WINDOW = 16  # pixels a side, 2 of the deepest features
TAPS = "relu1_2", "relu2_2", "relu3_3", "relu4_3"  # of a feature network, at strides 1, 2, 4 and 8
ERRORS = {"l1": "Differences (L1)", "l2": "Squares (L2)"}  # of pixels


class LossOptions(TrainingOptions):
    """What a job that makes pictures is asked of its loss."""

    loss: Literal["l1", "l2", "charbonnier"] = option(
        "l1", "Pixels", "how pixels are compared; l2 for a last stage that is after PSNR alone", LOSS, labels=ERRORS
    )
    feature_weight: float = option(
        0.0, "Features", "weight of what a feature network sees otherwise, of its own size: sharper, at a lower PSNR", LOSS,
        ge=0, le=1000,
    )  # fmt: skip
    style_weight: float = option(
        0.0, "Style", "weight of how features go together, wherever they are (Gram matrices)", LOSS, ge=0, le=1000
    )
    tv_weight: float = option(
        0.0, "Smoothness", "weight of the mean squared difference of neighbouring pixels: more is smoother", LOSS, ge=0, le=1000
    )
    feature_metric: Literal["l2", "lpips"] = option(
        "l2", "Features compared by",
        "l2: their squares, as the paper; lpips: their directions, place by place, which is sharper at the same PSNR", LOSS,
        labels={"l2": "Squares (L2)", "lpips": "Directions (LPIPS)"},
    )  # fmt: skip
    features: str = option(
        "auto", "Feature network",
        "auto, vgg16, features (srview's own), random, or a file of one; several, each for a part of the batch: a+b", LOSS,
        unit="features",
    )  # fmt: skip
    feature_taps: list[Literal[TAPS]] = option(  # type: ignore[valid-type]
        ["relu2_2", "relu3_3"], "Layers", f"layers of it: {', '.join(TAPS)}", LOSS, min_length=1
    )

    @property
    def sees_features(self) -> bool:
        """Whether features are compared."""
        return self.feature_weight > 0 or self.style_weight > 0

    @property
    def sees_windows(self) -> bool:
        """Whether more than single pixels is compared: then they are those of a window of the picture."""
        return any(self.window_weights.values())

    @property
    def window_weights(self) -> dict[str, float]:
        """Of the parts of the loss that need a window."""
        return {"feature": self.feature_weight, "style": self.style_weight, "tv": self.tv_weight}
