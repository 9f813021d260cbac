"""지어진 책과, 그것을 내주는 서버와, 브라우저로 연 쪽."""

import fcntl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site() -> Path:
    """`make book`이 만든 책. 이미 최신이면 다시 만들지 않는다. 주장이 모두 성립해야 한다."""
    (ROOT / "_build").mkdir(exist_ok=True)
    # 두 일꾼이 한 책을 함께 짓지 않게 한다.
    with open(ROOT / "_build" / ".site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = subprocess.run(
            ["make", "book", "STRICT=1"], cwd=ROOT, text=True, capture_output=True, check=False
        )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return ROOT / "_build" / "html"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    handler = partial(QuietHandler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Visit:
    """한 쪽을 연 브라우저 탭과, 그동안 모인 콘솔 오류와 바깥으로 나가려던 요청."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self.guard)

    def guard(self, route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def open(self, path: str) -> Page:
        response = self.page.goto(f"{self.address}/{path}", wait_until="load")
        assert response is not None
        assert response.ok, path
        return self.page


@pytest.fixture(scope="session")
def new_visit(browser: Browser, address: str) -> Callable[[], AbstractContextManager[Visit]]:
    """부를 때마다 새 탭."""

    @contextmanager
    def visits() -> Iterator[Visit]:
        context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 900})
        yield Visit(context.new_page(), address)
        context.close()

    return visits


@pytest.fixture
def visit(new_visit: Callable[[], AbstractContextManager[Visit]]) -> Iterator[Visit]:
    with new_visit() as one:
        yield one
