// 브라우저에서 도는 완전 연결 망. trainlab.mlp와 같은 값을 낸다.
// 층은 z = 배율 · (h_앞 @ U), h = φ(z)이고 폭이 모두 같다.

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;
const sigmoid = (z) => 0.5 * (1 + Math.tanh(z / 2));

// 이름 → [보이는 이름, φ(z), φ'(z, h)]
export const ACTIVATIONS = {
  sigmoid: ["시그모이드", sigmoid, (z, h) => h * (1 - h)],
  tanh: ["tanh", Math.tanh, (z, h) => 1 - h * h],
  relu: ["ReLU", (z) => (z > 0 ? z : 0), (z) => (z > 0 ? 1 : 0)],
  elu: ["ELU", (z) => (z > 0 ? z : Math.expm1(z)), (z, h) => (z > 0 ? 1 : h + 1)],
  selu: [
    "SELU",
    (z) => SCALE * (z > 0 ? z : ALPHA * Math.expm1(z)),
    (z, h) => (z > 0 ? SCALE : h + SCALE * ALPHA),
  ],
  swish: ["Swish", (z) => z * sigmoid(z), (z, h) => sigmoid(z) * (1 - h) + h],
};

// 시드를 받는 정규 난수(xorshift와 박스–뮬러).
export function normals(seed, length) {
  let bits = Math.imul(seed + 1, 0x9e3779b1);
  const uniform = () => {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    return ((bits >>> 0) + 0.5) / 2 ** 32;
  };
  for (let warm = 0; warm < 8; warm += 1) uniform();
  const values = new Float64Array(length);
  for (let index = 0; index < length; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    values[index] = radius * Math.cos(angle);
    if (index + 1 < length) values[index + 1] = radius * Math.sin(angle);
  }
  return values;
}

// 행렬곱 scale · (a @ U). along은 더하는 쪽, across는 남는 쪽으로 U에서 한 칸 가는 거리다.
// 샘플 넷을 함께 계산하면 U를 네 번에 한 번만 읽는다. 샘플의 수는 4의 배수다.
function product(a, unit, width, scale, along, across) {
  const out = new Float64Array(a.length);
  for (let one = 0; one < a.length; one += 4 * width) {
    const [two, three, four] = [one + width, one + 2 * width, one + 3 * width];
    for (let j = 0; j < width; j += 1) {
      let [p, q, r, s] = [0, 0, 0, 0];
      for (let i = 0, at = j * across; i < width; i += 1, at += along) {
        const weight = unit[at];
        p += a[one + i] * weight;
        q += a[two + i] * weight;
        r += a[three + i] * weight;
        s += a[four + i] * weight;
      }
      out[one + j] = scale * p;
      out[two + j] = scale * q;
      out[three + j] = scale * r;
      out[four + j] = scale * s;
    }
  }
  return out;
}

// x와 top은 (샘플 × 폭), units의 원소는 (폭 × 폭)을 한 줄로 편 것이다. top은 맨 위 h의 그레이디언트.
export function run(x, units, scale, activation, top, width) {
  const [, phi, slope] = ACTIVATIONS[activation];
  const [pre, post, deltas] = [[], [], []];
  let signal = x;
  for (const unit of units) {
    const z = product(signal, unit, width, scale, width, 1);
    signal = z.map((value) => phi(value));
    pre.push(z);
    post.push(signal);
  }
  let gradient = top;
  for (let layer = units.length - 1; layer >= 0; layer -= 1) {
    const [z, h] = [pre[layer], post[layer]];
    const delta = gradient.map((value, index) => value * slope(z[index], h[index]));
    deltas.unshift(delta);
    if (layer) gradient = product(delta, units[layer], width, scale, 1, width);
  }
  return { pre, post, deltas };
}

// 제곱이 넘치거나 사라지지 않게 가장 큰 값으로 나누어 잰다.
export function rms(values) {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  if (!most) return 0;
  let sum = 0;
  for (const value of values) sum += (value / most) ** 2;
  return most * Math.sqrt(sum / values.length);
}

// 뉴런마다 샘플에 따라 달라지는 정도(분산을 뉴런에 걸쳐 평균한 것의 제곱근).
export function spread(values, width) {
  const samples = values.length / width;
  const centred = new Float64Array(values.length);
  for (let j = 0; j < width; j += 1) {
    let mean = 0;
    for (let at = j; at < values.length; at += width) mean += values[at] / samples;
    for (let at = j; at < values.length; at += width) centred[at] = values[at] - mean;
  }
  return rms(centred) * Math.sqrt(samples / (samples - 1));
}

// 표준정규분포에 대한 기댓값의 점과 무게. 구간마다 가우스–르장드르 5점이다. φ(rt)는 r이 클수록 0 가까이의
// 좁은 곳에서 꺾이므로 구간을 0으로 갈수록 반씩 줄인다.
const NODES = [0, 0.5384693101056831, 0.906179845938664];
const WEIGHTS = [0.5688888888888889, 0.47862867049936647, 0.23692688505618908];
const GRID = [];
for (let left = 0, right = 2 ** -14; left < 9; left = right, right = Math.min(2 * right, right + 0.5)) {
  const half = (right - left) / 2;
  for (const node of [-2, -1, 0, 1, 2]) {
    const t = left + half * (1 + Math.sign(node) * NODES[Math.abs(node)]);
    const weight = (half * WEIGHTS[Math.abs(node)] * Math.exp((-t * t) / 2)) / Math.sqrt(2 * Math.PI);
    GRID.push([t, weight], [-t, weight]);
  }
}

// 입력의 제곱평균이 1일 때, 넓은 망의 층마다 z와 그레이디언트의 크기와 층별 배율.
export function theory(activation, gain, depth) {
  const [, phi, slope] = ACTIVATIONS[activation];
  const [z, down, gradient] = [[], [], []];
  let size = gain;
  for (let layer = 0; layer < depth; layer += 1) {
    let [signal, back] = [0, 0];
    for (const [t, weight] of GRID) {
      const h = phi(size * t);
      signal += weight * (h / size) ** 2;
      back += weight * slope(size * t, h) ** 2;
    }
    z.push(size);
    down.push(gain * Math.sqrt(back));
    size *= gain * Math.sqrt(signal);
  }
  let back = 1 / gain;
  for (let layer = depth - 1; layer >= 0; layer -= 1) {
    back *= down[layer];
    gradient.unshift(back);
  }
  return { z, down, gradient };
}
