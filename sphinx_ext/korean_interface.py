"""테마와 확장이 영어로 쓰거나 기계로 옮긴 말을 자연스러운 한국어로 바꾼다.

번역 목록(gettext)을 거치는 말은 `WORDS`가 먼저 답하고, 없으면 Sphinx와 테마의 번역에 묻는다.
스크립트와 쪽에 박힌 말은 `SCRIPTS`와 `MARKUP`이 바꾸고, 틀에 박힌 말은 `templates/`의 틀이 바꾼다.
`tests/site/test_interface.py`가 지어진 쪽을 모두 훑어 빠진 것을 찾는다.
"""

from gettext import NullTranslations
from pathlib import Path

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

# 번역 목록의 이름 → 원문 → 옮긴 말. booktheme의 말에는 기계가 옮긴 「내용」, 「시작하다」가 있었다.
WORDS = {
    "sphinx": {
        "Skip to main content": "본문으로 건너뛰기",
        "Back to top": "맨 위로",
        "Color mode": "화면 밝기 바꾸기",
        "Light": "밝은 화면",
        "Dark": "어두운 화면",
        "System Settings": "기기 설정에 맞춤",
        "Site navigation": "책의 차례",
        "Section Navigation": "책의 차례",
        "On this page": "이 쪽의 차례",
        "Version warning": "다른 판 안내",
        "Announcement": "알림",
        "Breadcrumb": "지금 있는 곳",
        "Home": "첫 쪽",
        "previous page": "이전 쪽",
        "next page": "다음 쪽",
        "Link to this heading": "이 제목의 주소",
        "Link to this image": "이 그림의 주소",
        "Link to this table": "이 표의 주소",
        "Link to this code": "이 코드의 주소",
        "Link to this equation": "이 식의 주소",
        "Link to this term": "이 용어의 주소",
        "Link to this definition": "이 정의의 주소",
        "Link to this toctree": "이 차례의 주소",
        "Please activate JavaScript to enable the search functionality.": (
            "찾기는 자바스크립트가 켜져 있어야 합니다."
        ),
    },
    "booktheme": {
        "Contents": "이 쪽의 차례",
        "Download this page": "이 쪽 내려받기",
        "Download notebook file": "노트북 파일 내려받기",
        "Download source file": "원본 파일 내려받기",
        "Print to PDF": "인쇄하거나 PDF로 저장하기",
        "Fullscreen mode": "전체 화면으로 보기",
        ".ipynb": "노트북(.ipynb)",
        ".md": "원본(.md)",
        ".pdf": "인쇄, PDF",
        "Launch interactive content": "노트북 실행하기",
        "Launch on": "이 노트북을 열 곳:",
        "Colab": "코랩(Colab)",
        "logo": "표시",
        "Source repository": "저장소 열기",
        "Source repositories": "저장소",
        "Repository": "저장소",
        "Show source": "원본 보기",
        "Suggest edit": "고칠 곳 제안하기",
        "Open issue": "문제 알리기",
        "Open an issue": "문제 알리기",
        "By": "지은이",
    },
}
# 확장의 스크립트 → 박힌 말 → 바꿀 말
SCRIPTS = {
    "copybutton.js": {
        "'copy': 'Copy'": "'copy': '복사하기'",
        "'copy_to_clipboard': 'Copy to clipboard'": "'copy_to_clipboard': '코드 복사하기'",
        "'copy_success': 'Copied!'": "'copy_success': '복사했습니다'",
        "'copy_failure': 'Failed to copy'": "'copy_failure': '복사하지 못했습니다'",
    },
    "togglebutton.js": {'aria-label="Toggle hidden content"': 'aria-label="내용 여닫기"'},
}
# 접힌 코드의 단추는 보이는 글(「코드 보기: …」)이 곧 이름이다.
MARKUP = {'<summary aria-label="Toggle hidden content">': "<summary>"}


class Words(NullTranslations):
    """`WORDS`에서 먼저 찾는 번역. 나머지는 뒤에 이어진 번역(fallback)이 맡는다."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        return self.words.get(message) or super().gettext(message)


def answer_first(app: Sphinx) -> None:
    for catalog, words in WORDS.items():
        first = Words(words)
        if earlier := locale.translators.get(("general", catalog)):
            first.add_fallback(earlier)
        locale.translators["general", catalog] = first
    # 틀은 언어를 고를 때 정해 둔 이 번역에 바로 묻는다.
    app.translator = locale.translators["general", "sphinx"]


def translate_markup(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    for foreign, korean in MARKUP.items():
        if "body" in context:
            context["body"] = context["body"].replace(foreign, korean)


def translate_scripts(app: Sphinx, error: Exception | None) -> None:
    if error:
        return
    for name, words in SCRIPTS.items():
        path = Path(app.outdir, "_static", name)
        text = path.read_text(encoding="utf-8")
        for foreign, korean in words.items():
            if foreign not in text and korean not in text:
                raise SphinxError(f"{name}에 {foreign}가 없다. korean_interface.py를 고쳐야 한다.")
            text = text.replace(foreign, korean)
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict:
    answer_first(app)
    app.connect("html-page-context", translate_markup)
    app.connect("build-finished", translate_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
