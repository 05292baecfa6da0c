"""What the commands that do jobs have in common: a run's flags, its options and its folder, and the work itself."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from viewer.commands.shared import DONE, INTERRUPTED, add_json, write_json
from viewer.errors import Stop

if TYPE_CHECKING:
    from viewer.jobs.history import History, State
    from viewer.jobs.run_folder import RunFolder
    from viewer.training.options.training import TrainingOptions

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
    model: type[Settings],
    options: argparse.Namespace,
    base: dict[str, Any] | None = None,
    positional: tuple[str, ...] = ("image",),
) -> "tuple[Settings, RunFolder, bool]":
    """The options of a job, the folder of its run, and whether options were given besides those of a file.

    base        what they are if neither a file nor a flag says otherwise
    positional  those that are not given by flags
    """
    from viewer.jobs.flags import flag, make_options
    from viewer.jobs.run_folder import RunFolder, read_job
    from viewer.jobs.worker import make_way

    make_way()
    given = {name: value for name in model.model_fields if (value := getattr(options, name, None)) is not None}
    run = RunFolder(options.resume or options.output or Path())
    source = run.job_file if options.resume else options.config
    values = (base or {}) | (read_job(source) if source else {}) | given
    return make_options(model, values, lambda name: name.upper() if name in positional else flag(name)), run, bool(given)


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


def make_picture(
    job: tuple[str, str],
    settings: Any,
    run: "RunFolder",
    options: argparse.Namespace,
    is_changed: bool,
    begin: Callable[["RunFolder"], Begin],
    tell: "Callable[[History, Path, float], str]",
) -> int:
    """Do a job that ends in a picture, which goes to a file or stays in the folder of its run; the exit code.

    job    its kind, and the command that does it
    begin  what does it in a folder
    tell   is given what happened, the picture and the seconds it took; writes the figures, and gives what is to be said
    """
    from viewer.files import RESULT
    from viewer.imaging.writers import check_writable
    from viewer.jobs.history import History, State

    kind, command = job
    is_file = options.output is not None and bool(options.output.suffix)
    if is_file:
        check_writable(options.output)
    with kept_in(run, is_file) as run:
        started = time.monotonic()
        state = work_on(kind, settings, run, options, is_changed, begin(run))
        history = History(run)
        history.update()
        result = run.path / RESULT
        if not result.exists():
            print("srview: stopped before there was a picture", file=sys.stderr)
            return INTERRUPTED
        said = tell(history, result, time.monotonic() - started)
        if is_file:
            _copy_picture(result, options.output)
            result = options.output
    print(f"{result}: {said}")
    if state != State.FINISHED:
        more = "" if is_file else f"; go on with: srview {command} --resume {run.path}"
        print(f"srview: {state}{more}", file=sys.stderr)
        return INTERRUPTED
    return DONE


def _copy_picture(result: Path, output: Path) -> None:
    """The picture in the format of the output's ending."""
    from viewer.files import copy_file
    from viewer.imaging.files import load_image, save_image

    if output.suffix.lower() == ".png":
        copy_file(result, output)
    else:
        image = load_image(result)
        save_image(image.pixels / image.white, output)


def estimate(settings: Any, rate: float, figures: Path | None) -> int:
    """Print how long a job would take at so many steps a second."""
    steps = min(settings.steps, max(round(rate * settings.seconds), 1)) if settings.seconds else settings.steps
    seconds = steps / rate
    write_json(figures, {"it_s": rate, "steps": steps, "seconds": seconds})
    time = f"{seconds / 3600:.1f} h" if seconds > 3600 else f"{seconds / 60:.1f} min"
    print(f"{steps:,} steps at {rate:.3g} a second: {time}")
    return DONE
