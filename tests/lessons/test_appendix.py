"""부록이 강의와 어긋나지 않는지, 저장소 밖에서도 실행되는지 본다."""

import importlib.util
import json
import os
import re
import zipfile
from collections import Counter

import pytest
from lesson import LESSONS, ROOT, claims, code_cells

CHAPTERS = ROOT / "chapters"
ROW = re.compile(
    r"^\| \[(E\d+[a-z]?)\]\{#note-(\w+)\} \| (행동|사실|표기) \| (.+) \| (.+) \|$", re.MULTILINE
)
LINK = re.compile(r"\[보기\]\(([a-z0-9-]+)\)")
CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
ENTRY = re.compile(
    r"^(\S.*?)(?: \(.+\))?\n  (.+\.) \[[^]]+\]\([a-z-]+\)\n\n  다른 표기: (.+)$", re.MULTILINE
)
TERMS = re.split(
    r",\s+",
    """그레이디언트, 그레이디언트 소실, 그레이디언트 폭주, 그레이디언트 클리핑, 규제, 정규화,
    표준화, 과대적합, 과소적합, 가중치 초기화, 글로럿 초기화, He 초기화, 르쿤 초기화, 팬-인,
    팬-아웃, 포화, 활성화 함수, 배치 정규화, 층 정규화, 내부 공변량 변화, 모멘텀,
    네스테로프 가속 경사, AdaGrad, RMSProp, Adam, 옵티마이저, 종단 속도, 학습률,
    학습률 스케줄링, 1사이클, 웜업, 코사인 감쇠, 드롭아웃, 몬테 카를로 드롭아웃, 보존 확률,
    맥스-노름 규제, 희소, 가중치 감쇠, 노름, 벌칙, 조기 종료, 콜백, 데이터 증강, 전이 학습,
    사전 훈련, 비지도 사전 훈련, 자기 지도 학습, 동결, 미세 튜닝, 에포크, 스텝, 미니배치,
    은닉층, 파라미터, 레이블, 손실, 발산, 수렴, 편향, 편향 이동, 전역 최솟값, 지역 최솟값""",
)
SETTLED = [
    (lesson.stem, erratum, label)
    for lesson in LESSONS
    for erratum, label in claims(lesson)["errata"].items()
]


def page(name: str) -> str:
    return (CHAPTERS / name).read_text(encoding="utf-8")


def rows() -> dict[str, str]:
    """바로잡은 번호 → 고친 글(링크까지)."""
    return {erratum: fact for erratum, *_, fact in ROW.findall(page("a_errata.md"))}


@pytest.mark.parametrize(("lesson", "erratum", "label"), SETTLED)
def test_erratum_settled_by_a_lesson_links_to_its_demo(lesson, erratum, label):
    assert label in LINK.findall(rows()[erratum]), f"{lesson}의 {erratum}"


def test_errata_are_numbered_without_gaps_and_listed_once():
    found = [erratum for erratum, *_ in ROW.findall(page("a_errata.md"))]
    assert [erratum for erratum, count in Counter(found).items() if count > 1] == []
    numbers = {int(re.search(r"\d+", erratum).group()) for erratum in found}
    assert numbers == set(range(1, 110))


def test_every_row_of_the_errata_is_read_as_a_row_and_has_its_own_anchor():
    text = page("a_errata.md")
    table_lines = [line for line in text.splitlines() if line.startswith("| ")]
    headers = [line for line in table_lines if line == "| 번호 | 종류 | 노트 | 바로잡음 |"]
    found = ROW.findall(text)
    assert len(found) == len(table_lines) - len(headers)
    assert all(erratum.lower() == anchor for erratum, anchor, *_ in found)


def test_a_correction_links_to_a_demo_unless_it_is_a_matter_of_spelling():
    for erratum, _, kind, _, fact in ROW.findall(page("a_errata.md")):
        assert LINK.search(fact) or kind == "표기", erratum


def test_lessons_settle_nothing_that_is_a_matter_of_spelling_alone():
    kinds = {erratum: kind for erratum, _, kind, _, _ in ROW.findall(page("a_errata.md"))}
    basics = [(lesson, erratum) for lesson, erratum, _ in SETTLED if lesson < "07"]
    assert [pair for pair in basics if kinds[pair[1]] == "표기"] == []


def test_a_cell_of_the_errata_fits_on_a_phone():
    for erratum, _, _, quote, fact in ROW.findall(page("a_errata.md")):
        prose = re.sub(r"\]\([a-z0-9-]+\)", "]", fact)
        assert len(quote) <= 120 and len(prose) <= 140, erratum


def glossary() -> dict[str, str]:
    """용어 → 다른 표기."""
    return {term: other for term, _, other in ENTRY.findall(page("b_glossary.md"))}


def test_every_entry_has_a_definition_with_a_link_and_other_spellings():
    text = page("b_glossary.md")
    assert len(glossary()) == len(ENTRY.findall(text)) == text.count("다른 표기:") >= 60
    assert all(definition.endswith(".") for _, definition, _ in ENTRY.findall(text))


@pytest.mark.parametrize("term", TERMS)
def test_the_glossary_has_the_binding_term(term):
    assert term in glossary()


def test_spellings_banned_from_the_lessons_are_found_in_the_glossary():
    spec = importlib.util.spec_from_file_location("terms", ROOT / "tests/repo/test_terms.py")
    terms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(terms)
    spellings = ", ".join(glossary().values())
    for pattern, term in terms.BANNED.items():
        if "고쳐 쓰기" not in term:
            assert re.search(pattern, spellings), pattern


def cited() -> set[str]:
    keys = set()
    for path in [*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        for group in CITED.findall(text):
            keys |= {key.strip() for key in group.split(",")}
    return keys


def test_every_citation_is_in_the_bibliography_and_every_entry_is_complete():
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", text, re.MULTILINE | re.DOTALL))
    assert cited() and cited() <= set(entries)
    for key, body in entries.items():
        fields = set(re.findall(r"^  (\w+) +=", body, re.MULTILINE))
        assert {"author", "title", "year"} <= fields, key
        assert fields & {"booktitle", "journal", "publisher", "institution"}, key
        assert re.search(r"^  url += \{https://\S+\},?$", body, re.MULTILINE), key


def test_the_page_on_exercise_quality_runs_where_only_the_wheel_is_installed(tmp_path, run):
    build = ("--wheel", "--no-build-isolation", "--package", "trainlab", "--out-dir", str(tmp_path))
    assert run("uv", "build", "--quiet", *build).returncode == 0
    (wheel,) = tmp_path.glob("trainlab-*.whl")
    installed, reader = tmp_path / "installed", tmp_path / "reader"
    zipfile.ZipFile(wheel).extractall(installed)
    reader.mkdir()
    cells = code_cells(CHAPTERS / "e_exercise_quality.ipynb").values()
    script = "\n\n".join([*cells, "import trainlab", "print(trainlab.__file__)"])
    environment = os.environ | {"PYTHONPATH": str(installed), "MPLBACKEND": "Agg"}
    done = run("python", "-c", script, cwd=reader, env=environment)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == str(installed / "trainlab" / "__init__.py")
