"""움직여 보는 그림: 브라우저의 계산을 파이썬과 견주고, 자판만으로 움직여 본다."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import exp, pi, sqrt
from pathlib import Path

import numpy as np
import page_scripts
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from trainlab import mlp

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "_static" / "explore"
ACTIVATIONS = ("sigmoid", "tanh", "relu", "elu", "selu", "swish")
GAINS = (0.3, 1.0, sqrt(2), 4.0, 12.0)
CONF = """
import sys
sys.path.insert(0, {extensions!r})
project, language = "그림", "ko"
extensions = ["myst_nb", "explorable"]
myst_enable_extensions = ["colon_fence"]
html_static_path = [{static!r}]
html_theme = "basic"
html_favicon = {icon!r}
nb_execution_mode = "off"
"""
PAGE = """# 그림

:::{explorable} depth
:title: 몇 층에서 죽나
:settings: activation=relu rule=he depth=30

움직이지 않는 설명이다.
:::
"""


@pytest.fixture(scope="module")
def node():
    """(할 일, 값)의 목록을 Node에서 브라우저의 모듈로 계산하는 함수."""
    program = shutil.which("node")
    if program is None:
        advice = "Node가 없습니다. 데비안과 우분투에서는 sudo apt install nodejs 를 실행하세요."
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(advice)
        pytest.skip(advice)

    def work(folder: Path, *jobs: tuple[str, dict]) -> list:
        script = Path(__file__).with_name("explore.mjs")
        result = subprocess.run(
            [program, "--no-warnings", script, folder],
            input=json.dumps(jobs),
            text=True,
            capture_output=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return work


@pytest.fixture(scope="module")
def compute(node, tmp_path_factory):
    # 꾸러미 표시가 없으면 Node는 .js를 옛 모듈로 읽는다.
    folder = tmp_path_factory.mktemp("modules")
    for module in MODULES.glob("*.js"):
        shutil.copy(module, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return partial(node, folder)


def one(compute, job: str, **given):
    return compute((job, given))[0]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_signals_and_gradients_equal_those_of_trainlab(compute, activation):
    rng = np.random.default_rng(7)
    width, samples, depth, scale = 12, 8, 6, 0.45
    x = rng.normal(size=(samples, width))
    units = rng.normal(size=(depth, width, width))
    output = rng.normal(size=(width, 5))
    layers = [(scale * unit, np.zeros(width)) for unit in units] + [(output, np.zeros(5))]
    pre, post = mlp.forward(x, layers, activation)
    _, _, deltas = mlp.gradients(x, np.arange(samples) % 5, layers, activation)
    given = {"x": x.tolist(), "units": units.tolist(), "scale": scale, "activation": activation}
    found = one(compute, "flow", **given, top=(deltas[-1] @ output.T).tolist())
    for ours, theirs in ((pre, "pre"), (post, "post"), (deltas, "deltas")):
        expected = np.array(ours[:-1]).reshape(depth, -1)
        assert np.allclose(found[theirs], expected, rtol=1e-10, atol=1e-13), theirs


def test_every_activation_of_the_figure_is_compared(compute):
    assert one(compute, "names") == list(ACTIVATIONS)


def mean(function, size: float) -> float:
    """E[f(size·t)], t ~ N(0, 1). 꺾인 곳 0에서 나누어 적분한다."""

    def weighted(t: float) -> float:
        return float(function(np.float64(size * t))) * exp(-t * t / 2) / sqrt(2 * pi)

    options = {"epsabs": 1e-13, "epsrel": 1e-11, "limit": 400}
    edges = [-10, -1, 0, 1, 10]
    return sum(quad(weighted, a, b, **options)[0] for a, b in zip(edges, edges[1:], strict=False))


def multipliers(activation: str, gain: float, depth: int) -> tuple[list[float], list[float]]:
    """z의 제곱평균제곱근과 그레이디언트의 배율, 층마다."""
    phi, slope = mlp.ACTIVATIONS[activation]
    size, sizes, down = gain, [], []
    for _ in range(depth):
        sizes.append(size)
        down.append(gain * sqrt(mean(lambda z: slope(z) ** 2, size)))
        size = gain * sqrt(mean(lambda z: phi(z) ** 2, size))
    return sizes, down


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_predicted_multipliers_equal_adaptive_quadrature(compute, activation):
    jobs = [("theory", {"activation": activation, "gain": g, "depth": 4}) for g in GAINS]
    for gain, found in zip(GAINS, compute(*jobs), strict=True):
        sizes, down = multipliers(activation, gain, 4)
        assert np.allclose(found["z"], sizes, rtol=1e-6), gain
        assert np.allclose(found["down"], down, rtol=1e-6), gain
        # 맨 위 h의 그레이디언트가 1이므로, 맨 위 z의 것에는 이득이 아직 곱해지지 않았다.
        whole = np.cumprod(down[::-1])[::-1] / gain
        assert np.allclose(found["gradient"], whole, rtol=1e-5), gain


def test_the_gain_the_lesson_asks_for_keeps_the_gradient(compute):
    def at_rest(gain: float) -> float:
        return multipliers("sigmoid", gain, 12)[1][-1]

    kept = brentq(lambda gain: at_rest(gain) - 1, 6, 16, xtol=0.01)
    assert 9.5 < kept < 10.5
    assert at_rest(4) < 0.7 and at_rest(1) < 0.25
    found = one(compute, "measure", activation="sigmoid", rule="free", gain=10, depth=40, width=128)
    measured = (found["gradient"][0] / found["gradient"][-1]) ** (1 / 39)
    assert abs(measured - 1) < 0.1


def test_sizes_are_measured_without_overflow_and_equal_numpy(compute):
    values = np.random.default_rng(3).normal(1, 2, (8, 5))
    expected = np.array([sqrt((values**2).mean()), sqrt(values.var(axis=0, ddof=1).mean())])
    for scale in (1.0, 1e-200, 1e200):
        found = one(compute, "sizes", values=(values * scale).tolist())
        assert np.allclose(np.array(found) / scale, expected, rtol=1e-12)


def test_drawn_numbers_are_standard_normal_and_follow_the_seed(compute):
    first, again, other = compute(
        *(("normals", {"seed": seed, "length": 40_001}) for seed in (5, 5, 6))
    )
    assert first == again and first != other
    drawn = np.array([first, other])
    assert np.all(np.abs(drawn.mean(axis=1)) < 0.02)
    assert np.all(np.abs(drawn.std(axis=1) - 1) < 0.02)
    assert np.all(np.abs((drawn**4).mean(axis=1) - 3) < 0.2)
    assert abs(np.corrcoef(drawn)[0, 1]) < 0.02


def test_the_sentence_names_the_layer_where_single_precision_ends(compute):
    gradient = np.float64(10.0) ** np.arange(-44, 0)
    with np.errstate(under="ignore"):
        lost = np.abs(gradient) < np.finfo(np.float32).tiny
    layer = int(np.flatnonzero(lost)[-1]) + 1
    ones = [1.0] * len(gradient)
    found = one(compute, "limits", size=ones, signal=ones, gradient=gradient.tolist())
    assert found == f"32비트 실수로 계산하면 그레이디언트는 내려오다 {layer}층에서 0이 된다."
    eps = float(np.finfo(np.float32).eps)
    buried = [1.0, eps, eps / 4]
    found = one(compute, "limits", size=[1.0] * 3, signal=buried, gradient=[1.0] * 3)
    assert found == "32비트 실수로 계산하면 샘플 사이의 차이는 3층에서 반올림에 묻힌다."
    found = one(compute, "limits", size=[1.0], signal=[1.0], gradient=[1.0])
    assert found == "32비트 실수로도 모두 담을 수 있다."


def test_an_address_restores_the_state_and_junk_falls_back(compute):
    state = {"activation": "swish", "rule": "free", "gain": 1.567, "depth": 37, "width": 96}
    kept, back = one(compute, "roundTrip", **state, layer=12, seed=3)
    assert kept == back == {**state, "layer": 12, "seed": 3}
    start = one(compute, "state", hash="#saturation")
    junk = "#depth&activation=constructor&rule=%3Cb%3E&depth=1e9&width=NaN&gain=&layer=-3&x=1"
    assert one(compute, "state", hash=junk) == {**start, "depth": 100}


def test_numbers_are_written_and_spoken_in_korean(compute):
    values = [0, 0.2345, -12.34, 1234.6, 3.14e-12, 2e30]
    written = ["0", "0.234", "−12.3", "1235", "3.1×10⁻¹²", "2×10³⁰"]
    assert one(compute, "number", values=values, spoken=False) == written
    assert one(compute, "number", values=[3.14e-12], spoken=True) == ["3.1 곱하기 10의 −12제곱"]


def test_each_module_weighs_at_most_5_kib():
    for module in MODULES.glob("*.js"):
        assert len(gzip.compress(module.read_bytes(), 6, mtime=0)) <= 5 * 1024, module.name


def test_a_module_is_never_loaded_as_a_plain_script():
    body = '<div class="explore" data-explore="depth">'
    assert not page_scripts.needed("_static/explore/depth.js", body)


def build(folder: Path, page: str) -> subprocess.CompletedProcess[str]:
    static = ROOT / "_static"
    paths = {"extensions": ROOT / "sphinx_ext", "static": static, "icon": static / "favicon.svg"}
    conf = CONF.format(**{name: str(path) for name, path in paths.items()})
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text("# 처음\n\n```{toctree}\npage\n```\n", encoding="utf-8")
    (folder / "page.md").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder / "html")]
    return subprocess.run(command, text=True, capture_output=True, check=False)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """작은 책의 주소. 모듈은 파일에서 바로 열리지 않아 서버가 있어야 한다."""
    folder = tmp_path_factory.mktemp("explore")
    result = build(folder, PAGE)
    assert result.returncode == 0, result.stderr
    handler = partial(Quiet, directory=str(folder / "html"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(small, browser):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.goto(f"{small}/page.html")
    opened.wait_for_selector(".explore-live .explore-chart")
    yield opened
    assert errors == []
    context.close()


def spoken(page) -> str:
    return page.locator(".explore-summary").inner_text()


def test_the_keyboard_alone_moves_the_figure_and_the_address_restores_it(page):
    assert spoken(page).startswith("ReLU 30층, 폭 64, 이득 1.41.")
    assert page.evaluate("location.hash") == ""
    page.get_by_label("활성화 함수").focus()
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.labels[0].textContent") == "이득 g"
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.hash.includes('depth=33')")
    assert spoken(page).startswith("시그모이드 33층, 폭 64, 이득 1.41.")
    assert page.get_by_label("깊이").get_attribute("aria-valuetext") == "33층"
    page.get_by_role("button", name="시그모이드 + N(0, 1)").press("Enter")
    page.wait_for_function("location.hash.includes('rule=unit')")
    before, drawn = spoken(page), page.locator(".explore-plot").inner_html()
    page.reload()
    page.wait_for_selector(".explore-live .explore-chart")
    assert spoken(page) == before
    assert page.locator(".explore-plot").inner_html() == drawn


def test_the_two_curves_differ_in_marker_and_colour(page):
    looks = page.evaluate(
        """() => ["signal", "gradient"].map(kind => {
            const curve = document.querySelector(`.explore-chart .explore-${kind}`);
            return [curve.lastChild.tagName, getComputedStyle(curve).stroke];
        })"""
    )
    (signal, blue), (gradient, orange) = looks
    assert (signal, gradient) == ("circle", "rect") and blue != orange


def test_a_narrow_screen_needs_no_sideways_scroll(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_fallback_is_read_without_javascript_and_in_print(page, small, browser):
    fallback = page.locator(".explore-fallback")
    assert not fallback.is_visible()
    page.emulate_media(media="print")
    assert fallback.is_visible() and not page.locator(".explore-live").is_visible()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{small}/page.html")
    assert plain.get_by_text("움직이지 않는 설명이다.").is_visible()
    context.close()


MISTAKES = {
    "_static/explore에 없는 모듈입니다: deep": PAGE.replace("} depth", "} deep"),
    ":title:에 그림의 이름을": PAGE.replace(":title: 몇 층에서 죽나\n", ""),
    "읽을 글이 없습니다": PAGE.replace("움직이지 않는 설명이다.\n", ""),
}


@pytest.mark.parametrize("sentence", MISTAKES)
def test_a_mistake_is_named_and_no_book_is_made(tmp_path, sentence):
    result = build(tmp_path, MISTAKES[sentence])
    assert result.returncode != 0 and sentence in result.stderr
