"""The `srview` command: one thin function per subcommand."""

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from viewer import __version__
from viewer.errors import Stop, UserError

if TYPE_CHECKING:
    from viewer.jobs.history import State
    from viewer.jobs.run_folder import RunFolder
    from viewer.training.options import TrainingOptions

Settings = TypeVar("Settings", bound="TrainingOptions")

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


class JobFailed(UserError):
    """The input was right, but the job could not be done: exit code 1."""


class Parser(argparse.ArgumentParser):
    """argparse whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read what would be right."""
        self.exit(WRONG, f"{self.prog}: {message}. See {self.prog} -h.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] not in (*COMMANDS, "-h", "--help", "--version"):
        arguments.insert(0, "view")
    try:
        options = make_parser(arguments[0]).parse_args(arguments)
        return int(options.run(options))
    except UserError as error:
        if os.environ.get("SRVIEW_DEBUG") == "1":
            raise
        print(f"srview: {error}", file=sys.stderr)
        return FAILED if isinstance(error, JobFailed) else WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def make_parser(chosen: str) -> argparse.ArgumentParser:
    """The parser that knows all subcommands by name, and the chosen one by its options: some take long to import."""
    parser = Parser(prog="srview", description="An image viewer in which zoom never ends.")
    parser.add_argument("--version", action="version", version=f"srview {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser, metavar="COMMAND")
    for name, (add, text) in COMMANDS.items():
        layout = argparse.RawDescriptionHelpFormatter
        command = commands.add_parser(name, help=text, description=text, formatter_class=layout)
        if name == chosen:
            add(command)
    return parser


# view


def _add_view(parser: argparse.ArgumentParser) -> None:
    from viewer.imaging.samples import SAMPLES

    parser.epilog = "example: srview photo.jpg --compare bicubic --zoom 12 --center 250,120"
    parser.add_argument("images", nargs="*", type=Path, metavar="IMAGE")
    parser.add_argument("--sample", choices=SAMPLES, metavar="NAME", help=f"open a sample photo: {', '.join(SAMPLES)}")
    _add_model(parser)
    parser.add_argument("--compare", metavar="M2", help="another model, beside the first in a split view")
    parser.add_argument("--zoom", type=_positive, metavar="Z", help="screen pixels for each source pixel")
    parser.add_argument("--center", type=_pair, metavar="X,Y", help="source position in the middle of the view")
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the window")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png", help="save the window's picture and exit")
    parser.add_argument("--precision", choices=("fast", "exact"), default="fast", help="arithmetic of the fields")
    _add_crisp(parser)
    _add_show(parser)
    parser.set_defaults(run=view)


def view(options: argparse.Namespace) -> int:
    """Open the window."""
    from viewer.gui.app import Start, run
    from viewer.gui.look import Look
    from viewer.imaging.samples import sample_path
    from viewer.models.catalogue import DEFAULT
    from viewer.rendering.viewport import MAX_ZOOM

    images = options.images + ([sample_path(options.sample)] if options.sample else [])
    for image in images:
        if not image.is_file():
            raise UserError(f"{image} is a folder, not an image." if image.is_dir() else f"{image} does not exist.")
    for model in (options.model, options.compare):
        if model is not None:
            _check_model(model)
    if options.zoom is not None and options.zoom > MAX_ZOOM:
        raise UserError(f"--zoom {options.zoom:g} is deeper than the deepest zoom, {MAX_ZOOM:,.0f}.")
    model, compare, is_split = options.model or DEFAULT, options.compare or "bicubic", options.compare is not None
    look = Look(model, compare, is_split, options.device, options.precision, options.crisp, options.show)
    start = Start(images, look, options.zoom, options.center, options.size)
    return run(start, options.screenshot)


# render


def _add_render(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: srview render photo.jpg -o big.png --scale 4"
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="picture, or .npy for float32")
    _add_model(parser)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--scale", type=_positive, metavar="S", help="output pixels for each source pixel")
    size.add_argument("--size", type=_size, metavar="WxH", help="size of the whole image's output")
    parser.add_argument("--region", type=_region, metavar="X,Y,W,H", help="part to render, in source pixels (default all)")
    parser.add_argument("--precision", choices=("fast", "exact"), default="fast", help="exact: the paper's arithmetic")
    _add_crisp(parser)
    _add_show(parser)
    _add_json(parser)
    parser.set_defaults(run=render)


def render(options: argparse.Namespace) -> int:
    """Query the field of an image at every pixel of the output."""
    from viewer.fields.catalogue import make_field
    from viewer.fields.field import Grid
    from viewer.fields.files import ENDING, load_picture
    from viewer.fields.interpolation import Interpolation
    from viewer.imaging.files import check_writable, save_image
    from viewer.models.catalogue import DEFAULT

    check_writable(options.output)
    is_field = options.image.suffix.lower() == ENDING
    model = options.model or (str(options.image) if is_field else DEFAULT)
    _check_model(model)
    image = load_picture(options.image)
    field = make_field(model, image, options.device, options.precision, crisp=options.crisp, show=options.show)
    width, height = image.size
    scales = (options.scale, options.scale) if options.scale else (options.size[0] / width, options.size[1] / height)
    region = options.region or (0.0, 0.0, float(width), float(height))
    if region[0] < 0 or region[1] < 0 or region[0] + region[2] > width or region[1] + region[3] > height:
        raise UserError(f"The region reaches beyond the image of {width} x {height} pixels.")
    size = max(round(region[2] * scales[0]), 1), max(round(region[3] * scales[1]), 1)
    if size[0] * size[1] > MAX_OUTPUT:
        raise UserError(f"The output would have {size[0]:,} x {size[1]:,} pixels.", "Render a --region, or a smaller scale.")
    grid = Grid.over(region, size)
    started = time.perf_counter()
    colours = field.sample(grid, Stop())
    seconds = time.perf_counter() - started
    alpha = None if image.alpha is None else Interpolation(image.alpha, "bicubic").sample(grid, Stop())
    save_image(colours, options.output, alpha)
    encoding = getattr(field, "encode_seconds", 0.0)
    device = str(getattr(field, "device", "cpu"))
    _write_json(options.json, {
        "encode_s": encoding, "query_s": seconds - encoding, "pixels": size[0] * size[1], "device": device,
        "model": model,
    })  # fmt: skip
    print(f"{options.output}: {size[0]} x {size[1]} pixels, encoded in {encoding:.2f} s, queried in {seconds - encoding:.2f} s")
    return DONE


MAX_OUTPUT = 1_000_000_000  # pixels: 12 GB of float32


# train, fit


def _add_train(parser: argparse.ArgumentParser) -> None:
    from viewer.training.options import LiifOptions

    kinds = parser.add_subparsers(dest="kind", required=True, parser_class=Parser, metavar="KIND")
    liif = kinds.add_parser("liif", help="LIIF, by itself on a folder of photos")
    liif.epilog = "example: srview train liif --data photos --val held-out --encoder compact -o runs/mine"
    liif.add_argument("-o", "--output", type=Path, metavar="RUN", help="folder of the new run")
    liif.add_argument("--estimate", action="store_true", help="say how long it would take, after trying for 3 seconds")
    _add_run(liif, LiifOptions)
    liif.set_defaults(run=train_liif)


def _add_fit(parser: argparse.ArgumentParser) -> None:
    from viewer.models.header import CODINGS
    from viewer.training.options import FitOptions

    parser.epilog = "example: srview fit photo.png -o photo.safetensors --psnr 30"
    parser.add_argument("image", type=Path, nargs="?", metavar="IMAGE", help="picture to be fitted")
    what = "the network, OUT.safetensors, or folder of the new run"
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=what)
    parser.add_argument(
        "--weights", choices=CODINGS, default="float32", help="what OUT keeps weights in; fewer bytes, less exact"
    )
    _add_run(parser, FitOptions, but=("image",))
    parser.set_defaults(run=fit_siren)


def _add_run(parser: argparse.ArgumentParser, model: "type[TrainingOptions]", but: tuple[str, ...] = ()) -> None:
    from viewer.jobs.flags import add_flags

    parser.add_argument("--config", type=Path, metavar="JOB.toml", help="options from a file; flags come before it")
    parser.add_argument("--resume", type=Path, metavar="RUN", help="go on with an interrupted run")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    _add_json(parser)
    add_flags(parser, model, but)


def train_liif(options: argparse.Namespace) -> int:
    """Train a LIIF; Ctrl-C keeps a checkpoint to resume from."""
    from viewer.training.options import LiifOptions

    if not options.estimate and (options.resume is None) == (options.output is None):
        raise UserError("Say where the run goes:", "-o RUN for a new one, --resume RUN to go on with one.")
    settings, run, is_changed = _job(LiifOptions, options)
    if options.estimate:
        return _estimate(settings, options.json)

    from viewer.jobs.history import State
    from viewer.training.distributed import joined_team
    from viewer.training.liif import train

    with joined_team() as team:

        def begin(report: Callable[[dict[str, Any]], None], stop: Stop) -> bool:
            return train(settings, run.path, report, stop, options.resume is not None, team)

        if not team.is_first:
            from viewer.jobs.worker import assist

            return DONE if assist(begin) else INTERRUPTED
        state = _work("liif", settings, run, options, is_changed, begin)
    if state != State.FINISHED:
        print(f"srview: {state}; go on with: srview train liif --resume {run.path}", file=sys.stderr)
        return INTERRUPTED
    print(f"{run.path / ('best' if settings.val else 'last')}.safetensors")
    return DONE


def fit_siren(options: argparse.Namespace) -> int:
    """Fit a SIREN to a picture; Ctrl-C keeps what has been learnt."""
    from viewer.jobs.history import History, State
    from viewer.models import checkpoint
    from viewer.models.header import read_header
    from viewer.training.options import FitOptions
    from viewer.training.siren import Target, fit

    if (options.resume is None) == (options.output is None):
        raise UserError("Say where the network goes:", "-o OUT.safetensors, -o RUN for a run's folder, or --resume RUN.")
    settings, run, is_changed = _job(FitOptions, options)
    is_file = options.output is not None and options.output.suffix == ".safetensors"
    with tempfile.TemporaryDirectory(prefix="srview-") as folder:
        if is_file:
            run = type(run)(Path(folder) / "run")

        def begin(report: Callable[[dict[str, Any]], None], stop: Stop) -> bool:
            return fit(settings, run.path, report, stop, options.resume is not None)

        started = time.monotonic()
        state = _work("siren", settings, run, options, is_changed, begin)
        seconds = time.monotonic() - started
        weights, history = run.weights, History(run)
        history.update()
        assert weights is not None
        psnr = max(value for _, value in history.psnr) if history.psnr else None
        if is_file:
            network = checkpoint.load(weights)
            checkpoint.save(network, options.output, options.weights)
            weights = options.output
            if options.weights != "float32":
                psnr = Target(settings).psnr(checkpoint.build(checkpoint.load(weights)))
        _write_json(options.json, {
            "psnr": psnr, "steps": history.step, "seconds": seconds, "bytes": weights.stat().st_size,
        })  # fmt: skip
    width, height = read_header(weights)["args"]["size"]
    figure, size = f"{psnr:.2f} dB, " if psnr is not None else "", weights.stat().st_size
    print(f"{weights}: {figure}{history.step:,} steps, {size:,} bytes, {8 * size / (width * height):.2f} bits a pixel")
    if state != State.FINISHED:
        more = "" if is_file else f"; go on with: srview fit --resume {run.path}"
        print(f"srview: {state}{more}", file=sys.stderr)
        return INTERRUPTED
    return DONE


def _job(model: type[Settings], options: argparse.Namespace) -> "tuple[Settings, RunFolder, bool]":
    """The options of a job, the folder of its run, and whether options were given besides those of a file."""
    from viewer.jobs.flags import flag, make_options
    from viewer.jobs.run_folder import RunFolder, read_job
    from viewer.jobs.worker import make_way

    make_way()
    given = {name: value for name in model.model_fields if (value := getattr(options, name, None)) is not None}
    run = RunFolder(options.resume or options.output or Path())
    source = run.job_file if options.resume else options.config
    base = read_job(source) if source else {}
    return make_options(model, base | given, lambda name: "IMAGE" if name == "image" else flag(name)), run, bool(given)


def _work(
    kind: str, settings: Any, run: "RunFolder", options: argparse.Namespace, is_changed: bool,
    begin: Callable[[Callable[[dict[str, Any]], None], Stop], bool],
) -> "State":  # fmt: skip
    """Do a job in the folder of its run, and show how it goes; how it ended."""
    from viewer.jobs.progress import Progress
    from viewer.jobs.worker import work

    if not options.resume:
        run.create(kind, settings)
    elif is_changed:
        run.write_job(kind, settings)
    with Progress(settings.steps, options.quiet) as progress:
        return work(run, begin, progress.show)


def _estimate(settings: Any, figures: Path | None) -> int:
    """Print how long a training would take."""
    from viewer.training.trial import steps_per_second

    rate = steps_per_second(settings)
    steps = min(settings.steps, max(round(rate * settings.seconds), 1)) if settings.seconds else settings.steps
    seconds = steps / rate
    _write_json(figures, {"it_s": rate, "steps": steps, "seconds": seconds})
    print(f"{steps:,} steps at {rate:.3g} a second: {seconds / 3600:.1f} h")
    return DONE


# eval


def _add_eval(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: srview eval --model liif-small --data Set5 --scales 2 3 4"
    parser.add_argument("--model", action="append", metavar="M", help="may be repeated; bicubic is always alongside")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of high-resolution images")
    parser.add_argument("--scales", type=_positive, nargs="+", default=[2, 3, 4], metavar="S")
    parser.add_argument("--degradation", choices=("bicubic",), default="bicubic", help="how the images are shrunk")
    parser.add_argument("--clip-cell", action="store_true", help="beyond x4 query with the cell of x4, as later papers do")
    parser.add_argument("--precision", choices=("fast", "exact"), default="exact", help="arithmetic of the fields")
    _add_crisp(parser)
    parser.add_argument("--ensemble", action="store_true", help="mean over the image's eight flips and turns; 8 times as slow")
    _add_device(parser)
    _add_json(parser)
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the figures of each image as a table")
    parser.set_defaults(run=evaluate_models)


def evaluate_models(options: argparse.Namespace) -> int:
    """Print PSNR and SSIM of models by the benchmarks' protocol."""
    from tqdm import tqdm

    from viewer.fields.catalogue import make_field
    from viewer.fields.evaluation import Figures, mean, measure
    from viewer.fields.field import Field
    from viewer.imaging.files import list_images, load_image
    from viewer.imaging.image import Image
    from viewer.models import catalogue

    models = ["bicubic", *(m for m in options.model or [catalogue.DEFAULT] if m != "bicubic")]
    for model in models:
        _check_model(model)
    paths = list_images(options.data)
    if not paths:
        raise UserError(f"There is no image in {options.data}.")
    images = [load_image(path) for path in paths]
    if min(min(image.size) for image in images) < max(options.scales) * 8:
        raise UserError(f"An image in {options.data} is too small for scale {max(options.scales):g}.")
    table: dict[str, dict[str, dict[str, float]]] = {model: {} for model in models}
    rows: list[tuple[object, ...]] = [("model", "scale", "image", *Figures._fields)]
    with tqdm(total=len(models) * len(options.scales), unit="pass", file=sys.stderr, disable=None, leave=False) as bar:
        for model in models:
            for scale in options.scales:

                def make(small: Image, model: str = model) -> Field:
                    return make_field(
                        model, small, options.device, options.precision, 4.0 if options.clip_cell else None, options.crisp,
                        options.ensemble,
                    )  # fmt: skip

                figures = [measure(image, scale, make) for image in images]
                rows += [(model, f"{scale:g}", image.name, *each) for image, each in zip(images, figures, strict=True)]
                table[model][f"{scale:g}"] = mean(figures)
                bar.update()
    print(f"{options.data.name}: {len(images)} images, luma, PSNR in dB / SSIM")
    width = max(map(len, models))
    print(" " * width, *(f"{f'x{scale:g}':>15}" for scale in options.scales))
    for model, row in table.items():
        print(model.ljust(width), *(f"{f['psnr']:>7.2f} / {f['ssim']:.3f}" for f in row.values()))
    _write_json(options.json, table)
    _write_csv(options.csv, rows)
    return DONE


# models


def _add_models(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: srview models export liif-small -o liif-small.pth"
    parser.set_defaults(run=list_models)
    actions = parser.add_subparsers(dest="action", parser_class=Parser, metavar="ACTION")
    export = actions.add_parser("export", help="write the official LIIF layout")
    export.add_argument("model", metavar="M")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pth")
    export.set_defaults(run=export_model)
    info = actions.add_parser("info", help="tell all that is known of a model")
    info.add_argument("model", metavar="M")
    info.set_defaults(run=show_model)


def list_models(options: argparse.Namespace) -> int:
    """Print the models at hand: name, kind, size, figures."""
    from viewer.fields.interpolation import CLASSICAL
    from viewer.models import catalogue
    from viewer.models.header import read_header

    rows = []
    for origin, models in (("shipped", catalogue.shipped()), ("imported", catalogue.imported())):
        for name, path in models.items():
            header = read_header(path)
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            rows.append((name, header["kind"], origin, size, header["info"].get("summary", "")))
    rows += [(name, "classical", "built in", "–", "") for name in CLASSICAL]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True)).rstrip())
    return DONE


def export_model(options: argparse.Namespace) -> int:
    """Write a LIIF in the official layout."""
    from viewer.models import catalogue, checkpoint

    if options.output.suffix not in (".pth", ".pt"):
        raise UserError(f"{options.output} does not end in .pth.")
    checkpoint.save_official(checkpoint.load(catalogue.find(options.model)), options.output)
    print(options.output)
    return DONE


def show_model(options: argparse.Namespace) -> int:
    """Print what a checkpoint says of itself."""
    from viewer.models import catalogue, checkpoint

    path = catalogue.find(options.model)
    loaded = checkpoint.load(path)
    checkpoint.build(loaded, path.name)
    facts = {
        "file": str(path),
        "kind": loaded.kind,
        "parameters": loaded.parameters,
        "args": loaded.args,
        **loaded.info,
    }
    print(json.dumps(facts, indent=2, ensure_ascii=False))
    return DONE


# Values and options that several subcommands share


def _add_model(parser: argparse.ArgumentParser) -> None:
    from viewer.models.catalogue import DEFAULT

    text = f"shipped name, checkpoint file or nearest, bilinear, bicubic, lanczos (default {DEFAULT})"
    parser.add_argument("--model", metavar="M", help=text)
    _add_device(parser)


def _add_crisp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--crisp", action="store_true", help="past x4 enlarge and encode again, level by level")


def _add_show(parser: argparse.ArgumentParser) -> None:
    from viewer.fields.derivatives import COLOURS, SHOWN

    parser.add_argument("--show", choices=SHOWN, default=COLOURS, help="the field's colours, or how it changes")


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:N or mps (default auto)")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures for machines")


def _check_model(name: str) -> None:
    """UserError unless there is a model of that name, before any work is done."""
    from viewer.fields.interpolation import CLASSICAL
    from viewer.models.catalogue import find

    if name not in CLASSICAL:
        find(name)


def _write_json(path: Path | None, figures: Any) -> None:
    from viewer.files import replacing

    if path is not None:
        with replacing(path) as temporary:
            temporary.write_text(json.dumps(figures, indent=2) + "\n")


def _write_csv(path: Path | None, rows: Sequence[Sequence[object]]) -> None:
    from viewer.files import replacing

    if path is not None:
        with replacing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def _numbers(text: str, separator: str, count: int) -> list[float]:
    try:
        values = [float(part) for part in text.lower().split(separator)]
    except ValueError:
        values = []
    if len(values) != count or not all(abs(value) < 1e12 for value in values):
        raise argparse.ArgumentTypeError(f"{text!r} is not {count} numbers separated by {separator!r}")
    return values


def _positive(text: str) -> float:
    (value,) = _numbers(text, ",", 1)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not above zero")
    return value


def _pair(text: str) -> tuple[float, ...]:
    return tuple(_numbers(text, ",", 2))


def _size(text: str) -> tuple[int, ...]:
    values = _numbers(text, "x", 2)
    if not all(value >= 1 and value.is_integer() for value in values):
        raise argparse.ArgumentTypeError(f"{text!r} is not a width and a height in whole pixels")
    return tuple(int(value) for value in values)


def _region(text: str) -> tuple[float, ...]:
    values = _numbers(text, ",", 4)
    if values[2] <= 0 or values[3] <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a region of some width and height")
    return tuple(values)


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str]] = {
    "view": (_add_view, "Open the viewer."),
    "render": (_add_render, "Render an image through a field, without a window."),
    "fit": (_add_fit, "Fit a SIREN to a picture."),
    "train": (_add_train, "Train a model."),
    "eval": (_add_eval, "Measure models on a folder of images."),
    "models": (_add_models, "List, inspect and export models."),
}

if __name__ == "__main__":
    sys.exit(main())
