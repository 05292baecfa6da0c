"""The main window: its parts, and what they tell one another."""

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
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.app import STANDARD_INPUT, Start
from viewer.gui.asking import ask_for_checkpoint, ask_for_picture
from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.gui.canvas import Canvas
from viewer.gui.comparing import Comparing
from viewer.gui.copying import Copying
from viewer.gui.displaying import Displaying
from viewer.gui.document import Document
from viewer.gui.estimating import Estimating
from viewer.gui.exploring import Exploring
from viewer.gui.exporting import Exporting
from viewer.gui.file_actions import FileActions
from viewer.gui.filmstrip import Filmstrip
from viewer.gui.info_panel import InfoPanel
from viewer.gui.menus import Menus
from viewer.gui.messages import MessageBar
from viewer.gui.models import accelerators
from viewer.gui.opening import Opener, keep_picture
from viewer.gui.panel import SidePanel
from viewer.gui.readout import describe_zoom
from viewer.gui.recent import Recent
from viewer.gui.remembering import Remembering
from viewer.gui.restoring import Restoring
from viewer.gui.saving import FieldSaver
from viewer.gui.scrubbing import Scrubbing
from viewer.gui.seeing import Seeing
from viewer.gui.simulating import Simulating
from viewer.gui.status_bar import StatusBar
from viewer.gui.stylising import Stylising
from viewer.gui.training import Training
from viewer.gui.turning import Turning
from viewer.imaging.image import Image
from viewer.models import catalogue
from viewer.rendering.renderer import Layer, Listener, Renderer
from viewer.rendering.tiles import TileCache, TileKey
from viewer.rendering.viewport import Point, Viewport

TOLD_FOR = 8_000  # ms
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
    """Lays out the window and connects its parts; owns the renderer and the background thread, which `closeEvent` ends."""

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self._start = start or Start()
        self._busy = ""  # what the renderer does
        self._cursor: Point | None = None
        self._first_paint_done = False
        self._panel_wanted = True  # when full screen ends
        self._is_leaving = False
        self._scale_of: tuple[Image | None, str] = None, COLOURS  # what the colour bar is for

        self.cache = TileCache()
        self._signals = _RendererSignals()
        self.renderer = Renderer(self.cache, self._signals)
        self.background = Background()
        self.canvas = Canvas(self.cache, self.renderer)
        self.messages = MessageBar()
        self.panel = SidePanel()
        self.document = Document(
            self._start.look, self.background, self.panel.title_of, lambda: self.canvas.is_settled, parent=self
        )
        self.opener = Opener(self.background, self)
        self.browsing = Browsing(self.document, self.opener, self.background, self)
        self.file_actions = FileActions(self, self.browsing, self.opener, self.background)
        self.filmstrip = Filmstrip(self.browsing)
        self.status = StatusBar(self.cache)
        self.setStatusBar(self.status)
        self.training = Training(self, self.background)
        self.saver = FieldSaver(self, self.background)
        self.scrubbing = Scrubbing(self, self.document, self.background)
        self.restoring = Restoring(self, self.canvas, self.training, self.background)
        self.simulating = Simulating(self, self.canvas, self.opener)
        self.estimating = Estimating(self.canvas, self)
        self.exploring = Exploring(self)
        self.stylising = Stylising(self, self.document, self.training, self.background)
        self.exporting = Exporting(self, self.canvas, self.document)
        self._lay_out()
        docks = {"panel": self.dock, "runs": self.runs_dock, "filmstrip": self.strip_dock, "facts": self.facts_dock}
        self.menus = Menus(self, self.canvas, {name: dock.toggleViewAction() for name, dock in docks.items()})
        self.recent = Recent(self.menus.recent, self.document, self.background)
        self.seeing = Seeing(self, self.canvas, self.document, self.background, self.menus.view)
        self.displaying = Displaying(self, self.canvas, self.menus.view)
        self.turning = Turning(self, self.canvas, self.document, self.opener, self._objection_to_turning, self.menus.view)
        self.copying = Copying(self, self.canvas, self.background)
        self.comparing = Comparing(self, self.canvas, self.document, self.cache, self.panel, self.menus.compare)
        self._connect()
        self.remembering = Remembering(self.document, self.canvas, self.browsing, self.background)  # views come after pictures
        self.remembering.found.connect(self._offer_view)
        self.remembering.missed.connect(self.messages.warn)
        self._show_offers()
        self.document.offer_models()
        self._title()
        self.resize(*(self._start.size or (1280, 800)))
        if self._start.images == [STANDARD_INPUT]:
            self.opener.open_standard_input()
        elif self._start.images:
            self.browsing.open(self._start.images)

    # Construction

    def _lay_out(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.restoring.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.scrubbing.bar)
        column.addWidget(self.exporting.bar)
        self.setCentralWidget(central)
        scroll = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.put_below_field(self.estimating.box)
        scroll.setWidget(self.panel)
        scroll.setMinimumWidth(self.panel.minimumSizeHint().width())
        right, bottom, left = (getattr(Qt.DockWidgetArea, f"{side}DockWidgetArea") for side in ("Right", "Bottom", "Left"))
        self.dock = self._dock("panelDock", self.tr("Panel"), scroll, right)
        self.dock.setTitleBarWidget(QWidget())
        self.facts_dock = self._dock("factsDock", self.tr("File"), InfoPanel(self.browsing, self.background), left)
        self.strip_dock = self._dock("stripDock", self.tr("Filmstrip"), self.filmstrip, bottom)
        self.strip_dock.setTitleBarWidget(QWidget())
        self.runs_dock = self._dock("runsDock", self.tr("Runs"), self.training.panel, bottom)
        self.resizeDocks([self.runs_dock], [RUNS_HEIGHT], Qt.Orientation.Vertical)
        for dock in (self.runs_dock, self.strip_dock, self.facts_dock):
            dock.hide()
        self.setCorner(Qt.Corner.BottomRightCorner, right)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, objectName=name)
        dock.setWidget(widget)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.addDockWidget(area, dock)
        return dock

    def _connect(self) -> None:
        self._connect_document()
        self._connect_parts()
        self._connect_menus()

    def _connect_document(self) -> None:
        document = self.document
        document.opened.connect(self._on_opened)
        document.looked.connect(self._on_looked)
        document.blended.connect(self.canvas.blend)
        document.offered.connect(self._show_offers)
        document.fieldChosen.connect(self.training.look_away)
        document.pictureFound.connect(lambda path: self.browsing.open([path]))
        document.told.connect(self.messages.warn)
        panel = self.panel
        panel.modelChosen.connect(document.choose_model)
        panel.compare.blendChosen.connect(document.blend)
        panel.deviceChosen.connect(lambda device: document.see(device=device))
        panel.precisionChosen.connect(lambda precision: document.see(precision=precision))
        panel.crispToggled.connect(lambda on: document.see(crisp=on))
        panel.shownChosen.connect(lambda shown: document.see(shown=shown))
        panel.gain.chosen.connect(lambda gain: document.see(gain=gain))
        panel.checkpointRequested.connect(self._ask_for_checkpoint)

    def _connect_parts(self) -> None:
        self.canvas.viewportChanged.connect(self._on_viewport)
        self.canvas.cursorMoved.connect(self._on_cursor)
        self.canvas.dropped.connect(self.open_mime)
        self.canvas.leafed.connect(self.browsing.step)
        self.canvas.painted.connect(self._on_painted)
        self.opener.began.connect(self._show_busy)
        self.opener.opened.connect(self.document.open)
        self.opener.failed.connect(self._on_not_opened)
        self.browsing.changed.connect(self._show_place)
        self.training.runStarted.connect(self.runs_dock.show)
        self.training.modelOffered.connect(self.document.see_through)
        self.training.weightsRenewed.connect(self.document.renew)
        self.training.modelsChanged.connect(self.document.offer_models)
        self.filmstrip.chosen.connect(self.browsing.go_to)
        self.recent.chosen.connect(self.open)
        self.file_actions.done.connect(lambda sentence: self.status.showMessage(sentence, TOLD_FOR))
        self.file_actions.trashedChanged.connect(self._offer_undo)
        for part in (
            self.training, self.saver, self.restoring, self.simulating, self.stylising, self.file_actions, self.exporting,
            self.copying, self.seeing.places, self.displaying, self.turning,
        ):  # fmt: skip
            part.failed.connect(self.messages.warn)
        self.estimating.frameChosen.connect(lambda frame: self.document.see(frame=frame))
        self.status.zoom.zoomChosen.connect(self.canvas.zoom_to)
        self.status.zoom.fitChosen.connect(self.canvas.fit)
        self.status.zoom.fillChosen.connect(self.canvas.fill)
        self.displaying.changed.connect(self._show_computing)
        self.copying.copied.connect(lambda sentence: self.status.showMessage(sentence, TOLD_FOR))
        self.simulating.measured.connect(lambda sentence: self.panel.compare.show_figures("original", sentence))
        self.restoring.paintingChanged.connect(self.menus.paint.setChecked)
        self.restoring.paintingChanged.connect(self._offer_undo)
        self._signals.tileFinished.connect(self._on_tile)
        self._signals.tileFinished.connect(self.comparing.figures.look)
        self._signals.stateChanged.connect(self._on_state)
        self._signals.layerFailed.connect(self.document.give_up)

    def _connect_menus(self) -> None:
        menus = self.menus
        menus.openRequested.connect(self._ask_for_image)
        menus.sampleRequested.connect(self.opener.open_sample)
        menus.pasteRequested.connect(self._paste)
        menus.viewCopyRequested.connect(self.copying.copy_view)
        menus.sourceCopyRequested.connect(self.copying.copy_source)
        menus.stepRequested.connect(self.browsing.step)
        menus.jumpRequested.connect(self.browsing.go_to)
        menus.reloadRequested.connect(self.browsing.reload)
        menus.renameRequested.connect(self.file_actions.rename)
        menus.trashRequested.connect(self.file_actions.trash)
        menus.undoRequested.connect(self.file_actions.bring_back)
        menus.orderChosen.connect(self.browsing.sort)
        menus.checkpointRequested.connect(self._ask_for_checkpoint)
        menus.saveRequested.connect(self._ask_to_save)
        menus.crispToggled.connect(lambda on: self.document.see(crisp=on))
        menus.fullScreenRequested.connect(self._toggle_full_screen)
        menus.escaped.connect(self._escape)
        menus.trainingRequested.connect(self.training.ask)
        menus.fitRequested.connect(self._ask_to_fit)
        menus.restorationRequested.connect(self.restoring.ask)
        menus.maskRequested.connect(self.restoring.paint)
        menus.simulationRequested.connect(self.simulating.ask)
        menus.explorationRequested.connect(self._explore)
        menus.stylingRequested.connect(self.stylising.ask)
        menus.styleTrainingRequested.connect(lambda: self.training.ask_to_learn_style())
        menus.exportRequested.connect(self.exporting.ask)
        menus.viewSaveRequested.connect(self.exporting.save_view)
        menus.comparisonRequested.connect(self.exporting.ask_for_comparison)

    # Opening

    def open(self, path: Path) -> None:
        """Read a picture in the background; what is shown stays until it is there, and if it cannot be read."""
        self.browsing.open([path])

    def _show_place(self) -> None:
        place, count = self.browsing.place, len(self.browsing.files)
        for action in self.menus.leafing:
            action.setEnabled(count > 1)
        for action in self.menus.of_file:
            action.setEnabled(self.browsing.here is not None)
        self.status.show_place(place, count)

    def _offer_undo(self) -> None:
        """Bring back what was trashed; while a mask is painted, that is undone by the same key."""
        self.menus.undo.setEnabled(self.file_actions.has_trashed and not self.restoring.is_painting)

    def _on_not_opened(self, sentence: str) -> None:
        self.messages.warn(sentence)
        self._show_busy()

    def open_mime(self, data: QMimeData) -> None:
        """Open what was dropped or pasted: image data first, then a file."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        picture = QImage(data.imageData()) if data.hasImage() else QImage()
        if files:
            if files[0].suffix.lower() in catalogue.ENDINGS:
                self.document.load_checkpoint(files[0])
            else:
                self.browsing.open(files)
        elif not picture.isNull():
            self.opener.open_picture(picture)
        else:
            self.messages.warn(self.tr("There is no picture and no local file in it. Save it first, then open the file."))

    def _ask_for_image(self) -> None:
        if path := ask_for_picture(self, self.tr("Open a picture"), self.document.folder):
            self.open(path)

    def _paste(self) -> None:
        self.open_mime(QGuiApplication.clipboard().mimeData())

    def _ask_for_checkpoint(self) -> None:
        if path := ask_for_checkpoint(self, self.tr("Load a checkpoint")):
            self.document.load_checkpoint(path)

    # What the document tells

    def _on_opened(self, is_alike: bool) -> None:
        document = self.document
        image, pyramid = document.image, document.pyramid
        assert image is not None and pyramid is not None
        for action in (self.menus.fit, *self.menus.restore):
            action.setEnabled(not document.own_field)
        for action in self.menus.exports:
            action.setEnabled(True)
        self.restoring.show_picture(image)
        self.seeing.places.show_picture(image)
        self.displaying.show_picture(image)
        self.simulating.show_picture(image)
        self.simulating.look(document.look)
        self.messages.hide()
        self.canvas.set_picture(pyramid, document.arrangement, is_alike)
        self.turning.show_picture(image)
        self._apply_start_view()
        self.cache.drop_layers(document.layer_ids)
        self._title()
        self._show_busy()
        self._show_scale()
        self.status.show_size(image.size)

    def _objection_to_turning(self) -> str:
        return self.tr("Turning would lose the mask. Clear it first.") if self.restoring.has_marks else ""

    def _apply_start_view(self) -> None:
        """The view asked for on the command line, once, for the first picture."""
        zoom, centre = self._start.zoom, self._start.centre
        if zoom is None and centre is None:
            return
        view = self.canvas.viewport
        self.canvas.set_viewport(Viewport(centre or view.centre, zoom or view.zoom, view.size))
        self._start = replace(self._start, zoom=None, centre=None)

    def _on_looked(self) -> None:
        if self.document.image is not None:
            self.canvas.set_layers(self.document.arrangement)
            self.cache.drop_layers(self.document.layer_ids)
            self.simulating.look(self.document.look)
            self._show_scale()
        self._show_chosen()

    def _show_offers(self) -> None:
        self.panel.set_choices(self.document.offers, self.document.look)
        self._show_chosen()

    def _show_chosen(self) -> None:
        look = self.document.look
        self.panel.show_look(look)
        self.menus.crisp.setEnabled(look.model not in CLASSICAL)
        self.menus.crisp.setChecked(look.crisp)
        self.menus.compare.show_look(look)
        self.menus.save.setEnabled(self.document.has_own_field or self.document.is_painted)
        self.estimating.look(self.document.image, look, self.panel.is_blind(look.model))
        self._show_computing()

    def _show_scale(self) -> None:
        """The colours of what is shown, if that is not the picture's own; what they reach to is found in the background."""
        image, look = self.document.image, self.document.look
        shown = look.shown
        self.panel.gain.setVisible(look.gain_of_shown > 0)
        if look.gain_of_shown:
            self.panel.scale.show_scale(shown, 1 / look.gain_of_shown)
        if (image, shown) == self._scale_of:
            return
        self._scale_of = image, shown
        if image is None or shown == COLOURS:
            self.panel.scale.show_scale(COLOURS, 0)
        if image is None or shown == COLOURS or look.gain_of_shown:
            return

        def done(most: float) -> None:
            if self._scale_of == (image, shown):
                self.panel.scale.show_scale(shown, most)

        self.background.run(lambda: reach(image, shown), done, lambda error: self.messages.warn(str(error)))

    def _offer_view(self, sentence: str) -> None:
        self.messages.offer(sentence, self.tr("Restore the view"), self.remembering.restore)

    # Fitting, saving and exploring

    def _ask_to_fit(self) -> None:
        """Ask how a SIREN is to be fitted to the picture, or to what is selected; one that has no file is given one."""
        image = self.document.image
        assert image is not None
        part = {"region": list(self.canvas.selection)} if self.canvas.selection else {}
        if image.path is not None and not image.turn.is_any:
            self.training.ask_to_fit({"image": str(image.path), **part})
            return

        def done(path: Path) -> None:
            self.training.ask_to_fit({"image": str(path), **part})

        self.background.run(lambda: keep_picture(image), done, lambda error: self.messages.warn(str(error)))

    def _ask_to_save(self) -> None:
        document = self.document
        assert document.image is not None
        model = document.look.model
        self.saver.ask(model, document.title_of(model), document.image, document.is_painted)

    def _explore(self) -> None:
        self.exploring.show(self.document.image, self.document.choices, self.document.look.model)

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
        if self.document.image is not None:
            self.status.show_zoom(viewport.zoom)
        self._title()
        self._show_values()

    def _on_cursor(self, point: Point | None) -> None:
        self._cursor = point
        self._show_values()

    def _show_values(self) -> None:
        layers = self.canvas.layers_at(self._cursor) if self._cursor else []
        self.status.show_point(self._cursor, layers, self.canvas.viewport)

    def _on_state(self, busy: str) -> None:
        self._busy = busy
        self._show_busy()

    def _show_busy(self) -> None:
        self.status.show_busy(self.tr("Opening") if self.opener.is_pending else self._busy)

    def _show_computing(self) -> None:
        document = self.document
        seen = self.tr("True pixels") if document.look.pixels else document.title_of(document.look.model)
        if done := self.displaying.sentence:
            seen = f"{seen}  ·  {done}"
        self.status.show_model(seen, self.panel.device.currentText())

    def _title(self) -> None:
        image = self.document.image
        name = f"{image.name} – {describe_zoom(self.canvas.viewport.zoom)} – " if image else ""
        self.setWindowTitle(f"{name}srview")

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on screen or has failed."""
        return not self.opener.is_pending and not self.document.is_listing and self.canvas.is_settled

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
        self.exporting.close()
        self.displaying.close()
        self.comparing.close()
        self.opener.close()
        self.filmstrip.close_thread()
        self.estimating.close()
        self.exploring.close()
        self.background.close()
        self.renderer.close()
        super().closeEvent(event)
