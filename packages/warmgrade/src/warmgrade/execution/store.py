"""실행한 결과를 내용으로 이름을 지어 둔다. 같은 제출물을 두 번 실행하지 않는다."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from ..atomic import write_bytes, write_json
from .task import Result


class Store:
    """내용으로 이름을 지은 결과들. 쓰다가 끊겨도 반쪽짜리 결과가 남지 않는다.

    셀들이 남긴 파일은 결과마다 따로 두지 않고, 그 내용으로 이름을 지어 한 번만 둔다.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def load(self, key: str) -> Result | None:
        try:
            result = Result.from_json(json.loads(self.path(key).read_text(encoding="utf-8")))
            kept = [digest for digest in result.written.values() if digest is not None]
            return result if all(self._blob(digest).is_file() for digest in kept) else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def save(self, key: str, result: Result) -> None:
        write_json(self.path(key), asdict(result))

    def put_away(self, result: Result) -> None:
        """셀들이 남긴 파일의 내용을 기억에서 창고로 옮긴다."""
        for name, data in result.written.items():
            if isinstance(data, bytes):
                digest = sha256(data).hexdigest()
                if not self._blob(digest).is_file():
                    write_bytes(self._blob(digest), data)
                result.written[name] = digest

    def contents(self, result: Result) -> dict[str, bytes | None]:
        """창고에 둔 파일의 내용. 지운 파일은 None."""
        return {
            name: None if digest is None else self._blob(digest).read_bytes()
            for name, digest in result.written.items()
        }

    def _blob(self, digest: str) -> Path:
        return self.folder / "files" / digest
