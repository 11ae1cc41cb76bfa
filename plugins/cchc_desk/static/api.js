// Talking to the desk's server on this machine.

/** What went wrong, in words for the editor; `status` 0: the server does not answer. */
export class AskError extends Error {
  constructor(words, status = 0, answer = {}) {
    super(words);
    this.status = status;
    this.answer = answer;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new AskError("Bàn biên tập không trả lời: cửa sổ chương trình có thể đã bị đóng. Nội dung đang viết vẫn còn ở đây.");
  }
  if (response.status === 401) {
    throw new AskError("Bàn biên tập đã được mở lại với địa chỉ mới. Hãy mở địa chỉ mới; nội dung chưa lưu đã được giữ.", 401);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new AskError(answer.error || `Máy báo lỗi ${response.status}.`, response.status, answer);
  return answer;
}

export const get = (path, asked = {}) => ask(`${path}?${new URLSearchParams(asked)}`);

export const post = (path, sent = {}, options = {}) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Cchc-Desk": "1" },
    body: JSON.stringify(sent),
    ...options,
  });

/** Send files as a form; `fields` are [name, value] pairs, a value may be a file. */
export function upload(path, fields) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return ask(path, { method: "POST", headers: { "X-Cchc-Desk": "1" }, body: form });
}

const listeners = new Set();
/** Call `listener` with all that the server tells; returns what ends it. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (message) => listeners.forEach((listener) => listener(message));

/** Stands for every text: this window was not listening for a while. */
export const ANY = "*";

/** Start to hear what the server tells, while the window is seen: a browser has few connections to one server. */
export function startListening() {
  let source = null;
  const stop = () => {
    source?.close();
    source = null;
  };
  const start = () => {
    if (source || document.visibilityState !== "visible") return;
    source = new EventSource("/api/events");
    source.onmessage = (event) => tell(JSON.parse(event.data));
    source.onopen = () => tell({ kind: "link", state: "there" });
    source.onerror = () => tell({ kind: "link", state: "lost" });
  };
  addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return stop();
    start();
    tell({ kind: "changed", sources: [ANY] });
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
}

/** This window's name: what it has not saved is kept under it. */
export const WINDOW = (() => {
  let name = sessionStorage.getItem("cchc-ban");
  if (!name) {
    name = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("cchc-ban", name);
  }
  return name;
})();
