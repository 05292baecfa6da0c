"""The `desktop` command: an entry among the desktop's programs, its icon, and the types of files it opens."""

import argparse
import mimetypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from viewer.commands.shared import DONE
from viewer.errors import UserError

FIELD = "application/x-safetensors"
ENTRY = """[Desktop Entry]
Type=Application
Name=srview
GenericName=Image Viewer
GenericName[ko]=이미지 뷰어
Comment=View images in which zoom never ends
Comment[ko]=확대에 끝이 없는 이미지 뷰어
Exec={command} view %F
Icon=srview
Terminal=false
Categories=Graphics;Viewer;
Keywords=image;photo;picture;zoom;super-resolution;
StartupNotify=true
StartupWMClass=srview
MimeType={types};
Actions=NewWindow;

[Desktop Action NewWindow]
Name=New Window
Name[ko]=새 창
Exec={command} view --new-window
"""
TYPE = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{FIELD}">
    <comment>Neural field or network</comment>
    <comment xml:lang="ko">신경망 필드 또는 네트워크</comment>
    <glob pattern="*.safetensors"/>
  </mime-type>
</mime-info>
"""


def add_desktop(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = "example: srview desktop install"
    parser.add_argument("what", choices=("install", "remove"), help="add srview to your desktop's programs, or take it out again")
    parser.set_defaults(run=desktop)


def desktop(options: argparse.Namespace) -> int:
    """Install or remove the files; tell the desktop."""
    if not sys.platform.startswith(("linux", "freebsd")):
        raise UserError("srview desktop is for desktops that follow freedesktop.org, as those of Linux do.")
    for path, text in files(shutil.which("srview") or str(Path(sys.argv[0]).absolute())).items():
        if options.what == "remove":
            path.unlink(missing_ok=True)
        else:
            _write(path, text)
        print(path)
    for program, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if shutil.which(program) and (_shared() / folder).is_dir():
            subprocess.run([program, _shared() / folder], check=False, capture_output=True)
    return DONE


def files(command: str) -> dict[Path, str]:
    """What is installed where; `command` is the program's own path."""
    from viewer.files import shipped_folder

    quoted = f'"{command}"' if " " in command else command
    icon = (shipped_folder("resources") / "srview.svg").read_text(encoding="utf-8")
    return {
        _shared() / "applications" / "srview.desktop": ENTRY.format(command=quoted, types=";".join(types())),
        _shared() / "icons" / "hicolor" / "scalable" / "apps" / "srview.svg": icon,
        _shared() / "mime" / "packages" / "srview.xml": TYPE,
    }


def types() -> list[str]:
    """The MIME types of the files that open."""
    from viewer.imaging.files import READABLE

    known = mimetypes.MimeTypes()
    for ending, kind in ((".webp", "image/webp"), (".avif", "image/avif")):
        known.add_type(kind, ending)
    found = {known.guess_type(f"x{ending}")[0] for ending in READABLE}
    return [*sorted(kind for kind in found if kind and kind.startswith("image/")), FIELD]


def _shared() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _write(path: Path, text: str) -> None:
    from viewer.files import replacing

    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
