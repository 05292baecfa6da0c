"""A step of training LIIF, batch 16, patch 48, 2,304 samples: ours, data included, against the loop of the paper's code."""

import time
from itertools import pairwise

import plain_training
import pytest
import torch
from PIL import Image as PILImage
from reference.plain_liif import PlainLIIF

from viewer.imaging.samples import SAMPLES, sample_path
from viewer.training.data import Sampler
from viewer.training.liif import LiifTrainer
from viewer.training.loop import prefetched
from viewer.training.memory import keep_memory
from viewer.training.options.liif import LiifOptions
from viewer.training.resident import drawing
from viewer.training.store import ImageStore

BATCH, PATCH, SAMPLED, SCALES = 16, 48, 2304, (1.0, 4.0)
NETWORKS = {"edsr-baseline": (16, 64, [256, 256, 256, 256]), "compact": (16, 48, [128, 96, 64])}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample photographs as PNG files."""
    folder = tmp_path_factory.mktemp("photos")
    for name in SAMPLES:
        with PILImage.open(sample_path(name)) as photo:
            picture = photo.convert("RGB")
        if min(picture.size) >= PATCH * SCALES[1]:
            picture.save(folder / f"{name}.png")
    return folder


def seconds_a_step(steps, device, count, warm_up=1):
    """The quickest of `count` steps, data included, after those to warm up; on a GPU, which is not waited for, their mean."""
    is_cuda = device.type == "cuda"
    for _ in range(warm_up):
        next(steps)
    if is_cuda:
        torch.cuda.synchronize(device)
    times = [time.perf_counter()]
    for _ in range(count):
        next(steps)
        times.append(time.perf_counter())
    if is_cuda:
        torch.cuda.synchronize(device)
        return (time.perf_counter() - times[0]) / count
    return min(after - before for before, after in pairwise(times))


@pytest.mark.parametrize("encoder", NETWORKS)
def test_steps_a_second(remark, record, folder, device, encoder):
    blocks, width, hidden = NETWORKS[encoder]
    model = PlainLIIF(blocks, width, hidden).to(device)
    plain = seconds_a_step(plain_training.steps(model, sorted(folder.iterdir()), BATCH, PATCH, SAMPLED), device, 3)

    keep_memory()
    options = LiifOptions(data=[folder], encoder=encoder, hidden=hidden, device=str(device))
    trainer = LiifTrainer(options)
    assert sum(p.numel() for p in trainer.trained) == sum(p.numel() for p in model.parameters())
    draw = drawing(Sampler(ImageStore([folder]), PATCH, BATCH, SAMPLED, SCALES, 0), device)
    count, warm_up = (300, 50) if device.type == "cuda" else (10, 1)
    ours = seconds_a_step((trainer.train_step(batch) for batch in prefetched(draw, 0, 1000, device)), device, count, warm_up)
    record(f"training step, {encoder}", "plain", plain)
    record(f"training step, {encoder}", "fast", ours)
    remark(f"training {encoder}: {1 / plain:.3g} it/s plain, {1 / ours:.3g} it/s ours, {plain / ours:.1f} times as many")
