"""강의의 지도(`course-map` 지시어)와, 강의마다 제목 아래에 놓이는 안내.

무엇을 먼저 읽는지는 `chapters/course.toml`에 적혀 있다. 시간은 글과 코드와 문항의 수로 어림하고,
데이터는 강의의 코드에서, 이어지는 연습문제는 연습문제 쪽의 표에서 읽어 낸다.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

FOLDED = {"hide-input", "hide-cell", "remove-cell", "remove-input"}
LETTERS_A_MINUTE = 450
MINUTES_A_LINE, MINUTES_AN_ITEM = 0.1, 1.5
LABEL_AND_TITLE = re.compile(r"^\(([\w-]+)\)=\n# (.+)$", re.M)
DATASET = re.compile(r'data\.load\(\s*"(\w+)"')
REAL = re.compile(r'"\d\d_real_\w+"')
EXERCISE = re.compile(r"^\| \[[^\]]+\]\((exercise-q(\d+))\) \| ([^|]+) \|", re.M)
LINK = re.compile(r"\]\(([\w-]+)\)")


@dataclass(frozen=True)
class Lesson:
    """강의 한 장.

    Attributes:
        name: `chapters/` 아래의 이름. label, title: 제목의 이름과 글.
        needs: 먼저 읽을 강의의 name.
        minutes: 읽고 문항을 푸는 데 걸리는 시간의 어림(분).
        data: 쓰는 내장 데이터의 이름. recorded: 진짜 Fashion-MNIST의 기록도 쓰는가.
        exercises: 이어지는 연습문제의 (이름, 번호).
    """

    name: str
    label: str
    title: str
    needs: tuple[str, ...]
    minutes: int
    data: tuple[str, ...]
    recorded: bool
    exercises: tuple[tuple[str, int], ...]

    @property
    def number(self) -> int:
        return int(self.name[:2])


def stages(root: Path) -> list[tuple[str, dict[str, list[str]]]]:
    with open(root / "chapters" / "course.toml", "rb") as file:
        return [(one["title"], one["lessons"]) for one in tomllib.load(file)["stages"]]


@cache
def lessons(root: Path) -> dict[str, Lesson]:
    needs = {name: first for _, group in stages(root) for name, first in group.items()}
    table = (root / "chapters" / "exercise_list.md").read_text(encoding="utf-8")
    related = [
        (label, int(number), LINK.findall(links))
        for label, number, links in EXERCISE.findall(table)
    ]
    return {name: _lesson(root, name, tuple(needs[name]), related) for name in sorted(needs)}


def _lesson(root: Path, name: str, needs: tuple[str, ...], related: list) -> Lesson:
    cells = nbformat.read(root / "chapters" / f"{name}.ipynb", as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = [cell for cell in cells if cell.cell_type == "code"]
    whole = "\n".join(cell.source for cell in code)
    shown = [cell for cell in code if not FOLDED & set(cell.metadata.get("tags", []))]
    lines = sum(len(cell.source.splitlines()) for cell in shown)
    items = prose.count("```{quiz}") + prose.count("```{predict}")
    minutes = (
        len(re.sub(r"\s", "", prose)) / LETTERS_A_MINUTE
        + MINUTES_A_LINE * lines
        + MINUTES_AN_ITEM * items
    )
    label, title = LABEL_AND_TITLE.search(prose).groups()
    data = tuple(dict.fromkeys(DATASET.findall(whole)))
    recorded = bool(REAL.search(whole))
    exercises = tuple((name, number) for name, number, links in related if label in links)
    rounded = max(5, 5 * round(minutes / 5))
    return Lesson(name, label, title, needs, rounded, data, recorded, exercises)


def link(label: str, text: str, docname: str) -> pending_xref:
    return pending_xref(
        "",
        nodes.inline(text=text),
        refdomain="std",
        reftype="ref",
        reftarget=label,
        refexplicit=True,
        refwarn=True,
        refdoc=docname,
    )


def listed(parts: list[nodes.Node]) -> list[nodes.Node]:
    """쉼표로 이은 노드들."""
    joined = []
    for part in parts:
        joined += [nodes.Text(", "), part] if joined else [part]
    return joined


def exercise_links(lesson: Lesson, docname: str) -> list[nodes.Node]:
    return listed(
        [link(label, f"연습문제 {number}", docname) for label, number in lesson.exercises]
    )


def head(lesson: Lesson, known: dict[str, Lesson], docname: str) -> nodes.container:
    """강의의 제목 아래에 놓이는 안내."""
    rows: list[tuple[str, list[nodes.Node]]] = [
        ("시간", [nodes.Text(f"어림잡아 {lesson.minutes}분")])
    ]
    if lesson.needs:
        needed = [known[name] for name in lesson.needs]
        rows.append(("먼저 읽을 것", listed([link(n.label, n.title, docname) for n in needed])))
    if lesson.data or lesson.recorded:
        names = [nodes.literal("", name) for name in lesson.data]
        names += [nodes.Text("기록된 Fashion-MNIST")] if lesson.recorded else []
        rows.append(("데이터", listed(names)))
    if lesson.exercises:
        rows.append(("연습문제", exercise_links(lesson, docname)))
    notebook = f"../_sources/{docname}.ipynb"
    rows.append(("실행", [nodes.reference("", "노트북 내려받기", refuri=notebook)]))
    items = [
        nodes.definition_list_item(
            "", nodes.term("", name), nodes.definition("", nodes.paragraph("", "", *content))
        )
        for name, content in rows
    ]
    return nodes.container(
        "", nodes.definition_list("", *items), classes=["lesson-head"], is_div=True
    )


def add_head(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    folder, _, name = docname.rpartition("/")
    known = lessons(Path(app.srcdir)) if folder == "chapters" and _has_map(app) else {}
    title = next(doctree.findall(nodes.title), None)
    if name in known and title is not None:
        title.parent.insert(title.parent.index(title) + 1, head(known[name], known, docname))


def _has_map(app: Sphinx) -> bool:
    return Path(app.srcdir, "chapters", "course.toml").exists()


class CourseMapDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        for path in [root / "chapters" / "course.toml", *root.glob("chapters/[0-9]*.ipynb")]:
            self.env.note_dependency(str(path))
        known, docname = lessons(root), self.env.docname
        whole = nodes.container(classes=["course-map"], is_div=True)
        for title, group in stages(root):
            stage = nodes.container(classes=["course-stage"], is_div=True)
            stage += nodes.paragraph("", title, classes=["course-stage-title"])
            stage += nodes.bullet_list(
                "", *[self.card(known[name], known, docname) for name in group]
            )
            whole += stage
        return [whole]

    def card(self, lesson: Lesson, known: dict[str, Lesson], docname: str) -> nodes.list_item:
        text = f"{lesson.number}. {lesson.title}" if lesson.number else lesson.title
        name = nodes.paragraph("", "", link(lesson.label, text, docname))
        facts = nodes.paragraph("", "", nodes.Text(f"{lesson.minutes}분"), classes=["course-facts"])
        if lesson.exercises:
            facts += [nodes.Text(" · "), *exercise_links(lesson, docname)]
        before = [known[need].number for need in lesson.needs if known[need].number]
        if before:
            facts += nodes.Text(f" · 먼저 {', '.join(map(str, before))}장")
        return nodes.list_item("", name, facts)


def setup(app: Sphinx) -> dict:
    app.add_directive("course-map", CourseMapDirective)
    app.connect("builder-inited", lambda _: lessons.cache_clear())
    app.connect("doctree-read", add_head)
    app.add_css_file("course_map.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
