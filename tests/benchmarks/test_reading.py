"""The figures of how well a network reads are computed right."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.data import bundled
from digitpad.recognizer import Recognizer


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.shipped()


def test_a_refused_digit_counts_as_wrong(part: Any, recognizer: Recognizer) -> None:
    images = bundled.drawn_set().first(50)
    known = part("reads.readings").read_images(recognizer, images)
    strict = Recognizer(recognizer.network)
    strict.most_doubt = -1.0  # all are refused
    refused = part("reads.readings").read_images(strict, images)
    assert known.accuracy > 0.9
    assert (refused.accuracy, refused.refused) == (0.0, 1.0)
    assert refused.figures(known)["points"] == pytest.approx(-100 * known.accuracy)


def test_a_picture_without_a_digit_is_refused(part: Any, recognizer: Recognizer) -> None:
    blank = np.full((40, 40), 255, np.uint8)
    found = part("reads.readings").read_pictures(recognizer, "blank", [blank], [3])
    assert found.digits.tolist() == [-1]


def test_every_style_makes_pictures_of_drawings_and_scans(part: Any) -> None:
    digits = part("reads.digits")
    kinds = ("paint", "programs", "photo")
    styles = {
        title: style for kind in kinds for title, style in part(f"reads.{kind}").STYLES.items()
    }
    for digit in digits.drawings(1) + digits.scans(1):
        for title, style in styles.items():
            if "6000" in title:
                continue
            picture = style(digit, np.random.default_rng(1))
            assert picture.dtype == np.uint8, title
            assert picture.ndim == 3, title
            assert np.ptp(picture) > 15, title


def test_scans_are_of_the_validation_images_and_drawings_of_held_out_writers(part: Any) -> None:
    digits = part("reads.digits")
    validation = data.load("mnist").validation
    assert (digits.scans(3)[-1].image == validation.images[-1]).all()
    assert (digits.drawings(3)[0].image == bundled.drawn_set().images[0]).all()


def test_hands_keep_the_digit_and_change_what_they_say(part: Any) -> None:
    hands = part("reads.hands")
    strokes = [list(sample.strokes) for sample in bundled.held_out_drawings()[:20]]
    for title, hand in hands.HANDS.items():
        drawn = hands.drawn_by(hand, strokes, seed=1)
        assert len(drawn) == len(strokes), title
        for before, after in zip(strokes, drawn, strict=True):
            assert len(after) >= len(before), title
            same = [np.array_equal(one, other) for one, other in zip(before, after, strict=False)]
            assert all(same) == (title == "with a palm's dot"), title
    small = hands.drawn_by(hands.HANDS["15 % of it, anywhere"], strokes, seed=1)
    assert max(np.ptp(np.concatenate(some), axis=0).max() for some in small) == 42
    fast = hands.drawn_by(hands.HANDS["fast, 8 points"], strokes, seed=1)
    assert max(sum(map(len, some)) for some in fast) <= 12


@pytest.mark.usefixtures("qapp")  # one that windows can use too, for the tests that follow
def test_the_contact_sheet_has_the_surest_mistakes_first(
    part: Any, recognizer: Recognizer, tmp_path: Path
) -> None:
    drawn = bundled.drawn_set().first(300)
    wrong = data.ImageSet("wrong labels", drawn.images, (drawn.labels + 1) % 10)
    sheet = part("reads.contact_sheet")
    found = sheet.misread([part("reads.readings").read_images(recognizer, wrong)])
    assert len(found) > 290
    sure = [one.probability for one in found if not one.refused]
    assert sure == sorted(sure, reverse=True)
    sheet.draw(found[:14], tmp_path / "sheet.png")
    assert (tmp_path / "sheet.png").read_bytes().startswith(b"\x89PNG")


def test_the_network_on_board_reads_forms_of_many_schools(
    part: Any, recognizer: Recognizer
) -> None:
    strokes, labels = part("reads.forms").drawn_forms(600, rng=np.random.default_rng(4))
    found = part("reads.readings").read_drawings(recognizer, "forms", strokes, labels)
    right = found.digits == found.labels
    assert right.mean() >= 0.98
    for digit in range(10):
        assert right[found.labels == digit].mean() >= 0.9, digit


def test_forms_by_rule_are_of_each_digit_in_all_its_forms(part: Any) -> None:
    forms = part("reads.forms")
    strokes, labels = forms.drawn_forms(60, rng=np.random.default_rng(4))
    assert np.bincount(labels).tolist() == [6] * 10
    assert all(np.isfinite(np.concatenate(drawing)).all() for drawing in strokes)
    crossed = sum(len(strokes[number]) == 2 for number in range(0, 60, 10))
    assert crossed == 2  # of six zeros, those with a slash


def test_goals_are_compared_the_right_way_round(part: Any) -> None:
    goals = part("reads.goals")
    row = {"title": "some", "accuracy": 0.995, "points": -0.2, "refused": 0.02}
    row["calibration_error"] = 0.004
    whole = {
        "plain": [row] * 3,
        "hands": [row, {**row, "points": -0.7}],
        "pictures": [row, row],
        "others_refused": 0.85,
        "milliseconds": 0.9,
    }
    found = goals.goals(whole, 1_900_000)
    missed = {goal.what for goal in found if not goal.fine}
    assert missed == {
        "test images read",
        "the worst of the other hands: some",
        "real digits refused: some",
    }
    header, *rows = goals.table(found)
    assert {len(cells) for cells in (header, *rows)} == {4}
    assert ["weights", "1.90 MB", "<= 4", "yes"] in rows
