"""The main window: its parts, and what they tell one another."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from viewer.fields.interpolation import CLASSICAL
from viewer.gui.app import STANDARD_INPUT, Start
from viewer.gui.asking import ask_for_checkpoint, ask_for_picture
from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.gui.canvas import Canvas
from viewer.gui.comparing import Comparing
from viewer.gui.configuring import Configuring
from viewer.gui.connections import connect
from viewer.gui.contesting import Contesting
from viewer.gui.copying import Copying
from viewer.gui.displaying import Displaying
from viewer.gui.docks import Docks, stack
from viewer.gui.document import Document
from viewer.gui.estimating import Estimating
from viewer.gui.exploring import Exploring
from viewer.gui.exporting import Exporting
from viewer.gui.file_actions import FileActions
from viewer.gui.filming import Filming
from viewer.gui.filmstrip import Filmstrip
from viewer.gui.folder_exporting import FolderExporting
from viewer.gui.helping import Helping
from viewer.gui.info_panel import InfoPanel
from viewer.gui.key_tips import KeyTips
from viewer.gui.last_views import LastViews
from viewer.gui.menus import Menus
from viewer.gui.messages import MessageBar
from viewer.gui.models import accelerators
from viewer.gui.opening import Opener, keep_picture
from viewer.gui.panel import SidePanel
from viewer.gui.profiling import Profiling
from viewer.gui.receiving import Receiving
from viewer.gui.recent import Recent
from viewer.gui.remembering import Remembering
from viewer.gui.renderer_signals import RendererSignals
from viewer.gui.resting_cursor import RestingCursor
from viewer.gui.restoring import Restoring
from viewer.gui.saving import FieldSaver
from viewer.gui.scaling import Scaling
from viewer.gui.scrubbing import Scrubbing
from viewer.gui.seeing import Seeing
from viewer.gui.shortcuts import Shortcuts
from viewer.gui.simulating import Simulating
from viewer.gui.status_bar import StatusBar
from viewer.gui.stylising import Stylising
from viewer.gui.telling import Telling
from viewer.gui.training import Training
from viewer.gui.turning import Turning
from viewer.rendering.renderer import Renderer
from viewer.rendering.tiles import TileCache
from viewer.rendering.viewport import Viewport


class MainWindow(QMainWindow):
    """Lays out the window and connects its parts; owns the renderer and the background thread, which `closeEvent` ends."""

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self._start = start or Start()
        self._first_paint_done = False
        self._panel_wanted = True  # when full screen ends
        self._is_leaving = False

        self.cache = TileCache()
        self.signals = RendererSignals()
        self.renderer = Renderer(self.cache, self.signals)
        self.background = Background(self)
        self.canvas = Canvas(self.cache, self.renderer)
        self.messages = MessageBar()
        self.panel = SidePanel()
        self.document = Document(
            self._start.look, self.background, self.panel.title_of, lambda: self.canvas.is_settled, parent=self
        )
        self.opener = Opener(self.background, self)
        self.browsing = Browsing(self.document, self.opener, self.background, self)
        self.receiving = Receiving(self.canvas, self.document, self.browsing, self.opener, self)
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
        self.folder_exporting = FolderExporting(self, self.document, self.exporting.queue)
        bars = [self.messages, self.receiving.bar, self.restoring.bar, self.canvas, self.scrubbing.bar, self.exporting.bar]
        self.setCentralWidget(stack(bars, stretched=self.canvas))
        self.panel.put_below_field(self.estimating.box)
        facts = InfoPanel(self.browsing, self.background)
        self.docks = Docks(self, self.panel, self.training.panel, self.filmstrip, facts)
        self.menus = Menus(self, self.canvas, self.docks.switches)
        self.recent = Recent(self.menus.recent, self.document, self.background)
        self.seeing = Seeing(self, self.canvas, self.document, self.background, self.menus.view)
        self.displaying = Displaying(self, self.canvas, self.menus.view)
        self.turning = Turning(self, self.canvas, self.document, self.opener, self._objection_to_turning, self.menus.view)
        self.copying = Copying(self, self.canvas, self.background)
        self.comparing = Comparing(self, self.canvas, self.document, self.cache, self.panel, self.menus.compare)
        self.contesting = Contesting(self, self.canvas, self.document, self.menus.compare.menu)
        self.filming = Filming(self, self.canvas, self.document, self.exporting, self.seeing.places)
        self.profiling = Profiling(self, self.canvas, self.document, self.menus.view)
        self.scaling = Scaling(self.document, self.panel, self.background, self)
        self.telling = Telling(
            self, self.canvas, self.document, self.opener, self.browsing, self.displaying, self.panel, self.status
        )
        self.configuring = Configuring(self, self.canvas, self.document, self.cache, self.background, self._start.settings)
        self.last_views = LastViews(self.canvas, self.configuring, self.background)
        self.helping = Helping(
            self, self.document, self.panel, self.configuring, self.messages, lambda: self.shortcuts, self.menus.help
        )
        self.shortcuts = Shortcuts(self, self.configuring)  # of all actions there are by now
        self.canvas.keys_told = self.shortcuts.first_keys
        self.key_tips = KeyTips(self, self.shortcuts, self.configuring)
        self.resting_cursor = RestingCursor(self.canvas)
        self._connect()
        self.remembering = Remembering(self.document, self.canvas, self.browsing, self.background)  # views come after pictures
        self.remembering.found.connect(self._offer_view)
        self.remembering.missed.connect(self.messages.warn)
        self._show_offers()
        self.document.offer_models()
        self.resize(*(self._start.size or (1280, 800)))
        if self._start.complaint:
            self.messages.warn(self._start.complaint, stays=True)
        if self._start.images == [STANDARD_INPUT]:
            self.opener.open_standard_input()
        elif self._start.images:
            self.browsing.open(self._start.images)
        elif self._start.settings.reopen:
            self.recent.known.connect(self.recent.reopen)

    # Construction

    def _connect(self) -> None:
        connect(self)
        self.document.opened.connect(self._on_opened)
        self.document.looked.connect(self._on_looked)
        self.document.offered.connect(self._show_offers)
        self.panel.checkpointRequested.connect(self._ask_for_checkpoint)
        self.canvas.painted.connect(self._on_painted)
        self.browsing.changed.connect(self._offer_files)
        self.file_actions.trashedChanged.connect(self._offer_undo)
        self.restoring.paintingChanged.connect(self._offer_undo)
        menus = self.menus
        menus.openRequested.connect(self._ask_for_image)
        menus.pasteRequested.connect(self.receiving.paste)
        menus.checkpointRequested.connect(self._ask_for_checkpoint)
        menus.saveRequested.connect(self._ask_to_save)
        menus.fitRequested.connect(self._ask_to_fit)
        menus.explorationRequested.connect(self._explore)
        menus.fullScreenRequested.connect(self._toggle_full_screen)
        menus.escaped.connect(self._escape)
        self.canvas.fullScreenRequested.connect(self._toggle_full_screen)

    # Opening

    def open(self, path: Path) -> None:
        """Read a picture in the background; what is shown stays until it is there, and if it cannot be read."""
        self.browsing.open([path])

    def receive(self, paths: list[Path]) -> None:
        """Open what a later start of the program was given, and come to the front."""
        if paths:
            self.browsing.open(paths)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _offer_files(self) -> None:
        for action in self.menus.leafing:
            action.setEnabled(len(self.browsing.files) > 1)
        for action in self.menus.of_file:
            action.setEnabled(self.browsing.here is not None)

    def _offer_undo(self) -> None:
        """Bring back what was trashed; while a mask is painted, that is undone by the same key."""
        self.menus.undo.setEnabled(self.file_actions.has_trashed and not self.restoring.is_painting)

    def _ask_for_image(self) -> None:
        if path := ask_for_picture(self, self.tr("Open a picture"), self.document.folder):
            self.open(path)

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
        self.messages.clear()
        self.last_views.leave()
        self.canvas.set_picture(pyramid, document.arrangement, is_alike)
        self.last_views.show_picture(image, is_alike or self._start.has_view)
        self.turning.show_picture(image)
        self._apply_start_view()
        self.cache.drop_layers(document.layer_ids)
        self.telling.show_picture(image)

    def _objection_to_turning(self) -> str:
        return self.tr("Turning would lose the mask. Clear it first.") if self.restoring.has_marks else ""

    def _apply_start_view(self) -> None:
        """The view asked for on the command line, once, for the first picture."""
        zoom, centre = self._start.zoom, self._start.centre
        if not self._start.has_view:
            return
        view = self.canvas.viewport
        self.canvas.set_viewport(Viewport(centre or view.centre, zoom or view.zoom, view.size))
        self._start = replace(self._start, zoom=None, centre=None)

    def _on_looked(self) -> None:
        if self.document.image is not None:
            self.canvas.set_layers(self.document.arrangement)
            self.cache.drop_layers(self.document.layer_ids)
            self.simulating.look(self.document.look)
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
        self.telling.show_computing()

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
        self.telling.show_computing()

    @property
    def is_shown(self) -> bool:
        """Whether everything asked for is on screen or has failed."""
        return not self.opener.is_pending and not self.document.is_listing and self.canvas.is_settled

    @property
    def is_settled(self) -> bool:
        """The same, and title and status bar tell of it."""
        return self.is_shown and self.telling.has_told

    # Window

    def leave(self) -> None:
        """Close without a question; runs go on."""
        self._is_leaving = True
        self.close()

    def _toggle_full_screen(self) -> None:
        full = not self.isFullScreen()
        if full:
            self._panel_wanted = self.docks.panel.isVisible()
        for part in (self.menuBar(), self.statusBar()):
            part.setVisible(not full)
        self.docks.panel.setVisible(not full and self._panel_wanted)
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
        self.filmstrip.close_thread()
        for part in (
            self.training, self.simulating, self.folder_exporting, self.exporting, self.displaying, self.comparing,
            self.receiving, self.opener, self.estimating, self.exploring, self.contesting, self.profiling, self.last_views,
            self.background, self.renderer,
        ):  # fmt: skip
            part.close()
        super().closeEvent(event)
