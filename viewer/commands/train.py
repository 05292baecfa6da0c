"""The `train` and `fit` commands: jobs, in the folder of a run."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.commands.jobs import add_run_flags, estimate, job_of, kept_in, work_on
from viewer.commands.shared import DONE, INTERRUPTED, Parser, write_json
from viewer.errors import Stop, UserError

if TYPE_CHECKING:
    from viewer.training.options.training import TrainingOptions

ESTIMATE = "say how long it would take, after trying for 3 seconds"


def add_train(parser: argparse.ArgumentParser) -> None:
    """Its kinds and their flags."""
    from viewer.training.options.dasr import DasrOptions
    from viewer.training.options.features import FeaturesOptions
    from viewer.training.options.liif import LiifOptions
    from viewer.training.options.style import StyleOptions

    kinds = parser.add_subparsers(dest="kind", required=True, parser_class=Parser, metavar="KIND")

    def add(kind: str, options: "type[TrainingOptions]", text: str, example: str) -> None:
        command = kinds.add_parser(kind, help=text)
        command.epilog = f"example: srview train {kind} --data photos {example}"
        command.add_argument("-o", "--output", type=Path, metavar="RUN", help="folder of the new run")
        command.add_argument("--estimate", action="store_true", help=ESTIMATE)
        add_run_flags(command, options)
        command.set_defaults(run=train_network, model=options)

    add("liif", LiifOptions, "LIIF, by itself on a folder of photos", "--val held-out --encoder compact -o runs/mine")
    add("dasr", DasrOptions, "blind super-resolution, by itself on a folder of photos", "--init liif-small -o runs/blind")
    add("features", FeaturesOptions, "features that pictures are compared by, from photos without labels", "-o runs/features")
    add(
        "style",
        StyleOptions,
        "a network that paints any picture in the style of one",
        "--style mosaic --width 16 -o runs/painter",
    )


def add_fit(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    from viewer.models.header import CODINGS
    from viewer.training.options.fit import FitOptions

    parser.epilog = "example: srview fit photo.png -o photo.safetensors --psnr 30"
    parser.add_argument("image", type=Path, nargs="?", metavar="IMAGE", help="picture to be fitted")
    what = "the network, OUT.safetensors, or folder of the new run"
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=what)
    parser.add_argument(
        "--weights", choices=CODINGS, default="float32", help="what OUT keeps weights in; fewer bytes, less exact"
    )
    parser.add_argument("--estimate", action="store_true", help=ESTIMATE)
    add_run_flags(parser, FitOptions, but=("image",))
    parser.set_defaults(run=fit_siren)


def train_network(options: argparse.Namespace) -> int:
    """Train a network on a folder; Ctrl-C keeps a checkpoint to resume from."""
    if not options.estimate and (options.resume is None) == (options.output is None):
        raise UserError("Say where the run goes:", "-o RUN for a new one, --resume RUN to go on with one.")
    settings, run, is_changed = job_of(options.model, options)
    if options.estimate:
        from viewer.training.trial import steps_per_second

        return estimate(settings, steps_per_second(settings), options.json)

    from viewer.jobs.history import State
    from viewer.training import dasr, features, liif, style_network
    from viewer.training.distributed import joined_team

    modules = {"liif": liif, "dasr": dasr, "features": features, "style": style_network}
    trainings: dict[str, Callable[..., bool]] = {kind: module.train for kind, module in modules.items()}
    with joined_team() as team:

        def begin(report: Callable[[dict[str, Any]], None], stop: Stop) -> bool:
            return trainings[options.kind](settings, run.path, report, stop, options.resume is not None, team)

        if not team.is_first:
            from viewer.jobs.worker import assist

            code = DONE if assist(begin) else INTERRUPTED
        else:
            state = work_on(options.kind, settings, run, options, is_changed, begin)
            code = DONE if state == State.FINISHED else INTERRUPTED
            if code == DONE:
                print(run.weights)
            else:
                print(f"srview: {state}; go on with: srview train {options.kind} --resume {run.path}", file=sys.stderr)
    team.leave(code)
    return code


def fit_siren(options: argparse.Namespace) -> int:
    """Fit a SIREN to a picture; Ctrl-C keeps what has been learnt."""
    from viewer.fields.rates import jpeg_of
    from viewer.jobs.history import History, State
    from viewer.models import checkpoint
    from viewer.models.header import read_header
    from viewer.training.fit import fit, target_of
    from viewer.training.options.fit import FitOptions

    if not options.estimate and (options.resume is None) == (options.output is None):
        raise UserError("Say where the network goes:", "-o OUT.safetensors, -o RUN for a run's folder, or --resume RUN.")
    settings, run, is_changed = job_of(FitOptions, options)
    if options.estimate:
        from viewer.training.trial import steps_per_second

        return estimate(settings, steps_per_second(settings), options.json)
    is_file = options.output is not None and options.output.suffix == ".safetensors"
    with kept_in(run, is_file) as run:

        def begin(report: Callable[[dict[str, Any]], None], stop: Stop) -> bool:
            return fit(settings, run.path, report, stop, options.resume is not None)

        started = time.monotonic()
        state = work_on("siren", settings, run, options, is_changed, begin)
        seconds = time.monotonic() - started
        weights, history = run.weights, History(run)
        history.update()
        assert weights is not None
        psnr = max(value for _, value in history.psnr) if history.psnr else None
        target = target_of(settings)
        if is_file:
            network = checkpoint.load(weights)
            checkpoint.save(network, options.output, options.weights)
            weights = options.output
            if options.weights != "float32":
                psnr = target.psnr(checkpoint.build(checkpoint.load(weights)))
        jpeg = jpeg_of(psnr, target.pixels) if psnr is not None and settings.learn == "pixels" else None
        write_json(options.json, {
            "psnr": psnr, "steps": history.step, "seconds": seconds, "bytes": weights.stat().st_size,
            "jpeg_bytes": jpeg.size if jpeg else None,
        })  # fmt: skip
    width, height = read_header(weights)["args"]["size"]
    figure, size = f"{psnr:.2f} dB, " if psnr is not None else "", weights.stat().st_size
    print(f"{weights}: {figure}{history.step:,} steps, {size:,} bytes, {8 * size / (width * height):.2f} bits a pixel")
    if jpeg is not None:
        print(f"as near to the picture: a JPEG of {jpeg.size:,} bytes, {8 * jpeg.size / (width * height):.2f} bits a pixel")
    if state != State.FINISHED:
        more = "" if is_file else f"; go on with: srview fit --resume {run.path}"
        print(f"srview: {state}{more}", file=sys.stderr)
        return INTERRUPTED
    return DONE
