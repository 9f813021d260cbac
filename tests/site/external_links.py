"""책이 가리키는 바깥 주소가 아직 살아 있는지 물어본다. 인터넷이 있어야 하므로 밤마다 따로 돈다.

    python tests/site/external_links.py [_build/html]

없어진 주소(404, 410), 찾을 수 없는 서버와 답하지 않는 서버가 있으면 어느 쪽에 적혀 있는지 알리고
1로 끝낸다. 로봇을 막는 서버(401, 403, 405, 429)는 살아 있는 것으로 치되 알린다.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from time import sleep
from urllib.error import HTTPError
from urllib.parse import urldefrag
from urllib.request import Request, urlopen

GUARDED = {401, 403, 405, 429}
AGENT = "Mozilla/5.0 (compatible; book-link-check)"
TIMEOUT, TRIES, WAIT = 20, 3, 2.0


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        target = dict(attributes).get("href") or ""
        if tag == "a" and target.startswith(("http://", "https://")):
            self.found.add(urldefrag(target).url)


def collect(site: Path) -> dict[str, list[str]]:
    """바깥 주소 → 그것이 적힌 쪽들."""
    places = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        if "_static" not in page.parts:
            parser = Links()
            parser.feed(page.read_text(encoding="utf-8"))
            for target in parser.found:
                places[target].append(page.relative_to(site).as_posix())
    return dict(places)


def ask(target: str) -> str:
    """빈 글: 살아 있다. "막힘 …": 로봇을 막는다. 그 밖: 무엇이 잘못됐는지."""
    trouble = ""
    for attempt in range(TRIES):
        sleep(WAIT * attempt)
        # HEAD에 제대로 답하지 않는 서버가 많아 마지막에는 GET으로 묻는다.
        method = "GET" if attempt == TRIES - 1 else "HEAD"
        request = Request(target, method=method, headers={"User-Agent": AGENT})
        try:
            with urlopen(request, timeout=TIMEOUT):
                return ""
        except HTTPError as error:
            trouble = f"{'막힘 ' if error.code in GUARDED else ''}{error.code}"
        except (OSError, HTTPException) as error:
            trouble = f"{type(error).__name__}: {error}"
    return trouble


def check(targets: Iterable[str]) -> dict[str, str]:
    """주소 → 탈. 살아 있는 주소는 없다."""
    targets = sorted(targets)
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(ask, targets)
        return {target: trouble for target, trouble in zip(targets, answers) if trouble}


def main(site: Path) -> int:
    places = collect(site)
    troubles = check(places)
    dead = {t: why for t, why in troubles.items() if not why.startswith("막힘")}
    for target, why in sorted(troubles.items(), key=lambda item: item[0] in dead):
        print(f"{why}\t{target}\t{', '.join(places[target])}")
    print(f"바깥 주소 {len(places)}개: 막힘 {len(troubles) - len(dead)}개, 끊김 {len(dead)}개")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "_build/html")))
