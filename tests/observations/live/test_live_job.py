"""A job runs beside the page, tells how far it has come, and ends when a person has had enough."""

import threading

from core.observations.live.fetched import Stopped
from core.observations.live.job import Job
from core.observations.live.pace import Pace
from core.remarks import Problem, Refused


def test_a_job_gives_its_answer():
    state = Job(lambda stop, tell: 42).wait(5)
    assert (state.finished, state.answer, state.stopped, state.problems, state.error) == (
        True,
        42,
        False,
        (),
        None,
    )


def test_a_job_tells_how_far_it_has_come():
    go_on, told = threading.Event(), threading.Event()

    def work(stop: threading.Event, tell) -> int:
        tell(2, 5)
        told.set()
        go_on.wait(5)
        return 1

    job = Job(work)
    assert told.wait(5)
    assert (job.state.done, job.state.of, job.state.finished) == (2, 5, False)
    go_on.set()
    assert job.wait(5).answer == 1


def test_a_stopped_job_is_over_at_once_and_what_it_still_does_is_nothing():
    going, go_on = threading.Event(), threading.Event()

    def work(stop: threading.Event, tell) -> int:
        going.set()
        go_on.wait(5)
        tell(4, 5)
        return 1

    job = Job(work)
    assert going.wait(5)
    assert job.stop().stopped
    assert job.state.finished
    go_on.set()
    state = job.wait(5)
    assert state.stopped
    assert state.answer is None


def test_stopping_what_is_done_changes_nothing():
    job = Job(lambda stop, tell: 1)
    job.wait(5)
    assert job.stop().answer == 1


def test_why_nothing_came_is_kept():
    def refuses(stop, tell):
        raise Refused(Problem("live_no_contact", {"source": "Kolada"}))

    def stops(stop, tell):
        raise Stopped

    def fails(stop, tell):
        raise ZeroDivisionError

    assert [one.code for one in Job(refuses).wait(5).problems] == ["live_no_contact"]
    assert Job(stops).wait(5).stopped
    assert isinstance(Job(fails).wait(5).error, ZeroDivisionError)


# The pace


def test_turns_come_no_more_often_than_allowed_whenever_they_are_asked_for():
    time = [0.0]
    pace = Pace(3, 1.0, clock=lambda: time[0])
    assert [pace.next_turn() for _ in range(7)] == [0, 0, 0, 1, 1, 1, 2]
    time[0] = 10.0
    assert pace.next_turn() == 0


def test_a_pause_holds_everybody():
    time = [0.0]
    pace = Pace(3, 1.0, clock=lambda: time[0])
    pace.hold(5.0)
    assert [pace.next_turn() for _ in range(4)] == [5, 5, 5, 6]


def test_a_pace_can_be_slowed_and_never_quickened():
    pace = Pace(30, 10.0, clock=lambda: 0.0)
    pace.slow_down(100, 1.0)
    assert [pace.next_turn() for _ in range(31)][-1] == 10
    pace = Pace(30, 10.0, clock=lambda: 0.0)
    pace.slow_down(2, 10.0)
    assert [pace.next_turn() for _ in range(3)] == [0, 0, 10]
