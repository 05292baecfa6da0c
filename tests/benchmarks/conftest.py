"""`make bench`: what is measured goes into one table, each figure beside its ratio to the plain implementation."""

import platform
import time

import pytest
import torch

ENOUGH = 8.0  # seconds of calls
MOST = 100  # calls

FIGURES = pytest.StashKey[list]()
REMARKS = pytest.StashKey[list]()


def pytest_addoption(parser):
    parser.addoption("--device", default="cpu", help="where the networks run: cpu, cuda, cuda:N or mps")
    parser.addoption("--blind", default="dasr-liif", help="the network whose representations are measured: a name or a file")
    parser.addoption("--data", action="append", default=[], help="a folder of photographs beside the samples (may be repeated)")
    parser.addoption("--probe", help="a folder of other photographs, on which probes are fitted; else it is by turns")
    parser.addoption("--seconds", type=float, default=15, help="how long a hand moves about")


def pytest_configure(config):
    config.stash[FIGURES] = []
    config.stash[REMARKS] = []


def pytest_collection_modifyitems(items):
    """What is held against each other one after the other: a machine is not as quick in every quarter of an hour."""
    zooms = {item: item.callspec.params.get("zoom", 0) if hasattr(item, "callspec") else 0 for item in items}
    items.sort(key=lambda item: (item.path, zooms[item]))


@pytest.fixture(scope="session")
def device(request):
    from viewer.models.device import choose_device

    return choose_device(request.config.getoption("--device"))


@pytest.fixture
def remark(request):
    """Put a sentence below the table."""
    return request.config.stash[REMARKS].append


@pytest.fixture
def record(request):
    """Put seconds measured into the table: (row, column, seconds)."""
    return lambda *figure: request.config.stash[FIGURES].append(figure)


@pytest.fixture
def measure(benchmark, record):
    """Time a call and put the middle of several into the table: (row, column, call[, calls]).

    calls   how many; else, after a first one that may do more than those after it, as many as take `ENOUGH` seconds, three at
            least: a neighbour of the machine is often busy for one
    """

    def timed(row, column, call, calls=None):
        benchmark.group = row
        if calls is None:
            call()
            started = time.perf_counter()
            call()
            calls = min(max(round(ENOUGH / (time.perf_counter() - started)), 3), MOST)
        benchmark.pedantic(call, rounds=calls, iterations=1)
        seconds = benchmark.stats.stats.median
        record(row, column, seconds)
        return seconds

    return timed


def pytest_terminal_summary(terminalreporter, config):
    """The table, in Markdown; ratios are to the first column."""
    for remark in config.stash[REMARKS]:
        terminalreporter.write_line(remark)
    figures = config.stash[FIGURES]
    if not figures:
        return
    rows = list(dict.fromkeys(row for row, _, _ in figures))
    columns = list(dict.fromkeys(column for _, column, _ in figures))
    seconds = {(row, column): value for row, column, value in figures}
    out = terminalreporter
    out.section("seconds (ratio to the first column)")
    name = torch.cuda.get_device_name() if "cuda" in config.getoption("--device") else platform.processor() or platform.machine()
    out.write_line(f"{name}, {torch.get_num_threads()} threads, torch {torch.__version__}")
    out.write_line(f"| | {' | '.join(columns)} |")
    out.write_line(f"|{'---|' * (len(columns) + 1)}")
    for row in rows:
        first = seconds.get((row, columns[0]))
        cells = []
        for column in columns:
            value = seconds.get((row, column))
            text = "" if value is None else f"{value:.3g}"
            cells.append(text + (f" ({first / value:.1f}×)" if value and first and column != columns[0] else ""))
        out.write_line(f"| {row} | {' | '.join(cells)} |")
