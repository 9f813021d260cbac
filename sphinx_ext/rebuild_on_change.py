"""확장이나 틀, 스타일을 고치면 쪽을 모두 다시 짓게 한다.

Sphinx는 쪽의 원본과 설정만 본다. 확장을 고친 뒤에 지으면 그때 다시 짓는 몇 쪽만 새 모양이 되고
나머지는 옛 모양으로 남는다. 실행 결과의 캐시는 건드리지 않으므로 노트북을 다시 실행하지는 않는다.
"""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config


def fingerprint(folder: Path) -> str:
    """폴더에 든 파일의 이름과 내용의 해시(16진수 16자)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def take(app: Sphinx, config: Config) -> None:
    config.extensions_fingerprint = fingerprint(Path(__file__).parent)
    config.static_fingerprint = fingerprint(Path(app.srcdir, "_static"))


def setup(app: Sphinx) -> dict:
    # 확장이 달라지면 읽기부터, 스타일과 스크립트만 달라지면 쓰기만 다시 한다.
    app.add_config_value("extensions_fingerprint", "", "env")
    app.add_config_value("static_fingerprint", "", "html")
    app.connect("config-inited", take)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
