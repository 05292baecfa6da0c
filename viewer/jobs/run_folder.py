"""Run folders: what a job was asked (`job.toml`), what happened (`events.jsonl`), and its checkpoints beside them."""

import json
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from viewer.errors import UserError
from viewer.files import cannot_write, replacing


class RunFolder:
    """A folder that holds one run of a job."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def job_file(self) -> Path:
        """The options of the run."""
        return self.path / "job.toml"

    @property
    def events_file(self) -> Path:
        """What happened, a JSON object a line."""
        return self.path / "events.jsonl"

    def create(self, kind: str, options: BaseModel) -> None:
        """Begin a new run here, in place of one that failed before its first step. UserError if one has got further."""
        if self.job_file.exists() and any(path != self.job_file for path in self.path.iterdir()):
            raise UserError(f"{self.path} already holds a run.", f"Go on with --resume {self.path}, or name a new folder.")
        values = {"kind": kind, **options.model_dump(mode="json")}
        with replacing(self.job_file) as temporary:
            temporary.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items() if value is not None))

    def add_event(self, event: dict[str, Any]) -> None:
        """Append an event."""
        try:
            with self.events_file.open("a") as file:
                file.write(json.dumps(event) + "\n")
        except OSError as error:
            raise cannot_write(self.events_file, error) from error


def read_job(path: Path) -> dict[str, Any]:
    """The options in a `job.toml`, without its `kind`. UserError if it cannot be read."""
    try:
        values = tomllib.loads(path.read_text())
    except FileNotFoundError:
        raise UserError(f"{path} does not exist.", "Name a job.toml, or the folder of a run.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from error
    values.pop("kind", None)
    return values
