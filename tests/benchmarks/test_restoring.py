"""A step of Deep Image Prior on 256 x 256 pixels: ours, code and early stopping included, against the paper's loop."""

import plain_hourglass
import pytest
from PIL import Image as PILImage
from test_training import seconds_a_step

from viewer.imaging.samples import sample_path
from viewer.training.damage import Damage
from viewer.training.loop import prefetched
from viewer.training.memory import keep_memory
from viewer.training.options.restore import RestoreOptions, restore_recipe
from viewer.training.restoration import Restorer

SIDE = 256


@pytest.mark.parametrize("preset", ["quick", "paper"])
def test_steps_a_second(remark, record, tmp_path, device, preset):
    with PILImage.open(sample_path("astronaut")) as photo:
        photo.convert("RGB").resize((SIDE, SIDE)).save(tmp_path / "picture.png")
    options = RestoreOptions(image=tmp_path / "picture.png", device=str(device), **restore_recipe("denoise", preset))
    damage = Damage(options)

    network = plain_hourglass.hourglass(options.depth, len(options.down), options.down[0], options.skip[0]).to(device)
    picture = damage.part(0).picture.to(device)
    plain = seconds_a_step(plain_hourglass.steps(network, picture, options.depth), 4)

    keep_memory()
    trainer = Restorer(options, damage)
    assert sum(p.numel() for p in trainer.trained) == sum(p.numel() for p in network.parameters())
    codes = prefetched(trainer.draw, 0, 1000, device)
    ours = seconds_a_step((float(trainer.train_step(code)) for code in codes), 10)
    record(f"restoring step, {preset}", "plain", plain)
    record(f"restoring step, {preset}", "fast", ours)
    remark(f"restoring, {preset}: {1 / plain:.3g} it/s plain, {1 / ours:.3g} it/s ours, {plain / ours:.1f} times as many")
