"""The benchmarks work, and compute what they say.  Nothing here looks at how fast anything is."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.benchmarks.conftest import run


def outcome_of(measure: ModuleType, works: ModuleType, **step_seconds: list[float]) -> Any:
    """Return an outcome of the notebook's network in batches of 128."""
    outcome = measure.Outcome(works.WORKS["notebook-128"])
    for peer, seconds in step_seconds.items():
        outcome.timings[peer.replace("_", "-")] = measure.Timing(10, 0.1, 0.0, seconds)
    return outcome


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any], Path]:
    """One short run: what it printed, its JSON, and its picture's path."""
    folder = tmp_path_factory.mktemp("side by side")
    works = ("notebook-1", "notebook-128", "convnet-128", "predict-1")
    printed = run(
        "side_by_side.py",
        *("--peers", "digitpad", "notebook", "--works", *works),
        *("--rounds", "2", "--seconds", "0.01", "--threads", "1"),
        *("--json", str(folder / "all.json"), "--picture", str(folder / "all.png")),
    )
    return printed, json.loads((folder / "all.json").read_text()), folder / "all.png"


def test_the_json_holds_each_works_rounds_and_the_machine(
    side_by_side: tuple[str, dict[str, Any], Path],
) -> None:
    _, found, _ = side_by_side
    assert [work["work"] for work in found["works"]][:2] == ["notebook-1", "notebook-128"]
    for work in found["works"]:
        ours = work["peers"]["digitpad"]
        assert len(ours["rounds_us_an_image"]) == 2
        assert min(ours["rounds_us_an_image"]) > 0
    assert found["threads"] == 1
    assert found["machine"]["processor"]
    assert found["versions"]["notebook"]["scipy"]
    assert found["sgemm_gflops"] > 0
    if sys.platform == "linux":
        assert 0 <= found["share_of_cores_used_by_others"] <= 1.01


def test_the_notebooks_formulas_begin_with_the_same_network(
    side_by_side: tuple[str, dict[str, Any], Path],
) -> None:
    _, found, _ = side_by_side
    for work in found["works"][:2]:
        assert work["peers"]["notebook"]["largest_difference_of_a_probability"] < 1e-5
        assert work["fastest_peer"] == "notebook"
        ours, theirs = (work["peers"][key]["us_an_image"] for key in ("digitpad", "notebook"))
        assert work["ratio"] == pytest.approx(ours / theirs)


def test_a_peer_that_can_not_do_a_work_is_named_with_the_reason(
    side_by_side: tuple[str, dict[str, Any], Path],
) -> None:
    printed, found, _ = side_by_side
    assert "the notebook trains its own network only" in found["works"][2]["failures"]["notebook"]
    assert found["works"][2]["ratio"] is None
    assert "notebook's formulas did not do convnet-128, predict-1:" in printed


def test_the_picture_is_a_picture(side_by_side: tuple[str, dict[str, Any], Path]) -> None:
    assert side_by_side[2].read_bytes().startswith(b"\x89PNG")


def test_the_ratio_is_our_median_over_the_fastest_peers(part: Any) -> None:
    measure, works = part("bench.measure"), part("bench.works")
    outcome = outcome_of(
        measure,
        works,
        digitpad=[9.0, 2.0, 3.0],
        torch=[4.0, 4.0, 90.0],
        keras_jax=[5.0, 5.0, 5.0],
        sgemm=[0.1, 0.2, 0.1],
    )
    assert outcome.fastest_peer == "torch"
    assert outcome.ratio == 3.0 / 4.0
    assert outcome.image_us("torch") == pytest.approx(4.0 / 128 * 1e6)


def test_the_share_of_sgemm_is_arithmetic_a_second_over_its_best_turn(part: Any) -> None:
    measure, works = part("bench.measure"), part("bench.works")
    outcome = outcome_of(measure, works, digitpad=[0.5], sgemm=[0.4, 0.2])
    multiply_adds = 26 * 26 * 5 * 9 + 3380 * 100 + 100 * 10
    assert outcome.work.flop_an_image == 3 * 2 * multiply_adds
    assert outcome.gflops("digitpad") == pytest.approx(6 * multiply_adds * 128 / 0.5 / 1e9)
    assert measure.sgemm_peak([outcome]) == pytest.approx(2 * 2048**3 / 0.2 / 1e9)


def test_without_a_peer_there_is_no_ratio_and_the_tables_say_so(part: Any) -> None:
    measure, works, report = part("bench.measure"), part("bench.works"), part("bench.report")
    outcome = outcome_of(measure, works, digitpad=[0.128])
    assert outcome.ratio is None
    assert report.ratio_table([outcome]).splitlines()[2].split()[-6:] == [
        *("-", "0.80", "-", "-", "-", "-")
    ]
    assert "1,000" in report.times_table([outcome])


def test_a_missing_library_is_reported_and_the_others_are_measured(
    part: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew, peers = part("bench.crew"), part("bench.peers")
    missing = peers.PeerInfo("nowhere", "Nowhere", "no_such_module")
    monkeypatch.setattr(crew, "PEERS", {**peers.PEERS, "nowhere": missing})
    with crew.crew_of(["nowhere", "digitpad"], 1) as (processes, absent):
        assert list(processes) == ["digitpad"]
        assert absent["nowhere"].startswith("not installed: No module named")


def test_the_race_counts_the_runs_that_arrive_and_names_those_that_fall_short(part: Any) -> None:
    race = part("bench.race")

    class Runner:
        def __init__(self, *answers: dict[str, Any]) -> None:
            self._answers = iter(answers)

        def ask(self, what: str, **details: Any) -> dict[str, Any]:
            assert (what, details["goal"]) == ("race", 0.99)
            return next(self._answers)

    fast, slow = {"seconds": 4.0, "accuracies": [0.98, 0.991]}, {"seconds": 8.0, "accuracies": [1]}
    short = {"seconds": 9.0, "accuracies": [0.98, 0.985]}
    runners = {"digitpad": Runner(fast, fast), "torch": Runner(slow, short)}
    found = race.race(runners, seeds=[1, 2], tell=lambda text: None)
    assert (found.fastest_peer, found.ratio) == ("torch", 0.5)
    assert found.short == {"torch": [0.985]}
    assert found.epochs("torch") == [1, 2]
    report = part("bench.report")
    text = report.race_text(found)
    assert "epochs: 1, 2; 1 not there, best 98.50%" in text
    assert json.loads(json.dumps(report.race_data(found)))["seconds"]["torch"] == [8.0]


@pytest.mark.slow
def test_keras_is_given_the_same_network(part: Any) -> None:
    crew, works = part("bench.crew"), part("bench.works")
    with crew.crew_of(["keras-jax"], 1) as (processes, absent):
        assert absent == {}
        for work in ("notebook-128", "convnet-128", "best"):
            answer = processes["keras-jax"].ask("compare", work=work)
            assert answer["difference"] < 1e-5, works.WORKS[work].title


def test_the_profile_has_a_row_for_each_layer() -> None:
    printed = run("layer_profile.py", "notebook-128", "--images", "256")
    for layer in ("Conv2D", "ReLU", "Flatten", "Dense", "Dropout"):
        assert f"\n{layer} (" in printed
    assert "\nall " in printed


def test_the_scaling_scripts_write_what_they_measured(tmp_path: Path) -> None:
    run(
        "thread_scaling.py",
        *("--works", "notebook-128", "--rounds", "1", "--seconds", "0.01"),
        *("--threads", "2", "--json", str(tmp_path / "threads.json")),
    )
    found = json.loads((tmp_path / "threads.json").read_text())["works"]["notebook-128"]
    rates = found["images_a_second"]
    assert found["threads_over_one"] == rates["all threads"] / rates["one thread"]
    assert rates["processes"] > 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of others")
def test_peak_memory_counts_the_processes_that_were_started(part: Any) -> None:
    peak = part("bench.peak").peak_memory_mb
    before = peak()
    hungry = "held = bytes(b'x') * 60_000_000; print('fed', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hungry], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"fed\n"
        with_child = peak()
        child.communicate(b"\n")
    assert 60 < with_child - before < 100
    assert peak() < before + 30


def test_peak_memory_is_that_of_training(tmp_path: Path) -> None:
    file = tmp_path / "memory.json"
    run("memory.py", "--peers", "digitpad", "--images", "2000", "--json", str(file))
    ours = json.loads(file.read_text())["peers"]["digitpad"]
    assert ours["peak_mb"] > ours["before_mb"] > 30
    assert ours["accuracy"] > 0.3


def test_the_cost_of_distortion_is_measured_against_training_without(tmp_path: Path) -> None:
    file = tmp_path / "cost.json"
    printed = run(
        "augmentation_cost.py",
        *("--presets", "Quick", "--images", "256", "--rounds", "2", "--json", str(file)),
    )
    assert "times none" in printed
    times = json.loads(file.read_text())["presets"]["Quick"]
    assert list(times["image_us"]) == ["none", "light", "strong"]
    assert all(len(some) == 2 for some in times["rounds"].values())
