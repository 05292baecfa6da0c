"""A comparison as a file: a page for the browser or a sheet, by the file's ending."""

from collections.abc import Sequence
from pathlib import Path

from viewer.export.comparison import Seen, Table, page, table_of, write_page


def write_comparison(
    path: Path, heading: str, pictures: Sequence[Seen], reference: Seen, note: str, scale: float, table: Table | None = None
) -> None:  # fmt: skip
    """Write pictures and how near they are to the reference, unless there is another table. UserError.

    `scale` is how many pixels of theirs are one of the source. A sheet needs a QGuiApplication.
    """
    if path.suffix.lower() in (".html", ".htm"):
        write_page(path, page(heading, pictures, reference, note, table))
        return
    from viewer.gui.sheet import Sheet, write_sheet

    write_sheet(path, Sheet(heading, pictures, table or table_of(pictures, reference), note, scale))
