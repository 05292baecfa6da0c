"""When what is imported: Python's own import in PySide's stead, and the modules that wait until the picture is on screen.

A module that the first picture can do without is imported inside the function that needs it, and listed in `fetch_late_modules`
if a click would have to wait for it.
"""

import builtins


def restore_import() -> None:
    """Undo what PySide does to imports, for the sake of `from __feature__ import …`, which nobody here writes.

    Its `__import__` looks for the word PySide6 in the source of every module, which is read for that, and
    meanwhile puts another `__import__` in its place, for all threads: what was imported on one failed now and then.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def fetch_late_modules() -> None:
    """Import what dialogs need, which takes too long before the window; on a thread, once the picture is on screen.

    But for those with plots: pyqtgraph makes things of Qt as it is imported, which are for the window's own thread.
    """
    import viewer.gui.about
    import viewer.gui.export_dialog
    import viewer.gui.fit_dialog
    import viewer.gui.methods
    import viewer.gui.restore_dialog
    import viewer.gui.settings_dialog
    import viewer.gui.stylise_dialog
    import viewer.gui.train_dialog

    # isort: split
    # the last, as it needs scikit-image
    import viewer.gui.contest_dialog  # noqa: F401
