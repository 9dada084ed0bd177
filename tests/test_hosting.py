"""What servers say beside the files: real nginx and Caddy with the settings made for them, and that of static hosts."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from click.testing import CliRunner

from documents import read
from factsite.cli import main
from factsite.hosting.addressed import folder, whereabouts
from factsite.hosting.media import media_type
from factsite.hosting.policy import ALWAYS, ASK_AGAIN, DOCUMENT, EMBED, FOR_EVER, PAGE, caching, group, headers
from factsite.hosting.static_hosts import headers_file
from factsite.problems import RuleError
from factsite.releasing.compressing import compress
from factsite.rendering.shipped import ship
from hosts import LANGUAGES, SERVERS, Host, hosted
from projects import DAY, FIXTURES

SUB = "https://migration-facts.example/sub/path/"
Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="module")
def compressed(once: Once, small_site: Path) -> Path:
    """The small site, on its sub-path, as a release has it: with its compressed files."""

    def make(folder: Path) -> None:
        shutil.copytree(small_site, folder / "site")
        compress(folder / "site", folder / "kept")

    return once("compressed", make) / "site"


@pytest.fixture(scope="module", params=SERVERS)
def host(request: pytest.FixtureRequest, compressed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with hosted(request.param, compressed, tmp_path_factory.mktemp(request.param), SUB) as found:
        yield found


def shipped(site: Path, pattern: str) -> str:
    """The address of a file that is named by its bytes."""
    (found,) = site.glob(f"static/{pattern}")
    return found.relative_to(site).as_posix()


EACH_KIND = (
    "",
    "en/",
    "fr/chiffres/",
    "data/figures/applicants/",
    "data/figures/applicants.fr.html",
    "data/figures/applicants.en.dark.html",
    "data/figures/applicants.fr.csv",
    "data/figures/applicants.json",
    "data/figures/applicants.fr.xlsx",
    "data/figures/applicants.nl.svg",
    "data/figures/applicants.nl.png",
    "data/figures/applicants.fr.csl.json",
    "data/figures/applicants.csv-metadata.json",
    "data/figures/applicants.fr.bib",
    "catalog.ttl",
    "catalog.jsonld",
    "en/all.atom",
    "nl/calendar.ics",
    "licences.txt",
    "sitemap.xml",
    "assets/icon.svg",
    "assets/embed-height.js",
    "data/glossary.tbx",
    ".well-known/security.txt",
)


@pytest.mark.parametrize("address", EACH_KIND)
def test_each_kind_of_file_is_served_with_what_is_said_of_it(host: Host, compressed: Path, address: str) -> None:
    got = host.ask(f"/sub/path/{address}")
    name = f"{address}index.html" if not address or address.endswith("/") else address
    assert (got.status, got.data) == (200, (compressed / name).read_bytes())
    assert got.headers["content-type"] == media_type(name)
    assert "content-encoding" not in got.headers
    said = {key.lower(): value for key, value in headers(address)}
    assert {key: got.headers.get(key) for key in said} == said
    assert ("access-control-allow-origin" in got.headers) == (group(address) not in (PAGE, EMBED))
    assert "strict-transport-security" not in got.headers
    assert host.ask(f"/sub/path/{address}", "HEAD").headers["content-type"] == media_type(name)


@pytest.mark.parametrize("address", ["en/", "data/figures/applicants.fr.html", "data/figures/applicants.json"])
def test_compressed_files_are_handed_out_as_they_are(host: Host, compressed: Path, address: str) -> None:
    name = f"{address}index.html" if address.endswith("/") else address
    for accepted, encoding, ending in (("gzip, br", "br", "br"), ("gzip", "gzip", "gz")):
        got = host.ask(f"/sub/path/{address}", accept_encoding=accepted)
        assert got.headers["content-encoding"] == encoding
        assert got.data == (compressed / f"{name}.{ending}").read_bytes()
        assert got.headers["content-type"] == media_type(name)
        assert "accept-encoding" in got.headers["vary"].lower()
    assert "content-encoding" not in host.ask(f"/sub/path/{address}", accept_encoding="identity").headers


def test_what_is_named_by_its_bytes_is_kept_and_the_rest_asked_for_again(host: Host, compressed: Path) -> None:
    for pattern in ("site.*.css", "dark.*.css", "search.*.js", "figure.*.js", "embed.*.js"):
        got = host.ask(f"/sub/path/{shipped(compressed, pattern)}")
        assert (got.status, got.headers["cache-control"]) == (200, FOR_EVER)
        assert got.headers.keys().isdisjoint(map(str.lower, DOCUMENT))  # half a kilobyte of each first view
    for address in ("en/", "data/figures/applicants.fr.csv", "en/all.atom", "assets/embed-height.js"):
        first = host.ask(f"/sub/path/{address}", accept_encoding="br")
        assert first.headers["cache-control"] == ASK_AGAIN
        again = host.ask(f"/sub/path/{address}", accept_encoding="br", if_none_match=first.headers["etag"])
        assert (again.status, again.data) == (304, b"")
        assert again.headers["cache-control"] == ASK_AGAIN


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("fr/rien/", "fr/404.html"),
        ("nl/niets.csv", "nl/404.html"),
        ("nothing", "404.html"),
        ("data/figures/nothing.en.html", "404.html"),
        ("data/figures/nothing.csl.json", "404.html"),
        ("static/site.000000000000.css", "404.html"),
        ("en/%2e%2e/nothing", "404.html"),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    host: Host, compressed: Path, path: str, page: str
) -> None:
    got = host.ask(f"/sub/path/{path}")
    if (got.status, "%2e" in path) == (400, True):
        return  # refused before it is looked for
    assert (got.status, got.data) == (404, (compressed / page).read_bytes())
    said = {key.lower(): value for key, value in headers(page)}
    assert {key: got.headers.get(key) for key in said} == said
    assert got.headers["content-type"] == media_type(page)
    assert "access-control-allow-origin" not in got.headers
    assert host.ask(f"/sub/path/{path}", accept_encoding="br").headers["content-encoding"] == "br"


def test_a_folder_without_its_slash_and_a_former_address_lead_on(host: Host, compressed: Path) -> None:
    for path in ("/sub/path", "/sub/path/fr/chiffres"):
        got = host.ask(path)
        assert (got.status in {301, 308}, got.headers["location"]) == (True, f"{path}/")
    old = next(path for path in compressed.rglob("index.html") if b'http-equiv="refresh"' in path.read_bytes())
    address = f"/sub/path/{old.parent.relative_to(compressed).as_posix()}/"
    assert host.ask(address).data == old.read_bytes()
    (target,) = [one["content"] for one in read(old).all("meta") if one.get("http-equiv") == "refresh"]
    assert host.ask(urljoin(address, target.partition("url=")[2])).status == 200


def test_outside_of_its_path_there_is_nothing_but_the_contact(host: Host) -> None:
    assert host.ask("/en/").status == 404
    assert b"Contact: mailto:info@example.org" in host.ask("/.well-known/security.txt").data


def test_encryption_is_insisted_on_only_where_there_is_some(host: Host) -> None:
    for path in ("/sub/path/en/", "/sub/path/nothing"):
        assert host.ask(path, x_forwarded_proto="https").headers["strict-transport-security"].startswith("max-age=")
        assert "strict-transport-security" not in host.ask(path, x_forwarded_proto="http").headers


def test_nothing_is_written_and_no_server_says_its_version(host: Host) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert host.ask("/sub/path/en/", method).status in {404, 405}
    assert not re.search(r"\d", host.ask("/sub/path/en/").headers.get("server", ""))


@pytest.mark.parametrize("server", SERVERS)
def test_at_the_root_of_a_host(server: str, site: Path, tmp_path: Path) -> None:
    with hosted(server, site, tmp_path) as found:
        for path, status in (("/", 200), ("/fr/", 200), ("/fr/rien", 404), ("/.well-known/security.txt", 200)):
            assert found.ask(path).status == status
        assert found.ask("/fr/rien").data == (site / "fr" / "404.html").read_bytes()
        assert found.ask("/data/figures/yearly.fr.csl.json").headers["content-type"] == media_type("x.csl.json")
        parts = next((site / "en" / "pagefind" / "fragment").iterdir())
        assert found.ask(f"/en/pagefind/fragment/{parts.name}").headers["cache-control"] == FOR_EVER
        assert found.ask("/en/pagefind/pagefind.js").headers["cache-control"] == ASK_AGAIN


# --- static hosts ----------------------------------------------------------------------------------------------------


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The rules of a ``_headers``: pattern and headers."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[-1][1][name] = value
        else:
            found.append((line, {}))
    return found


def said_by(found: list[tuple[str, dict[str, str]]], path: str) -> list[tuple[str, str]]:
    """What static hosts say of a path: everything that some rule says."""
    return [
        pair
        for pattern, said in found
        if (path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern)
        for pair in said.items()
    ]


def test_static_hosts_are_told_the_same(small_site: Path) -> None:
    text = (small_site / "_headers").read_text(encoding="utf-8")
    assert text == headers_file(SUB, LANGUAGES)
    found = rules(text)
    assert len(found) <= 100  # what Cloudflare Pages takes, of lines of 2,000 characters
    assert max(map(len, text.splitlines())) < 2_000
    for path in small_site.rglob("*"):
        if not path.is_file():
            continue
        address = path.relative_to(small_site).as_posix().removesuffix("index.html")
        said = said_by(found, f"/sub/path/{address}")
        names = [name for name, _ in said]
        assert len(names) == len(set(names)), address  # they would be put together
        assert {**ALWAYS, **DOCUMENT}.items() <= set(said), address
        if group(address) is PAGE and not address.startswith("data/figures/"):
            assert ("Content-Security-Policy", PAGE.headers["Content-Security-Policy"]) in said, address
        if group(address) is EMBED:
            assert EMBED.headers.items() <= set(said), address
        assert (dict(said).get("Cache-Control") == FOR_EVER) == (caching(address) == FOR_EVER), address


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_prints_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FIXTURES / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    for server, wanted in (("nginx", "listen 8080;"), ("caddy", "8080 {")):
        done = CliRunner().invoke(main, ["server-config", server, "--root", "/srv/site/", "--listen", "8080"])
        assert (done.exit_code, wanted in done.output, "/srv/site" in done.output) == (0, True, True)
        assert CliRunner().invoke(main, ["server-config", server]).output.count(f'"{tmp_path}/site') > 0
        for bad in ('/srv/"site', "/srv/$x", "/srv/{x}", "/srv/\n", ""):
            assert CliRunner().invoke(main, ["server-config", server, "--root", bad]).exit_code in {0, 2}
            with pytest.raises(RuleError):
                folder(bad)


@pytest.mark.parametrize(
    "base", ["https://x.example/a b/", 'https://x.example/"/', "https://x.example/a;/", f"https://{'x' * 80}.example/"]
)
def test_an_address_that_no_server_takes_is_refused(base: str) -> None:
    with pytest.raises(RuleError):
        whereabouts(base, LANGUAGES)


# --- files -----------------------------------------------------------------------------------------------------------


def test_compressed_files_hold_the_originals_and_are_smaller(
    compressed: Path, small_site: Path, tmp_path: Path
) -> None:
    found = [path for path in compressed.rglob("*") if path.suffix in {".br", ".gz"}]
    assert len(found) > 100
    for path in found:
        original = path.with_suffix("").read_bytes()
        data = path.read_bytes()
        assert (brotli.decompress(data) if path.suffix == ".br" else gzip.decompress(data)) == original
        assert len(data) <= 0.9 * len(original)
        assert len(original) >= 1_000
    # The same again, from what was kept, and by itself; no time stands in them.
    for kept in (compressed.parent / "kept", tmp_path / "kept"):
        folder = tmp_path / f"from {kept.parent.name}"
        shutil.copytree(small_site / "fr", folder / "fr")
        compress(folder, kept)
        for path in folder.rglob("*.br"):
            for one in (path, path.with_suffix(".gz")):
                assert one.read_bytes() == (compressed / one.relative_to(folder)).read_bytes()


def test_files_are_named_by_their_bytes_and_name_one_another(small_site: Path) -> None:
    files = {
        "assets/site.css": lambda: b'@font-face { src: url("fonts/a.woff2") } body { background: url(x.png) }',
        "assets/fonts/a.woff2": lambda: b"font",
        "assets/a.js": lambda: b'import "./deep/b.js"; import(new URL("pagefind.js", base).href)',
        "assets/deep/b.js": lambda: b"export const b = 1",
    }
    found = ship(files)
    assert all(re.fullmatch(r"static/[\w/]+\.[0-9a-f]{12}\.(css|js|woff2)", one) for one in found.data)
    font, module = found.address("assets/fonts/a.woff2"), found.address("assets/deep/b.js")
    assert f'url("./{font.removeprefix("static/")}")'.encode() in found.data[found.address("assets/site.css")]
    assert f'import "./{module.removeprefix("static/")}"'.encode() in found.data[found.address("assets/a.js")]
    assert b'URL("pagefind.js"' in found.data[found.address("assets/a.js")]
    other = ship({**files, "assets/fonts/a.woff2": lambda: b"another"})
    assert other.address("assets/site.css") != found.address("assets/site.css")
    assert other.address("assets/a.js") == found.address("assets/a.js")
    with pytest.raises(ValueError, match="name each other"):
        ship({"assets/a.js": lambda: b'import "./b.js"', "assets/b.js": lambda: b'import "./a.js"'})


def test_what_others_were_told_to_link_keeps_its_address(small_site: Path) -> None:
    for address in ("assets/embed-height.js", "assets/icon.svg", "licences.txt", "en/all.atom"):
        assert (small_site / address).is_file()
    assert {path.suffix for path in (small_site / "assets").iterdir() if path.is_file()} <= {".js", ".svg"}
    assert [path.name for path in (small_site / "assets").glob("*.js")] == ["embed-height.js"]


def test_security_txt_is_made_of_the_settings(small_site: Path) -> None:
    lines = dict(line.split(": ", 1) for line in (small_site / ".well-known/security.txt").read_text().splitlines())
    assert lines["Contact"] == "mailto:info@example.org"
    assert lines["Canonical"] == f"{SUB}.well-known/security.txt"
    assert lines["Preferred-Languages"] == "en, fr, nl"
    assert DAY < date.fromisoformat(lines["Expires"][:10]) < DAY.replace(year=DAY.year + 1)
