"""The `restore` command: Deep Image Prior, in a picture or in the folder of a run."""

import argparse
from pathlib import Path
from typing import Any

from viewer.commands.jobs import Begin, add_run_flags, estimate, job_of, make_picture
from viewer.commands.shared import Parser, write_json
from viewer.errors import UserError

TASKS = {
    "denoise": "Remove noise.",
    "upscale": "Enlarge.",
    "inpaint": "Fill in what a mask marks as unknown.",
    "artefacts": "Remove the blocks and ringing of JPEG.",
}
OF_TASK = {"mask": "inpaint", "scale": "upscale"}  # options that one task alone has


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Its tasks and their flags."""
    from viewer.training.options.restore import PRESETS, RestoreOptions

    tasks = parser.add_subparsers(dest="task", required=True, parser_class=Parser, metavar="TASK")
    for task, text in TASKS.items():
        command = tasks.add_parser(
            task, help=text, description=f"{text} With a network that was never trained (Deep Image Prior)."
        )
        example = {"inpaint": " --mask mask.png", "upscale": " --scale 4"}.get(task, "")
        command.epilog = f"example: srview restore {task} photo.png -o restored.png{example}"
        command.add_argument("image", type=Path, nargs="?", metavar="IMAGE", help="picture to be restored")
        command.add_argument("-o", "--output", type=Path, metavar="OUT", help="the restored picture, or folder of the new run")
        command.add_argument("--estimate", action="store_true", help="say how long it would take, after trying for 3 seconds")
        command.add_argument("--preset", choices=PRESETS[task], default="quick", help="network and steps (default quick)")
        if task == "denoise":
            command.add_argument("--sigma", type=float, metavar="X", help="standard deviation of the noise, of 255 (default 25)")
        others = [option for option, only in OF_TASK.items() if only != task]
        add_run_flags(command, RestoreOptions, but=("image", "task", *others))
        command.set_defaults(run=restore_picture)


def restore_picture(options: argparse.Namespace) -> int:
    """Restore a picture; Ctrl-C keeps what has been made."""
    from viewer.jobs.history import History
    from viewer.jobs.run_folder import RunFolder
    from viewer.training.options.restore import RestoreOptions, restore_recipe
    from viewer.training.restoration import restorations_per_second, restore

    if not options.estimate and (options.resume is None) == (options.output is None):
        raise UserError("Say where the picture goes:", "-o OUT.png, -o RUN for a run's folder, or --resume RUN.")
    base: dict[str, Any] = {"task": options.task}
    if not options.resume:
        scale, sigma = getattr(options, "scale", 4), getattr(options, "sigma", None)
        base |= restore_recipe(options.task, options.preset, scale, sigma)
    settings, run, is_changed = job_of(RestoreOptions, options, base)
    if options.estimate:
        return estimate(settings, restorations_per_second(settings), options.json)

    def begin(run: RunFolder) -> Begin:
        return lambda report, stop: restore(settings, run.path, report, stop, options.resume is not None)

    def tell(history: History, result: Path, seconds: float) -> str:
        psnr, stopped_at = _final_psnr(settings, result), history.stopped_at or history.step
        write_json(options.json, {"psnr": psnr, "steps": history.step, "seconds": seconds, "stopped_at": stopped_at})
        figure = f"{psnr:.2f} dB, " if psnr is not None else ""
        return f"{figure}{history.step:,} steps in {seconds:.0f} s, the picture of step {stopped_at:,}"

    return make_picture((settings.task, f"restore {settings.task}"), settings, run, options, is_changed, begin, tell)


def _final_psnr(settings: Any, result: Path) -> float | None:
    """Of the picture as it was written, in dB over all channels."""
    if settings.reference is None:
        return None
    from viewer.imaging.files import load_image
    from viewer.imaging.metrics import psnr

    made, truth = (load_image(path) for path in (result, settings.reference))
    return psnr(made.pixels / made.white, truth.pixels / truth.white)
