"""강의의 지도와 강의의 머리, 다른 쪽에서 빌려 온 그림."""

import re
from pathlib import Path

import course_map
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted(path.stem for path in ROOT.glob("chapters/[0-9]*.ipynb"))


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_the_map_has_every_lesson_once_and_nothing_is_needed_before_it_is_taught():
    listed = [name for _, group in course_map.stages(ROOT) for name in group]
    assert sorted(listed) == LESSONS
    known = course_map.lessons(ROOT)
    for lesson in known.values():
        assert all(known[need].number < lesson.number for need in lesson.needs)


def test_times_are_those_of_a_sitting():
    minutes = [lesson.minutes for lesson in course_map.lessons(ROOT).values()]
    assert all(15 <= each <= 90 for each in minutes)
    assert len(set(minutes)) > 2


def test_every_exercise_is_reached_from_the_map(site):
    exercises = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
    reached = {number for one in course_map.lessons(ROOT).values() for _, number in one.exercises}
    assert reached == {int(re.match(r"q(\d+)_", name)[1]) for name in exercises}


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_what_it_needs_and_gives_its_notebook(site, name):
    head = page(site, f"chapters/{name}").select_one(".lesson-head")
    rows = [term.get_text(strip=True) for term in head.select("dt")]
    assert rows[0] == "시간" and rows[-1] == "실행"
    for link in head.select("a"):
        target, _, anchor = link["href"].partition("#")
        path = (site / "chapters" / target).resolve()
        assert path.exists(), link
        assert not anchor or f'id="{anchor}"' in path.read_text(encoding="utf-8"), link


def test_numbers_agree_in_the_sidebar_the_heading_and_the_figures(site):
    for name in LESSONS[1:]:
        number = str(int(name[:2]))
        soup = page(site, f"chapters/{name}")
        assert soup.select_one("article section h1").get_text().startswith(f"{number}. ")
        assert soup.select_one("nav .current.active").get_text(strip=True).startswith(f"{number}.")
        captions = [one.get_text() for one in soup.select("figcaption .caption-number")]
        assert captions and all(one.startswith(f"그림 {number}.") for one in captions)


def test_the_front_page_shows_the_figure_that_the_first_lesson_makes(site):
    front, lesson = page(site, "intro"), page(site, "chapters/00_welcome")
    borrowed = front.select_one("figure img")
    original = lesson.select_one("#fig-heal img")
    assert Path(borrowed["src"]).name == Path(original["src"]).name
    assert borrowed["alt"] == original["alt"]
    assert front.select_one("figcaption").get_text() != lesson.select_one("#fig-heal figcaption")
    assert len(front.select(".course-doors strong a")) == 3
