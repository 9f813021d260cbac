// 예측과 점검 문항에 답을 받는다. 답은 이 브라우저의 localStorage에만 남는다.
// 스크립트가 없으면 쪽은 보기와 「답 보기」가 그대로 보이는 글이다(sphinx_ext/quiz.py).

const PREFIX = "quiz:";
const record = document.querySelector(".quiz-record");
const page = record.dataset.page;

const store = {
  key: (item) => `${PREFIX}${page}#${item.id}`,
  read(item) {
    try {
      const kept = JSON.parse(localStorage.getItem(store.key(item)));
      return kept && typeof kept === "object" && typeof kept.right === "boolean" ? kept : null;
    } catch {
      return null;
    }
  },
  write(item, value) {
    try {
      localStorage.setItem(store.key(item), JSON.stringify(value));
    } catch {
      // 저장을 막아 둔 브라우저에서도 문항은 풀 수 있다.
    }
    showRecord();
  },
  clear(everywhere) {
    const start = everywhere ? PREFIX : `${PREFIX}${page}#`;
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(start))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // 남긴 것이 없다.
    }
  },
};

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

// 「1/8」, 「3×10^-4」, 「1,200」, 「25%」도 수로 읽는다. 수가 아니면 NaN이다.
function readNumber(text) {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/,/g, "")
    .replace(/\s*[×x*]\s*10\s*\^?\s*\(?(-?\d+)\)?$/i, "e$1");
  if (/^10\^\(?-?\d+\)?$/.test(plain)) return Number(plain.replace(/^10\^\(?(-?\d+)\)?$/, "1e$1"));
  const fraction = plain.match(/^(-?[\d.]+)\s*\/\s*([\d.]+)$/);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  const percent = plain.match(/^(-?[\d.]+)\s*%$/);
  if (percent) return Number(percent[1]) / 100;
  return plain === "" ? NaN : Number(plain);
}

const kinds = {
  one: pick("radio"),
  several: pick("checkbox"),

  number(item, choices) {
    const label = item.getAttribute("aria-label");
    const input = make("input", { type: "text", inputMode: "text", autocomplete: "off" });
    input.setAttribute("aria-label", `${label}의 답`);
    const row = make("p", { className: "quiz-number" }, input, ` ${item.dataset.unit}`);
    const [low, high] = [Number(item.dataset.low), Number(item.dataset.high)];
    return {
      controls: row,
      read: () => input.value.trim(),
      restore: (answer) => (input.value = answer),
      judge(answer) {
        let value = readNumber(answer);
        if (Number.isNaN(value)) return { ask: "수를 적어 주세요. 예: 0.25, 1/4, 3e-4" };
        if (/%\s*$/.test(answer) && item.dataset.unit.trim() === "%") value *= 100;
        if (low <= value && value <= high) return { right: true };
        const known = choices.find((choice) => {
          const wrong = Number(choice.querySelector(".quiz-text").textContent);
          return Math.abs(value - wrong) <= 1e-6 * Math.abs(wrong) + 1e-12;
        });
        const hint = value < low ? "답은 그보다 크다." : "답은 그보다 작다.";
        return { right: false, feedback: known ? [known] : [], hint };
      },
    };
  },

  order(item, choices) {
    const list = choices[0].parentElement;
    const move = (choice, step) => {
      const now = [...list.children];
      const other = now[now.indexOf(choice) + step];
      if (!other) return;
      if (step < 0) other.before(choice);
      else other.after(choice);
      say(`${now.indexOf(choice) + step + 1}번째로 옮겼다.`);
    };
    const spoken = make("span", { className: "quiz-spoken", role: "status" });
    const say = (text) => (spoken.textContent = text);
    for (const choice of choices) {
      const text = choice.querySelector(".quiz-text").textContent.trim();
      const button = (symbol, name, step) => {
        const made = make("button", { type: "button", className: "quiz-move" }, symbol);
        made.setAttribute("aria-label", `「${text}」 ${name}`);
        made.addEventListener("click", () => {
          move(choice, step);
          made.focus();
        });
        return made;
      };
      choice.append(
        make("span", {}, button("↑", "위로 옮기기", -1), button("↓", "아래로 옮기기", 1)),
      );
    }
    list.classList.add("quiz-order");
    return {
      controls: spoken,
      read: () => [...list.children].map((choice) => Number(choice.dataset.place)),
      restore(answer) {
        for (const place of answer) {
          const choice = choices.find((node) => Number(node.dataset.place) === place);
          if (choice) list.append(choice);
        }
      },
      judge(answer) {
        const kept = answer.filter((place, index) => place === index).length;
        return {
          right: kept === answer.length,
          hint: `제자리에 있는 것은 ${answer.length}개 가운데 ${kept}개다.`,
        };
      },
    };
  },
};

function pick(type) {
  return (item, choices) => {
    const inputs = choices.map((choice, index) => {
      const input = make("input", { type, name: item.id, value: String(index) });
      const text = choice.querySelector(".quiz-text");
      const label = make("label", { className: "quiz-pick" });
      text.before(label);
      label.append(input, text);
      return input;
    });
    const right = choices.map((choice) => choice.dataset.right === "1");
    return {
      controls: null,
      read: () => inputs.flatMap((input, index) => (input.checked ? [index] : [])),
      restore: (answer) => inputs.forEach((input, i) => (input.checked = answer.includes(i))),
      judge(answer) {
        if (answer.length === 0) return { ask: "먼저 보기를 고르세요." };
        const wrong = answer.filter((index) => !right[index]);
        const missing = right.filter((good, index) => good && !answer.includes(index)).length;
        return {
          right: wrong.length === 0 && missing === 0,
          feedback: wrong.map((index) => choices[index]),
          hint:
            type === "checkbox" && wrong.length === 0
              ? `고른 것은 모두 맞다. ${missing}개가 더 있다.`
              : "",
        };
      },
    };
  };
}

function enhance(item) {
  const { kind, role } = item.dataset;
  const choices = [...item.querySelectorAll(".quiz-choice")];
  const part = kinds[kind](item, choices);
  const answer = item.querySelector(".quiz-answer");
  const status = make("p", { className: "quiz-status" });
  status.setAttribute("role", "status");
  const predicting = role === "predict";
  const button = make(
    "button",
    { type: "button", className: "quiz-check" },
    predicting ? "예측하고 답 보기" : "확인",
  );
  const row = make("div", { className: "quiz-controls" }, button);
  if (part.controls) row.prepend(part.controls);
  const place = item.querySelector(".quiz-answer") || null;
  item.insertBefore(row, place);
  item.insertBefore(status, place);
  if (answer && predicting) answer.hidden = true;

  const show = (verdict) => {
    for (const choice of choices) {
      const note = choice.querySelector(".quiz-feedback");
      if (note) note.hidden = !(verdict.feedback || []).includes(choice);
    }
    item.classList.toggle("quiz-is-right", verdict.right);
    item.classList.toggle("quiz-is-wrong", !verdict.right);
    const told = predicting
      ? verdict.right
        ? "예측이 맞았다."
        : "예측이 빗나갔다."
      : verdict.right
        ? "맞다."
        : "아니다. 다시 골라 보자.";
    status.textContent = [told, verdict.right ? "" : verdict.hint].filter(Boolean).join(" ");
    if (kind === "number" && !verdict.right) {
      const list = item.querySelector(".quiz-choices");
      if (list) {
        list.hidden = !(verdict.feedback || []).length;
        choices.forEach((choice) => (choice.hidden = !verdict.feedback.includes(choice)));
      }
    }
    if (answer && (predicting || verdict.right)) {
      answer.hidden = false;
      answer.open = true;
    }
  };

  const submit = () => {
    const given = part.read();
    const verdict = part.judge(given);
    if (verdict.ask) {
      status.textContent = verdict.ask;
      return;
    }
    const before = store.read(item);
    // 예측은 처음 적은 것만 센다. 고쳐 적어도 처음의 예측은 바뀌지 않는다.
    const right = predicting && before ? before.right : verdict.right;
    store.write(item, { answer: given, right, tries: (before?.tries || 0) + 1 });
    show(verdict);
  };
  button.addEventListener("click", submit);
  item.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT") {
      event.preventDefault();
      submit();
    }
  });

  const kept = store.read(item);
  if (kept && kept.answer !== undefined) {
    try {
      part.restore(kept.answer);
      const verdict = part.judge(part.read());
      if (!verdict.ask) show(verdict);
    } catch {
      // 문항이 바뀌어 남아 있는 답이 맞지 않는다. 처음부터 푼다.
    }
  }
}

// 누르면 그 자리에서 펼쳐지는 문항은 처음 펼친 보기를 답으로 센다.
function watch(item) {
  const options = [...item.querySelectorAll(".quiz-option")];
  const kept = store.read(item);
  if (kept && options[kept.answer]) options[kept.answer].open = true;
  options.forEach((option, index) =>
    option.querySelector("summary").addEventListener("click", () => {
      const before = store.read(item);
      if (option.open || before) return;
      const right = option.classList.contains("quiz-right");
      store.write(item, { answer: index, right, tries: 1 });
    }),
  );
}

function showRecord() {
  const sentence = (role, name, verb) => {
    const items = [...document.querySelectorAll(`.quiz[data-role="${role}"]`)];
    const kept = items.map(store.read).filter(Boolean);
    const right = kept.filter((one) => one.right).length;
    if (items.length === 0) return "";
    if (kept.length === 0) return `${name} ${items.length}개에 아직 답하지 않았다.`;
    return `${name} ${items.length}개 가운데 ${kept.length}개에 답했고 ${right}개${verb}.`;
  };
  record.replaceChildren(
    make("h2", { className: "quiz-record-title" }, "이 쪽의 기록"),
    make(
      "p",
      {},
      [sentence("predict", "예측", "가 맞았다"), sentence("quiz", "점검 문항", "를 한 번에 맞혔다")]
        .filter(Boolean)
        .join(" "),
    ),
    make("p", { className: "quiz-note" }, "답은 이 브라우저에만 남는다."),
    make(
      "p",
      {},
      eraser("이 쪽의 기록 지우기", false),
      " ",
      eraser("책 전체의 기록 지우기", true),
    ),
  );
  record.hidden = false;
}

function eraser(text, everywhere) {
  const button = make("button", { type: "button", className: "quiz-erase" }, text);
  button.addEventListener("click", () => {
    store.clear(everywhere);
    location.reload();
  });
  return button;
}

for (const item of document.querySelectorAll(".quiz")) {
  if (item.querySelector(".quiz-option")) watch(item);
  else enhance(item);
}
showRecord();
