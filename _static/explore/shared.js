// 움직여 보는 그림이 함께 쓰는 것: 수의 표기, 조절기, 로그 축, 주소에 담는 상태.
// 움직이는 효과가 없으므로 「움직임 줄이기」를 켠 화면에서도 똑같이 보인다.

const SVG = "http://www.w3.org/2000/svg";
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
}

export function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
}

const minus = (text) => text.replace("-", "−");
const raised = (power) => minus(String(power)).replace("−", "⁻").replace(/\d/g, (d) => RAISED[d]);

// 유효 숫자 세 자리. 너무 크거나 작으면 10의 거듭제곱으로 쓰고, spoken이면 읽을 수 있게 푼다.
export function number(value, spoken = false) {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return "무한대";
  const size = Math.abs(value);
  if (size >= 0.001 && size < 9999.5) {
    return minus(size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3))));
  }
  const [digits, power] = value.toExponential(1).split("e").map(Number);
  return minus(String(digits)) + (spoken ? ` 곱하기 10의 ${minus(String(power))}제곱` : `×10${raised(power)}`);
}

let made = 0;

function labelled(label, input, ...after) {
  input.id = `explore-input-${(made += 1)}`;
  return make("div", { class: "explore-control" }, make("label", { for: input.id }, label), input, ...after);
}

// 이름과 값이 붙은 슬라이더. 화살표, Page Up/Down, Home, End는 브라우저가 처리한다.
export function slider({ label, min, max, step, show, change }) {
  const input = make("input", { type: "range", min, max, step });
  const output = make("output");
  const node = labelled(label, input, output);
  input.addEventListener("input", () => change(Number(input.value)));
  return {
    node,
    set(value, limit = max) {
      input.max = limit;
      input.value = value;
      output.textContent = show(value);
      input.setAttribute("aria-valuetext", output.textContent);
    },
  };
}

// choices: 값 → 글
export function select({ label, choices, change }) {
  const options = Object.entries(choices).map(([value, text]) => make("option", { value }, text));
  const input = make("select", {}, ...options);
  input.addEventListener("change", () => change(input.value));
  return { node: labelled(label, input), set: (value) => (input.value = value) };
}

export function button(text, press) {
  const node = make("button", { type: "button", class: "explore-button" }, text);
  node.addEventListener("click", press);
  return node;
}

// 가로는 층, 세로는 크기의 상용로그인 축. place는 (층, 크기) → 자리다.
export function logAxes({ width, height, count, low, high, xlabel }) {
  const [left, right, top, bottom] = [46, 10, 12, 40];
  const x = (layer) => left + ((layer - 1) / Math.max(1, count - 1)) * (width - left - right);
  const y = (log) => top + ((high - log) / (high - low)) * (height - top - bottom);
  const node = draw("g", { class: "explore-axes" });
  const stepY = [1, 2, 5, 10, 20, 50, 100].find((step) => (high - low) / step <= 7) ?? 100;
  for (let log = Math.ceil(low / stepY) * stepY; log <= high; log += stepY) {
    node.append(
      draw("line", { x1: left, x2: width - right, y1: y(log), y2: y(log) }),
      draw("text", { x: left - 6, y: y(log) + 4, "text-anchor": "end" }, log ? `10${raised(log)}` : "1"),
    );
  }
  const stepX = [1, 2, 5, 10, 20].find((step) => count / step <= 10) ?? 20;
  for (let layer = stepX; layer <= count; layer += stepX) {
    node.append(draw("text", { x: x(layer), y: height - 22, "text-anchor": "middle" }, String(layer)));
  }
  node.append(draw("text", { x: (left + width) / 2, y: height - 4, "text-anchor": "middle" }, xlabel));
  return { node, x, y, left, right: width - right, top, bottom: height - bottom };
}

const SHAPES = {
  circle: ([x, y]) => draw("circle", { cx: x, cy: y, r: 4 }),
  square: ([x, y]) => draw("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7 }),
  triangle: ([x, y]) => draw("path", { d: `M${x} ${y - 4.5}l4.5 8h-9z` }),
};

// 점들을 이은 선. 표식은 스물다섯을 넘지 않게 건너뛰며 찍는다.
export function curve(points, kind, shape) {
  const seen = points.filter(([, y]) => Number.isFinite(y));
  const line = draw("polyline", { points: seen.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") });
  const skip = Math.ceil(seen.length / 25);
  const marks = shape ? seen.filter((_, index) => index % skip === 0).map(SHAPES[shape]) : [];
  return draw("g", { class: `explore-curve explore-${kind}` }, line, ...marks);
}

export function histogram(values, low, high, bins) {
  const counts = new Array(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - low) / (high - low)) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))] += 1;
  }
  return counts;
}

// 주소의 「#이름&글자=값」에 담긴 상태. 모르는 것은 버린다.
export function readState(name, start, hash = location.hash) {
  const [first, ...rest] = decodeURIComponent(hash.slice(1)).split("&");
  const state = { ...start };
  if (first !== name) return state;
  for (const [key, value] of rest.map((part) => part.split("="))) {
    if (!(key in start)) continue;
    state[key] = typeof start[key] === "number" ? Number(value) : value;
  }
  return state;
}

export function stateHash(name, state) {
  return `#${name}&${Object.entries(state).map((pair) => pair.join("=")).join("&")}`;
}

// 지시어가 만든 상자를 찾아 그림을 붙인다. 읽는 이가 움직인 뒤에야 주소를 바꾼다.
export function mount(name, start, check, build) {
  for (const box of document.querySelectorAll(`[data-explore="${name}"]`)) {
    const given = JSON.parse(box.dataset.settings || "{}");
    const usual = check({ ...start, ...given });
    let state = check(readState(name, usual));
    const live = make("div", { class: "explore-live" });
    const summary = make("p", { class: "explore-summary", "aria-live": "polite" });
    let frame = 0;
    let later = 0;
    const update = (changes) => {
      state = check({ ...state, ...changes });
      clearTimeout(later);
      // 브라우저는 주소를 너무 자주 바꾸지 못하게 하고, 낭독기는 멈춘 뒤의 말만 읽으면 된다.
      later = setTimeout(() => {
        history.replaceState(history.state, "", stateHash(name, state));
        summary.textContent = view.say();
      }, 300);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        view.show(state);
      });
    };
    const view = build(live, update);
    live.append(summary);
    box.append(live);
    box.classList.add("explore-on");
    const begin = () => {
      view.show(state);
      summary.textContent = view.say();
    };
    begin();
    new ResizeObserver(() => view.show(state)).observe(live);
    const called = () => location.hash.startsWith(`#${name}&`);
    if (called()) box.scrollIntoView();
    addEventListener("hashchange", () => {
      if (!called()) return;
      state = check(readState(name, usual));
      begin();
    });
  }
}
