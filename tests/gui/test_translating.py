"""Every string of the window can be found by those who translate it."""

import ast
import runpy
from dataclasses import fields
from pathlib import Path

import viewer.gui
from viewer.files import shipped_folder
from viewer.gui.settings import Settings

ROOM = Path(viewer.gui.__file__).parent
OWN = "self.tr", "translate", "QCoreApplication.translate"  # lupdate would not find the context of another's `tr`
COLLECTED = (  # by resources/translations/update.py
    "sample.title", "history.state", "text", "page", "group", "fact.name", "fact.value", "summary", "name", "title",
    "template.source",
)  # fmt: skip


def test_only_literals_are_translated_for_nobody_finds_other_strings():
    count, others = 0, []
    for path in ROOM.glob("*.py"):
        for call in [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]:
            called = ast.unparse(call.func)
            if called not in OWN and not called.endswith(".tr"):
                continue
            source = call.args[0] if called.endswith(".tr") else call.args[1]
            is_literal = isinstance(source, ast.Constant) and isinstance(source.value, str)
            if called not in OWN or not (is_literal or ast.unparse(source) in COLLECTED):
                others.append(f"{path.name}:{call.lineno}: {called} of {ast.unparse(source)}")
            count += 1
    assert others == []
    assert count > 500


def test_what_rooms_below_the_window_say_is_collected():
    collected = runpy.run_path(str(shipped_folder("resources") / "translations" / "update.py"))["below_qt"]()
    titles = {setting.metadata["title"] for setting in fields(Settings) if setting.metadata}
    assert titles | {"Appearance", "Learning rate", "px", "As the system", "Loss"} <= set(collected["Options"])
    assert "Astronaut" in collected["Samples"]
    assert "running" in collected["RunsPanel"]
