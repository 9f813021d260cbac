/* 떠 있는 용어의 뜻을 Esc로 접는다. 마우스나 초점이 떠났다가 돌아오면 다시 뜬다. */
(() => {
  "use strict";

  const CLASS = "term-dismissed";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = ".term-use:hover, .term-use:focus-within";
    for (const use of document.querySelectorAll(open)) use.classList.add(CLASS);
  });
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const here = event.target.closest?.(".term-use");
      for (const use of document.querySelectorAll(`.${CLASS}`)) {
        if (use !== here) use.classList.remove(CLASS);
      }
    });
  }
})();
