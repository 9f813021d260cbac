/* 책 한 판(VERSION)의 파일(FILES: 이름 → SHA-256)을 받아 두었다가 인터넷이 없을 때 내준다. */
const ROOT = registration.scope;
// 한 주소(이름.github.io)를 여러 책이 나누어 쓰므로 이 책의 자리를 이름에 넣는다.
const CACHE = `${ROOT}#${VERSION}`;
const key = (name) => `${ROOT}${name}?${encodeURIComponent(FILES[name])}`;

/* 지난 판에서 바뀌지 않은 파일은 다시 받지 않는다. 받은 것이 이 판의 것이 아니면 설치를 미룬다. */
async function keep(cache, name) {
  const kept = await caches.match(key(name));
  const integrity = `sha256-${FILES[name]}`;
  const response = kept ?? (await fetch(ROOT + name, { cache: "no-cache", integrity }));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  await cache.put(key(name), response);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map((name) => keep(cache, name)));
  await skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((n) => n.startsWith(`${ROOT}#`) && n !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  try {
    // 쪽은 브라우저가 잠시 남겨 둔 것도 쓰지 않고 새 판이 나왔는지 언제나 물어본다.
    return await fetch(request, request.mode === "navigate" ? { cache: "no-cache" } : {});
  } catch (offline) {
    const name = decodeURI(new URL(request.url).pathname).slice(new URL(ROOT).pathname.length);
    const page = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    const kept = page in FILES && (await caches.match(key(page), { cacheName: CACHE }));
    if (kept) return kept;
    throw offline;
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(ROOT)) event.respondWith(answer(event.request));
});
