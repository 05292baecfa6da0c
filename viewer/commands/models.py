"""The `models` command: what is at hand."""

import argparse
import json
import sys
from pathlib import Path

from viewer.commands.shared import DONE, Parser
from viewer.errors import UserError


def add_models(parser: argparse.ArgumentParser) -> None:
    """Its actions and their flags."""
    parser.epilog = "example: srview models export liif-small -o liif-small.pth"
    parser.set_defaults(run=list_models)
    actions = parser.add_subparsers(dest="action", parser_class=Parser, metavar="ACTION")
    export = actions.add_parser("export", help="write the official LIIF layout")
    export.add_argument("model", metavar="M")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pth")
    export.set_defaults(run=export_model)
    fetch = actions.add_parser("download", help="get the weights of VGG-16, which pictures are compared by, into torch's cache")
    fetch.epilog = "example: srview models download vgg16"
    fetch.add_argument("model", choices=("vgg16",), metavar="vgg16")
    fetch.set_defaults(run=download_weights)
    info = actions.add_parser("info", help="tell all that is known of a model")
    info.add_argument("model", metavar="M")
    info.set_defaults(run=show_model)


def list_models(options: argparse.Namespace) -> int:
    """Print the models at hand: name, kind, size, figures."""
    from viewer.fields.interpolation import CLASSICAL
    from viewer.models import catalogue
    from viewer.models.header import read_header, title_of

    rows = []
    for origin, models in (("shipped", catalogue.shipped()), ("imported", catalogue.imported())):
        for name, path in models.items():
            header = read_header(path)
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            rows.append((name, header["kind"], origin, size, header["info"].get("summary", title_of(header))))
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


def download_weights(options: argparse.Namespace) -> int:
    """Get weights that are not shipped, unless they are there."""
    from tqdm import tqdm

    from viewer.models.download import VGG16, download
    from viewer.models.feature_choice import vgg_file

    path = vgg_file()
    if not path.exists():
        with tqdm(
            desc=VGG16.name, unit="B", unit_scale=True, unit_divisor=1024, file=sys.stderr, disable=None, leave=False
        ) as bar:

            def show(done: int, of: int) -> None:
                bar.total = of
                bar.update(done - bar.n)

            download(VGG16, path, show)
    print(path)
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
