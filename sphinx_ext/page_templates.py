"""테마의 쪽 틀 가운데 이 책이 고쳐 쓰는 것(`templates/`)을 테마의 것보다 먼저 찾게 한다."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

TEMPLATES = Path(__file__).parent / "templates"


def put_first(app: Sphinx, config: Config) -> None:
    config.templates_path.insert(0, str(TEMPLATES))


def setup(app: Sphinx) -> dict:
    app.connect("config-inited", put_first)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
