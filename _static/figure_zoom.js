/* 좁은 화면에서 줄어든 그림을 누르면 본디 크기로 펼친다. 설명 끝의 단추로도 열고, Esc로 닫는다. */
(() => {
  "use strict";

  // 이만큼도 줄지 않은 그림은 펼쳐도 더 보이는 것이 없다.
  const SHRUNK = 0.9;

  function make(tag, className, label, ...children) {
    const node = document.createElement(tag);
    node.className = className;
    if (label) node.setAttribute("aria-label", label);
    node.append(...children);
    return node;
  }

  const natural = (image) => image.getAttribute("width") || image.naturalWidth;

  function open(image, name) {
    const large = image.cloneNode();
    large.classList.replace("zoomable", "zoomed-image");
    large.style.width = `${natural(image)}px`;
    const close = make("button", "zoomed-close", "", "닫기");
    // 화살표 키로도 움직여 볼 수 있게 초점을 받는다.
    const view = make("div", "zoomed-view", `${name} 움직여 보기`, large);
    view.role = "group";
    view.tabIndex = 0;
    const dialog = make("dialog", "zoomed", name, close, view);
    close.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    // 어두운 화면의 그림 규칙이 그대로 들어맞게 그림 곁에 둔다.
    image.after(dialog);
    dialog.showModal();
  }

  for (const image of document.querySelectorAll("article figure img")) {
    const figure = image.closest("figure");
    const name = figure.querySelector(".caption-number")?.textContent.trim() ?? "그림";
    const button = make("button", "zoom", `${name} 크게 보기`, "크게 보기");
    button.onclick = () => open(image, name);
    image.onclick = () => button.hidden || button.click();
    (figure.querySelector("figcaption p") ?? figure).append(" ", button);
    new ResizeObserver(() => {
      button.hidden = image.clientWidth >= SHRUNK * natural(image);
      image.classList.toggle("zoomable", !button.hidden);
    }).observe(image);
  }
})();
