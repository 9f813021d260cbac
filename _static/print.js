// 인쇄하는 동안만 접힌 것을 펼치고 밝은 화면으로 바꾼다.
const undo = [];

addEventListener("beforeprint", () => {
  const root = document.documentElement;
  const { theme } = root.dataset;
  root.dataset.theme = "light";
  undo.push(() => (root.dataset.theme = theme));
  // 문항의 답은 쪽의 끝에 따로 모이므로 펼치지 않는다.
  for (const fold of document.querySelectorAll("details:not([open], .quiz-option, .quiz-answer)")) {
    fold.open = true;
    undo.push(() => (fold.open = false));
  }
  for (const image of document.querySelectorAll('img[loading="lazy"]')) image.loading = "eager";
});

addEventListener("afterprint", () => {
  while (undo.length) undo.pop()();
});
