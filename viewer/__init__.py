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
