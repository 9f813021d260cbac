"""보고서: 반의 점수를 그대로 옮기고, 학생이 쓴 글을 믿지 않고, 닮은 답을 조심스럽게 짚는다."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from graded_class import NAME, POINTS, RELU, SMOOTH, Pupil, build, own_smooth, pupils
from nbgrader.api import Gradebook

from warmgrade.report.page import ReportProblem, write_report
from warmgrade.report.similarity import compare

EVIL = '<script>alert("학생")</script><img src=x onerror=alert(1)>'


class Page(HTMLParser):
    """페이지에서 검사에 쓸 것만 골라 담는다."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.text = html, ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: dict[str, list[str]] = {}
        self._row: str | None = None
        self._quiet = 0
        self.feed(html)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._quiet += tag in ("script", "style")
        if tag == "tr":
            self._row = (found.get("id") or "").removeprefix("s-") or None
        if tag in ("td", "th") and self._row:
            self.rows.setdefault(self._row, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("script", "style")
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._quiet:
            return
        self.text += data
        if self._row and self._row in self.rows:
            self.rows[self._row][-1] += data

    def tile(self, name: str) -> str:
        found = re.search(rf"<dt>{re.escape(name)}</dt><dd[^>]*>(.*?)</dd>", self.html, re.DOTALL)
        return re.sub(r"<[^>]*>", "", found[1]).strip()


def open_report(root: Path, group: list[Pupil], **options) -> Page:
    return Page(write_report(build(root, group, **options), NAME).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """온갖 일이 있었던 서른 명의 반."""
    group = pupils(30)
    group[3].answers["smooth"] = SMOOTH_COPY[0]
    group[17].answers["smooth"] = SMOOTH_COPY[1]
    missing = {
        "code": "missing-notebook",
        "text": "내지 않았습니다.",
        "cell": "",
        "level": "refused",
    }
    group[5].row |= {"absent": True, "findings": [missing]}
    unread = missing | {"code": "not-json", "text": f"읽을 수 없습니다: {EVIL}"}
    group[6].row |= {"absent": True, "findings": [unread]}
    tampered = {"code": "tampered", "text": EVIL, "cell": "test_smooth", "level": "warning"}
    fixed = {"code": "not-utf8", "text": "cp949로 읽었습니다.", "cell": "", "level": "notice"}
    group[7].row |= {"findings": [fixed, tampered]}
    group[8].penalty = 1
    group[9].listed = False
    group[10].id = EVIL.replace("/", "")
    group[11].first = EVIL
    return build(tmp_path_factory.mktemp("busy"), group), group


SMOOTH_COPY = (
    """def smooth(values, width):
    total = [0.0]
    for item in values:
        total.append(total[-1] + item)
    answer, size = {}, len(total) - 1
    for index in range(size - 1, -1, -1):
        ends = sorted((0, index - width, size, index + width + 1))[1:3]
        answer[index] = (total[ends[1]] - total[ends[0]]) / (ends[1] - ends[0])
    return [answer[key] for key in sorted(answer)]""",
    '''def smooth(data, w):
    """내가 직접 생각해 낸 방법."""
    acc = [0.0]  # 누적합
    for x in data:
        acc.append(acc[-1] + x)
    res, n = {}, len(acc) - 1

    for i in range(n - 1, -1, -1):
        pq = sorted((0, i - w, n, i + w + 1))[1:3]
        res[i] = ((acc[pq[1]] - acc[pq[0]]) / (pq[1] - pq[0]))
    return [res[k] for k in sorted(res)]''',
)


@pytest.fixture(scope="module")
def page(busy) -> Page:
    course, _ = busy
    return Page(write_report(course, NAME).read_text(encoding="utf-8"))


def test_without_a_grading_record_it_says_what_to_run_in_one_sentence(tmp_path):
    course = build(tmp_path, pupils(1))
    (course.work(NAME) / "grading.json").unlink()
    with pytest.raises(ReportProblem, match=r"^'hw1' 과제를 채점한 기록이 없습니다.*run hw1"):
        write_report(course, NAME)


def test_a_broken_grading_record_is_named_with_its_place(tmp_path):
    course = build(tmp_path, pupils(1))
    (course.work(NAME) / "grading.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReportProblem, match=r"grading\.json 파일을 읽을 수 없습니다"):
        write_report(course, NAME)


def test_every_score_on_the_page_is_the_one_nbgrader_would_export(busy, page):
    course, _ = busy
    with Gradebook(course.database, course_id="class") as book:
        expected = {
            s.student.id: max(0.0, s.score - s.late_submission_penalty)
            for s in book.assignment_submissions(NAME)
        }
    shown = {
        student: float(re.match(r"\s*([\d.]+)", cells[1])[1])
        for student, cells in page.rows.items()
        if re.match(r"\s*\d", cells[1])
    }
    assert len(shown) == 27
    assert shown == expected
    assert float(page.tile("평균").partition("/")[0]) == pytest.approx(
        sum(expected.values()) / 27, abs=0.005
    )
    middle = sorted(expected.values())[13]
    assert page.tile("중앙값") == f"{middle:g}점"
    assert page.tile("내지 않음") == "2명"
    assert page.tile("받지 못함") == "1명"


def test_pass_counts_of_each_question_are_those_of_the_gradebook(busy, page):
    _, group = busy
    graded = [p for p in group if p.listed and not p.absent]
    for test in ("test_smooth", "test_smooth_edges", "test_relu"):
        passed = sum(p.points.get(test, POINTS[test]) == POINTS[test] for p in graded)
        assert re.search(
            rf"<code>{test}</code>.*?27명 가운데 {passed}명 만점 <strong>{passed / 27:.0%}<",
            page.html[page.html.index('id="questions"') :],
            re.DOTALL,
        )


def test_questions_are_called_by_their_headings_without_the_points(page):
    assert '<span class="title">문제 1. 이동 평균</span> <code>test_smooth</code>' in page.html
    assert '<span class="title">문제 4. 보고서</span> <code>report</code>' in page.html


def test_answers_waiting_for_a_human_are_counted_for_each_question(busy, page):
    _, group = busy
    left = sum("essay" not in p.points for p in group if p.listed and not p.absent)
    assert left > 0
    section = page.html[page.html.index('id="manual"') : page.html.index('id="submissions"')]
    assert section.count(f'data-label="남은 답">{left}<') == 2
    assert f">{2 * left}개</a> 남았습니다" in page.html


def test_a_common_hint_comes_with_its_count_and_everyone_who_got_it(busy, page):
    _, group = busy
    wrong = [
        p.id for p in group if p.listed and not p.absent and p.points.get("test_smooth_edges") == 0
    ]
    section = page.html[page.html.index('id="hints"') : page.html.index('id="manual"')]
    item = next(i for i in section.split("<li>") if "양 끝의 값이 빠졌습니다" in i)
    assert f">{len(wrong)}명: <" in item
    assert item.count('class="who"') == len(wrong)


def test_hints_that_differ_only_in_numbers_are_one_hint(tmp_path):
    group = pupils(3)
    for number, pupil in enumerate(group):
        verdict = {"passed": False, "reason": "failed", "value": None, "error": "AssertionError"}
        verdict |= {"hint": f"{number}.5e-3만큼 다릅니다.", "trace": [], "seconds": 0.1}
        pupil.row["verdicts"] = {"test_relu": verdict}
    assert ">3명: <" in open_report(tmp_path, group).html


def test_nothing_a_student_wrote_becomes_markup_or_script(page):
    assert EVIL not in page.html
    assert page.html.count("<script>") == 1
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "img" not in {tag for tag, _ in page.tags}
    assert page.text.count("alert(1)") >= 4


def test_characters_that_reverse_or_hide_text_are_made_visible(tmp_path):
    group = pupils(1)
    note = {"code": "x", "text": "\u202e거꾸로\x07\ud800", "cell": "", "level": "warning"}
    group[0].row["findings"] = [note]
    html = open_report(tmp_path, group).html
    assert "\u202e" not in html and "\x07" not in html
    assert "\ufffd거꾸로" in html


def test_the_page_asks_nothing_of_any_other_file_or_host(page):
    assert not re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page.html)
    assert "@import" not in page.html and "url(" not in page.html
    sources = [a.get("src") or a.get("href") for _, a in page.tags if "src" in a or "href" in a]
    assert sources and all(source.startswith("#") for source in sources)
    assert "default-src 'none'" in page.html


def test_every_link_inside_the_page_leads_somewhere(page):
    places = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    links = {unquote(a["href"][1:]) for tag, a in page.tags if tag == "a"}
    assert links <= places


def test_every_picture_has_a_title_and_a_description_and_every_table_has_headers(page):
    pictures = re.findall(r"<svg.*?</svg>", page.html, re.DOTALL)
    assert len(pictures) > 10
    assert all(re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+", svg) for svg in pictures)
    tables = re.findall(r"<table.*?</table>", page.html, re.DOTALL)
    assert all('scope="col"' in t and 'scope="row"' in t and "<caption" in t for t in tables)


def test_warnings_stand_open_and_small_repairs_are_folded_away(busy, page):
    _, group = busy
    cell = re.search(rf'id="s-{group[7].id}".*?data-label="알림".*?</tr>', page.html, re.DOTALL)[0]
    before, _, folded = cell.partition("<details>")
    assert "확인할 것" in before and "cp949" not in before
    assert "cp949로 읽었습니다." in folded


def test_a_class_run_without_the_sandbox_is_marked_on_every_row(tmp_path):
    page = open_report(tmp_path, pupils(4), sandboxed=False)
    assert page.tile("격리") == "끔"
    assert all("격리하지 않고 실행했습니다." in cells[-1] for cells in page.rows.values())
    assert "격리하지 않고 실행했습니다(4명)" in page.text


def test_a_sandboxed_class_is_not_marked(page):
    assert page.tile("격리") == "켬"
    assert "격리하지 않고" not in page.text


def test_times_and_overheads_are_the_recorded_ones(tmp_path):
    group = pupils(21)
    for number, pupil in enumerate(group):
        pupil.row |= {"seconds": 1 + number / 10, "cell_seconds": 1, "memory": (100 + number) << 20}
    page = open_report(tmp_path, group)
    assert page.tile("제출물 하나에") == "2초(p50) 2.9초(p95)"
    assert "덤은 p50 1초, p95 1.9초입니다." in page.text
    assert [cell.strip() for cell in page.rows[group[7].id][2:5]] == ["1.70", "0.70", "107"]


def test_a_test_nobody_passed_is_pointed_out_as_perhaps_wrong_itself(tmp_path):
    group = pupils(4)
    for pupil in group:
        pupil.points["test_relu"] = 0
    assert "아무도 통과하지 못한 검사가 있습니다: 문제 2. ReLU" in open_report(tmp_path, group).text


def test_a_renamed_copy_is_shown_with_both_codes_side_by_side(busy, page):
    _, group = busy
    pairs = re.findall(r'<details class="pair">.*?</details>', page.html, re.DOTALL)
    found = next(pair for pair in pairs if group[3].id in pair and group[17].id in pair)
    assert "<strong>100%</strong>" in found
    assert "누적합" in found and "total[ends[1]]" in found
    assert "증거가 아닙니다" in page.text


def test_a_copy_is_found_through_renaming_comments_types_and_formatting():
    answers = {f"s{n}": own_smooth(n) for n in range(8)} | {
        "a": SMOOTH_COPY[0],
        "b": SMOOTH_COPY[1],
    }
    found = compare(answers, SMOOTH)
    assert [(p.first, p.second) for p in found.pairs] == [("a", "b")]


def test_a_copy_with_one_line_changed_is_still_found():
    changed = SMOOTH_COPY[1].replace("return [", "res[0] = float(res[0])\n    return [")
    answers = {f"s{n}": own_smooth(n) for n in range(25)} | {"a": SMOOTH_COPY[0], "b": changed}
    found = compare(answers, SMOOTH)
    assert ("a", "b") in [(p.first, p.second) for p in found.pairs]
    assert found.pairs[0].likeness < 1


def test_a_ring_of_five_is_found_as_pairs():
    answers = {f"s{n}": own_smooth(n) for n in range(25)} | {
        f"r{n}": SMOOTH_COPY[0] for n in range(5)
    }
    pairs = {(p.first, p.second) for p in compare(answers, SMOOTH).pairs}
    assert {(a, b) for a in "01234" for b in "01234" if a < b} <= {(a[1], b[1]) for a, b in pairs}


def test_short_answers_everyone_writes_the_same_way_accuse_nobody():
    ways = [RELU, "def relu(v):\n    return max(0, v)", "def relu(x):\n    return x * (x > 0)"]
    answers = {f"s{n}": ways[n % 3] for n in range(30)}
    found = compare(answers, RELU)
    assert found.answers == 30
    assert found.pairs == []


def test_two_students_with_the_same_unusual_one_liner_are_not_accused():
    answers = {f"s{n}": RELU for n in range(28)}
    answers |= dict.fromkeys(("a", "b"), "def relu(x):\n    return (abs(x) + x) / 2")
    assert compare(answers, RELU).pairs == []


def test_answers_like_the_reference_are_not_flagged_however_long():
    answers = {f"s{n}": own_smooth(n) for n in range(20)} | {"a": SMOOTH, "b": SMOOTH}
    assert not any({"a", "b"} & {p.first, p.second} for p in compare(answers, SMOOTH).pairs)


def test_a_long_answer_many_students_share_is_taken_as_a_natural_one():
    answers = {f"s{n}": own_smooth(n) for n in range(15)}
    answers |= {f"r{n}": SMOOTH_COPY[n % 2] for n in range(15)}
    assert compare(answers, SMOOTH).pairs == []


def test_untouched_handouts_are_not_compared():
    stub = 'def smooth(values, width):\n    raise NotImplementedError("아직")'
    answers = {f"s{n}": stub for n in range(20)} | {"a": SMOOTH_COPY[0]}
    assert compare(answers, SMOOTH, stub).answers == 1


def test_too_few_answers_are_not_compared_at_all():
    found = compare({"a": SMOOTH_COPY[0], "b": SMOOTH_COPY[1]}, SMOOTH)
    assert found.threshold is None and found.pairs == []


@pytest.mark.parametrize(
    "code",
    ["def smooth(values, width:\n    return", "(" * 5000, "-" * 30000 + "1", "x = '\x00'", "'''"],
    ids=["syntax error", "nested", "deep", "null", "unclosed"],
)
def test_code_that_cannot_be_parsed_stops_nothing(code):
    answers = {f"s{n}": own_smooth(n) for n in range(6)} | {"bad": code, "worse": code + "\n"}
    assert compare(answers, SMOOTH).answers >= 6


def test_copies_that_do_not_parse_are_still_compared_by_their_words():
    broken = [code.replace("    return [", "    return return [") for code in SMOOTH_COPY]
    answers = {f"s{n}": own_smooth(n) for n in range(20)} | {"a": broken[0], "b": broken[1]}
    pairs = [(p.first, p.second) for p in compare(answers, SMOOTH).pairs]
    assert ("a", "b") in pairs


def test_a_class_of_one_gets_a_page(tmp_path):
    page = open_report(tmp_path, pupils(1))
    assert page.tile("채점함") == "1명"
    assert "답이 적어 견주지 않았습니다." in page.text


def test_a_class_without_any_score_gets_a_page(tmp_path):
    group = pupils(3)
    for pupil in group:
        pupil.points = dict.fromkeys(POINTS, 0)
    page = open_report(tmp_path, group)
    assert page.tile("평균").startswith("0/") or page.tile("평균").startswith("0 /")


def test_a_class_where_everyone_is_absent_gets_a_page(tmp_path):
    group = pupils(3)
    for pupil in group:
        pupil.row |= {"absent": True}
    page = open_report(tmp_path, group)
    assert page.tile("내지 않음") == "3명"
    assert "아직 점수가 있는 학생이 없습니다." in page.text


def test_an_empty_class_gets_a_page(tmp_path):
    assert open_report(tmp_path, []).tile("학생") == "0명"


def test_writing_the_report_changes_nothing_in_the_gradebook(busy):
    course, _ = busy
    book = Path(course.database.removeprefix("sqlite:///"))
    before = hashlib.sha256(book.read_bytes()).hexdigest()
    write_report(course, NAME)
    assert hashlib.sha256(book.read_bytes()).hexdigest() == before
