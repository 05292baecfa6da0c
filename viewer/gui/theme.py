"""Light and dark. The system says which unless the user does; Fusion paints both from a palette."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

Role, Group = QPalette.ColorRole, QPalette.ColorGroup
LIGHT = {
    Role.Window: 0xEFEFEF, Role.WindowText: 0x101010, Role.Base: 0xFFFFFF, Role.AlternateBase: 0xF5F5F5, Role.Text: 0x101010,
    Role.Button: 0xEFEFEF, Role.ButtonText: 0x101010, Role.BrightText: 0xFFFFFF, Role.ToolTipBase: 0xFFFFDC,
    Role.ToolTipText: 0x101010, Role.PlaceholderText: 0x6A6A6A, Role.Highlight: 0x308CC6, Role.HighlightedText: 0xFFFFFF,
    Role.Link: 0x0A5AA8, Role.LinkVisited: 0x6A3A9A, Role.Light: 0xFFFFFF, Role.Midlight: 0xE3E3E3, Role.Mid: 0xB8B8B8,
    Role.Dark: 0x9F9F9F, Role.Shadow: 0x767676,
}  # fmt: skip
DARK = {
    Role.Window: 0x383838, Role.WindowText: 0xEBEBEB, Role.Base: 0x202020, Role.AlternateBase: 0x292929, Role.Text: 0xEBEBEB,
    Role.Button: 0x404040, Role.ButtonText: 0xEBEBEB, Role.BrightText: 0xFFFFFF, Role.ToolTipBase: 0x4A4A3C,
    Role.ToolTipText: 0xEBEBEB, Role.PlaceholderText: 0xA0A0A0, Role.Highlight: 0x2F7CB0, Role.HighlightedText: 0xFFFFFF,
    Role.Link: 0x7CB8EC, Role.LinkVisited: 0xB79AE0, Role.Light: 0x5C5C5C, Role.Midlight: 0x4C4C4C, Role.Mid: 0x2E2E2E,
    Role.Dark: 0x222222, Role.Shadow: 0x141414,
}  # fmt: skip
FAINT = {"light": 0x868686, "dark": 0x949494}  # text of what cannot be used: a contrast of 3 at least, as WCAG counts it
SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def apply_theme(theme: str) -> None:
    """Paint all windows in the theme `system`, `light` or `dark`.

    Where the platform takes a scheme, as most desktops do, it is asked for it, and native parts such as title bars follow.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    hints = application.styleHints()
    if hasattr(hints, "setColorScheme"):  # Qt 6.8
        hints.setColorScheme(SCHEMES[theme])
    application.setPalette(QPalette() if theme == "system" or hints.colorScheme() == SCHEMES[theme] else palette(theme))


def palette(theme: str) -> QPalette:
    """The colours of `light` or `dark`."""
    colours = QPalette()
    for role, colour in (LIGHT if theme == "light" else DARK).items():
        colours.setColor(role, QColor.fromRgb(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        colours.setColor(Group.Disabled, role, QColor.fromRgb(FAINT[theme]))
    colours.setColor(Group.Disabled, Role.Highlight, colours.color(Role.Mid))
    return colours
