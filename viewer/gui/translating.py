"""The language of the window: catalogues of translated strings, our own and Qt's for its dialogs."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from viewer.files import shipped_folder


def install_translations(application: QCoreApplication, language: str) -> list[QTranslator]:
    """Have strings translated into `language`, a locale's name or `system`, if there is a catalogue; those installed.

    To be called before there is a window. Ours are `resources/translations/srview_LANGUAGE.qm`.
    """
    locale = locale_of(language)
    if language == "en":
        return []
    installed = []
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("srview", str(shipped_folder("resources") / "translations")),
    ):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder) and application.installTranslator(translator):
            installed.append(translator)
    return installed


def locale_of(language: str) -> QLocale:
    """What a language of the settings stands for, `system` among them."""
    return QLocale.system() if language == "system" else QLocale(language)
