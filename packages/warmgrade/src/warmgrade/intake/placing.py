"""한 학생의 파일을 풀어 담고, 다 담긴 것만 `submitted/`에 놓는다."""

import io
import re
import unicodedata
from pathlib import Path

from ..findings import Finding, Limits, Refused, shown
from .archive import Member, is_safe, members, open_zip
from .kinds import is_junk, is_notebook
from .pieces import Piece

_OTHER_ARCHIVES = (".7z", ".rar", ".egg", ".alz", ".tar", ".gz", ".tgz", ".xz", ".bz2")
# 학생의 압축 하나에서 목록이라도 읽을 파일의 수.
_MOST_ENTRIES = 20_000
_SAME_KIND = 5


def folder_name(text: str) -> str:
    """폴더의 이름으로 쓸 수 있게 고친 글. nbgrader의 glob이 다르게 읽는 글자도 바꾼다."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if c.isspace() else c for c in text)
    text = "".join(c if c.isprintable() else "_" for c in text)
    return re.sub(r'[\[\]*?{}\\/:"<>|]', "_", text).strip().lstrip(".").strip()[:80].strip()


class Tray:
    """학생 하나의 파일을 담는 자리. 크기와 수의 한도를 넘지 않고, 받지 않은 까닭을 적는다."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.files: list[str] = []
        self.findings: list[Finding] = []
        self._taken: set[str] = set()
        self._bytes = 0
        self._said: dict[str, int] = {}

    def fill(self, pieces: list[Piece]) -> None:
        """파일들을 담는다. 예외를 일으키지 않는다."""
        self.folder.mkdir(parents=True)
        # 수의 한도에 걸리더라도 노트북은 담기게 한다.
        for piece in sorted(pieces, key=lambda p: (not is_notebook(p.file), p.file)):
            try:
                self._take(piece.file, piece.member, inside=False)
            except Refused as refused:
                self.say(refused.finding)
        hidden = sum(count - _SAME_KIND for count in self._said.values() if count > _SAME_KIND)
        if hidden:
            text = f"받지 않은 파일이 {hidden:,}개 더 있습니다."
            self.findings.append(Finding("more-refused", text, level="refused"))
        if not any(map(is_notebook, self.files)):
            self.findings.append(self._without_notebook())

    def say(self, finding: Finding) -> None:
        """같은 일이 아주 많으면 앞의 것만 적는다."""
        self._said[finding.code] = self._said.get(finding.code, 0) + 1
        if self._said[finding.code] <= _SAME_KIND:
            self.findings.append(finding)

    def _take(self, file: str, member: Member, *, inside: bool) -> None:
        """파일 하나를 담는다. 압축이면 한 겹만 푼다. Raises: Refused"""
        if not is_safe(file):
            raise Refused(
                "path-escape", f"'{shown(file)}' 파일은 폴더 밖을 가리키는 이름이어서 뺐습니다."
            )
        if file.casefold().endswith(_OTHER_ARCHIVES):
            raise Refused(
                "unknown-archive",
                f"'{shown(file)}' 파일은 zip이 아닌 압축 파일이어서 풀지 못했습니다. "
                "직접 풀어 학생의 폴더에 넣으세요.",
            )
        if len(self.files) >= self.limits.files:
            raise Refused(
                "too-many-files",
                f"파일이 {self.limits.files}개를 넘어 '{shown(file)}' 파일을 뺐습니다.",
            )
        most = min(self.limits.file_bytes, self.limits.total_bytes - self._bytes)
        if not file.casefold().endswith(".zip"):
            self._write(file, member, most)
        elif inside:
            raise Refused(
                "nested-archive", f"압축 속의 압축 '{shown(file)}' 파일은 풀지 않고 뺐습니다."
            )
        else:
            self._open(member.read(most))

    def _write(self, file: str, member: Member, most: int) -> None:
        parts = unicodedata.normalize("NFC", file).casefold().split("/")
        parents = {"/".join(parts[:count]) + "/" for count in range(1, len(parts))}
        whole = "/".join(parts)
        if whole in self._taken or whole + "/" in self._taken or parents & _as_folders(self._taken):
            text = f"'{shown(file)}' 파일과 이름이 같은 파일이 또 있어 뒤의 것을 뺐습니다."
            self.say(Finding("same-name", text, level="warning"))
            return
        data = member.read(most)
        try:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / file).write_bytes(data)
        except (OSError, ValueError):
            text = f"'{shown(file)}' 파일은 이 컴퓨터에 쓸 수 없는 이름이어서 뺐습니다."
            raise Refused("unsafe-name", text) from None
        self._taken |= {whole, *parents}
        self._bytes += len(data)
        self.files.append(file)

    def _open(self, data: bytes) -> None:
        with open_zip(io.BytesIO(data), _MOST_ENTRIES) as archive:
            found = list(members(archive, self.limits))
            inner = [m for m in found if isinstance(m, Member) and not is_junk(m.name)]
            for finding in found:
                if isinstance(finding, Finding):
                    self.say(finding)
            tops = {member.name.partition("/")[0] for member in inner}
            wrapped = len(tops) == 1 and all("/" in member.name for member in inner)
            for one in sorted(inner, key=lambda m: (not is_notebook(m.name), m.name)):
                name = one.name.partition("/")[2] if wrapped else one.name
                try:
                    self._take(name, one, inside=True)
                except Refused as refused:
                    self.say(refused.finding)

    def _without_notebook(self) -> Finding:
        lows = [file.casefold() for file in self.files]
        if any(low.endswith((".html", ".htm")) for low in lows):
            text = (
                "노트북(.ipynb)이 아니라 웹 페이지(.html)를 냈습니다. "
                "채점할 수 없으니 노트북을 다시 받으세요."
            )
        elif self.files:
            text = f"노트북(.ipynb)이 없습니다. 낸 것: {shown(', '.join(self.files[:5]))}"
        else:
            text = "받은 파일이 없습니다."
        return Finding("no-notebook", text, level="warning")


def _as_folders(taken: set[str]) -> set[str]:
    return {name + "/" for name in taken if not name.endswith("/")}
