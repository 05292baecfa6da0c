"""The models the window offers, and the devices they can run on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from viewer.errors import UserError
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.panel import Choice
from viewer.gui.sentences import localised
from viewer.imaging.files import READABLE, read_size
from viewer.imaging.image import Size
from viewer.jobs.run_folder import RunFolder, list_runs, read_job, runs_folder
from viewer.models import catalogue
from viewer.models.header import BLIND, SEEN_THROUGH, read_header, title_of


def known_choices(asked: Sequence[str]) -> list[Choice]:
    """The models asked for and the classical ones: what can be offered without reading a file."""
    classical = QCoreApplication.translate("Models", "Classical interpolation.")
    networks = [Choice(model, Path(model).name, "") for model in dict.fromkeys(asked) if model not in CLASSICAL]
    names = {name: name.capitalize() for name in CLASSICAL}
    return networks + [Choice(name, QCoreApplication.translate("Models", text), classical) for name, text in names.items()]


def list_choices(asked: Sequence[str]) -> list[Choice]:
    """Every model there is, the shipped ones first, then those imported, those asked for by a path and the classical."""
    paths = {**catalogue.shipped(), **catalogue.imported()}
    listed = [_choice(name, name, path) for name, path in paths.items() if _is_field(path)]
    for run in list_runs(runs_folder()):
        weights = run.live_weights if run.is_running else run.weights
        if weights is not None and (weights.suffix == ".png" or _is_field(weights)):
            paths[str(weights)] = weights
            of_run = _made(run, weights) if weights.suffix == ".png" else _choice(str(weights), run.name, weights)
            listed.append(of_run)
    files = [model for model in dict.fromkeys(asked) if model not in paths and model not in CLASSICAL]
    listed += [picture_choice(Path(model)) for model in files if is_picture(model)]
    files = [model for model in files if not is_picture(model)]
    opened = QCoreApplication.translate("Models", "Opened from a file.")
    listed += [replace(_choice(model, Path(model).name, Path(model)), card=opened) for model in files]
    return listed + known_choices(())


def _is_field(path: Path) -> bool:
    """Whether a picture can be seen through a network, as far as its file says."""
    try:
        return read_header(path)["kind"] in SEEN_THROUGH
    except UserError:
        return True  # it will be told when it is tried


def is_picture(model: str) -> bool:
    """Whether a model is a picture's file, which lies over the one that is open."""
    return Path(model).suffix.lower() in READABLE


def picture_choice(path: Path, of: Size | None = None, title: str = "") -> Choice:
    """A picture's file, to be held against pictures, or those of a size."""
    card = QCoreApplication.translate("Models", "A picture's file, laid over the one that is open.")
    return Choice(str(path), title or path.name, card, of)


def _choice(model: str, title: str, path: Path) -> Choice:
    try:
        header = read_header(path)
    except UserError as error:
        return Choice(model, title, localised(str(error)))
    whole = header["info"].get("of") or header["args"].get("size") if header["kind"] == "siren" else None
    card = _described(header)
    if licence := catalogue.licence(path, header):
        card += "\n" + QCoreApplication.translate("Models", "Licence of the weights: {0}").format(licence)
    return Choice(model, title, card, whole and tuple(whole), header["kind"] in BLIND, header["kind"] == "style")


def _made(run: RunFolder, result: Path) -> Choice:
    """A picture that a job has made, which belongs to the one it was made of."""
    try:
        kind, job, (width, height) = run.kind, read_job(run.job_file), read_size(result)
    except UserError as error:
        return Choice(str(result), run.name, localised(str(error)))
    scale = int(job.get("scale", 1)) if job.get("task") == "upscale" else 1
    if kind == "stylise":
        card = QCoreApplication.translate("Models", "{0}, restyled: {1:,} × {2:,} pixels, seen through {3}")
    else:
        card = QCoreApplication.translate("Models", "{0}, restored: {1:,} × {2:,} pixels, seen through {3}")
    card = card.format(Path(str(job.get("image"))).name, width, height, catalogue.DEFAULT)
    return Choice(str(result), run.name, card, (width // scale, height // scale))


def _described(header: dict[str, Any]) -> str:
    """What the panel says of a checkpoint: its figures, or what little there is."""
    info = header["info"]
    if summary := str(info.get("summary", "")):
        return QCoreApplication.translate("Models", summary)  # unless it is of a stranger
    if "step" not in info:
        return _kind(header)
    if header["kind"] == "style":
        style = Path(str(info.get("recipe", {}).get("style", ""))).stem
        text = QCoreApplication.translate("Models", "Paints any picture in the style of {0}; trained for {1:,} steps")
        return text.format(style or "…", info["step"])
    if header["kind"] == "siren":
        width, height = header["args"]["size"]
        text = QCoreApplication.translate("Models", "SIREN of a picture of {0:,} × {1:,} pixels, fitted in {2:,} steps")
        psnr = f", {info['val_psnr']:.2f} dB" if "val_psnr" in info else ""
        return text.format(width, height, info["step"]) + psnr
    if "val_psnr" in info:
        text = QCoreApplication.translate("Models", "{0}, trained for {1:,} steps, {2:.2f} dB on its validation images")
    else:
        text = QCoreApplication.translate("Models", "{0}, trained for {1:,} steps")
    return text.format(_kind(header), info["step"], info.get("val_psnr"))


def _kind(header: dict[str, Any]) -> str:
    text, comma, scale = title_of(header).partition(", ")
    return QCoreApplication.translate("Models", text) + comma + scale


def accelerators() -> list[tuple[str, str]]:
    """The devices besides the CPU that networks can run on: (name, title)."""
    import torch

    found = [(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count())]
    return found + ([("mps", "Apple GPU")] if torch.backends.mps.is_available() else [])
