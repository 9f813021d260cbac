// 표준 입력으로 받은 값을 브라우저의 모듈로 계산해 표준 출력에 JSON으로 낸다.
import { readFileSync } from "node:fs";

const [folder] = process.argv.slice(2);
const load = (name) => import(new URL(`${name}.js`, `file://${folder}/`));
const net = await load("net");
const depth = await load("depth");
const shared = await load("shared");

const asked = JSON.parse(readFileSync(0, "utf8"));
const flat = (rows) => Float64Array.from(rows.flat());
const lists = (layers) => layers.map((layer) => [...layer]);

const jobs = {
  names: () => Object.keys(net.ACTIVATIONS),
  flow({ x, units, scale, activation, top }) {
    const found = net.run(flat(x), units.map(flat), scale, activation, flat(top), x[0].length);
    return Object.fromEntries(Object.entries(found).map(([name, layers]) => [name, lists(layers)]));
  },
  theory: ({ activation, gain, depth: layers }) => net.theory(activation, gain, layers),
  sizes: ({ values }) => [net.rms(flat(values)), net.spread(flat(values), values[0].length)],
  normals: ({ seed, length }) => [...net.normals(seed, length)],
  limits: (found) => depth.limits(found),
  measure(state) {
    const { size, signal, gradient, theory } = depth.measure(depth.check({ ...depth.START, ...state }));
    return { size, signal, gradient, theory };
  },
  state: ({ hash }) => depth.check(shared.readState("depth", depth.START, hash)),
  roundTrip(state) {
    const kept = depth.check({ ...depth.START, ...state });
    return [kept, depth.check(shared.readState("depth", depth.START, shared.stateHash("depth", kept)))];
  },
  number: ({ values, spoken }) => values.map((value) => shared.number(value, spoken)),
};

console.log(JSON.stringify(asked.map(([name, given]) => jobs[name](given))));
