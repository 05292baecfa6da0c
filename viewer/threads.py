"""Threads beside the window's."""

import os
import sys
from threading import get_native_id

NICENESS = 10  # of threads that compute, where threads have one: the window's goes first


def make_way() -> None:
    """Let the window's thread go before this one and those it starts."""
    if sys.platform == "linux":  # of all systems the one where threads have a priority of their own without more ado
        os.setpriority(os.PRIO_PROCESS, get_native_id(), NICENESS)
        os.sched_setscheduler(get_native_id(), os.SCHED_BATCH, os.sched_param(0))  # its awakening interrupts nobody
