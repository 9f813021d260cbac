"""stock nbgrader를 이 프로세스 안에서, 한 학생씩, 조용히 부르는 데 필요한 것."""

import contextlib
import functools
import logging
import os
import sysconfig
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbgrader.api
import traitlets.log
from sqlalchemy.engine import make_url
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from ..course import Course


def course_config(course: Course, assignment: str) -> Config:
    """과목의 설정에 과제를 정하고, 다른 프로그램이 gradebook을 쓰고 있으면 기다리게 한 것."""
    config = deepcopy(course.config)
    url = make_url(course.database)
    if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
        url = url.update_query_dict({"timeout": "60"})
    directory = config.CourseDirectory
    directory.db_url = url.render_as_string(hide_password=False)
    directory.root = str(course.root)
    directory.student_id, directory.student_id_exclude = "*", ""
    directory.assignment_id = assignment
    # 단계마다 하는 노트북의 규격 검사를 마지막에 한 번만 한다.
    config.Exporter.optimistic_validation = True
    return config


def steps_of(steps: Iterable[Any], *without: type) -> list[Any]:
    """글로 적힌 것까지 클래스로 바꾼 단계들."""
    found = [import_item(step) if isinstance(step, str) else step for step in steps]
    return [step for step in found if step not in without]


def log_path(course: Course, assignment: str) -> Path:
    return course.work(assignment) / "nbgrader.log"


@contextlib.contextmanager
def quietly(course: Course, assignment: str) -> Iterator[Callable[[], AbstractContextManager]]:
    """nbgrader를 부르는 구역을 만드는 함수를 준다. 그 안의 기록은 화면이 아니라 파일로 간다.

    구역 안에서는 nbgrader가 늘 그러듯 과목의 뿌리 폴더에서 일한다. 구역 밖은 건드리지 않는다.
    기록할 제출물을 기다리는 동안 다른 일이 돌기 때문이다.
    """
    path = log_path(course, assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = logging.FileHandler(path, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    # nbgrader는 gradebook을 열 때마다 엔진을 만든다. 같은 것을 쓰면 SQL을 다시 짓지 않는다.
    engines = functools.cache(nbgrader.api.create_engine)
    loggers = [traitlets.log.get_logger(), logging.getLogger("tornado.application")]

    @contextlib.contextmanager
    def quiet() -> Iterator[None]:
        engine, search, here = nbgrader.api.create_engine, os.environ.get("PATH", ""), os.getcwd()
        before = [(one, one.handlers, one.propagate, one.level) for one in loggers]
        try:
            # nbgrader는 새 gradebook을 만들 때 alembic을 이름만으로 부른다.
            os.chdir(course.root)
            os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), search])
            nbgrader.api.create_engine = engines
            for one in loggers:
                one.handlers, one.propagate = [file], False
                one.setLevel(logging.INFO)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            os.chdir(here)
            os.environ["PATH"] = search
            nbgrader.api.create_engine = engine
            for one, handlers, propagate, level in before:
                one.handlers, one.propagate = handlers, propagate
                one.setLevel(level)

    try:
        yield quiet
    finally:
        file.close()
