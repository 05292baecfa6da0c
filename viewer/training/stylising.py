"""Style transfer by optimisation: the picture itself is changed until its features say so (Gatys, Ecker, Bethge, CVPR 2016).

It is worked on as a pyramid of bands (see `pyramid`), which begins as that of the picture. At the coarsest level only coarse
bands are changed, and the picture is looked at as small as they are; then finer ones join in. So large shapes come first, at a
sixteenth of the cost, and details that no level has touched yet are those of the picture. What is finer than `size` stays so.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.models.device import choose_device
from viewer.models.features import find_features
from viewer.training.foothold import Foothold
from viewer.training.loop import Report, run
from viewer.training.memory import keep_memory
from viewer.training.options.style import StyliseOptions
from viewer.training.pace import SECONDS, pace
from viewer.training.pictures import PictureFiles
from viewer.training.pyramid import Pyramid
from viewer.training.schedule import learning_rate
from viewer.training.style_terms import StyleTerms, loss_of
from viewer.training.subject import Subject, in_lightness, read_style, style_at
from viewer.training.trainer import Trainer

HISTORY = 20  # steps that L-BFGS remembers
FEWER = 0.8  # times as many steps at each finer level
SMALLEST = 48  # pixels of the shorter side at the coarsest level


@dataclass(frozen=True)
class Stage:
    """A level of the pyramid, for how many steps it is worked at, and for what part of the time at most."""

    level: int
    steps: int
    part: float


def stages_of(options: StyliseOptions, shorter: int) -> list[Stage]:
    """From coarse to fine, for a picture whose shorter side has so many pixels."""
    deepest = max(level for level in range(options.levels) if level == 0 or shorter / 2**level >= SMALLEST)
    shares = [FEWER**i for i in range(deepest + 1)]
    ends = [round(options.steps * sum(shares[: i + 1]) / sum(shares)) for i in range(len(shares))]
    costs = [share * 4**i for i, share in enumerate(shares)]
    steps = [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
    return [Stage(deepest - i, n, cost / sum(costs)) for i, (n, cost) in enumerate(zip(steps, costs, strict=True)) if n]


@dataclass(frozen=True)
class Nothing:
    """A step needs nothing that changes."""

    def to(self, device: torch.device) -> "Nothing":
        """The same."""
        return self


class Stylist(Trainer):
    """The optimisation of a picture's pyramid, stage after stage."""

    options: StyliseOptions

    def __init__(self, options: StyliseOptions) -> None:
        self.subject = Subject(options.image, options.size, options.keep_colours)
        self._styles = [read_style(path) for path in options.style]
        super().__init__(options, "picture", lambda: Pyramid(self.subject.small), choose_device(options.device))
        self.features = find_features(options.features, self.device)
        network: Any = self.features.network
        self._network = network.to(dtype=self.dtype, memory_format=torch.channels_last)
        self.begin()
        self.model.to(memory_format=torch.contiguous_format)  # which L-BFGS needs
        self.stages = stages_of(options, min(self.subject.small.shape[2:]))
        self._weights = {"content": options.content_weight, "style": options.style_weight, "tv": options.tv_weight}
        self._told: dict[str, Tensor] = {}
        with torch.no_grad():
            self._contents = [self.model(stage.level).detach() for stage in self.stages]
        self.begin_stage(0, 0, 0.0)

    def begin_stage(self, index: int, first: int, seconds: float) -> None:
        """Turn to a stage, which begins at step `first`, when `seconds` are spent."""
        self.stage, self._first, self._began = index, first, seconds
        level = self.stages[index].level
        changed = self.model.coarser(level)
        if self.options.optimiser == "adam":
            self.optimiser = torch.optim.Adam(changed, self.options.lr, (0.9, 0.99))
        else:
            self.optimiser = torch.optim.LBFGS(changed, 1.0, max_iter=1, history_size=HISTORY)
        self._foothold = Foothold(changed)
        shares = self.options.shares or [1.0] * len(self._styles)
        self._terms = StyleTerms(self._network, [self._style(style, level) for style in self._styles], shares, self.dtype)
        self._content = self._terms.content_of(self._contents[index].expand(-1, 3, -1, -1))

    def _style(self, style: np.ndarray, level: int) -> Tensor:
        """A style as it is seen at a level, (1, 3, h, w)."""
        longest = self.options.style_size or max(self.subject.small.shape[2:])
        values = style_at(style, max(longest // 2**level, 1))
        if self.options.keep_colours:
            values = in_lightness(values, self.subject.small)
        shown = torch.from_numpy(np.ascontiguousarray(values)).movedim(-1, 0)[None].to(self.device)
        return shown.expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last)

    def draw(self, step: int) -> Nothing:
        """What a step needs."""
        return Nothing()

    def loss(self, batch: Nothing) -> Tensor:
        """The weighted terms of the picture at the level of the stage."""
        made = self.model(self.stages[self.stage].level)
        told = self._terms.parts(made.expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last), self._content)
        self._told = {name: value.detach() for name, value in told.items()}
        outside = (made - made.clamp(0, 1)).square().mean()  # no picture has such colours
        return loss_of(told, self._weights) + outside

    def train_step(self, batch: Nothing) -> Tensor:
        """One step; the loss before it. Where a stage has ended the next one is begun first."""
        if self._ends_stage and self.stage + 1 < len(self.stages):
            self.begin_stage(self.stage + 1, self.step, self.seconds)

        def closure() -> Tensor:
            self.optimiser.zero_grad(set_to_none=True)
            loss = self.loss(batch)
            loss.backward()
            return loss

        for group in self.optimiser.param_groups if self.options.optimiser == "adam" else ():
            group["lr"] = self.rate
        before = self._foothold.copies()
        loss = torch.as_tensor(self.optimiser.step(closure)).detach()  # type: ignore[arg-type]
        self.step += 1
        if self._foothold.is_lost(before, float(loss), self.step):
            self.optimiser.state.clear()  # whatever led there
            return torch.full_like(loss, self._foothold.loss)
        return loss

    @property
    def rate(self) -> float:
        """The learning rate of the next step, by how far the stage has come; 1 with L-BFGS."""
        if self.options.optimiser == "lbfgs":
            return 1.0
        return learning_rate(self._done, self.stages[self.stage].steps, self.options.lr, self.options.schedule, 0)

    @property
    def _done(self) -> int:
        """The steps that the stage has had."""
        return self.step - self._first

    @property
    def _ends_stage(self) -> bool:
        """Whether the stage has had its steps, or its part of the time."""
        stage, budget = self.stages[self.stage], self.options.seconds
        return self._done >= stage.steps or 0 < budget * stage.part <= self.seconds - self._began

    @property
    def most_steps(self) -> int:
        """Of all stages, as far as is known."""
        return self._first + sum(stage.steps for stage in self.stages[self.stage :])

    @property
    def is_finished(self) -> bool:
        """Whether the last stage has ended."""
        return self.stage + 1 == len(self.stages) and self._ends_stage

    @property
    def figures(self) -> dict[str, Any]:
        """The terms, as of the last step."""
        return {"parts": {name: float(value) for name, value in self._told.items()}}

    @property
    def result(self) -> np.ndarray:
        """The picture, (h, w, 3) in [0, 1]."""
        with torch.no_grad():
            return self.subject.result(self.model())

    @property
    def picture(self) -> np.ndarray:
        """The same."""
        return self.result

    @property
    def alpha(self) -> np.ndarray | None:
        """Of the picture."""
        return self.subject.alpha

    def memory(self) -> dict[str, Tensor]:
        """Which stage it is, and since when. L-BFGS begins its memory anew."""
        return {"place": torch.tensor([self.stage, self._first, self._began], dtype=torch.float64)}

    def recall(self, memory: dict[str, Tensor]) -> None:
        """Go on from `memory`."""
        index, first, began = memory["place"].tolist()
        adam = dict(self.optimiser.state)
        self.begin_stage(int(index), int(first), began)
        if self.options.optimiser == "adam":
            self.optimiser.state.update({p: adam[p] for p in self.optimiser.param_groups[0]["params"] if p in adam})


def stylise(options: StyliseOptions, folder: Path, report: Report, stop: Stop, resume: bool = False) -> bool:
    """Restyle a picture in the folder of a run, to the end or until `stop` (see `loop.run`). Whether the end was reached."""
    keep_memory()
    trainer = Stylist(options)
    report({"note": trainer.features.note})
    files = PictureFiles(folder)
    if resume:
        files.resume(trainer)
        report({"step": trainer.step, "resumed": True})
    report({"step": trainer.step, "steps": trainer.most_steps})
    return run(trainer, trainer.draw, files, report, stop, _unmeasured)


def stylisings_per_second(options: StyliseOptions, seconds: float = SECONDS) -> float:
    """The mean rate of a run's steps, by that of the finest stage within `seconds`: of coarser ones each takes a quarter."""
    keep_memory()
    trainer = Stylist(options)
    stages = trainer.stages
    trainer.begin_stage(len(stages) - 1, 0, 0.0)
    finest = pace(lambda step: trainer.train_step(trainer.draw(step)), seconds)
    steps = sum(stage.steps for stage in stages)
    return steps / sum(stage.steps / 4 ** (stage.level - stages[-1].level) for stage in stages) * finest


def _unmeasured(picture: Any) -> float:
    """There is nothing to hold it against."""
    return float("nan")
