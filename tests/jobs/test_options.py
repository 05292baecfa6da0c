"""Options are written once: flags, files and validation agree."""

import argparse

import pytest

from viewer.errors import UserError
from viewer.jobs.flags import add_flags, flag, labels_of, make_options
from viewer.jobs.run_folder import RunFolder, read_job
from viewer.training.options.dasr import DasrOptions
from viewer.training.options.features import FeaturesOptions
from viewer.training.options.fit import FitOptions
from viewer.training.options.liif import LiifOptions
from viewer.training.options.restore import RestoreOptions
from viewer.training.options.style import StyleOptions, StyliseOptions


def parse(*words):
    parser = argparse.ArgumentParser()
    add_flags(parser, LiifOptions)
    return make_options(LiifOptions, vars(parser.parse_args(words)))


def test_every_option_is_a_flag_with_help():
    parser = argparse.ArgumentParser()
    add_flags(parser, LiifOptions)
    help_text = parser.format_help()
    for name in LiifOptions.model_fields:
        assert flag(name) in help_text
    assert all(action.help for action in parser._actions)


def test_flags_arrive_with_their_types():
    options = parse(
        "--data",
        "a",
        "--data",
        "b",
        "--hidden",
        "32",
        "16",
        "--scale-max",
        "3.5",
        "--encoder",
        "rdn",
        "--steps",
        "7",
        "--feature-taps",
        "relu1_2",
        "relu4_3",
    )
    assert options.feature_taps == ["relu1_2", "relu4_3"]
    assert [path.name for path in options.data] == ["a", "b"]
    assert (options.hidden, options.scale_max, options.encoder, options.steps) == ([32, 16], 3.5, "rdn", 7)
    assert options.patch == LiifOptions.model_fields["patch"].default


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "--data"),
        (("--data", "a", "--steps", "0"), "--steps"),
        (("--data", "a", "--lr", "2"), "--lr"),
        (("--data", "a", "--tv-weight", "-1"), "--tv-weight"),
        (("--data", "a", "--scale-min", "3", "--scale-max", "2"), "scale_max"),
        (("--data", "a", "--patch", "8", "--samples", "65"), "64 pixels"),
    ],
)
def test_wrong_values_are_named_in_one_line(words, named):
    with pytest.raises(UserError) as caught:
        parse(*words)
    assert named in str(caught.value) and "\n" not in str(caught.value)


def test_a_run_folder_gives_back_its_options_and_refuses_a_second_run(tmp_path):
    options = parse("--data", 'odd "name" é', "--hidden", "8", "--lr", "0.00025")
    run = RunFolder(tmp_path / "run")
    run.create("liif", options)
    assert make_options(LiifOptions, read_job(run.job_file)) == options
    run.create("liif", options)  # nothing has come of the first yet
    run.add_event({"step": 20})
    with pytest.raises(UserError, match="already holds a run"):
        run.create("liif", options)


def test_an_unreadable_job_file_is_told(tmp_path):
    (tmp_path / "job.toml").write_text("steps = = 3")
    for path in (tmp_path / "job.toml", tmp_path / "none.toml"):
        with pytest.raises(UserError, match=path.name):
            read_job(path)


def test_the_file_of_vgg_16_is_given_by_a_flag_of_its_own_name():
    assert parse("--data", "a", "--vgg", "vgg16.pth").features == "vgg16.pth"


@pytest.mark.parametrize(
    "model", [DasrOptions, FeaturesOptions, FitOptions, LiifOptions, RestoreOptions, StyleOptions, StyliseOptions]
)
def test_every_choice_has_a_title_of_its_own_and_flags_keep_their_words(model):
    parser = argparse.ArgumentParser()
    add_flags(parser, model)
    choices = {action.dest: action.choices for action in parser._actions if action.choices and not action.nargs}
    assert "schedule" in choices
    for name, words in choices.items():
        titles = labels_of(model.model_fields[name])
        assert list(titles) == [word for word in words if isinstance(word, str)]
        assert len(set(titles.values())) == len(titles)
        for word, title in titles.items():
            assert word in ("float32", "bfloat16") or title[0].isupper(), f"{name}: {title}"
