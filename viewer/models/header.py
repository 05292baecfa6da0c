"""The JSON header of our checkpoints, read without torch and without the weights."""

import json
from pathlib import Path
from typing import Any

from viewer.errors import Sentence, UserError

FORMAT = 1
SEEN_THROUGH = "liif", "heat", "siren", "dasr", "dasr-liif", "style"  # kinds of network that are fields
CODINGS = "float32", "float16", "int8"  # of weights
ENDINGS = ".safetensors", ".pth"
KEY = "srview"  # of our header in the safetensors metadata
LONGEST = 10_000_000  # bytes; a header that claims more is not one
TITLES = {  # of kinds of network
    "liif": "LIIF", "heat": "Heat field", "siren": "SIREN", "dasr": "Blind super-resolution", "dasr-liif": "Blind LIIF",
}  # fmt: skip
BLIND = "dasr", "dasr-liif"  # kinds that tell by themselves how a picture was degraded
_TYPES = {"format": int, "kind": str, "args": dict, "info": dict, "weights": dict}


def title_of(header: dict[str, Any]) -> str:
    """What people read for the kind of network that a header describes."""
    title = TITLES.get(header["kind"], header["kind"])
    scale = header["args"].get("scale") if header["kind"] == "dasr" else None
    return f"{title}, ×{scale}" if scale else title


def read_header(path: Path) -> dict[str, Any]:
    """The header of one of our files: `format`, `kind`, `args`, `info`, and of `weights` how they are coded, if they are.

    UserError if it is another kind of file.

    safetensors: eight bytes that give the length of a JSON object, which holds free text under `__metadata__`.
    """
    content: Any = {}
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            content = json.loads(file.read(length)) if length < LONGEST else {}
        header = json.loads(content["__metadata__"][KEY])
        header = {"info": {}, "weights": {}} | {key: header[key] for key in _TYPES if key in header}
        if not all(isinstance(header[key], kind) for key, kind in _TYPES.items()):
            raise TypeError("a part of the header is not of its type")
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = _way_out(path, content)
        raise UserError(f"{path.name} is not a checkpoint of srview.", hint) from error
    if header["format"] > FORMAT:
        raise UserError(f"{path.name} was written by a newer srview.", "Update srview to open it.")
    return header


def _way_out(path: Path, content: Any) -> Sentence:
    """What to do about a file that is none of ours, by what it is called and what it begins with."""
    if path.suffix.lower() not in ENDINGS:
        return Sentence("Choose a .safetensors or .pth file.")
    metadata = content.get("__metadata__", {}) if isinstance(content, dict) and content else None
    if isinstance(metadata, dict) and KEY not in metadata:
        return Sentence(
            "Another program wrote it: of others, only official .pth files of LIIF, SIREN, DASR and style networks are read."
        )
    return Sentence("It is damaged, or only a part of the file: copy or download it again.")
