"""한 개념을 한 낱말로 부르는지 본다.

따옴표(“…”) 안에 옮긴 노트의 문장과 용어집의 「다른 표기」 줄은 봐준다.
"""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# 쓰지 않는 표기 → 쓰는 표기
BANNED = {
    r"그레디언트|그래디언트|그라디언트": "그레이디언트",
    r"기울기\s*(소실|폭주|폭발|클리핑)": "그레이디언트 소실·폭주·클리핑",
    r"과적합": "과대적합",
    r"에폭(?!시)": "에포크",
    r"은닉 층": "은닉층",
    r"매개\s*변수": "파라미터",
    r"라벨": "레이블",
    r"미니 배치": "미니배치",
    r"드롭 아웃": "드롭아웃",
    r"학습율|학습 비율": "학습률",
    r"활성화?함수": "활성화 함수",
    r"(글로벌|로컬) 미니멈": "전역·지역 최솟값",
    r"자비에": "글로럿(세이비어)",
    r"이터레이션": "스텝",
    r"화소": "픽셀",
    r"[패피]널티": "벌칙",
    r"가중치 감소": "가중치 감쇠",
    r"손실함수": "손실 함수",
    r"스케쥴": "스케줄",
    r"맥스 노름|맥스노름": "맥스-노름",
    r"배치정규화": "배치 정규화",
    r"옵티마이져": "옵티마이저",
    r"내부 공변량 이동": "내부 공변량 변화",
    r"파인 ?튜닝|미세조정|미세 조정": "미세 튜닝",
    r"(?<!제곱)평균 ?제곱(?! ?오차)": "제곱평균",
    r"문\(gate\)|(입력|출력|망각) 문(?![가-힣])": "게이트",
    r"크로스엔트로피|교차엔트로피": "교차 엔트로피",
    r"이동평균": "이동 평균",
    r"씨드": "시드",
    r"랜덤": "무작위",
    r"실효 ?(보폭|학습률)": "유효 학습률",
    r"죽은 유닛|사망한? 뉴런": "죽은 뉴런",
    r"되어진|되어지|에 의해서? [가-힣]+되": "능동으로 고쳐 쓰기",
    r"가지고 있다": "「있다」로 고쳐 쓰기",
}
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("chapters/*.md"),
        *ROOT.glob("chapters/*.ipynb"),
        *ROOT.glob("solutions/*/*.ipynb"),
        *ROOT.glob("packages/*/src/**/*.py"),
        *ROOT.glob("sphinx_ext/*.py"),
    ]
)


def prose(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    if path.name == "b_glossary.md":
        text = re.sub(r"^  다른 표기: .*$", "", text, flags=re.MULTILINE)
    return re.sub(r"“[^”]*”", "", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_agreed_terms_are_used(path):
    found = [
        f"{match.group()} → {term}"
        for pattern, term in BANNED.items()
        for match in re.finditer(pattern, prose(path))
    ]
    assert not found
