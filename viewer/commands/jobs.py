"""What the commands that do jobs have in common: a run's flags, its options and its folder, and the work itself."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from viewer.commands.shared import DONE, add_json, write_json
from viewer.errors import Stop

if TYPE_CHECKING:
    from viewer.jobs.history import State
    from viewer.jobs.run_folder import RunFolder
    from viewer.training.options import TrainingOptions

Settings = TypeVar("Settings", bound="TrainingOptions")
Begin = Callable[[Callable[[dict[str, Any]], None], Stop], bool]


def add_run_flags(parser: argparse.ArgumentParser, model: "type[TrainingOptions]", but: tuple[str, ...] = ()) -> None:
    """`--config`, `--resume`, `--quiet`, `--json`, and a flag for each option of the job but some."""
    from viewer.jobs.flags import add_flags

    parser.add_argument("--config", type=Path, metavar="JOB.toml", help="options from a file; flags come before it")
    parser.add_argument("--resume", type=Path, metavar="RUN", help="go on with an interrupted run")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    add_json(parser)
    add_flags(parser, model, but)


def job_of(
    model: type[Settings], options: argparse.Namespace, base: dict[str, Any] | None = None
) -> "tuple[Settings, RunFolder, bool]":
    """The options of a job, the folder of its run, and whether options were given besides those of a file.

    base  what they are if neither a file nor a flag says otherwise
    """
    from viewer.jobs.flags import flag, make_options
    from viewer.jobs.run_folder import RunFolder, read_job
    from viewer.jobs.worker import make_way

    make_way()
    given = {name: value for name in model.model_fields if (value := getattr(options, name, None)) is not None}
    run = RunFolder(options.resume or options.output or Path())
    source = run.job_file if options.resume else options.config
    values = (base or {}) | (read_job(source) if source else {}) | given
    return make_options(model, values, lambda name: "IMAGE" if name == "image" else flag(name)), run, bool(given)


@contextmanager
def kept_in(run: "RunFolder", is_file: bool) -> "Iterator[RunFolder]":
    """The folder a job works in: its run's, or a passing one where nothing but a file is wanted of it."""
    if not is_file:
        yield run
        return
    with tempfile.TemporaryDirectory(prefix="srview-") as folder:
        yield type(run)(Path(folder) / "run")


def work_on(kind: str, settings: Any, run: "RunFolder", options: argparse.Namespace, is_changed: bool, begin: Begin) -> "State":
    """Do a job in the folder of its run, and show how it goes; how it ended."""
    from viewer.jobs.progress import Progress
    from viewer.jobs.worker import work

    if not options.resume:
        run.create(kind, settings)
    elif is_changed:
        run.write_job(kind, settings)
    with Progress(settings.steps, options.quiet) as progress:
        return work(run, begin, progress.show)


def estimate(settings: Any, rate: float, figures: Path | None) -> int:
    """Print how long a job would take at so many steps a second."""
    steps = min(settings.steps, max(round(rate * settings.seconds), 1)) if settings.seconds else settings.steps
    seconds = steps / rate
    write_json(figures, {"it_s": rate, "steps": steps, "seconds": seconds})
    time = f"{seconds / 3600:.1f} h" if seconds > 3600 else f"{seconds / 60:.1f} min"
    print(f"{steps:,} steps at {rate:.3g} a second: {time}")
    return DONE
