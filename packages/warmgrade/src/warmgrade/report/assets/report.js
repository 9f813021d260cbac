// 제출물 표를 정렬하고 거른다. 스크립트가 꺼져 있어도 표는 그대로 읽힌다.
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, column) => row.cells[column].dataset.value;
  const sort = (column, direction) => {
    const number = heads[column].dataset.sort === "number";
    const compare = number
      ? (a, b) => value(a, column) - value(b, column)
      : (a, b) => value(a, column).localeCompare(value(b, column), "ko", { numeric: true });
    body.append(...[...body.rows].sort((a, b) => direction * compare(a, b)));
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const first = head.dataset.sort === "number" ? -1 : 1;
      sort(column, now === null ? first : now === "ascending" ? -1 : 1);
    });
    head.replaceChildren(button);
  });
  const tools = document.createElement("div");
  tools.className = "tools";
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  input.addEventListener("input", () => {
    const wanted = input.value.normalize("NFC").toLowerCase();
    for (const row of body.rows) {
      row.hidden = !row.textContent.normalize("NFC").toLowerCase().includes(wanted);
    }
  });
  label.append("찾기 ", input);
  tools.append(label);
  table.before(tools);
  const show = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) {
      input.value = "";
      input.dispatchEvent(new Event("input"));
      row.scrollIntoView();
    }
  };
  addEventListener("hashchange", show);
})();
