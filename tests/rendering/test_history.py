"""Where one has been: back and forward as in a browser."""

from viewer.rendering.history import LONGEST, History
from viewer.rendering.viewport import Viewport


def view(x, zoom=2.0, size=(300, 200)):
    return Viewport((x, 5.0), zoom, size)


def test_back_and_forward_give_the_views_in_order():
    history = History()
    assert history.step(-1) is None and history.step(1) is None
    for x in (1, 2, 3):
        history.visit(view(x))
    assert [history.step(by) for by in (-1, -1, -1, 1, 1, 1)] == [view(2), view(1), None, view(2), view(3), None]


def test_a_new_view_ends_the_way_forward():
    history = History()
    for x in (1, 2, 3):
        history.visit(view(x))
    history.step(-1)
    history.visit(view(4))
    assert not history.can_step(1) and history.step(-1) == view(2)


def test_the_view_that_is_seen_is_not_visited_again_in_whatever_window():
    history = History()
    history.visit(view(1))
    history.visit(view(2))
    history.step(-1)
    history.visit(view(1, size=(600, 400)))
    assert history.step(1) == view(2)


def test_the_oldest_are_forgotten():
    history = History()
    for x in range(LONGEST + 50):
        history.visit(view(x))
    steps = 0
    while history.step(-1):
        steps += 1
    assert steps == LONGEST - 1
