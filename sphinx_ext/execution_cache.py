"""노트북 실행 캐시를 이 책의 코드와 잠금 파일에 묶고, 새로 실행할 노트북은 함께 돌린다.

jupyter-cache는 노트북 셀만 보고 다시 실행할지 정한다. 그래서 `packages/trainlab`이나 설치된
패키지의 판이 바뀌어도 옛 결과를 그대로 쓴다. 여기서는 그런 파일들의 해시를 캐시 폴더 이름에
넣고, 해시가 바뀌면 Sphinx가 모든 쪽을 다시 읽게 한다.

myst-nb는 쪽을 읽다가 노트북을 하나씩 실행한다. 여기서는 읽기 전에 캐시를 채운다. 검사가 방금
실행한 노트북이 있으면 그 출력을 쓰고, 나머지는 jupyter-cache의 병렬 실행기로 돌린다. 실패한
노트북은 캐시에 남지 않으므로, 그 쪽을 읽을 때 myst-nb가 다시 실행하고 이름과 함께 알린다.
"""

from contextlib import suppress
from pathlib import Path

import executed
import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors import load_executor
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


def bind_cache(app: Sphinx, config: Config) -> None:
    config.execution_fingerprint = executed.fingerprint(Path(app.srcdir))
    config.nb_execution_cache_path = str(
        Path(app.outdir).parent / ".jupyter_cache" / config.execution_fingerprint
    )


def fill_cache(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    cache = get_cache(app.config.nb_execution_cache_path)
    reused, stale = 0, []
    for path in map(Path, map(env.doc2path, names)):
        if path.suffix != ".ipynb":
            continue
        notebook = nbformat.read(path, as_version=4)
        with suppress(KeyError):
            cache.match_cache_notebook(notebook)
            continue
        if found := executed.find(Path(app.srcdir), notebook):
            outputs, seconds = found
            data = {"execution_seconds": seconds}
            cache.cache_notebook_bundle(CacheBundleIn(outputs, str(path), data=data))
            reused += 1
            continue
        stale.append(str(path))
        cache.add_nb_to_project(str(path))
    if reused:
        logger.info("검사가 실행한 노트북 %d개의 출력을 씁니다.", reused)
    if len(stale) > 1:
        logger.info("노트북 %d개를 실행합니다.", len(stale))
        executor = load_executor("local-parallel", cache)
        executor.run_and_cache(filter_uris=stale, timeout=app.config.nb_execution_timeout)


def setup(app: Sphinx) -> dict:
    app.add_config_value("execution_fingerprint", "", "env")
    app.connect("config-inited", bind_cache, priority=100)
    app.connect("env-before-read-docs", fill_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
