"""The `srview` command line."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from viewer import __version__
from viewer.commands.shared import DONE, FAILED, INTERRUPTED, WRONG, Parser
from viewer.errors import JobFailed, UserError


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
    """The parser that knows all subcommands by name, and the chosen one by its options: its module alone is imported."""
    parser = Parser(prog="srview", description="An image viewer in which zoom never ends.")
    parser.add_argument("--version", action="version", version=f"srview {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        layout = argparse.RawDescriptionHelpFormatter
        command = commands.add_parser(name, help=text, description=text, formatter_class=layout)
        if name == chosen:
            getattr(import_module(f"viewer.commands.{module}"), f"add_{name}")(command)
    return parser


COMMANDS = {  # its module in `commands`, where `add_NAME` adds its flags, and what it does
    "view": ("view", "Open the viewer."),
    "render": ("render", "Render an image through a field, without a window."),
    "compare": ("compare", "Compare models on a picture, in one page for the browser."),
    "film": ("film", "Film a flight from one view of a picture to another."),
    "fit": ("train", "Fit a SIREN to a picture."),
    "restore": ("restore", "Restore a picture with an untrained network."),
    "stylize": ("stylize", "Paint a picture in the style of others."),
    "train": ("train", "Train a model."),
    "eval": ("evaluate", "Measure models on a folder of images."),
    "models": ("models", "List, inspect and export models."),
    "desktop": ("desktop", "Add srview to your desktop's programs."),
}

if __name__ == "__main__":
    sys.exit(main())
