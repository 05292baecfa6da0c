"""The main window: one picture, its layers, and what can be done with them."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import UserError
from viewer.fields.derivatives import COLOURS, reach
from viewer.fields.files import is_field
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.app import Start
from viewer.gui.asking import ask_for_checkpoint, ask_for_picture
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.layers import Layers
from viewer.gui.look import Through
from viewer.gui.menus import Menus
from viewer.gui.messages import MessageBar
from viewer.gui.models import accelerators, known_choices, list_choices
from viewer.gui.opening import Opener, keep_picture
from viewer.gui.panel import Choice, SidePanel
from viewer.gui.readout import describe_zoom
from viewer.gui.restoring import Restoring
from viewer.gui.saving import FieldSaver
from viewer.gui.scrub_bar import ScrubBar, run_of, snapshots_of
from viewer.gui.simulating import Simulating
from viewer.gui.status_bar import StatusBar
from viewer.gui.training import Training
from viewer.imaging.image import Image
from viewer.jobs.run_folder import RunFolder
from viewer.models import catalogue
from viewer.rendering.placeholder import Pyramid
from viewer.rendering.renderer import Layer, Listener, Renderer
from viewer.rendering.tiles import TileCache, TileKey
from viewer.rendering.viewport import Point, Viewport

RUNS_HEIGHT = 270  # device-independent pixels, until the user drags it


class _RendererSignals(QObject, Listener):
    """Carries what the renderer tells from its thread to the window's."""

    tileFinished = Signal()
    stateChanged = Signal(str)
    layerFailed = Signal(object, object)
    told = Signal(str)

    def tile_finished(self, key: TileKey) -> None:
        self.tileFinished.emit()

    def state_changed(self, busy: str) -> None:
        self.stateChanged.emit(busy)

    def layer_failed(self, layer: Layer, error: UserError) -> None:
        self.layerFailed.emit(layer, error)


class MainWindow(QMainWindow):
    """Owns the document (picture and layers), the renderer and the background thread; `closeEvent` ends both."""

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self._start = start or Start()
        self._image: Image | None = None
        self._pyramid: Pyramid | None = None
        self._look = self._start.look
        self._usual = self._look.model  # the model of pictures that have no field of their own
        self._choices: list[Choice] = []
        self._titles: dict[str, str] = {}  # of models
        self._listing = 0  # requests for the models there are, under way
        self._busy = ""  # what the renderer does
        self._cursor: Point | None = None
        self._first_paint_done = False
        self._panel_wanted = True  # when full screen ends
        self._is_leaving = False
        self._own_field = ""  # the model of this picture alone
        self._renewals: set[str] = set()  # models whose checkpoints have been written anew

        self.cache = TileCache()
        self._signals = _RendererSignals()
        self._layers = Layers(self._title_of, self._signals.told.emit)
        self.renderer = Renderer(self.cache, self._signals)
        self.background = Background()
        self.canvas = Canvas(self.cache, self.renderer)
        self.messages = MessageBar()
        self.panel = SidePanel()
        self.opener = Opener(self.background, self)
        self.status = StatusBar(self.cache)
        self.setStatusBar(self.status)
        self.training = Training(self, self.background)
        self.saver = FieldSaver(self, self.background)
        self.scrub = ScrubBar()
        self.restoring = Restoring(self, self.canvas, self.training, self.background)
        self.simulating = Simulating(self, self.canvas, self.opener)
        self._lay_out()
        self.menus = Menus(self, self.canvas, self.dock.toggleViewAction(), self.runs_dock.toggleViewAction())
        self._connect()
        self._set_choices(known_choices((self._look.model, self._look.compare)))
        self._offer_models()
        self._title()
        self.resize(*(self._start.size or (1280, 800)))
        if self._start.images:
            self.opener.open_files(self._start.images)

    # Construction

    def _lay_out(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.restoring.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.scrub)
        self.setCentralWidget(central)
        scroll = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.panel)
        scroll.setMinimumWidth(self.panel.minimumSizeHint().width())
        self.dock = QDockWidget(self.tr("Panel"), objectName="panelDock")
        self.dock.setWidget(scroll)
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.dock.setTitleBarWidget(QWidget())
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)

        self.runs_dock = QDockWidget(self.tr("Runs"), objectName="runsDock")
        self.runs_dock.setWidget(self.training.panel)
        self.runs_dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.runs_dock)
        self.resizeDocks([self.runs_dock], [RUNS_HEIGHT], Qt.Orientation.Vertical)
        self.runs_dock.hide()
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)

    def _connect(self) -> None:
        self.canvas.viewportChanged.connect(self._on_viewport)
        self.canvas.cursorMoved.connect(self._on_cursor)
        self.canvas.dropped.connect(self.open_mime)
        self.canvas.painted.connect(self._on_painted)
        self.panel.modelChosen.connect(self.choose_model)
        self.panel.comparisonChosen.connect(lambda model: self.look(compare=model))
        self.panel.splitToggled.connect(lambda on: self.look(split=on))
        self.panel.deviceChosen.connect(lambda device: self.look(device=device))
        self.panel.precisionChosen.connect(lambda precision: self.look(precision=precision))
        self.panel.crispToggled.connect(lambda on: self.look(crisp=on))
        self.panel.shownChosen.connect(lambda shown: self.look(shown=shown))
        self.panel.checkpointRequested.connect(self._ask_for_checkpoint)
        self.opener.began.connect(self._show_busy)
        self.opener.opened.connect(self._show)
        self.opener.failed.connect(self._on_not_opened)
        self.opener.filesChanged.connect(self._offer_files)
        self.training.runStarted.connect(self.runs_dock.show)
        self.training.modelOffered.connect(self._see_through)
        self.training.weightsRenewed.connect(self._on_weights)
        self.training.modelsChanged.connect(self._offer_models)
        self.training.failed.connect(self.messages.warn)
        self.saver.failed.connect(self.messages.warn)
        self.restoring.failed.connect(self.messages.warn)
        self.simulating.failed.connect(self.messages.warn)
        self.simulating.measured.connect(self.panel.show_figures)
        self.scrub.chosen.connect(self._scrub)
        self.restoring.paintingChanged.connect(self.menus.paint.setChecked)
        menus = self.menus
        menus.openRequested.connect(self._ask_for_image)
        menus.sampleRequested.connect(self.opener.open_sample)
        menus.pasteRequested.connect(self._paste)
        menus.stepRequested.connect(self._step_file)
        menus.checkpointRequested.connect(self._ask_for_checkpoint)
        menus.saveRequested.connect(self._ask_to_save)
        menus.splitToggled.connect(lambda on: self.look(split=on))
        menus.crispToggled.connect(lambda on: self.look(crisp=on))
        menus.fullScreenRequested.connect(self._toggle_full_screen)
        menus.escaped.connect(self._escape)
        menus.trainingRequested.connect(lambda: self.training.ask())
        menus.fitRequested.connect(self._ask_to_fit)
        menus.restorationRequested.connect(self.restoring.ask)
        menus.maskRequested.connect(self.restoring.paint)
        menus.simulationRequested.connect(self.simulating.ask)
        self._signals.tileFinished.connect(self._on_tile)
        self._signals.stateChanged.connect(self._on_state)
        self._signals.layerFailed.connect(self._on_layer_failed)
        self._signals.told.connect(self.messages.warn)

    def _offer_models(self) -> None:
        """Fill the choosers. What checkpoints say of themselves is read from their files in the background."""

        def done(choices: list[Choice]) -> None:
            self._listing -= 1
            self._set_choices(choices)

        self._listing += 1
        asked = self._look.model, self._look.compare
        self.background.run(lambda: list_choices(asked), done, lambda error: self.messages.warn(str(error)))

    def _set_choices(self, choices: list[Choice]) -> None:
        """Offer these models, but for those of other pictures alone."""
        self._choices = choices
        self._titles |= {choice.model: choice.title for choice in choices}
        size, seen = self._image.size if self._image else None, (self._look.model, self._look.compare)
        self.panel.set_choices([c for c in choices if c.of in (None, size) or c.model in seen], self._look)
        self._show_chosen()

    @property
    def _pictures(self) -> set[str]:
        """The models that are pictures themselves, and for one picture alone."""
        return {choice.model for choice in self._choices if choice.of is not None} | ({self._own_field} - {""})

    def _show_chosen(self) -> None:
        self.panel.show_look(self._look)
        self.menus.crisp.setEnabled(self._look.model not in CLASSICAL)
        self.menus.crisp.setChecked(self._look.crisp)
        self._offer_saving()
        self._offer_snapshots()
        self.menus.split.setChecked(self._look.split)
        self._show_computing()

    # Opening

    def open(self, path: Path) -> None:
        """Read a picture in the background; what is shown stays until it is there, and if it cannot be read."""
        self.opener.open(path)

    def _step_file(self, by: int) -> None:
        """Open the next or previous of the files given; the view is kept between pictures of one size."""
        self.opener.step(by, self._image.path if self._image else None)

    def _offer_files(self, count: int) -> None:
        for action in (self.menus.next, self.menus.previous):
            action.setEnabled(count > 1)

    def _on_not_opened(self, sentence: str) -> None:
        self.messages.warn(sentence)
        self._show_busy()

    def open_mime(self, data: QMimeData) -> None:
        """Open what was dropped or pasted: image data first, then a file."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        picture = QImage(data.imageData()) if data.hasImage() else QImage()
        if files:
            if files[0].suffix.lower() in catalogue.ENDINGS:
                self.load_checkpoint(files[0])
            else:
                self.opener.open_files(files)
        elif not picture.isNull():
            self.opener.open_picture(picture)
        else:
            self.messages.warn(self.tr("There is no picture and no local file in it. Save it first, then open the file."))

    def _show(self, image: Image, pyramid: Pyramid) -> None:
        keep_view = self._image is not None and self._image.size == image.size
        self._image, self._pyramid = image, pyramid
        self._layers.open(image)
        self._choose_own_field()
        self._set_choices(self._choices)
        for action in (self.menus.fit, *self.menus.restore):
            action.setEnabled(not self._own_field)
        self.restoring.show_picture(image)
        self.simulating.show_picture(image)
        self.simulating.look(self._look)
        self.messages.hide()
        self.canvas.set_picture(pyramid, self._layers.of(self._look), keep_view)
        self._apply_start_view()
        self._drop_unused()
        self._title()
        self._show_computing()
        self._show_busy()
        self._show_scale()
        self.status.show_size(image.size)

    def _choose_own_field(self) -> None:
        """A field file is seen through itself, and a picture after one that had its own field as pictures are."""
        path = self._image.path if self._image else None
        own = str(path) if path is not None and path.suffix.lower() in catalogue.ENDINGS else ""
        if self._look.compare in self._pictures:
            self._look = replace(self._look, compare="bicubic")
        if own or self._look.model in self._pictures:
            self.training.look_away()
            self._look = replace(self._look, model=own or self._usual)
            if own:
                self._titles.setdefault(own, self.tr("The file itself"))
            self._offer_models()
        self._own_field = own

    def _apply_start_view(self) -> None:
        """The view asked for on the command line, once, for the first picture."""
        zoom, centre = self._start.zoom, self._start.centre
        if zoom is None and centre is None:
            return
        view = self.canvas.viewport
        self.canvas.set_viewport(Viewport(centre or view.centre, zoom or view.zoom, view.size))
        self._start = replace(self._start, zoom=None, centre=None)

    def _ask_for_image(self) -> None:
        if path := ask_for_picture(self, self.tr("Open a picture"), self._folder()):
            self.open(path)

    def _folder(self) -> str:
        return str(self._image.path.parent) if self._image and self._image.path else ""

    def _paste(self) -> None:
        self.open_mime(QGuiApplication.clipboard().mimeData())

    # Layers

    def _title_of(self, through: Through) -> str:
        title = self._titles.get(through.model, Path(through.model).name) + (self.tr(", crisp") if through.crisp else "")
        if through.shown != COLOURS:
            title += f", {self.panel.title_of(through.shown).lower()}"
        return title

    def _update_layers(self) -> None:
        if self._image is not None:
            self.canvas.set_layers(self._layers.of(self._look))
            self._drop_unused()
            self.simulating.look(self._look)
        self._show_chosen()

    def _drop_unused(self) -> None:
        self.cache.drop_layers(self._layers.ids)

    def look(self, **changes: object) -> None:
        """Look at the picture in another way: what is given of `Look` changes."""
        self._look = replace(self._look, **changes)  # type: ignore[arg-type]
        if self._look.model not in self._pictures:
            self._usual = self._look.model
        self._update_layers()
        if "shown" in changes:
            self._show_scale()

    def choose_model(self, model: str) -> None:
        """See the picture through another field."""
        self.training.look_away()
        self.look(model=model)

    def _show_scale(self) -> None:
        image, shown = self._image, self._look.shown
        if image is None or shown == COLOURS:
            self.panel.scale.show_scale(COLOURS, 0)
            return

        def done(most: float) -> None:
            if self._image is image and self._look.shown == shown:
                self.panel.scale.show_scale(shown, most)

        self.background.run(lambda: reach(image, shown), done, lambda error: self.messages.warn(str(error)))

    def _ask_for_checkpoint(self) -> None:
        if path := ask_for_checkpoint(self, self.tr("Load a checkpoint")):
            self.load_checkpoint(path)

    def load_checkpoint(self, path: Path) -> None:
        """Import a checkpoint and look through it, or open it if it is a picture; what is shown stays if it cannot be read."""

        def import_or_open() -> str | None:
            return None if is_field(path) else catalogue.import_checkpoint(path)

        def done(name: str | None) -> None:
            if name is None:
                self.opener.open_files([path])
                return
            self.training.look_away()
            self._layers.forget(name)
            self._offer_models()
            self.look(model=name)

        self.background.run(import_or_open, done, lambda error: self.messages.warn(str(error)))

    def _on_layer_failed(self, layer: Layer, error: UserError) -> None:
        """A field that cannot be made gives way to bicubic, with a sentence; the picture stays."""
        failed = self._layers.fail(layer)
        if failed is None:
            return
        self.messages.warn(str(error))
        if failed not in CLASSICAL:
            self._look = self._look.without(failed)
            self._update_layers()

    # Training

    def _ask_to_fit(self) -> None:
        """Ask how a SIREN is to be fitted to the picture, or to what is selected; one that has no file is given one."""
        image = self._image
        assert image is not None
        part = {"region": list(self.canvas.selection)} if self.canvas.selection else {}
        if image.path is not None:
            self.training.ask_to_fit({"image": str(image.path), **part})
            return

        def done(path: Path) -> None:
            self.training.ask_to_fit({"image": str(path), **part})

        self.background.run(lambda: keep_picture(image), done, lambda error: self.messages.warn(str(error)))

    def _offer_saving(self) -> None:
        self.menus.save.setEnabled(self._image is not None and self._look.model in self._pictures)

    def _offer_snapshots(self) -> None:
        """A slider through the snapshots of the restoration that the picture is seen through."""
        seen = self._look.model
        run = run_of(seen)
        if run is None:
            self.scrub.hide()
            return

        def done(found: tuple[list[Path], Path | None]) -> None:
            snapshots, result = found
            if self._look.model == seen:
                self.scrub.show_run(snapshots, str(result or seen), seen)

        def find() -> tuple[list[Path], Path | None]:
            return snapshots_of(run), RunFolder(run).live_weights

        self.background.run(find, done, lambda error: self.messages.warn(str(error)))

    def _scrub(self, model: str) -> None:
        """See another snapshot, or the result; what is left is not kept: it is made again as quickly."""
        left = self._look.model
        self._titles[model] = self._titles.get(left, Path(left).name)
        self.training.look_away()
        self._own_field = model
        self.look(model=model)
        self._layers.forget(left)
        self._drop_unused()

    def _ask_to_save(self) -> None:
        assert self._image is not None
        self.saver.ask(self._look.model, self._titles[self._look.model], self._image)

    def _see_through(self, model: str, title: str, is_fit: bool) -> None:
        """See the picture through the checkpoint of a run, which may be a fit of this picture alone."""
        if is_fit:
            self._own_field = model
        self._titles[model] = title
        self._look = replace(self._look, model=model)
        self._offer_models()
        self._update_layers()

    def _on_weights(self, model: str) -> None:
        """A checkpoint was written anew: if the picture is seen through it, it is rendered anew."""
        if model in (self._look.model, self._look.compare):
            self._renewals.add(model)
            self._renew()

    def _renew(self) -> None:
        """Replace the layers of renewed checkpoints once what is there has been rendered, lest nothing ever is."""
        if self._image is None or not self._renewals:
            return
        if not self.canvas.is_settled:
            QTimer.singleShot(100, self._renew)
            return
        self._layers.renew(self._renewals)
        self._renewals.clear()
        self._update_layers()

    # What is told

    def _on_painted(self) -> None:
        """Fetch torch once the first picture is on screen: importing it holds up the event loop for a moment."""
        if not self.training.is_started and not self.opener.is_pending:
            QTimer.singleShot(0, self.training.start)
        if not self._first_paint_done and self.canvas.has_picture:
            self._first_paint_done = True
            QTimer.singleShot(0, self._look_for_devices)

    def _look_for_devices(self) -> None:
        self.background.run(accelerators, self._offer_devices, lambda error: self.messages.warn(str(error)))

    def _offer_devices(self, devices: list[tuple[str, str]]) -> None:
        self.panel.set_devices(devices)
        self._show_computing()

    def _on_tile(self) -> None:
        self.canvas.update()
        self._show_values()

    def _on_viewport(self, viewport: Viewport) -> None:
        if self._image is not None:
            self.status.show_zoom(viewport.zoom)
        self._title()
        self._show_values()

    def _on_cursor(self, point: Point | None) -> None:
        self._cursor = point
        self._show_values()

    def _show_values(self) -> None:
        layer = self.canvas.layer_at(self._cursor) if self._cursor else None
        self.status.show_point(self._cursor, layer, self.canvas.viewport)

    def _on_state(self, busy: str) -> None:
        self._busy = busy
        self._show_busy()

    def _show_busy(self) -> None:
        self.status.show_busy(self.tr("Opening") if self.opener.is_pending else self._busy)

    def _show_computing(self) -> None:
        self.status.show_model(self._titles.get(self._look.model, Path(self._look.model).name), self.panel.device.currentText())

    def _title(self) -> None:
        name = f"{self._image.name} – {describe_zoom(self.canvas.viewport.zoom)} – " if self._image else ""
        self.setWindowTitle(f"{name}srview")

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on screen or has failed."""
        return not self.opener.is_pending and not self._listing and self.canvas.is_settled

    # Window

    def leave(self) -> None:
        """Close without a question; runs go on."""
        self._is_leaving = True
        self.close()

    def _toggle_full_screen(self) -> None:
        full = not self.isFullScreen()
        if full:
            self._panel_wanted = self.dock.isVisible()
        for part in (self.menuBar(), self.statusBar()):
            part.setVisible(not full)
        self.dock.setVisible(not full and self._panel_wanted)
        self.showFullScreen() if full else self.showNormal()
        self.menus.full.setChecked(full)

    def _escape(self) -> None:
        """Stop painting; select nothing; leave the full screen: whichever comes first."""
        if self.restoring.is_painting:
            self.restoring.stop_painting()
        elif self.canvas.selection is not None:
            self.canvas.select(None)
        elif self.isFullScreen():
            self._toggle_full_screen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads; a render under way is abandoned. Runs go on or are paused, as the user likes."""
        if not self._is_leaving and not self.training.may_leave():
            event.ignore()
            return
        self.training.close()
        self.simulating.close()
        self.background.close()
        self.renderer.close()
        super().closeEvent(event)
