"""묶음마다 쓰는 것을 빠짐없이 적었는지, 빈 환경에 넣을 휠에 읽을 것이 모두 들었는지 본다."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("trainlab", "warmgrade")
# 있을 때만 쓰고 없어도 되는 것.
OPTIONAL = {
    "trainlab": {"matplotlib_inline"},  # 노트북에서 그림의 형식을 정한다
    "warmgrade": {"numpy", "matplotlib"},  # 과제가 쓰면 미리 데워 둔다
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project(package: str) -> dict:
    text = (ROOT / "packages" / package / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]


def declared(package: str) -> set[str]:
    """적어 둔 의존성의 이름. 골라 설치하는 것까지 센다."""
    listed = list(project(package)["dependencies"])
    for extra in project(package).get("optional-dependencies", {}).values():
        listed += extra
    return {canonical(re.match(r"[\w.-]+", requirement)[0]) for requirement in listed}


def imported(package: str) -> set[str]:
    modules = set()
    for path in (ROOT / "packages" / package / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module)
    return {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_a_package_imports_comes_from_a_declared_dependency(package):
    providers = packages_distributions()
    # 텐서플로는 기계마다 다른 이름의 묶음으로 설치된다.
    same = {"tensorflow-cpu": "tensorflow"}
    for module in sorted(imported(package) - OPTIONAL[package] - {package}):
        names = {canonical(name) for name in providers.get(module, [module])}
        names = {same.get(name, name) for name in names}
        assert names & declared(package), f"{package}가 쓰는 {module}이 의존성에 없습니다."


@pytest.mark.parametrize("package", PACKAGES)
def test_every_dependency_has_a_lower_bound(package):
    for requirement in project(package)["dependencies"]:
        assert ">=" in requirement, requirement


def test_neither_package_needs_the_other():
    assert "warmgrade" not in declared("trainlab") | imported("trainlab")
    assert "trainlab" not in declared("warmgrade") | imported("warmgrade")
