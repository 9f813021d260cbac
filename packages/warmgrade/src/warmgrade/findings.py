"""제출물을 받으며 본 일과, 받지 않을 까닭과, 받을 수 있는 크기."""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Finding:
    """받는 동안 본 것 하나.

    Attributes:
        code: 바뀌지 않는 이름. 예: "duplicate-cell", "not-utf8".
        text: 무엇을 보았고 어떻게 했는지 적은 한 문장.
        cell: 관련된 셀의 grade_id.
        level: "notice"(해롭지 않은 것을 고침), "warning"(가르치는 사람이 볼 것),
            "refused"(받지 않음).
    """

    code: str
    text: str
    cell: str = ""
    level: str = "notice"


class Refused(Exception):
    """받을 수 없는 것. 까닭은 `finding`에 있다."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.finding = Finding(code, text, level="refused")


@dataclass(frozen=True)
class Limits:
    """제출물 하나에 허락하는 크기.

    Attributes:
        notebook_bytes: 출력을 뺀 노트북 하나의 바이트.
        raw_bytes: 출력까지 든 노트북 파일의 바이트. 출력은 읽자마자 버린다.
        json_parts: 노트북 파일의 JSON에 든 묶음과 글의 수. 작은 파일로 기억을 채우지 못하게 한다.
        file_bytes, total_bytes: 파일 하나, 제출물 전체의 바이트.
        files: 폴더까지 센 파일의 수.
        depth: 폴더 안의 폴더를 몇 겹까지 따라갈지.
        cells: 노트북 하나의 셀 수.
        attachment_bytes: 답 셀에 붙인 그림 하나의 크기.
        ratio: 압축을 풀었을 때 커지는 배수. 작은 파일에는 묻지 않는다.
    """

    notebook_bytes: int = 20 * MB
    raw_bytes: int = 200 * MB
    json_parts: int = 4_000_000
    file_bytes: int = 100 * MB
    total_bytes: int = 300 * MB
    files: int = 500
    depth: int = 10
    cells: int = 2000
    attachment_bytes: int = 20 * MB
    ratio: int = 200


def shown(text: str, most: int = 80) -> str:
    """학생이 지은 이름을 문장에 넣을 수 있게, 제어 문자를 빼고 짧게 자른 것."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def size(count: int) -> str:
    return f"{count / MB:.1f} MB" if count >= MB else f"{count} 바이트"
