"""srview: an image viewer in which zoom never ends."""

import os
import time

__version__ = "0.1.0"
BEGAN = time.perf_counter()  # what the timeline of the start counts from

# OpenMP threads that spin while they wait starve each other as soon as two programs compute at once (a training and the
# viewer): measured 80 times slower on two cores. Sleeping costs nothing measurable. Read when torch is first imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# The same of numpy's linear algebra, which spins for a while after each use, however small: deep zoom took half as long again.
# Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Qt spreads the enlarging of pictures over threads. Where rendering keeps two cores busy the window waits for them longer than
# it takes by itself: notches of a wheel were seen up to ten milliseconds later. Read when Qt first paints.
if (os.cpu_count() or 1) <= 2:
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
