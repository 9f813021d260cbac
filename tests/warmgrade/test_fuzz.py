"""학생이 낸 바이트를 읽는 모든 곳에 꾸며 낸 것을 준다. 거절할 수는 있어도 예외로 끝나서는 안 된다.

make test에서는 조금만, `make hostile`에서는 많이 꾸민다.
"""

import contextlib
import io
import json
import os
import re
import socket
import threading
import zipfile
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jupyter_client.session import Session
from toy_class import NAME
from toy_course import ANSWERS, Course, build, plain_code, plain_markdown, toy_source

from warmgrade.execution.review import look
from warmgrade.findings import Finding, Refused
from warmgrade.gradebook.harmless import clean, plain
from warmgrade.intake.collecting import collect
from warmgrade.intake.notebook import read_notebook
from warmgrade.intake.roster import Roster, read_roster
from warmgrade.intake.take import Submission, take
from warmgrade.intake.timestamp import read_timestamp
from warmgrade.kernel import messages, wire, zmtp

MANY = 1500 if "HOSTILE" in os.environ else 30
fuzzed = settings(
    max_examples=MANY,
    deadline=None,
    derandomize="HOSTILE" not in os.environ,
    # 꾸민 것마다 같은 폴더를 쓰고, 읽기만 하는 과목을 함께 쓴다.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# 글자의 반쪽(surrogate)과 제어 문자, 뜻이 있는 글을 섞는다.
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(codec=None), max_size=10),
    st.sampled_from(
        [
            *("cell_type", "code", "markdown", "nbgrader", "grade_id", "metadata", "outputs"),
            *("attachments", "image/png", "%%bash", "[red]", "[/]", "../x", "/etc", "a" * 500),
            *("1e999", "-0", "\ufeff", "\u202e", "NaN", "<script>", "(" * 300, "\0"),
        ]
    ),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from([10**400, -1, 2**63, 1e308]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    return build(tmp_path_factory.mktemp("course"), NAME, toy_source())


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """JSON 속의 모든 자리."""
    found = [path]
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            found += places(value[key], (*path, key))
    return found


def put(document: Any, path: tuple, value: Any) -> Any:
    if not path:
        return value
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return document


@st.composite
def spoiled(draw: Any, data: bytes, most: int = 6) -> bytes:
    """바이트 몇 곳을 바꾸거나 빼거나 끼운 것."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, most))):
        place = draw(st.integers(0, len(made)))
        gone = draw(st.integers(0, 8))
        made[place : place + gone] = draw(st.binary(max_size=8))
    return bytes(made)


@st.composite
def notebooks(draw: Any, document: dict) -> bytes:
    """맞는 노트북의 몇 자리에 엉뚱한 값을 넣은 것."""
    made = deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        made = put(made, draw(st.sampled_from(places(made))), draw(VALUES))
    text = json.dumps(made, ensure_ascii=draw(st.booleans()))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp949"])), "replace")


@fuzzed
@given(data=st.data())
def test_a_notebook_is_read_or_refused(course, data):
    whole = json.dumps(course.handout(ANSWERS)).encode()
    raw = data.draw(st.one_of(notebooks(course.handout(ANSWERS)), spoiled(whole)))
    try:
        book, findings = read_notebook(raw)
    except Refused:
        return
    assert all(isinstance(finding, Finding) for finding in findings)
    again, _ = read_notebook(nbformat.writes(book).encode("utf-8", "replace"))
    assert [c.source for c in again.cells] == [c.source for c in book.cells]


@fuzzed
@given(data=st.data())
def test_a_folder_is_taken_and_its_cells_are_looked_at(course, data, tmp_path):
    name = data.draw(st.sampled_from([f"{NAME}.ipynb", "사본.ipynb", "a b.ipynb"]))
    (tmp_path / name).write_bytes(data.draw(notebooks(course.handout(ANSWERS))))
    (tmp_path / "timestamp.txt").write_text(data.draw(TEXTS), "utf-8", "replace")
    submission = take(tmp_path, "학생", NAME, course.skeletons)
    assert isinstance(submission, Submission)
    assert not any(finding.code == "intake-failed" for finding in submission.findings)
    for book in submission.notebooks.values():
        nbformat.validate(book)
        assert all(finding.text for finding in look(book))
    read_timestamp(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()


def bundle() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"김학생_{number}_assignsubmission_file_/{NAME}.ipynb", "{}" * 50)
            archive.writestr(f"김학생_{number}_assignsubmission_file_/자료/값.csv", "1,2\n" * 20)
    return held.getvalue()


def into(folder: Path, source: Path) -> None:
    """받은 사람마다 과목 안의 폴더 하나. 바깥에는 아무것도 쓰지 않는다."""
    with collect(source, folder / "submitted", NAME, [NAME]) as found:
        if not found.questions:
            found.place()
            assert found.arrivals or found.strays


@fuzzed
@given(raw=spoiled(bundle()))
def test_an_archive_is_read_or_refused(raw, tmp_path):
    source = tmp_path / "반.zip"
    source.write_bytes(raw)
    with contextlib.suppress(Refused):
        into(tmp_path, source)
    assert {path.name for path in tmp_path.iterdir()} <= {"반.zip", "submitted", ".warmgrade"}


ROSTER = "학번,이름,이메일\n20261234,김하나,hana@example.com\n20261235,이둘,dul@example.com\n"


@fuzzed
@given(raw=spoiled(ROSTER.encode("cp949"), most=12))
def test_a_roster_is_read_or_refused(raw, tmp_path):
    path = tmp_path / "명단.csv"
    path.write_bytes(raw)
    try:
        roster = read_roster(path)
    except Refused:
        return
    assert isinstance(roster, Roster) and roster.pupils
    roster.find("20261234_김하나")


def dialogue() -> bytes:
    ready = b"\x05READY\x0bSocket-Type\x00\x00\x00\x06ROUTER"
    greeting = b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
    frames = b"\x01\x05first" + b"\x03" + (3).to_bytes(8, "big") + b"two" + b"\x00\x04last"
    return greeting + b"\x04" + bytes([len(ready)]) + ready + frames * 3


@fuzzed
@given(raw=spoiled(dialogue()))
def test_whatever_a_socket_says_it_is_heard_or_hung_up_on(raw, tmp_path):
    path = str(tmp_path / "s")
    Path(path).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        server.settimeout(5)
        heard = _talk(path, server, raw)
    for frames in heard:
        assert all(isinstance(frame, bytes) for frame in frames)
        assert messages.read(Session(key=b"k"), frames) is None


def _talk(path: str, server: socket.socket, raw: bytes) -> list[list[bytes]]:
    def serve() -> None:
        with server.accept()[0] as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)

    thread = threading.Thread(target=serve)
    thread.start()
    heard: list[list[bytes]] = []
    try:
        peer = zmtp.Peer(path, "DEALER", timeout=0.5, largest=1 << 16)
        try:
            for _ in range(200):
                if (frames := peer.receive()) is not None:
                    heard.append(frames)
        finally:
            peer.close()
    except OSError:
        pass
    finally:
        thread.join()
    return heard


@fuzzed
@given(parts=st.lists(VALUES, min_size=4, max_size=4), kind=TEXTS)
def test_a_signed_message_is_read_or_dropped(parts, kind):
    session = Session(key=b"k")
    header, parent, metadata, content = parts
    if isinstance(header, dict):
        header["msg_type"] = kind
    packed = [json.dumps(p).encode() for p in (header, parent, metadata, content)]
    message = messages.read(session, [b"<IDS|MSG>", session.sign(packed), *packed])
    if message is not None:
        messages.output(message)
        messages.count(message.content)


SEALED = wire.seal(bytes(32), b"{}")


@fuzzed
@given(raw=st.one_of(st.binary(max_size=80), spoiled(SEALED)))
def test_a_sealed_message_that_was_touched_is_not_opened(raw):
    assume(raw != SEALED)
    with pytest.raises(wire.Forged):
        wire.unseal(bytes(32), raw)


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<",
                ">",
                "</",
                "/>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "&",
                "&#106;",
                "=",
                '"',
                "'",
            ),
            *("script", "svg", "img", "a", "math", "style", "iframe", "b", "table", "title"),
            *(" onload=", " src=", " href=", " style=", "javascript:", "java\tscript:", "alert(1)"),
            *("x", " ", "\n", "![", "](", ")", "[", "]", "`", "$", "\\href{", "data:text/html,"),
        ]
    ),
    max_size=25,
).map("".join)


class _Running(HTMLParser):
    """브라우저가 스스로 하는 일이 있는 태그와 속성을 찾는다."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "svg", "math", "style", "link", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "data:text")):
                self.found.append(f"{tag} {name}")


def running(html: str) -> list[str]:
    parser = _Running()
    parser.feed(html)
    parser.close()
    return parser.found


@fuzzed
@given(html=PIECES)
def test_cleaned_html_does_nothing_by_itself(html):
    assert running(clean(html)) == []


@fuzzed
@given(text=PIECES)
def test_a_text_shown_as_markdown_does_nothing_by_itself(text):
    assert running(plain(text)) == []


@fuzzed
@given(source=st.one_of(PIECES, TEXTS, st.text(max_size=200)))
def test_any_code_and_any_text_can_be_looked_at(source):
    book = nbformat.from_dict({"cells": [plain_code(source), plain_markdown(source)]})
    assert all(finding.text for finding in look(book))
