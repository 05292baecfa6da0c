"""Help > Methods: a page for each, with a picture, the idea, where it is in the program, and the paper."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from viewer.files import shipped_folder
from viewer.gui.dialog import Dialog


class Method(NamedTuple):
    """A page.

    picture  its name in `resources/methods`
    caption  what is seen there
    idea     some paragraphs
    found    where it is in the program
    papers   authors, title, place and year; names are not translated
    """

    picture: str
    title: str
    caption: str
    idea: list[str]
    found: str
    papers: list[str]


def methods() -> list[Method]:
    """All of them, in the language of the window."""
    translate = QCoreApplication.translate
    return [
        Method(
            "classical",
            translate("Methods", "Classical interpolation"),
            translate("Methods", "An eye at ×10: nearest pixel, bilinear, bicubic, Lanczos."),
            [
                translate(
                    "Methods",
                    "Between the pixels of a photo there is nothing, so a viewer has to make something up. The classical ways "
                    "take a weighted mean of the pixels around: of one (nearest), of 4 (bilinear), of 16 (bicubic) or of 36 "
                    "(Lanczos).",
                ),
                translate(
                    "Methods",
                    "The weights depend on distances alone, not on what is seen. That makes them quick and honest: nothing "
                    "appears that was not there. It also makes edges soft, since no weights can know that there is one.",
                ),
            ],
            translate("Methods", "Panel: Field, or Compare with. They are what every network is held against."),
            ["R. Keys, “Cubic Convolution Interpolation for Digital Image Processing”, IEEE Trans. ASSP, 1981"],
        ),
        Method(
            "liif",
            translate("Methods", "LIIF: a picture as a continuous function"),
            translate("Methods", "A face at ×6: bicubic interpolation, and LIIF (liif-edsr)."),
            [
                translate(
                    "Methods",
                    "A convolutional network, the encoder, looks at the photo once and leaves a code at each pixel: a list of "
                    "numbers on what is seen there. A small second network, the decoder, is asked for any point between the "
                    "pixels. It is given the nearest code, how far off the point is, and how large the pixel on the screen "
                    "will be, and answers with a colour.",
                ),
                translate(
                    "Methods",
                    "So there is no fixed scale: one network serves any zoom. Four codes around the point are asked and their "
                    "answers blended by distance, lest there be seams. What they disagree about can be seen: Compare > "
                    "Disagreement of latents.",
                ),
                translate(
                    "Methods",
                    "What it adds is learnt from other photos. It is likely, not known: Compare > Honesty shows where it "
                    "contradicts the pixels that are known.",
                ),
            ],
            translate("Methods", "Panel: Field (liif-edsr, liif-small). Train > Train LIIF makes another."),
            [
                "Y. Chen, S. Liu, X. Wang, “Learning Continuous Image Representation with Local Implicit Image Function”, "
                "CVPR 2021"
            ],
        ),
        Method(
            "heat",
            translate("Methods", "Heat fields: sines that know how large a pixel is"),
            translate("Methods", "An eye at ×12: bicubic interpolation, and a heat field (liif-fast)."),
            [
                translate(
                    "Methods",
                    "Here the decoder does not answer for a point. It writes down, once for each pixel of the photo, how "
                    "strong the waves are that the picture is made of there. A colour is then a sum of sines, which costs "
                    "next to nothing, at any point.",
                ),
                translate(
                    "Methods",
                    "A pixel on the screen is an area, not a point. The mean of a wave over an area is the wave, only weaker, "
                    "the more the shorter it is: the same law by which heat spreads. So each zoom gets exactly the detail it "
                    "can show, without flicker and without blur.",
                ),
            ],
            translate("Methods", "Panel: Field (liif-fast), the field that pictures are opened with."),
            [
                "A. Becker, R. C. Daudt, D. Narnhofer, T. Peters, N. Metzger, J. D. Wegner, K. Schindler, “Thera: "
                "Aliasing-Free Arbitrary-Scale Super-Resolution with Neural Heat Fields”, 2023"
            ],
        ),
        Method(
            "siren",
            translate("Methods", "SIREN: one picture as a network of sines"),
            translate("Methods", "A SIREN of the astronaut: the field, its gradient and its Laplacian, all exact."),
            [
                translate(
                    "Methods",
                    "A small network takes a position and gives a colour. It is trained on one picture alone, until it gives "
                    "that picture's colours: then its weights are the picture, and no pixel is kept.",
                ),
                translate(
                    "Methods",
                    "Its layers bend with sines. The derivative of a sine is a sine again, so slopes are as exact as colours, "
                    "and a picture can even be learnt from its slopes alone. Between pixels it is smooth; it has seen no other "
                    "photo and invents no detail.",
                ),
            ],
            translate("Methods", "Train > Fit SIREN; panel: what is shown of it; File > Save field."),
            [
                "V. Sitzmann, J. N. P. Martel, A. W. Bergman, D. B. Lindell, G. Wetzstein, “Implicit Neural Representations "
                "with Periodic Activation Functions”, NeurIPS 2020"
            ],
        ),
        Method(
            "dasr",
            translate("Methods", "DASR: photos that are blurred or noisy"),
            translate("Methods", "A blurred photo at ×6: bicubic interpolation, and dasr-liif, which saw that it is blurred."),
            [
                translate(
                    "Methods",
                    "Most networks learn to enlarge photos that were shrunk neatly. Real ones are blurred by a lens or by a "
                    "hand, and have noise; what was not learnt is then enlarged as if it were meant.",
                ),
                translate(
                    "Methods",
                    "A blind network has a part that only looks at how a photo was spoilt. It is trained by contrast: two "
                    "patches of one photo, which were spoilt alike, are to get the same code, patches of others another one. "
                    "This code then steers the layers of the network that enlarges.",
                ),
            ],
            translate("Methods", "Panel: Field (dasr-liif). Restore > Explore degradations shows its codes."),
            [
                "L. Wang, Y. Wang, X. Dong, Q. Xu, J. Yang, W. An, Y. Guo, “Unsupervised Degradation Representation Learning "
                "for Blind Super-Resolution”, CVPR 2021"
            ],
        ),
        Method(
            "prior",
            translate("Methods", "Deep Image Prior: a network that has learnt nothing"),
            translate("Methods", "A photo with noise, and what a network made of it that never saw another."),
            [
                translate(
                    "Methods",
                    "A convolutional network with random weights is given noise and trained to give one picture, the damaged "
                    "one. It learns what looks like a photo long before it learns noise, because that is how convolutions "
                    "are built. Stopped in between, it gives the photo without the damage.",
                ),
                translate(
                    "Methods",
                    "What is missing can be left out of the comparison: the network fills holes, and finds detail between "
                    "pixels, from the rest of the same picture. There is no training set, hence no bias of one, but each "
                    "picture takes its minutes.",
                ),
            ],
            translate("Methods", "Restore: remove noise, remove JPEG artefacts, enlarge, fill in what is masked."),
            ["D. Ulyanov, A. Vedaldi, V. Lempitsky, “Deep Image Prior”, CVPR 2018"],
        ),
        Method(
            "perceptual",
            translate("Methods", "Perceptual losses and style"),
            translate("Methods", "A photo, and painted in strokes."),
            [
                translate(
                    "Methods",
                    "Two pictures can differ in every pixel and look the same, if one is shifted by a hair. A network that "
                    "knows photos describes them by features: edges, textures, parts of things. To compare features instead "
                    "of pixels is nearer to what the eye does, and makes results sharp where a mean of pixels would be soft.",
                ),
                translate(
                    "Methods",
                    "Which features are where is the content of a picture. Which of them go together, wherever they are, is "
                    "its style: a table of products, the Gram matrix. A picture with the content of one and the style of "
                    "another is the first painted in the manner of the second. It can be sought step by step, or a network "
                    "can learn to paint it at once.",
                ),
            ],
            translate("Methods", "Restore > Stylise; Train > Train style network; in every training: the group Loss."),
            [
                "L. A. Gatys, A. S. Ecker, M. Bethge, “Image Style Transfer Using Convolutional Neural Networks”, CVPR 2016",
                "J. Johnson, A. Alahi, L. Fei-Fei, “Perceptual Losses for Real-Time Style Transfer and Super-Resolution”, "
                "ECCV 2016",
            ],
        ),
    ]


class MethodsDialog(Dialog):
    """The pages, beside a list of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, objectName="methods")
        self.setWindowTitle(self.tr("Methods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = methods()
        self.list = QListWidget(objectName="methodList", wordWrap=True)
        self.list.setAccessibleName(self.tr("Methods"))
        self.list.setToolTip(self.tr("Choose what to read about"))
        self.list.setSpacing(3)
        self.list.addItems([page.title for page in self._pages])
        self.text = QTextBrowser(objectName="methodText")
        self.text.setAccessibleName(self.tr("About the method"))
        self.text.document().setDocumentMargin(14)
        self.text.setSearchPaths([str(shipped_folder("resources") / "methods")])
        self.list.currentRowChanged.connect(self._show)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.list, 2)
        row.addWidget(self.text, 5)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        self.resize(860, 620)
        self.list.setCurrentRow(0)

    def _show(self, number: int) -> None:
        page = self._pages[number]
        faint = self.palette().placeholderText().color().name()
        idea = "".join(f"<p style='line-height:135%'>{text}</p>" for text in page.idea)
        papers = "".join(f"<p>{paper}</p>" for paper in page.papers)
        where, paper = self.tr("Where it is"), self.tr("Paper")
        self.text.setHtml(
            f"<h2>{page.title}</h2><p><img src='{QUrl(page.picture).toString()}.png'></p>"
            f"<p style='color:{faint}'>{page.caption}</p>{idea}"
            f"<h4>{where}</h4><p>{page.found}</p><h4>{paper}</h4>{papers}"
        )
