"""The client asks politely, waits when told to, and refuses in words what a server should not do."""

import gzip
import re
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.observations.live import client as client_module
from core.observations.live.client import Client, Limits
from core.observations.live.fetched import ABSENT, Stopped
from core.observations.live.pace import Pace
from core.observations.live.sources import SOURCES, host_of
from core.remarks import Refused
from tests.observations.live.made_server import Answers, Made, Reply, as_json, in_turn, serving

KOLADA = SOURCES["kolada"]
QUICK = Limits(
    connect=0.5, read=0.2, whole=0.5, size=100_000, backoff=0.01, longest_pause=0.5, job=5.0, pauses=3
)
GOOD = as_json({"values": [1.4, None]})

Ask = Callable[..., tuple[Client, Made]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """A client of a server that answers as said, below /v3."""
    with ExitStack() as until_the_end:

        def start(answers: Answers, **more: object) -> tuple[Client, Made]:
            server = until_the_end.enter_context(serving(answers))
            monkeypatch.setenv(KOLADA.variable, f"{server.url}/v3")
            arguments = {"limits": QUICK, "pace": Pace(1000, 1.0), **more}
            return until_the_end.enter_context(Client(KOLADA, **arguments)), server  # type: ignore[arg-type]

        yield start


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.problems[0].code


# What is asked


def test_an_answer_is_its_json_and_the_address_is_kept(ask: Ask):
    client, server = ask(in_turn(GOOD))
    assert client.get("/kpi?title=å") == {"values": [1.4, None]}
    assert client.asked == [f"{server.url}/v3/kpi?title=å"]


def test_a_request_tells_who_asks_and_nothing_of_the_machine_or_the_person(ask: Ask):
    client, server = ask(in_turn(GOOD))
    client.get("/kpi")
    headers = {name.lower(): value for name, value in server.asked[0].headers.items()}
    assert set(headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert headers["user-agent"].startswith("Skifte")


def test_a_cookie_is_never_given_back(ask: Ask):
    client, server = ask(in_turn(as_json({}, Set_Cookie="who=you; Path=/")))
    client.get("/kpi")
    client.get("/kpi")
    assert "Cookie" not in server.asked[1].headers


def test_a_question_in_a_body_is_posted(ask: Ask):
    client, server = ask(in_turn(GOOD))
    client.post("/tables/T/data", {"selection": []})
    assert (server.asked[0].method, server.asked[0].body) == ("POST", b'{"selection":[]}')


def test_a_packed_answer_is_unpacked(ask: Ask):
    packed = Reply(
        gzip.compress(b"[1]"), 200, {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    )
    client, _ = ask(in_turn(packed))
    assert client.get("/kpi") == [1]


def test_nobody_is_asked_when_the_setting_says_so(monkeypatch: pytest.MonkeyPatch):
    for said in ("1", "true", "ja"):
        monkeypatch.setenv("SKIFTE_OFFLINE", said)
        assert refusal(lambda: Client(KOLADA)) == "live_offline"
    monkeypatch.setenv("SKIFTE_OFFLINE", "0")
    Client(KOLADA).__exit__()


@pytest.mark.parametrize(
    "address",
    ["ftp://a.se", "kolada", "http://[", "http://a.se:x", "https://me:secret@a.se", "https://a.se/?q=1"],
)
def test_an_address_of_ones_own_must_be_a_plain_one(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv(KOLADA.variable, address)
    assert refusal(lambda: Client(KOLADA)) == "live_bad_address"


def test_a_proxy_that_cannot_be_understood_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", "gopher://old")
    assert refusal(lambda: Client(KOLADA)) == "live_bad_address"


def test_the_machine_that_is_told_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch):
    assert host_of(KOLADA) == "api.kolada.se"
    monkeypatch.setenv(KOLADA.variable, "https://mirror.example/v3")
    assert host_of(KOLADA) == "mirror.example"
    monkeypatch.setenv(KOLADA.variable, "no address")
    assert host_of(KOLADA) == ""


def test_the_known_addresses_are_all_https():
    assert all(source.base.startswith("https://") for source in SOURCES.values())


# Waiting


def test_a_pause_that_is_asked_for_is_kept_to(ask: Ask):
    client, server = ask(in_turn(Reply(status=429, headers={"Retry-After": "0.3"}), GOOD))
    assert client.get("/kpi")
    assert server.asked[1].at - server.asked[0].at >= 0.3


def test_a_pause_until_a_time_is_understood(ask: Ask):
    past = Reply(status=429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})
    far = Reply(status=429, headers={"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"})
    client, _ = ask(in_turn(past, GOOD))
    assert client.get("/kpi")
    client, _ = ask(in_turn(far))
    assert refusal(lambda: client.get("/kpi")) == "live_busy"


@pytest.mark.parametrize("wait", ["3600", "inf", "nan"])
def test_a_pause_that_is_too_long_is_told_and_not_waited_for(ask: Ask, wait: str):
    client, server = ask(in_turn(Reply(status=429, headers={"Retry-After": wait})))
    assert refusal(lambda: client.get("/kpi")) == "live_busy"
    assert len(server.asked) == 1


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "-5"}])
def test_a_source_that_goes_on_asking_for_pauses_is_left_alone(ask: Ask, headers: dict[str, str]):
    client, server = ask(in_turn(Reply(status=429, headers=headers)))
    assert refusal(lambda: client.get("/kpi")) == "live_busy"
    assert len(server.asked) <= QUICK.pauses + 1


def test_no_more_is_asked_in_a_second_than_allowed(ask: Ask):
    client, server = ask(in_turn(GOOD), pace=Pace(5, 0.3))
    started = time.monotonic()
    for _ in range(11):
        client.get("/kpi")
    times = [one.at - started for one in server.asked]
    assert times[5] >= 0.3
    assert times[10] >= 0.6


def test_two_who_ask_at_once_share_one_pace(ask: Ask):
    pace, started = Pace(4, 0.3), time.monotonic()
    one, server = ask(in_turn(GOOD), pace=pace)
    with Client(KOLADA, pace, limits=QUICK) as other:
        threads = [
            threading.Thread(target=lambda c=c: [c.get("/kpi") for _ in range(4)]) for c in (one, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(asked.at for asked in server.asked)
    assert times[4] - started >= 0.3


# What passes


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failure_in_passing_is_tried_again(ask: Ask, status: int):
    client, server = ask(in_turn(Reply(status=status), Reply(status=status), GOOD))
    assert client.get("/kpi")
    assert len(server.asked) == 3


def test_a_failure_that_lasts_is_told_with_its_number(ask: Ask):
    client, server = ask(in_turn(Reply(status=500)))
    with pytest.raises(Refused) as refused:
        client.get("/kpi")
    assert refused.value.problems[0].values == {"source": "Kolada", "status": 500}
    assert len(server.asked) == QUICK.tries


def test_half_an_answer_is_no_answer(ask: Ask):
    half = Reply(GOOD.body, 200, GOOD.headers, sent=9)
    client, _ = ask(in_turn(half, GOOD))
    assert client.get("/kpi") == {"values": [1.4, None]}
    client, _ = ask(in_turn(half))
    assert refusal(lambda: client.get("/kpi")) == "live_cut_short"


def test_a_slow_answer_is_not_waited_for(ask: Ask):
    client, server = ask(in_turn(Reply(GOOD.body, 200, GOOD.headers, wait=0.4)))
    assert refusal(lambda: client.get("/kpi")) == "live_timeout"
    assert len(server.asked) == QUICK.tries


def test_an_answer_that_drips_is_not_waited_for(ask: Ask):
    client, _ = ask(in_turn(Reply(b"[" + b"1," * 50, 200, GOOD.headers, drip=0.1)))
    started = time.monotonic()
    assert refusal(lambda: client.get("/kpi")) == "live_timeout"
    assert time.monotonic() - started < 2


def test_everything_together_takes_no_longer_than_a_job_may(ask: Ask):
    busy = Reply(status=429, headers={"Retry-After": "0.4"})
    client, _ = ask(in_turn(busy), limits=Limits(longest_pause=1, job=0.6))
    assert refusal(lambda: client.get("/kpi")) == "live_timeout"


def test_no_contact_is_told_soon(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    with serving(in_turn(GOOD)) as gone:
        address = gone.url
    monkeypatch.setenv(KOLADA.variable, address)
    with Client(KOLADA, limits=QUICK) as client:
        assert refusal(lambda: client.get("/kpi")) == "live_no_contact"


# What is refused


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b'{"value": 1', b"[NaN]", b"[Infinity]", b"[1e999]", b"\xff\xfe\x00", b"[" * 100_000),
        b'{"value": 1, "value": 2}',
        b"[" + b"9" * 5000 + b"]",
    ],
)
def test_what_is_no_sound_json_is_refused(ask: Ask, body: bytes):
    client, server = ask(in_turn(Reply(body, 200, {"Content-Type": "application/json"})))
    assert refusal(lambda: client.get("/kpi")) == "live_not_json"
    assert len(server.asked) == 1


def test_a_web_page_in_place_of_data_is_refused(ask: Ask):
    client, _ = ask(in_turn(Reply(b"<html>Logga in</html>", 200, {"Content-Type": "text/html"})))
    assert refusal(lambda: client.get("/kpi")) == "live_not_json"


def test_bytes_that_cannot_be_unpacked_are_refused(ask: Ask):
    client, _ = ask(in_turn(Reply(b"not gzip", 200, {**GOOD.headers, "Content-Encoding": "gzip"})))
    assert refusal(lambda: client.get("/kpi")) == "live_cut_short"


def test_an_answer_that_is_too_big_is_refused_also_when_packed(ask: Ask):
    packed = gzip.compress(b"[" + b"1," * 1_000_000 + b"1]")
    client, _ = ask(in_turn(Reply(packed, 200, {**GOOD.headers, "Content-Encoding": "gzip"})))
    assert refusal(lambda: client.get("/kpi")) == "live_too_big"


@pytest.mark.parametrize("how", ["gzip, gzip", "GZIP,deflate", "br"])
def test_an_answer_that_is_packed_in_another_way_than_once_is_not_unpacked(ask: Ask, how: str):
    """A bomb in a bomb is unpacked in one piece, before its size can be seen."""
    packed = gzip.compress(gzip.compress(b"[" + b" " * 50_000_000 + b"1]"))
    assert len(packed) < 1000
    client, _ = ask(in_turn(Reply(packed, 200, {**GOOD.headers, "Content-Encoding": how})))
    tracemalloc.start()
    assert refusal(lambda: client.get("/kpi")) == "live_not_json"
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize(
    ("status", "code"), [(404, "live_not_found"), (400, "live_said_no"), (403, "live_said_no")]
)
def test_a_no_is_told_and_not_asked_again(ask: Ask, status: int, code: str):
    client, server = ask(in_turn(as_json({"detail": "no"}, status)))
    assert refusal(lambda: client.get("/kpi")) == code
    assert len(server.asked) == 1


def test_what_does_not_exist_can_be_an_answer(ask: Ask):
    client, _ = ask(in_turn(as_json({}, 404)))
    assert client.get("/kpi", absent=True) is ABSENT


def test_a_move_on_the_same_machine_is_followed(ask: Ask):
    client, server = ask(in_turn(Reply(status=308, headers={"Location": "/v3/kpi/"}), GOOD))
    assert client.get("/kpi")
    assert server.paths == ["/v3/kpi", "/v3/kpi/"]


@pytest.mark.parametrize(
    "where",
    [
        *("http://example.invalid/v3/kpi", "//example.invalid/v3/kpi", "https://127.0.0.1:1/v3/kpi"),
        *(
            "/elsewhere",
            "file:///etc/passwd",
            "http://[",
            "ftp://127.0.0.1/v3/kpi",
        ),
    ],
)
def test_a_move_to_anywhere_else_is_refused(ask: Ask, where: str):
    client, server = ask(in_turn(Reply(status=302, headers={"Location": where})))
    assert refusal(lambda: client.get("/kpi")) == "live_other_host"
    assert len(server.asked) == 1


def test_a_move_to_no_address_at_all_is_not_followed(ask: Ask):
    client, server = ask(in_turn(Reply(status=302, headers={"Location": "http://127.0.0.1:x/v3/kpi"})))
    assert refusal(lambda: client.get("/kpi")) in ("live_other_host", "live_cut_short")
    assert set(server.paths) == {"/v3/kpi"}


def test_a_move_in_a_circle_is_refused(ask: Ask):
    client, server = ask(in_turn(Reply(status=301, headers={"Location": "/v3/kpi"})))
    assert refusal(lambda: client.get("/kpi")) == "live_loop"
    assert len(server.asked) <= 5


def test_a_named_address_is_asked_only_when_it_is_the_sources_own(ask: Ask):
    client, server = ask(in_turn(GOOD))
    client.get(f"{server.url}/v3/kpi?page=2".replace("http:", "https:"))
    assert server.paths == ["/v3/kpi?page=2"]
    for other in ("https://example.invalid/v3/kpi", f"{server.url}/v4/kpi", f"{server.url}/v3/../v4/kpi"):
        assert refusal(lambda other=other: client.get(other)) == "live_other_host"
    assert len(server.asked) == 1


# Having enough


def test_whoever_has_had_enough_does_not_wait(ask: Ask):
    stop = threading.Event()
    busy = Reply(status=429, headers={"Retry-After": "30"})
    client, _ = ask(in_turn(busy), stop=stop, limits=Limits())
    threading.Timer(0.1, stop.set).start()
    started = time.monotonic()
    with pytest.raises(Stopped):
        client.get("/kpi")
    assert time.monotonic() - started < 2


def test_after_enough_nothing_is_asked(ask: Ask):
    stop = threading.Event()
    stop.set()
    client, server = ask(in_turn(GOOD), stop=stop)
    with pytest.raises(Stopped):
        client.get("/kpi")
    assert not server.asked


# Only here


def test_the_network_is_loaded_by_the_client_alone():
    package = Path(client_module.__file__).parent
    network = re.compile(
        r"^\s*(?:import|from) (?:httpx|certifi|ssl|socket|http|urllib\.request)\b", re.MULTILINE
    )
    loading = {path.name for path in package.glob("*.py") if network.search(path.read_text(encoding="utf-8"))}
    assert loading == {"client.py"}
