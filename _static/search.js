/* 한국어로 찾기. `sphinx_ext/korean_search.py`가 만든 searchindex.js를 받아 브라우저에서 찾는다.
 *
 * 글에서 빈칸과 붙임표를 지운 줄(stream)을 만들고 낱말이 시작하는 자리를 따로 기억한다. 그래서
 * 「배치정규화」와 「배 치 정규화」가 「배치 정규화」를 찾고, 조사가 붙은 낱말도 온전한 낱말로 친다.
 * 용어집의 다른 표기는 한 개념으로 묶는다. 어디에도 없는 낱말은 자모가 비슷한 낱말로, 그것도
 * 없으면 두 글자씩 잘라 찾는다.
 */
globalThis.koreanSearch = (() => {
  "use strict";

  const words = (text) => text.trim().split(/\s+/);
  const PARTICLES = words(`은 는 이 가 을 를 의 에 와 과 도 만 로 나 랑 란 야 인 일 들 께
    에서 에게 에는 에도 에만 에서는 에서도 에서의 으로 로는 으로는 로도 으로도 로서 으로서 로써
    으로써 으로의 로의 와는 과는 와의 과의 와도 과도 이나 이란 라는 이라는 이라고 라고 이라면 라면 만이
    만은 만을 만의 까지 까지는 까지의 부터 부터는 마다 보다 보다는 처럼 조차 이랑 하고 들이 들은 들을
    들의 들에 이다 다 인가 인지 이며 며 이고 고 이면 면 이지만 지만 이라 라 이든 든 이자 대로 뿐 이었다
    였다 이므로 므로 입니다 이에요 예요 이야`);
  const ENDINGS = new Set([
    ...PARTICLES,
    ...words(`하다 한다 하는 하면 하고 할 한 해 해서 해도 하여 하지 하기 하기는 했다 하자 하니 하려면 하려고
      했을 했는데 하는지 하나 하나요 할까 할까요 한다면 하세요 해야 합니다 되다 된다 되는 되면 되고 될 된 돼
      되어 되지 되기 됐다 되었다 되나 되나요 될까 될까요 되는지 시킨다 시키는 시켜 시키면 는지 은지 나요
      까요 ㄹ까요 가요 은가요 는가요 인가요 인지요 일까 일까요 려면 으려면 으면 으니 아서 어서 여서 아도
      어도 지요 죠 네요 는다 는데 은데 기는 기에 기가 기를 기만 던 았던 었던 았다 었다 았을 었을 아야 어야
      습니까 습니다 이란무엇 요`),
  ]);
  /* 물음을 만들 뿐 찾을 것을 가리키지 않는 말. 뒤의 것은 뜻이 조금 있어 작게 친다. */
  const EMPTY = new Set(
    words(`왜 어떻게 어떤 어느 무엇 무엇을 무엇이 무엇인가 무엇인가요 무엇인지 무슨 뭐 뭐가 뭔가 뭔가요
      뭐예요 뭘 언제 어디 어디서 어디에서 어디에 누가 얼마나 하나 하나요 하는 하면 하려면 하고 해야 할 할까 할까요
      한가요 되나 되나요 되는 되면 될 될까 될까요 된다 돼요 있나 있나요 있는 있을 없나요 인가 인가요 것 것은 것이
      것을 건가요 수 좀 더 잘 그 이 저 안 및 또는 그리고 나요 대해 대한 관한 관해 알려 알려줘 설명 싶다 싶어요
      좋나요 좋은가 써야 쓰나 쓰나요 쓰는 않나요 않나 않는 않는가 않는지 않을까 보나요 보나 봐야 볼까 나오나요
      나오나 생기나요 일어나나요 있을까 있을까요 있는지 없을까 다른가요 다른가 같나요 같은가 괜찮나요 아닌가요 가능한가요
      알려주세요 궁금해요 해요 하죠 되죠`),
  );
  const FAINT = new Set(
    words(`이유 이유는 까닭 까닭은 방법 방법은 법 경우 때 때는 때의 차이 차이는 차이점 뜻 뜻은 의미 정의 문제 원인
      원인은 효과 역할 쓰면 사용 사용법 쓰기 예 예시 장점 단점 비교 정리 공식 코드 값 하면서`),
  );
  const SYNONYM = { typed: 1, canonical: 0.8, other: 0.55, alias: 0.3, corrected: 0.75 };
  const BODY = 1;
  const HEADING = 2.6;
  const TITLE = 0.9;
  const CODE = 0.6;
  const HOME = 2.6;
  const PHRASE = 2.5;
  const LIKENESS = 7;
  const SATURATION = 1.4;
  const RARE = 3;
  const OTHER_SECTIONS = [0.3, 0.2, 0.1, 0.1];

  const HANGUL = /[가-힣]/;
  const LETTER = /[\p{L}\p{N}]/u;
  const JOINER = /[\s\-‐-―·'"“”‘’「」『』]/;
  const OTHER = 0;
  const JOIN = 1;
  const DOT = 2;
  const DIGIT = 3;
  const LATIN = 4;
  const SYLLABLE = 5;

  const KINDS = new Map();
  function kindOf(code) {
    if (code >= 0xac00 && code <= 0xd7a3) return SYLLABLE;
    let kind = KINDS.get(code);
    if (kind === undefined) {
      const character = String.fromCharCode(code);
      if (character === ".") kind = DOT;
      else if (/[0-9]/.test(character)) kind = DIGIT;
      else if (character === "_" || LETTER.test(character)) kind = LATIN;
      else kind = JOINER.test(character) ? JOIN : OTHER;
      KINDS.set(code, kind);
    }
    return kind;
  }

  /** 소문자로, ²나 ℓ 같은 글자는 여느 글자로 바꾼 글자들의 번호. */
  const PLAIN = new Map();
  function plain(code) {
    let codes = PLAIN.get(code);
    if (!codes) {
      const text = String.fromCharCode(code).normalize("NFKC").toLowerCase();
      codes = [...text].map((character) => character.charCodeAt(0));
      PLAIN.set(code, codes);
    }
    return codes;
  }

  const BREAK = 10;

  function textOf(codes) {
    let text = "";
    for (let i = 0; i < codes.length; i += 4096) {
      text += String.fromCharCode(...codes.slice(i, i + 4096));
    }
    return text;
  }

  /** 빈칸과 붙임표를 지운 글. starts[i]는 거기서 낱말이 시작하는가, at[i]는 원래 글에서의 자리. */
  function streamOf(original) {
    const codes = [];
    const starts = [];
    const at = [];
    let before = OTHER;
    let pending = true;
    const push = (code, start, place) => {
      codes.push(code);
      starts.push(start ? 1 : 0);
      at.push(place);
    };
    for (let place = 0; place < original.length; place++) {
      const code = original.charCodeAt(place);
      const follows = place + 1 < original.length ? kindOf(original.charCodeAt(place + 1)) : OTHER;
      for (const one of code >= 0xac00 && code <= 0xd7a3 ? [code] : plain(code)) {
        const kind = kindOf(one);
        if (kind >= DIGIT) {
          const turned = (kind === SYLLABLE) !== (before === SYLLABLE);
          push(one, pending || before === DOT || turned, place);
          pending = false;
          before = kind;
        } else if (kind === DOT && !pending && (before === LATIN || before === DIGIT) && follows >= DIGIT && follows < SYLLABLE) {
          /* 소수는 통째로 한 낱말이고, 점으로 이은 이름은 마디마다 낱말이다. */
          const decimal = before === DIGIT && follows === DIGIT;
          push(one, !decimal, place);
          if (!decimal) before = DOT;
        } else if (kind === JOIN) pending = true;
        else {
          if (codes.length && codes.at(-1) !== BREAK) push(BREAK, true, place);
          pending = true;
        }
      }
    }
    return { text: textOf(codes), starts, at };
  }

  /** 여러 글을 이은 것. 한 번 훑어 어느 글의 어디에 있는지 안다. */
  class Corpus {
    constructor(originals) {
      this.offsets = [];
      const texts = [];
      const starts = [];
      let length = 0;
      for (const original of originals) {
        const one = streamOf(original);
        this.offsets.push(length);
        texts.push(one.text, "\n");
        for (const start of one.starts) starts.push(start);
        starts.push(1);
        length += one.text.length + 1;
      }
      this.text = texts.join("");
      this.starts = Uint8Array.from(starts);
      this.lengths = this.offsets.map((offset, i) => (this.offsets[i + 1] ?? length) - offset);
    }

    /** form이 글마다 얼마나 나오는지. 온전한 낱말은 1, 낱말의 조각은 그보다 작게 센다. */
    count(form, visit) {
      let document = 0;
      for (let s = this.text.indexOf(form); s >= 0; s = this.text.indexOf(form, s + form.length)) {
        while (document + 1 < this.offsets.length && this.offsets[document + 1] <= s) document++;
        const found = level(this, s, s + form.length);
        if (found) visit(document, found);
      }
    }
  }

  /** text[s, e)가 낱말로서 얼마나 온전한가. */
  function level({ text, starts }, s, e) {
    const first = text[s];
    const last = text[e - 1];
    const starting = starts[s] === 1;
    let ending = e >= text.length || starts[e] === 1;
    if (!ending && HANGUL.test(last)) {
      let next = e;
      while (next < text.length && !starts[next]) next++;
      ending = ENDINGS.has(text.slice(e, next));
    }
    if (starting && ending) return 1;
    for (let i = s + 1; i < e; i++) if (starts[i]) return starting && HANGUL.test(last) ? 0.4 : 0;
    const form = text.slice(s, e);
    if (HANGUL.test(first) ? form.length < 2 : form.length < 4 || /[\d_.]/.test(form)) return 0;
    if (starting) return 0.5;
    return ending ? 0.45 : 0.2;
  }

  const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  const TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  /* 소리나 꼴이 비슷해 자주 바뀌어 적히는 자모. */
  const ALIKE = new Set(
    words(`ㅐㅔ ㅒㅖ ㅏㅗ ㅏㅑ ㅓㅕ ㅗㅛ ㅜㅠ ㅙㅚ ㅚㅞ ㅙㅞ ㅡㅜ ㅢㅣ ㅓㅗ ㅏㅓ ㅓㅔ ㅝㅜ ㅝㅟ ㅜㅟ ㅘㅏ ㅜㅡ ㄱㄲ ㄷㄸ ㅂㅃ ㅅㅆ ㅈㅉ ㄱㅋ ㄷㅌ ㅂㅍ ㅈㅊ
      ㄸㅌ ㅃㅍ ㄲㅋ ㅉㅊ ㅂㅅ ㅅㅌ ㅍㅎ`).flatMap((pair) => [pair, pair[1] + pair[0]]),
  );

  /** 한글은 자모로 풀고 다른 글자는 그대로 둔다. 소리 없는 ㅇ은 뺀다. */
  function letters(word) {
    let result = "";
    for (const character of word) {
      const code = character.codePointAt(0) - 0xac00;
      if (code < 0 || code > 11171) result += character;
      else {
        const lead = LEADS[Math.floor(code / 588)];
        result += (lead === "ㅇ" ? "" : lead) + VOWELS[Math.floor((code % 588) / 28)];
        if (code % 28) result += TAILS[code % 28];
      }
    }
    return result;
  }

  /** 고쳐 쓰기 거리. 비슷한 자모를 바꾸는 것은 반만 친다. limit를 넘으면 Infinity. */
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return Infinity;
    let row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        const change = same ? 0 : ALIKE.has(one[i - 1] + other[j - 1]) ? 0.5 : 1;
        next[j] = Math.min(row[j - 1] + change, row[j] + 1, next[j - 1] + 1);
        least = Math.min(least, next[j]);
      }
      if (least > limit) return Infinity;
      row = next;
    }
    return row[other.length];
  }

  const pairs = (text) => {
    const set = new Set();
    const plain = text.replaceAll("\n", "");
    for (let i = 0; i + 1 < plain.length; i++) set.add(plain.slice(i, i + 2));
    return set;
  };

  /** 두 글자씩 자른 조각이 얼마나 겹치는가. 0에서 1까지. */
  function likeness(one, other) {
    let shared = 0;
    for (const pair of one) if (other.has(pair)) shared++;
    return one.size + other.size ? (2 * shared) / (one.size + other.size) : 0;
  }

  let book = null;

  function load({ pages, sections, terms }) {
    const names = new Map();
    const concepts = terms.map(([written, home]) => ({
      title: written[0],
      home,
      names: [...new Set(written.map((name) => streamOf(name).text.replaceAll("\n", "")))],
    }));
    concepts.forEach((concept, number) =>
      concept.names.forEach((name, order) => {
        const known = names.get(name) ?? [];
        if (order === 0) known.unshift(number);
        else known.push(number);
        names.set(name, known);
      }),
    );
    const headings = sections.map(([, , heading]) => streamOf(heading).text);
    book = {
      pages,
      sections,
      concepts,
      names,
      longest: Math.max(2, ...[...names.keys()].map((name) => name.length)),
      body: new Corpus(sections.map(([, , , prose]) => prose)),
      heading: new Corpus(sections.map(([, , heading]) => heading)),
      code: new Corpus(sections.map(([, , , , code]) => code)),
      headings: headings.map((text) => text.replaceAll("\n", "")),
      headingPairs: headings.map(pairs),
      first: pages.map((_, page) => sections.findIndex((section) => section[0] === page)),
      found: new Map(),
      vocabulary: null,
    };
    const total = book.body.lengths.reduce((sum, length) => sum + length, 0);
    book.average = total / Math.max(1, sections.length);
    return api;
  }

  /** form이 절마다 어디에 얼마나 있는지. 한 번 찾은 것은 기억해 둔다. */
  function look(form) {
    if (book.found.has(form)) return book.found.get(form);
    const sections = new Map();
    const at = (section) => {
      if (!sections.has(section)) sections.set(section, { body: 0, heading: 0, code: 0 });
      return sections.get(section);
    };
    let whole = 0;
    book.body.count(form, (section, value) => {
      at(section).body += value;
      if (value === 1) whole++;
    });
    book.heading.count(form, (section, value) => {
      at(section).heading = Math.max(at(section).heading, value);
      if (value === 1) whole++;
    });
    book.code.count(form, (section, value) => {
      at(section).code = Math.max(at(section).code, value === 0.2 ? 0 : value);
      if (value === 1) whole++;
    });
    let frequency = 0;
    for (const one of sections.values()) {
      frequency += Math.min(1, one.body + one.heading + one.code);
    }
    const all = book.sections.length;
    const rarity = Math.log(1 + (all - frequency + 0.5) / (frequency + 0.5));
    const result = { sections, whole, rarity };
    if (book.found.size > 5000) book.found.clear();
    book.found.set(form, result);
    return result;
  }

  /** 낱말에서 조사와 어미를 뗀 것들. 긴 것부터. */
  function stems(word) {
    const result = [];
    for (let cut = word.length - 1; cut > 0; cut--) {
      const ending = word.slice(cut);
      if (!HANGUL.test(word[cut - 1]) && cut < 2) continue;
      if (ENDINGS.has(ending) && (cut > 1 || PARTICLES.includes(ending))) result.push(word.slice(0, cut));
    }
    return result;
  }

  /** 용어집의 이름 하나를 개념으로. typed는 친 그대로의 글자. */
  function conceptOf(name, typed) {
    const [number, ...others] = book.names.get(name);
    const concept = book.concepts[number];
    const forms = new Map();
    const add = (form, weight) => forms.set(form, Math.max(weight, forms.get(form) ?? 0));
    add(typed, SYNONYM.typed);
    add(name, SYNONYM.typed);
    /* 친 이름이 책에 없으면 책의 이름이 곧 찾는 것이다. */
    const known = look(name).whole > 1;
    concept.names.forEach((each, order) => {
      if (order === 0) add(each, known ? SYNONYM.canonical : 1);
      else if (each.length > 1) add(each, SYNONYM.other);
    });
    for (const other of others) add(book.concepts[other].names[0], SYNONYM.alias);
    const homes = [concept.home, ...others.map((other) => book.concepts[other].home)];
    return { typed, forms, homes, weight: 1 };
  }

  function nearest(word) {
    if (!book.vocabulary) {
      const known = new Map();
      for (const corpus of [book.body, book.heading, book.code]) {
        let from = 0;
        for (let i = 1; i <= corpus.text.length; i++) {
          if (i < corpus.text.length && !corpus.starts[i]) continue;
          const token = corpus.text.slice(from, i).replace("\n", "");
          from = i;
          if (token.length < 3 || token.length > 30) continue;
          const bare = stems(token);
          for (const form of bare.length ? bare : [token]) known.set(form, (known.get(form) ?? 0) + 1);
        }
      }
      for (const name of book.names.keys()) if (name.length > 2 || HANGUL.test(name)) known.set(name, 1000);
      book.vocabulary = [...known].filter(([, times]) => times > 1).map(([form, times]) => [form, letters(form), times]);
    }
    let best = null;
    for (const each of [word, ...stems(word)]) {
      const spelled = letters(each);
      const limit = spelled.length < 5 ? 0.5 : Math.min(2, spelled.length / 5);
      for (const [form, other, times] of book.vocabulary) {
        const far = distance(spelled, other, limit);
        if (far > limit || far === 0) continue;
        const cost = far - Math.min(0.4, Math.log10(times) * 0.1) + (each === word ? 0 : 0.1);
        if (!best || cost < best.cost) best = { form, cost };
      }
    }
    return best?.form;
  }

  /** 개념이 아닌 낱말 하나. */
  function wordOf(word) {
    const forms = new Map([[word, 1]]);
    /* keras.layers.Dense는 Dense로도 찾는다. 소수는 나누지 않는다. */
    if (/[a-z_]\w*$/.test(word) && word.includes(".")) forms.set(word.split(".").at(-1), 0.9);
    if (/^[a-z]{3,}s$/.test(word)) forms.set(word.slice(0, -1), 0.9);
    const direct = look(word).whole > 0;
    for (const stem of stems(word)) if (stem.length > 1 || !direct) forms.set(stem, 0.92);
    const weight = FAINT.has(word) ? 0.2 : 1;
    const known = [...forms.keys()].some((form) => {
      const { whole, sections } = look(form);
      return whole > 0 || (form.length > 1 && sections.size > 0 && HANGUL.test(form));
    });
    if (known) return [{ typed: word, forms, homes: [], weight }];
    /* 숫자나 밑줄이 든 이름과 소수는 글자 그대로만 찾는다. */
    const close = /[\d_.]/.test(word) ? null : nearest(word);
    if (close) {
      const name = [close, ...stems(close)].find((form) => book.names.has(form));
      const concept = name ? conceptOf(name, close) : { typed: word, forms: new Map([[close, SYNONYM.corrected]]), homes: [], weight };
      return [{ ...concept, corrected: name ? book.concepts[book.names.get(name)[0]].title : close }];
    }
    if (!HANGUL.test(word[0])) return [{ typed: word, forms, homes: [], weight }];
    const pieces = [...pairs(word)].filter((piece) => look(piece).sections.size);
    /* 조각의 반도 없으면 책에 없는 말이다. */
    if (pieces.length * 2 < word.length - 1) return [{ typed: word, forms, homes: [], weight }];
    const share = weight / Math.max(1, pieces.length);
    return pieces.map((piece) => ({ typed: piece, forms: new Map([[piece, 1]]), homes: [], weight: share * 0.7 }));
  }

  /** 물음을 용어집의 개념과 나머지 낱말로 가른다. */
  function split(text, starts) {
    const parts = [];
    let loose = "";
    const flush = () => {
      if (loose) parts.push({ word: loose });
      loose = "";
    };
    const plural = (i) => text[i] === "s" && /[a-z]/.test(text[i - 1]) && (i + 1 === text.length || starts[i + 1]);
    let place = 0;
    let fresh = true;
    while (place < text.length) {
      const starting = starts[place] === 1 || fresh;
      if (starts[place]) flush();
      let name = null;
      for (let length = Math.min(book.longest, text.length - place); length > 0; length--) {
        const form = text.slice(place, place + length);
        const end = place + length;
        if (!book.names.has(form)) continue;
        /* 한 글자 이름(놈, 문)은 따로 선 낱말일 때만 용어다. */
        if (length === 1 && (!starts[place] || (end < text.length && !starts[end]))) break;
        if (!starting && (length < 3 || !HANGUL.test(form[0]))) break;
        if (!HANGUL.test(form.at(-1)) && end < text.length && !starts[end] && !plural(end)) continue;
        name = form;
        break;
      }
      fresh = false;
      if (!name) {
        loose += text[place++];
        continue;
      }
      flush();
      parts.push({ name });
      place += name.length;
      let next = place;
      while (next < text.length && !starts[next]) next++;
      if (ENDINGS.has(text.slice(place, next)) || plural(place)) place = next;
      fresh = true;
    }
    flush();
    return parts;
  }

  function analyse(query) {
    const { text: marked, starts: flags } = streamOf(query.normalize("NFC"));
    let text = "";
    const starts = [];
    for (let i = 0, cut = 0; i < marked.length; i++) {
      if (marked[i] === "\n") {
        cut = 1;
        continue;
      }
      text += marked[i];
      /* 점으로 이은 이름은 한 낱말로 둔다. */
      const dotted = marked[i] === "." || marked[i - 1] === ".";
      starts.push((flags[i] && !dotted) || cut ? 1 : 0);
      cut = 0;
    }
    let parts = split(text, starts);
    /* 다른 표기를 책의 표기로 바꾸면 더 긴 용어가 될 때가 있다: 그라디언트 + 소실. */
    const written = parts.map(({ name, word }) => (name ? book.concepts[book.names.get(name)[0]].names[0] : word));
    const rewritten = written.join("");
    if (rewritten !== text && parts.length > 1) {
      const bounds = Array(rewritten.length).fill(0);
      let offset = 0;
      for (const one of written) {
        bounds[offset] = 1;
        offset += one.length;
      }
      const again = split(rewritten, bounds);
      if (again.length < parts.length) parts = again;
    }
    const plain = parts.filter(({ word }) => word && !EMPTY.has(word));
    const kept = parts.some(({ name }) => name) || plain.length ? parts.filter(({ word }) => !word || !EMPTY.has(word)) : parts;
    const concepts = kept.flatMap(({ name, word }) => (name ? [conceptOf(name, name)] : wordOf(word)));
    const extras = [];
    /* 책에 드문 용어는 그 속의 낱말로도 찾는다: 데이터 누수 → 누수. */
    for (const { name } of kept) {
      if (!name || look(name).sections.size > RARE) continue;
      const place = text.indexOf(name);
      for (let i = place, from = place; place >= 0 && i < place + name.length; i++) {
        if (i + 1 < place + name.length && !starts[i + 1]) continue;
        const piece = text.slice(from, i + 1);
        from = i + 1;
        if (piece.length > 1 && piece !== name) {
          extras.push({ typed: piece, forms: new Map([[piece, 1]]), homes: [], weight: 0.4 });
        }
      }
    }
    /* 띄어쓰기가 어긋난 낱말: 이웃을 붙여도 본다. 있으면 더하고 없으면 그만이다. */
    for (let i = 0; i + 1 < parts.length; i++) {
      const joined = (parts[i].name ?? parts[i].word) + (parts[i + 1].name ?? parts[i + 1].word);
      for (const form of [joined, ...stems(joined)]) {
        if (form.length > 2 && look(form).whole) {
          extras.push({ typed: form, forms: new Map([[form, 1]]), homes: [], weight: 0.5 });
          break;
        }
      }
    }
    return { text, concepts, extras, core: kept.map(({ name, word }) => name ?? word).join("") };
  }

  /** 한 개념이 절마다 받는 점수. */
  function scores({ forms }) {
    const result = new Map();
    for (const [form, weight] of forms) {
      const { sections, rarity } = look(form);
      const titles = new Map();
      for (const [section, { heading }] of sections) {
        const page = book.sections[section][0];
        if (heading && book.first[page] === section) titles.set(page, heading);
      }
      const give = (section, value) => result.set(section, Math.max(value, result.get(section) ?? 0));
      for (const [section, { body, heading, code }] of sections) {
        const length = 0.6 + (0.4 * book.body.lengths[section]) / book.average;
        const filled = body / (body + SATURATION * length);
        const title = heading ? 0 : (titles.get(book.sections[section][0]) ?? 0);
        give(section, weight * rarity * (BODY * filled * (1 + SATURATION) + HEADING * heading + CODE * code + TITLE * title));
      }
    }
    return result;
  }

  /** 물음에 맞는 쪽들. 쪽마다 가장 맞는 절이 앞에 온다. */
  function search(query, limit = 20) {
    const { text, concepts, extras, core } = analyse(query);
    if (!text || !book) return { pages: [], corrected: [], concepts };
    const sums = new Map();
    const covered = new Map();
    const homes = new Map();
    let whole = 0;
    for (const concept of concepts) {
      const rarity = Math.max(0.3, ...[...concept.forms].map(([form, weight]) => (look(form).sections.size ? weight * look(form).rarity : 0)));
      whole += concept.weight * rarity;
      for (const [section, score] of scores(concept)) {
        sums.set(section, (sums.get(section) ?? 0) + concept.weight * score);
        const share = concept.weight * Math.min(rarity, score * 1.5);
        covered.set(section, (covered.get(section) ?? 0) + share);
      }
      concept.homes.forEach((home, order) => {
        if (home >= 0) homes.set(home, (homes.get(home) ?? 0) + (concept.weight * rarity) / (1 + order));
      });
    }
    for (const extra of extras) {
      for (const [section, score] of scores(extra)) sums.set(section, (sums.get(section) ?? 0) + extra.weight * score);
    }
    const phrase = concepts.length > 1 ? look(text) : null;
    const asked = pairs(text);
    const corePairs = pairs(core);
    const groups = new Map();
    for (let [section, score] of sums) {
      const coverage = Math.min(1, (covered.get(section) ?? 0) / (whole || 1));
      score *= 0.25 + 0.75 * coverage ** 2;
      if (phrase?.sections.has(section)) {
        const { body, heading } = phrase.sections.get(section);
        score += PHRASE * (Math.min(1, body) + 2 * heading);
      }
      const [page] = book.sections[section];
      const close = Math.max(likeness(asked, book.headingPairs[section]), likeness(corePairs, book.headingPairs[section]));
      score = (score + LIKENESS * close ** 3) * book.pages[page][2];
      if (!groups.has(page)) groups.set(page, []);
      groups.get(page).push({ section, score });
    }
    /* 용어를 다른 말로 가르치는 쪽도 빠뜨리지 않는다. */
    for (const home of homes.keys()) {
      if (!groups.has(home)) groups.set(home, [{ section: book.first[home], score: 0 }]);
    }
    const pages = [...groups].map(([page, hits]) => {
      hits.sort((a, b) => b.score - a.score);
      /* 여러 절이 다루는 쪽일수록 그 주제의 쪽이다. */
      const spread = OTHER_SECTIONS.reduce((sum, share, i) => sum + share * (hits[i + 1]?.score ?? 0), 0);
      return { page, hits, score: hits[0].score + spread + HOME * (homes.get(page) ?? 0) };
    });
    pages.sort((a, b) => b.score - a.score);
    /* 용어 하나를 찾을 때는, 흔한 낱말이라도 그 용어를 가르치는 쪽이 셋째 안에 든다. */
    if (concepts.length === 1) {
      const taught = pages.findIndex(({ page }) => page === concepts[0].homes[0]);
      if (taught > 2) pages.splice(2, 0, ...pages.splice(taught, 1));
    }
    return {
      concepts,
      corrected: concepts.flatMap(({ corrected }) => corrected ?? []),
      pages: pages.slice(0, limit).map(({ page, hits, score }) => {
        const [address, title] = book.pages[page];
        return { address, title, score, sections: hits.slice(0, 4).map((hit) => result(hit, concepts)) };
      }),
    };
  }

  function result({ section, score }, concepts) {
    const [page, anchor, heading, prose] = book.sections[section];
    const address = book.pages[page][0];
    const top = book.first[page] === section;
    return { link: top ? address : `${address}#${anchor}`, heading, score, prose, concepts, section };
  }

  /** 글에서 물음에 맞은 자리들. [시작, 끝, 몇 번째 개념] */
  function matches(original, concepts) {
    const stream = streamOf(original);
    stream.text += "\n";
    stream.starts.push(1);
    const found = [];
    concepts.forEach(({ forms, weight }, order) => {
      if (weight < 0.25 && concepts.length > 1) return;
      for (const form of forms.keys()) {
        for (let s = stream.text.indexOf(form); s >= 0; s = stream.text.indexOf(form, s + 1)) {
          const value = level(stream, s, s + form.length);
          if (value >= 0.4) found.push([stream.at[s], stream.at[s + form.length - 1] + 1, order, value]);
        }
      }
    });
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  /** 글을 [글, 맞은 자리인가]의 조각으로 나눈다. */
  function mark(original, concepts, from = 0, to = original.length) {
    const pieces = [];
    let place = from;
    for (const [start, end] of matches(original, concepts)) {
      if (start < place || end > to) continue;
      if (start > place) pieces.push([original.slice(place, start), false]);
      pieces.push([original.slice(start, end), true]);
      place = end;
    }
    if (place < to) pieces.push([original.slice(place, to), false]);
    return pieces;
  }

  /** 절의 글에서 물음의 개념이 가장 많이 모인 문장부터 한두 줄. */
  function excerpt({ prose, concepts }, size = 130) {
    const found = matches(prose, concepts);
    const sentences = [...prose.matchAll(/[^\n]+?(?:[.?!](?=\s|$)|(?=\n)|$)/g)].map((sentence) => {
      const from = sentence.index + (sentence[0].length - sentence[0].trimStart().length);
      const to = sentence.index + sentence[0].length;
      const inside = new Map();
      for (const [start, end, order, value] of found) {
        if (start >= from && end <= to) inside.set(order, Math.max(value, inside.get(order) ?? 0));
      }
      const value = [...inside].reduce((sum, [order, each]) => sum + each * (concepts[order].weight + 0.01), 0);
      /* 짧은 줄은 제목이나 링크라서 발췌로 덜 좋다. */
      return { from, to, value: to - from < 12 ? value * 0.6 : value + 0.001 };
    });
    if (!sentences.length) return [];
    const best = sentences.reduce((a, b) => (b.value > a.value ? b : a));
    let { from, to } = best;
    for (let next = sentences.indexOf(best) + 1; next < sentences.length && sentences[next].to - from <= size; next++) {
      to = sentences[next].to;
    }
    if (to - from > size + 30) {
      const hit = found.find(([start, end]) => start >= from && end <= best.to);
      if (hit && hit[0] - from > size - 30) from = prose.lastIndexOf(" ", hit[0] - 40) + 1;
      const stop = prose.lastIndexOf(" ", from + size);
      to = Math.min(to, stop > from + 40 ? stop : from + size);
    }
    const pieces = mark(prose, concepts, from, to).map(([text, hit]) => [text.replaceAll("\n", " "), hit]);
    if (from > best.from) pieces.unshift(["… ", false]);
    if (to < best.to) pieces.push([" …", false]);
    return pieces;
  }

  const api = { load, search, excerpt, mark };
  return api;
})();

/* 찾기 쪽과 어느 쪽에서나 열리는 찾기 창. 색인은 찾기 칸을 쓸 때 처음 받는다. */
if (typeof document !== "undefined") {
  (() => {
    "use strict";

    const root = document.documentElement.dataset.content_root ?? "./";
    const PREVIEW = 5;
    let loading = null;

    const fetchIndex = () =>
      (loading ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${root}searchindex.js`;
        script.onload = resolve;
        script.onerror = () => {
          loading = null;
          reject(new Error("찾기 색인을 받지 못했다"));
        };
        document.head.append(script);
      }));

    function element(tag, className, ...children) {
      const made = document.createElement(tag);
      if (className) made.className = className;
      made.append(...children);
      return made;
    }

    const marked = (pieces) => pieces.map(([text, hit]) => (hit ? element("mark", "", text) : text));

    function link(section) {
      const made = element("a", "search-link", ...marked(koreanSearch.mark(section.heading, section.concepts)));
      made.href = root + section.link;
      return made;
    }

    function item(page, full) {
      const [first, ...others] = page.sections;
      const made = element("li", "", link(first));
      if (first.heading !== page.title) made.append(element("span", "search-page", page.title));
      const text = koreanSearch.excerpt(first, full ? 130 : 70);
      if (text.length) made.append(element("p", "search-excerpt", ...marked(text)));
      if (full && others.length) {
        const list = element("ul", "search-more");
        for (const section of others) {
          const other = link(section);
          other.className = "";
          list.append(element("li", "", other));
        }
        made.append(list);
      }
      return made;
    }

    const list = (pages, full) => {
      const made = element("ul", "search-pages");
      made.append(...pages.map((page) => item(page, full)));
      return made;
    };

    function message({ pages, corrected }) {
      if (!pages.length) return "맞는 곳이 없다. 낱말을 줄이거나 다른 이름으로 찾아보세요.";
      const instead = corrected.length ? ` 책에 없는 낱말은 비슷한 것으로 찾았다: ${corrected.join(", ")}.` : "";
      return `${pages.length}쪽에서 찾았다.${instead}`;
    }

    /** 칸에 글을 칠 때마다 찾아 보인다. 색인을 기다리는 동안 글이 바뀌면 나중 것만 보인다. */
    function follow(input, show) {
      let timer = 0;
      const run = async () => {
        const query = input.value.trim();
        try {
          if (query) await fetchIndex();
        } catch (error) {
          show(query, null, error);
          return;
        }
        if (query === input.value.trim()) show(query, query ? koreanSearch.search(query) : null);
      };
      input.addEventListener("focus", () => fetchIndex().catch(() => {}), { once: true });
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(run, 80);
      });
      return run;
    }

    function searchPage(container) {
      const input = container.querySelector("input[name=q]");
      const status = container.querySelector("#search-status");
      const results = container.querySelector("#search-results");
      const run = follow(input, (query, found, error) => {
        const address = new URL(location.href);
        if (query) address.searchParams.set("q", query);
        else address.searchParams.delete("q");
        /* 파일로 연 쪽에서는 주소를 바꾸지 못하는 브라우저가 있다. */
        if (location.protocol !== "file:") history.replaceState(null, "", address);
        results.replaceChildren(...(found ? [list(found.pages, true)] : []));
        status.textContent = error ? `${error.message}.` : found ? message(found) : "";
      });
      input.form.addEventListener("submit", (event) => {
        event.preventDefault();
        run();
      });
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      if (input.value) run();
      else input.focus();
    }

    function searchDialog(dialog) {
      const input = dialog.querySelector("input[name=q]");
      const preview = element("div", "search-preview");
      const status = element("p", "visually-hidden");
      status.setAttribute("role", "status");
      dialog.append(preview, status);
      follow(input, (query, found) => {
        preview.replaceChildren();
        status.textContent = found ? message(found) : "";
        if (!found) return;
        const all = element("a", "search-all", found.pages.length ? "결과 모두 보기" : message(found));
        all.href = `${root}search.html?q=${encodeURIComponent(query)}`;
        if (found.pages.length) preview.append(list(found.pages.slice(0, PREVIEW), false), all);
        else preview.append(element("p", "", message(found)));
      });
    }

    const ready = () => {
      const container = document.querySelector("#book-search");
      if (container) searchPage(container);
      const dialog = document.querySelector("#pst-search-dialog");
      if (dialog) searchDialog(dialog);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
    else ready();
  })();
}
