"""Fetching: what a publisher's server answers, well and ill, and what is kept of it."""

from __future__ import annotations

import gzip
import json
import ssl
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrivals import IMPORTS, STANDARD
from factsite.fetching.keeping import FOLDER, FetchedFile, KeptFiles
from factsite.problems import RuleError
from factsite.records.mapping import Mapping
from factsite.records.publication import check_file_address
from publishers import EUROSTAT, UNHCR, Played, Playing, publishers

DAY = date(2026, 11, 21)
PATH = "/eurostat/api/dissemination/sdmx/2.1/data/ARRIVALS/"
DATA = (IMPORTS / "arrivals.sdmx.csv").read_bytes()
SDMX = "application/vnd.sdmx.data+csv;version=1.0.0;charset=utf-8"


@pytest.fixture
def server() -> Iterator[Playing]:
    with publishers() as playing:
        yield playing


def mapping(**facts: object) -> Mapping:
    common = {"format": "sdmx-csv", "url": f"https://{EUROSTAT}{PATH}", "params": {"format": "SDMX-CSV"}}
    return Mapping.model_validate(common | STANDARD | facts)


def get(server: Playing, root: Path, **facts: object) -> tuple[FetchedFile, bool]:
    return KeptFiles(root).get(server.asker(), mapping(**facts), DAY)


def refusal(server: Playing, root: Path, *answers: Played, **facts: object) -> str:
    """What is said where there is no file; nothing is kept then."""
    server.plays(PATH, *answers)
    with pytest.raises(RuleError) as caught:
        get(server, root, **facts)
    assert list(root.rglob("answer.json")) == []
    assert caught.value.remedy
    return str(caught.value.whole)


def zipped(**files: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def test_a_file_is_kept_with_what_tells_whether_it_is_still_the_same(server: Playing, tmp_path: Path) -> None:
    server.plays(PATH, Played(DATA, headers={"ETag": '"a1"', "Content-Type": SDMX, "Last-Modified": "x"}))
    kept, fresh = get(server, tmp_path, params={"format": "SDMX-CSV", "geo": ["BE", "LU"], "név": "é&="})
    assert fresh
    assert KeptFiles(tmp_path).path(kept).read_bytes() == DATA
    assert server.asked[0][0] == f"{PATH}?format=SDMX-CSV&geo=BE&geo=LU&n%C3%A9v=%C3%A9%26%3D"
    note = json.loads(next((tmp_path / FOLDER).rglob("answer.json")).read_text(encoding="utf-8"))
    assert (note["etag"], note["day"], note["size"], note["content_type"]) == ('"a1"', "2026-11-21", len(DATA), SDMX)
    again, fresh = get(server, tmp_path, params={"format": "SDMX-CSV", "geo": ["BE", "LU"], "név": "é&="})
    assert (again, fresh) == (kept, False)
    sent = server.asked[1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"a1"', "x")


def test_a_file_that_was_damaged_or_deleted_is_asked_for_anew(server: Playing, tmp_path: Path) -> None:
    server.plays(PATH, Played(DATA, headers={"ETag": '"a1"'}))
    kept, _ = get(server, tmp_path)
    KeptFiles(tmp_path).path(kept).write_bytes(b"other")
    again, fresh = get(server, tmp_path)
    assert fresh
    assert KeptFiles(tmp_path).path(again).read_bytes() == DATA
    assert "if-none-match" not in server.asked[1][1]


def test_the_same_bytes_keep_their_day_and_old_files_go(server: Playing, tmp_path: Path) -> None:
    server.plays(PATH, *(Played(DATA + b"\n" * number) for number in (0, 0, 1, 2, 3)))
    first, _ = get(server, tmp_path)
    same, fresh = KeptFiles(tmp_path).get(server.asker(), mapping(), date(2026, 11, 22))
    assert (same, fresh) == (first, False)
    for _ in range(3):
        last, fresh = KeptFiles(tmp_path).get(server.asker(), mapping(), date(2026, 11, 23))
        assert (fresh, last.day) == (True, "2026-11-23")
    assert len([path for path in (tmp_path / FOLDER).rglob("*") if path.is_file()]) == 5


def test_what_may_pass_is_tried_again(server: Playing, tmp_path: Path) -> None:
    busy = Played(status=429, headers={"Retry-After": "17"})
    server.plays(PATH, busy, Played(status=500), Played(DATA, length=len(DATA) + 9), Played(DATA))
    kept, _ = get(server, tmp_path)
    assert KeptFiles(tmp_path).path(kept).read_bytes() == DATA
    assert server.slept == [17, 4, 8]


@pytest.mark.parametrize(
    ("answer", "said", "asked"),
    [
        (Played(status=404), "has no such file (404)", 1),
        (Played(status=410), "taken the file away for good (410)", 1),
        (Played(status=403), "doesn’t give the file to everybody (403)", 1),
        (Played(status=202), "has no file ready (202)", 1),
        (Played(status=206, body=DATA[:9]), "has no file ready (206)", 1),
        (Played(status=418), "answers with 418", 1),
        (Played(status=429), "asked too often (429)", 4),
        (Played(status=429, headers={"Retry-After": "86400"}), "asked too often (429)", 1),
        (Played(status=429, headers={"Retry-After": "soon"}), "asked too often (429)", 4),
        (Played(status=503), "a fault of its own (503)", 4),
        (Played(DATA[: len(DATA) // 2], length=len(DATA)), "broke off in the middle", 4),
        (Played(b""), "sent an empty file", 1),
        (Played(b"\xef\xbb\xbf \n<!-- x --><!DOCTYPE html><html>Closed</html>"), "a web page in the place of data", 1),
        (Played(DATA, headers={"Content-Encoding": "br"}), "comes packed as “br”", 1),
        (Played(DATA, headers={"Content-Encoding": "gzip, gzip"}), "comes packed as “gzip, gzip”", 1),
        (Played(gzip.compress(DATA)[:-20], headers={"Content-Encoding": "gzip"}), "damaged, or not whole", 1),
        (Played(status=302, headers={"Location": f"http://{EUROSTAT}/x"}), "isn’t followed", 1),
        (Played(status=302, headers={"Location": "file:///etc/passwd"}), "isn’t followed", 1),
        (Played(status=302, headers={"Location": "https://127.0.0.1/x"}), "isn’t followed", 1),
        (Played(status=302, headers={"Location": "https://[::1"}), "isn’t followed", 1),
        (Played(status=302), "sends on more than 5 times", 6),
        (Played(status=302, headers={"Location": "https://other.example.org/x"}), "to another one: other.example", 1),
        (Played(status=301, headers={"Location": PATH}), "sends on more than 5 times", 6),
    ],
)
def test_there_is_no_file(server: Playing, tmp_path: Path, answer: Played, said: str, asked: int) -> None:
    assert said in refusal(server, tmp_path, answer)
    assert len(server.asked) == asked


def test_a_file_is_followed_to_the_servers_that_are_named(server: Playing, tmp_path: Path) -> None:
    server.plays(PATH, Played(status=307, headers={"Location": "https://moved.example.org/here.csv"}))
    server.plays("/here.csv", Played(DATA))
    assert get(server, tmp_path, hosts=["moved.example.org"])[0].url == f"https://{EUROSTAT}{PATH}?format=SDMX-CSV"
    assert "hosts: [moved.example.org]" in refusal(server, tmp_path / "other", *server.answers[PATH])


def test_no_more_is_taken_than_is_allowed(server: Playing, tmp_path: Path) -> None:
    bomb = gzip.compress(gzip.compress(b"a" * 3_000_000))
    zeros = {"Content-Encoding": "gzip"}
    for answer in (Played(b"a" * 5_000), Played(b"x", length=5_000), Played(bomb, headers=zeros), Played(bomb)):
        server.plays(PATH, answer)
        with pytest.raises(RuleError, match=r"limit|more than 4000 bytes"):
            KeptFiles(tmp_path).get(server.asker(size=4_000), mapping(), DAY)
    server.plays(PATH, Played(zipped(a__csv=b"a" * 3_000_000)))
    with pytest.raises(RuleError, match="more than 4000 bytes"):
        KeptFiles(tmp_path).get(server.asker(size=4_000), mapping(), DAY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_length_that_is_no_number_is_passed_over(server: Playing, tmp_path: Path) -> None:
    for length in ("9" * 5_000, "many", "-1"):
        server.plays(PATH, Played(DATA, headers={"Content-Length": length}))
        with suppress(RuleError):
            assert get(server, tmp_path)[0].size == len(DATA)


def test_a_server_that_is_too_slow_is_left(server: Playing, tmp_path: Path) -> None:
    def later() -> None:
        server.time += 30

    server.plays(PATH, Played(DATA, drip=later))
    with pytest.raises(RuleError, match="isn’t there after 600 seconds"):
        get(server, tmp_path)


def test_a_server_that_says_nothing_or_isn_t_there(server: Playing, tmp_path: Path) -> None:
    server.plays(PATH, Played(b"", length=10))
    with pytest.raises(RuleError, match=r"broke off|says nothing"):
        get(server, tmp_path)
    server.port = 9  # where nobody listens
    with pytest.raises(RuleError, match="can’t be reached"):
        KeptFiles(tmp_path).get(server.asker(), mapping(), DAY)


def test_what_is_packed_is_unpacked(server: Playing, tmp_path: Path) -> None:
    for number, answer in enumerate(
        (
            Played(gzip.compress(DATA), headers={"Content-Encoding": "gzip"}),
            Played(gzip.compress(DATA), headers={"Content-Type": "application/gzip"}),
            Played(gzip.compress(gzip.compress(DATA)), headers={"Content-Encoding": "x-gzip"}),
            Played(zipped(arrivals__csv=DATA), headers={"Content-Type": "application/zip"}),
        )
    ):
        server.plays(PATH, answer)
        kept, _ = get(server, tmp_path / str(number))
        assert KeptFiles(tmp_path / str(number)).path(kept).read_bytes() == DATA


def test_an_archive_of_several_files_needs_a_name(server: Playing, tmp_path: Path) -> None:
    both = Played(zipped(applications__csv=DATA, footnotes__csv=b"x"))
    assert "holds 2 files: “applications.csv”, “footnotes.csv”" in refusal(server, tmp_path, both)
    assert "Did you mean “applications.csv”" in refusal(server, tmp_path, both, member="aplications.csv")
    kept, _ = get(server, tmp_path, member="applications.csv")
    assert (kept.file, kept.size) == ("applications.csv", len(DATA))
    assert "damaged" in refusal(server, tmp_path / "b", Played(zipped(a__csv=DATA)[:-30]))


def test_a_content_type_that_is_wrong_hides_no_data(server: Playing, tmp_path: Path) -> None:
    """Publishers send CSV as text/html or as anything; what the bytes are counts."""
    server.plays(PATH, Played(DATA, headers={"Content-Type": "text/html"}))
    assert get(server, tmp_path)[0].content_type == "text/html"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"http://{UNHCR}/x", "isn’t https"),
        ("ftp://x.org/x", "no http(s) address"),
        (f"https://me:secret@{UNHCR}/x", "a name or a password"),
        (f"https://{UNHCR}/x#part", "names a part of a page"),
        (f"https://{UNHCR}/x#", "names a part of a page"),
        (f"https://{UNHCR}:8443/x", "names a port"),
        ("https://127.0.0.1/x", "no name of a public server"),
        ("https://2130706433/x", "no http(s) address"),
        ("https://127.1/x", "no name of a public server"),
        ("https://0x7f.0x1/x", "no name of a public server"),
        ("https://db.internal/x", "no name of a public server"),
        ("https://www.localhost/x", "no name of a public server"),
        ("https://[::1]/x", "no http(s) address"),
        ("https:///x", "no http(s) address"),
        ("https://a b.org/x", "no http(s) address"),
    ],
)
def test_addresses_that_are_refused(url: str, said: str) -> None:
    with pytest.raises(ValueError, match="url") as caught:
        mapping(url=url)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value).partition("[type=")[0]


_SIGNS = st.text("htps:/@#?&=.%[]\\ 0123456789abcé-_\n\0:", max_size=40)


@settings(max_examples=300, deadline=None)
@given(st.one_of(_SIGNS, st.builds("https://{}".format, _SIGNS), st.text(max_size=20)))
def test_any_text_is_an_address_of_a_public_server_or_refused_in_words(text: str) -> None:
    with suppress(RuleError):
        parts = urlsplit(check_file_address(text))
        assert (parts.scheme, parts.username, parts.fragment) == ("https", None, "")
        assert "." in (parts.hostname or "")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=4))
def test_parameters_arrive_as_they_are_meant(params: dict[str, str]) -> None:
    params = {name: value for name, value in params.items() if name.strip() and value.strip()}
    asked = urlsplit(mapping(params=params, url=f"https://{UNHCR}/x?a=b").request)
    assert parse_qsl(asked.query, keep_blank_values=True) == [("a", "b"), *params.items()]
    assert asked.query.isascii()


def test_parameters_need_an_address() -> None:
    with pytest.raises(ValueError, match="belongs to an address that isn’t there"):
        mapping(url=None)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    """The server has made its own, with a key that only this test knows."""
    subject = ("-subj", "/CN=127.0.0.1", "-days", "2", "-keyout", "key", "-out", "certificate")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    with publishers(
        lambda server: setattr(server, "socket", context.wrap_socket(server.socket, server_side=True))
    ) as one:
        with pytest.raises(RuleError, match=r"the certificate of ec\.europa\.eu can’t be trusted"):
            KeptFiles(tmp_path).get(one.asker("https"), mapping(), DAY)
        assert one.slept == []
