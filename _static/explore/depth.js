// 「몇 층에서 죽나」: 훈련하지 않은 망의 층마다 신호와 그레이디언트의 크기를 재어 보인다.

import { ACTIVATIONS, normals, rms, run, spread, theory } from "./net.js";
import {
  button, curve, draw, histogram, logAxes, make, mount, number, select, slider,
} from "./shared.js";

// 폭이 모두 같은 층에서 규칙이 정하는 이득 g = σ√n
export const RULES = {
  glorot: ["글로럿, 르쿤 (g = 1)", () => 1],
  he: ["He (g = √2)", () => Math.SQRT2],
  unit: ["N(0, 1) (g = √폭)", (width) => Math.sqrt(width)],
  small: ["σ = 0.01 (g = 0.01√폭)", (width) => 0.01 * Math.sqrt(width)],
  free: ["직접 정한 이득", null],
};

const SAMPLES = 8;
const TINY32 = 2 ** -126;
const HUGE32 = (2 - 2 ** -23) * 2 ** 127;

const cache = {};

function network({ width, depth, seed }) {
  const key = `${width} ${seed}`;
  if (cache.key !== key) {
    const size = SAMPLES * width;
    Object.assign(cache, { key, units: [], x: normals(seed * 1009, size), top: normals(seed * 1009 + 1, size) });
  }
  // 층을 더해도 아래층의 가중치는 그대로다.
  while (cache.units.length < depth) {
    cache.units.push(normals(seed * 1009 + 2 + cache.units.length, width * width));
  }
  return { ...cache, units: cache.units.slice(0, depth) };
}

export function measure(state) {
  const { x, units, top } = network(state);
  const { width } = state;
  const flow = run(x, units, state.gain / Math.sqrt(width), state.activation, top, width);
  return {
    ...flow,
    size: flow.pre.map(rms),
    signal: flow.pre.map((z) => spread(z, width)),
    gradient: flow.deltas.map(rms),
    theory: theory(state.activation, state.gain, state.depth),
  };
}

const between = (value, low, high, usual) =>
  Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : usual;

export const START = { activation: "sigmoid", rule: "glorot", gain: 1, depth: 20, width: 64, layer: 1, seed: 1 };

export function check(wanted) {
  const state = { ...wanted };
  if (!Object.hasOwn(ACTIVATIONS, state.activation)) state.activation = START.activation;
  if (!Object.hasOwn(RULES, state.rule)) state.rule = START.rule;
  state.depth = Math.round(between(state.depth, 1, 100, START.depth));
  state.width = 8 * Math.round(between(state.width, 8, 128, START.width) / 8);
  state.layer = Math.round(between(state.layer, 1, state.depth, 1));
  state.seed = Math.round(between(state.seed, 1, 999, 1));
  const rule = RULES[state.rule][1];
  state.gain = rule ? rule(state.width) : between(state.gain, 0.02, 20, 1);
  return state;
}

// 32비트 실수가 더 담지 못하는 곳을 말한다.
export function limits({ size, signal, gradient }) {
  const said = [];
  const buried = signal.findIndex((value, layer) => value < size[layer] * 2 ** -24);
  const gone = gradient.findLastIndex((value) => value < TINY32);
  const burst = gradient.findLastIndex((value) => value > HUGE32);
  const faded = size.findIndex((value) => value < TINY32);
  const grown = size.findIndex((value) => value > HUGE32);
  if (faded >= 0) said.push(`신호는 ${faded + 1}층에서 0이 된다`);
  if (grown >= 0) said.push(`신호는 ${grown + 1}층에서 무한대가 된다`);
  if (buried >= 0) said.push(`샘플 사이의 차이는 ${buried + 1}층에서 반올림에 묻힌다`);
  if (gone >= 0) said.push(`그레이디언트는 내려오다 ${gone + 1}층에서 0이 된다`);
  if (burst >= 0) said.push(`그레이디언트는 내려오다 ${burst + 1}층에서 무한대가 된다`);
  return said.length ? `32비트 실수로 계산하면 ${said.join(", ")}.` : "32비트 실수로도 모두 담을 수 있다.";
}

export function describe(state, found) {
  const { depth } = state;
  const name = ACTIVATIONS[state.activation][0];
  const head = `${name} ${depth}층, 폭 ${state.width}, 이득 ${number(state.gain)}.`;
  if (depth === 1) return `${head} 층을 더 쌓아 보라.`;
  const per = (from, to) => (to / from) ** (1 / (depth - 1));
  const { gradient, signal } = found;
  const back = per(gradient[depth - 1], gradient[0]);
  const law = per(found.theory.gradient[depth - 1], found.theory.gradient[0]);
  const ratio = gradient[0] / gradient[depth - 1];
  const whole = `첫 층에서는 맨 위의 ${number(ratio, true)}배다.`;
  const forward = `신호는 첫 층의 ${number(signal[depth - 1] / signal[0], true)}배로 끝난다.`;
  return `${head} 그레이디언트는 한 층 내려갈 때마다 평균 ${number(back)}배(식 ${number(law)}배)가 되어 ${whole} ${forward} ${limits(found)}`;
}

const CURVES = [
  ["size", "z의 크기(제곱평균제곱근)", "triangle"],
  ["signal", "신호(z의 샘플 사이 표준편차)", "circle"],
  ["gradient", "그레이디언트(∂L/∂z의 크기)", "square"],
];

function chart(width, state, found) {
  const expected = { size: found.theory.z, gradient: found.theory.gradient };
  const logs = [...CURVES.map(([key]) => found[key]), ...Object.values(expected)].flat().map(Math.log10);
  const seen = logs.filter(Number.isFinite);
  const middle = Math.round((Math.min(...seen) + Math.max(...seen)) / 2);
  const low = Math.min(Math.floor(Math.min(...seen)), middle - 2);
  const high = Math.max(Math.ceil(Math.max(...seen)), middle + 2);
  const axes = logAxes({ width, height: 300, count: state.depth, low, high, xlabel: "층 (1이 입력 쪽)" });
  const points = (values) => values.map((value, layer) => [axes.x(layer + 1), axes.y(Math.log10(value))]);
  const art = draw("svg", { width, height: 300, class: "explore-chart", "aria-hidden": "true" }, axes.node);
  for (const [limit, text, after] of [[TINY32, "32비트의 아래쪽 끝", -5], [HUGE32, "32비트의 위쪽 끝", 14]]) {
    const log = Math.log10(limit);
    if (log < low || log > high) continue;
    const y = axes.y(log);
    art.append(
      draw("line", { x1: axes.left, x2: axes.right, y1: y, y2: y, class: "explore-limit" }),
      draw("text", { x: axes.left + 6, y: y + after }, text),
    );
  }
  const x = axes.x(state.layer);
  art.append(draw("line", { x1: x, x2: x, y1: axes.top, y2: axes.bottom, class: "explore-chosen" }));
  for (const [key, , shape] of CURVES) art.append(curve(points(found[key]), key, shape));
  for (const [key, values] of Object.entries(expected)) art.append(curve(points(values), `${key} explore-law`));
  return art;
}

function bars(title, values, low, high, kind) {
  const counts = histogram(values, low, high, 24);
  const most = Math.max(...counts);
  const rects = counts.map((count, bin) => {
    const height = (60 * count) / most;
    return draw("rect", { x: bin * 5, y: 62 - height, width: 4.4, height });
  });
  const art = draw("svg", { viewBox: "0 0 120 64", class: `explore-bars explore-${kind}`, "aria-hidden": "true" }, ...rects);
  const range = make("span", { class: "explore-range" }, make("span", {}, number(low)), make("span", {}, number(high)));
  return make("div", {}, make("div", { class: "explore-name" }, title), art, range);
}

function histograms(state, found) {
  const at = state.layer - 1;
  const h = found.post[at];
  const [z, delta] = [3.5 * found.size[at] || 1, 3.5 * found.gradient[at] || 1];
  const [low, high] = [Math.min(...h), Math.max(...h)];
  return [
    bars("z", found.pre[at], -z, z, "size"),
    bars("h = φ(z)", h, low, high > low ? high : low + 1, "signal"),
    bars("∂L/∂z", found.deltas[at], -delta, delta, "gradient"),
  ];
}

const PRESETS = {
  "시그모이드 + 글로럿": { activation: "sigmoid", rule: "glorot" },
  "시그모이드 + N(0, 1)": { activation: "sigmoid", rule: "unit" },
  "tanh + 글로럿": { activation: "tanh", rule: "glorot" },
  "ReLU + 글로럿": { activation: "relu", rule: "glorot" },
  "ReLU + He": { activation: "relu", rule: "he" },
};

function build(live, update) {
  const names = (table) => Object.fromEntries(Object.entries(table).map(([key, [text]]) => [key, text]));
  const controls = {
    activation: select({ label: "활성화 함수", choices: names(ACTIVATIONS), change: (activation) => update({ activation }) }),
    rule: select({ label: "가중치의 크기", choices: names(RULES), change: (rule) => update({ rule }) }),
    gain: slider({
      label: "이득 g", min: -1.7, max: 1.3, step: 0.01, show: (log) => number(10 ** log),
      change: (log) => update({ rule: "free", gain: Number((10 ** log).toPrecision(4)) }),
    }),
    depth: slider({ label: "깊이", min: 1, max: 100, step: 1, show: (n) => `${n}층`, change: (depth) => update({ depth }) }),
    width: slider({ label: "폭", min: 8, max: 128, step: 8, show: (n) => `${n}개`, change: (width) => update({ width }) }),
    layer: slider({ label: "들여다볼 층", min: 1, max: 100, step: 1, show: (n) => `${n}층`, change: (layer) => update({ layer }) }),
  };
  let now;
  let found;
  const presets = Object.entries(PRESETS).map(([text, changes]) => button(text, () => update(changes)));
  const again = button("가중치 다시 뽑기", () => update({ seed: (now.seed % 999) + 1 }));
  const keys = CURVES.map(([kind, text, shape]) => {
    const sample = draw("svg", { width: 28, height: 12, "aria-hidden": "true" }, curve([[14, 6]], kind, shape));
    return make("span", {}, sample, text);
  });
  const legend = make("p", { class: "explore-legend" }, ...keys, make("span", {}, "점선은 식"));
  const plot = make("div", { class: "explore-plot" });
  const below = make("div", { class: "explore-histograms" });
  live.append(
    make("div", { class: "explore-buttons" }, ...presets, again),
    make("div", { class: "explore-controls" }, ...Object.values(controls).map((control) => control.node)),
    legend, plot, below,
  );
  return {
    show(state) {
      now = state;
      found = measure(state);
      controls.activation.set(state.activation);
      controls.rule.set(state.rule);
      controls.gain.set(Math.log10(state.gain));
      controls.depth.set(state.depth);
      controls.width.set(state.width);
      controls.layer.set(state.layer, state.depth);
      plot.replaceChildren(chart(Math.max(260, live.clientWidth), state, found));
      below.replaceChildren(...histograms(state, found));
    },
    say: () => describe(now, found),
  };
}

if (typeof document !== "undefined") mount("depth", START, check, build);
