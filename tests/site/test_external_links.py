"""바깥 링크를 확인하는 스크립트를 이 컴퓨터의 서버에 대고 돌려 본다."""

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import external_links
import pytest

ASKED = Counter()


class Host(BaseHTTPRequestHandler):
    """/alive, /gone, /guarded, /get-only(HEAD에는 404), /flaky(처음 한 번만 503)."""

    def do_HEAD(self) -> None:
        ASKED[self.path] += 1
        head = self.command == "HEAD"
        status = {
            "/alive": 200,
            "/guarded": 403,
            "/get-only": 404 if head else 200,
            "/flaky": 503 if ASKED["/flaky"] == 1 else 200,
        }.get(self.path, 404)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(external_links, "WAIT", 0)


@pytest.fixture(scope="module")
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def site(host, tmp_path):
    def write(*paths: str):
        links = "".join(f'<a href="{host}{path}">글</a>' for path in paths)
        (tmp_path / "page.html").write_text(f'{links}<a href="other.html">안</a>', encoding="utf-8")
        return tmp_path

    return write


def test_only_addresses_that_are_gone_fail_and_the_page_is_named(host, site, capsys):
    folder = site("/alive", "/gone", "/guarded", "/get-only#part")
    assert external_links.main(folder) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"막힘 403\t{host}/guarded\tpage.html"
    assert told[1] == f"404\t{host}/gone\tpage.html"
    assert told[2] == "바깥 주소 4개: 막힘 1개, 끊김 1개"


def test_a_passing_trouble_is_asked_again(host):
    assert external_links.check([f"{host}/flaky"]) == {}


def test_a_host_that_cannot_be_reached_is_reported():
    (why,) = external_links.check(["http://127.0.0.1:9/"]).values()
    assert "refused" in why


def test_a_book_whose_addresses_live_passes(site):
    assert external_links.main(site("/alive")) == 0


def test_every_external_address_of_the_book_is_collected(tmp_path):
    (tmp_path / "chapters").mkdir()
    for name in ("a", "chapters/b"):
        (tmp_path / f"{name}.html").write_text('<a href="https://x.org/p#q">x</a>', "utf-8")
    assert external_links.collect(tmp_path) == {"https://x.org/p": ["a.html", "chapters/b.html"]}
