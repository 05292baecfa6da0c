"""What lower rooms tell in English is told in the language of the window: found, taken apart, and put together again."""

import ast
import re
import runpy
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

import viewer
from viewer.errors import UserError
from viewer.files import shipped_folder
from viewer.gui.sentences import TEMPLATES, localised, localised_error

UPDATE = runpy.run_path(str(shipped_folder("resources") / "translations" / "update.py"))
SOURCES = TEMPLATES.read_text(encoding="utf-8").splitlines()
PASSED_ON = "self.tr(", "localised("  # what is in the language of the window already


def filled(template, value="{}.png"):
    """What a template tells of a.png, b.png …"""
    return re.sub(r"%(\d)", lambda place: value.format("abcdefgh"[int(place[1]) - 1]), template)


# What is found


def not_found(tree):
    """What people are told in a module that is no literal, and what is said in its words elsewhere."""
    assigned = [(node.targets[0].id, node.value) for node in ast.walk(tree) if is_of_a_name(node)]
    for call in UPDATE["told"](tree):
        for given in UPDATE["given_to"](call):
            values = [part.value for part in ast.walk(given) if isinstance(part, ast.FormattedValue)]
            names = [part.id for part in (given, *values) if isinstance(part, ast.Name)]
            words = [text for name, value in assigned if name in names for text in UPDATE["templates"](value) if " " in text]
            is_passed_on = isinstance(given, ast.Name | ast.Attribute) or ast.unparse(given).startswith(PASSED_ON)
            if words or not (UPDATE["templates"](given) or is_passed_on):
                yield f"{call.lineno}: {ast.unparse(given)}"


def is_of_a_name(node):
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)


def test_every_sentence_that_people_are_told_is_found():
    modules = {path: ast.parse(path.read_text()) for path in Path(viewer.__file__).parent.rglob("*.py")}
    assert [f"{path.name}:{lost}" for path, tree in modules.items() for lost in not_found(tree)] == []
    assert sum(1 for tree in modules.values() for _ in UPDATE["told"](tree)) > 150


@pytest.mark.parametrize(
    "code",
    [
        'raise UserError("%s is empty." % name)',
        'raise UserError("{} is empty.".format(name))',
        'raise UserError(" ".join([name, "is empty."]))',
        'raise UserError("It is empty.", hint="Fill " + name)',
        'why = "it is empty"\nraise UserError(f"No: {why}.")',
        'why = f"{name} is empty."\nraise JobFailed(why)',
    ],
)
def test_a_sentence_that_would_not_be_found_is_noticed(code):
    assert list(not_found(ast.parse(code)))


def test_templates_have_numbers_where_values_stood():
    (call,) = UPDATE["told"](ast.parse('UserError(f"{a!r} of {b:,} " f"at {c}%." if c else "None.", hint=f"Say {a}.")'))
    found = [text for given in UPDATE["given_to"](call) for text in UPDATE["templates"](given)]
    assert found == ["%1 of %2 at %3%.", "None.", "Say %1."]


def test_the_list_of_templates_is_up_to_date():
    assert UPDATE["sentences"]() == SOURCES  # make translations


# What is told


@pytest.mark.parametrize("value", ["{}.png", "{}: 1. 2", ""])
def test_in_english_sentences_stay_as_they_are(qapp, value):
    for template in SOURCES:
        assert localised(filled(template, value)) == filled(template, value)
        assert localised(f"{filled(template, value)} Then. And: then.") == f"{filled(template, value)} Then. And: then."


def test_each_sentence_is_told_by_its_own_template_and_no_other(korean):
    for template in SOURCES:
        assert localised(filled(template)) == filled(QCoreApplication.translate("Sentences", template)), template


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("a.png is damaged or ends too early.", "a.png 파일이 손상되었거나 중간에 끝납니다."),
        (  # the longer template, and one among its values
            "a.png is damaged or ends too early (5 bytes): image file is truncated.",
            "a.png 파일이 손상되었거나 중간에 끝납니다(5바이트): 이미지 데이터가 잘려 있습니다.",
        ),
        ("a.png has 1 x 2 pixels, the result 3 x 4.", "a.png 파일은 1 x 2픽셀이고 결과 이미지는 3 x 4픽셀입니다."),
        ("a.png has 1 x 2 pixels, b.png 3 x 4.", "a.png 이미지는 1 x 2픽셀이고 b.png 이미지는 3 x 4픽셀입니다."),
        (  # a message and a hint
            "Cannot write /a/b: No space left on device. Choose another place or free some space.",
            "/a/b 파일을 저장할 수 없습니다: 저장 공간이 없습니다. 다른 위치를 선택하거나 공간을 확보하십시오.",
        ),
        (
            "2 of 9 images are left out: a. b.png is empty (0 bytes). c.png has 1 x 2 pixels, too few. And 4 more.",
            "이미지 9개 중 2개를 제외했습니다: a. b.png 파일이 비어 있습니다(0바이트). c.png 이미지는 1 x 2픽셀로 너무 작습니다. "
            "그 밖에 4개가 더 있습니다.",
        ),
        ("Cannot read %2 %1: %9.", "%2 %1 파일을 읽을 수 없습니다: %9."),  # no place of a value, but part of one
        ("--lr: Input should be greater than 0.", "--lr: 0보다 커야 합니다."),
        ("It is as it is: so. And so on.", "It is as it is: so. And so on."),
        ("", ""),
    ],
)
def test_the_template_with_most_in_common_is_taken_and_values_are_told_too(korean, told, said):
    assert localised(told) == said


def test_what_is_korean_already_stays(korean):
    for template in SOURCES:
        said = localised(filled(template))
        assert localised(said) == said


def test_message_and_hint_of_an_error_are_told_each_by_itself(korean):
    error = localised_error(UserError("a. Say which.", "Say which."))
    assert (error.message, error.hint) == ("a. 비교할 필드를 지정하십시오.", "비교할 필드를 지정하십시오.")
