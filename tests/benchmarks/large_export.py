"""An export larger than memory: `python large_export.py tif|dzi|png MODEL FOLDER [WIDTH]`, of a picture of 2 megapixels.

Prints one line of JSON: seconds, the most resident memory in MB, how long giving up takes and what it leaves, and how far
sampled tiles of the file are from the field rendered in memory, in 8-bit steps.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop, Stopped
from viewer.export.deep_zoom import OVERLAP, TILE
from viewer.export.engine import Request, export
from viewer.fields.catalogue import make_field
from viewer.imaging.files import load_image, quantise
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path

SOURCE = 1733, 1155  # 2 megapixels
SAMPLED = 24  # tiles compared


class Memory(threading.Thread):
    """Looks at this process's resident memory every 20 ms."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most = 0.0

    def run(self):
        while True:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.most = max(self.most, pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
            time.sleep(0.02)


def source():
    """A photograph of the size, in memory."""
    picture = load_image(sample_path("coffee"))
    return Image(np.asarray(PILImage.fromarray(picture.pixels).resize(SOURCE, PILImage.Resampling.BICUBIC)))


def part_of_file(path, size, corner, side):
    """A square of a file's pixels."""
    x, y = corner
    if path.suffix == ".tif":
        import tifffile

        with tifffile.TiffFile(path) as file:
            page = file.pages[0]
            index = y // page.tilelength * -(-size[0] // page.tilewidth) + x // page.tilewidth
            file.filehandle.seek(page.dataoffsets[index])
            data = file.filehandle.read(page.databytecounts[index])
            tile = page.decode(data, index)[0][0]
            return tile[y % 256 :, x % 256 :][:side, :side]
    if path.suffix == ".dzi":
        level, col, row = (max(size) - 1).bit_length(), x // TILE, y // TILE
        with PILImage.open(path.with_name(f"{path.stem}_files") / str(level) / f"{col}_{row}.jpg") as file:
            tile = np.asarray(file)
        return tile[OVERLAP * (row > 0) + y % TILE :, OVERLAP * (col > 0) + x % TILE :][:side, :side]
    return None


def main():
    ending, model, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    width = int(sys.argv[4]) if len(sys.argv) > 4 else 30_000
    size = width, width * 2 // 3
    image = source()
    path = folder / f"large.{ending}"
    request = Request(path, (0.0, 0.0, *map(float, SOURCE)), size)
    memory = Memory()
    memory.start()

    stop, told = Stop(), []

    def tell_until(part):
        def tell(progress):
            if progress.done > part and not told:
                told.append(time.perf_counter())
                stop.set()

        return tell

    try:
        export(request, image, make_field(model, image), stop, tell_until(0.02))
    except Stopped:
        cancelled = time.perf_counter() - told[0]
    left = [entry.name for entry in folder.iterdir()]

    field = make_field(model, image)
    seconds = export(request, image, field, Stop()).seconds
    most = memory.most
    rng, steps = np.random.default_rng(0), []
    for _ in range(SAMPLED if ending != "png" else 0):
        side = 254 if ending == "dzi" else 256
        corner = [int(rng.integers(0, n // side)) * side for n in size]
        grid = request.grid
        here = type(grid)(grid.y0 + corner[1] * grid.dy, grid.x0 + corner[0] * grid.dx, grid.dy, grid.dx, 200, 200)
        expected = quantise(field.sample(here, Stop())).astype(int)
        steps.append(np.abs(part_of_file(path, size, corner, 200) - expected))
    print(json.dumps({
        "file": path.name, "model": model, "size": size, "seconds": round(seconds, 1), "most_mb": round(most),
        "bytes": path.stat().st_size, "giving_up_s": round(cancelled, 3), "left_after_giving_up": left,
        "largest_step": int(max(s.max() for s in steps)) if steps else None,
        "mean_step": round(float(np.mean([s.mean() for s in steps])), 4) if steps else None,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
