// 수식은 화면에 가까워질 때 조판한다. 화면 낭독기는 화면 밖의 글도 읽으므로, 쪽을 다 연 뒤에 나머지를
// 마저 조판한다. 인쇄할 때는 MathJax가 스스로 모두 조판한다.
addEventListener("load", () => {
  const rest = () => MathJax.startup.promise.then(() => MathJax.startup.document.lazyTypesetAll());
  setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(rest) : rest()), 6000);
});
