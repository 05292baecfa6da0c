"""Which part of the window listens to which. What the window itself does about something, it connects itself."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.gui.main_window import MainWindow


def connect(window: "MainWindow") -> None:
    """Connect the parts of a window with one another."""
    _connect_document(window)
    _connect_parts(window)
    _connect_menus(window)


def _connect_document(window: "MainWindow") -> None:
    document, panel = window.document, window.panel
    document.blended.connect(window.canvas.blend)
    document.fieldChosen.connect(window.training.look_away)
    document.pictureFound.connect(lambda path: window.browsing.open([path]))
    panel.modelChosen.connect(document.choose_model)
    panel.compare.blendChosen.connect(document.blend)
    panel.deviceChosen.connect(lambda device: document.see(device=device))
    panel.precisionChosen.connect(lambda precision: document.see(precision=precision))
    panel.crispToggled.connect(lambda on: document.see(crisp=on))
    panel.shownChosen.connect(lambda shown: document.see(shown=shown))
    panel.gain.chosen.connect(lambda gain: document.see(gain=gain))
    window.opener.opened.connect(document.open)
    window.estimating.frameChosen.connect(lambda frame: document.see(frame=frame))
    window.training.modelOffered.connect(document.see_through)
    window.training.weightsRenewed.connect(document.renew)
    window.training.modelsChanged.connect(document.offer_models)
    window.signals.layerFailed.connect(document.give_up)


def _connect_parts(window: "MainWindow") -> None:
    for part in (
        window.training, window.saver, window.restoring, window.simulating, window.stylising,
        window.file_actions, window.exporting, window.copying, window.seeing.places, window.displaying, window.turning,
        window.scaling, window.opener, window.configuring, window.receiving, window.contesting, window.profiling,
        window.folder_exporting,
    ):  # fmt: skip
        part.failed.connect(window.messages.warn)
    window.document.told.connect(window.messages.warn)
    window.document.remarked.connect(window.telling.tell)
    window.file_actions.done.connect(window.telling.tell)
    window.seeing.places.done.connect(window.telling.tell)
    window.copying.copied.connect(window.telling.tell)
    window.contesting.told.connect(window.telling.tell)
    window.scrubbing.told.connect(window.telling.tell)
    window.training.panel.walkRequested.connect(lambda run: window.scrubbing.walk_through(run.path))
    window.canvas.leafed.connect(window.browsing.step)
    window.filmstrip.chosen.connect(window.browsing.go_to)
    window.recent.chosen.connect(window.open)
    window.training.runStarted.connect(window.docks.runs.show)
    window.status.zoom.zoomChosen.connect(window.canvas.zoom_to)
    window.status.zoom.fitChosen.connect(window.canvas.fit)
    window.status.zoom.fillChosen.connect(window.canvas.fill)
    window.simulating.measured.connect(lambda sentence: window.panel.compare.show_figures("original", sentence))
    window.signals.tileFinished.connect(window.canvas.show_tile)
    window.signals.tileFinished.connect(window.telling.follow)
    window.signals.tileFinished.connect(window.comparing.figures.look)
    window.signals.stateChanged.connect(window.telling.show_busy)


def _connect_menus(window: "MainWindow") -> None:
    menus = window.menus
    menus.reopenRequested.connect(window.recent.reopen)
    menus.sampleRequested.connect(window.opener.open_sample)
    menus.viewCopyRequested.connect(window.copying.copy_view)
    menus.sourceCopyRequested.connect(window.copying.copy_source)
    menus.stepRequested.connect(window.browsing.step)
    menus.jumpRequested.connect(window.browsing.go_to)
    menus.reloadRequested.connect(window.browsing.reload)
    menus.orderChosen.connect(window.browsing.sort)
    menus.renameRequested.connect(window.file_actions.rename)
    menus.trashRequested.connect(window.file_actions.trash)
    menus.undoRequested.connect(window.file_actions.bring_back)
    menus.crispToggled.connect(lambda on: window.document.see(crisp=on))
    menus.trainingRequested.connect(window.training.ask)
    menus.scrubRequested.connect(window.scrubbing.begin)
    menus.restorationRequested.connect(window.restoring.ask)
    menus.maskRequested.connect(window.restoring.paint)
    menus.simulationRequested.connect(window.simulating.ask)
    menus.stylingRequested.connect(window.stylising.ask)
    menus.exportRequested.connect(window.exporting.ask)
    menus.viewSaveRequested.connect(window.exporting.save_view)
    menus.folderRequested.connect(window.folder_exporting.ask)
    menus.comparisonRequested.connect(window.exporting.ask_for_comparison)
    menus.filmRequested.connect(window.filming.ask)
    menus.settingsRequested.connect(lambda: _show_settings(window))
    window.restoring.paintingChanged.connect(menus.paint.setChecked)


def _show_settings(window: "MainWindow") -> None:
    from viewer.gui.settings_dialog import show_settings  # pydantic

    show_settings(window, window.configuring, window.shortcuts, window.document, window.panel)
