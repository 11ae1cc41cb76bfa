// Making elements without strings of HTML: no text ever becomes markup.

const REFLECTED = new Set(["value", "checked", "disabled", "hidden", "selected", "htmlFor", "className", "tabIndex", "open", "type"]);

/** Make an element: `on…` are listeners, `class`, `data-…` and `aria-…` attributes, some names properties. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (REFLECTED.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (label, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, label);

/** Put other children into a node. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Say whether two values of a form are the same; nothing and `null` are. */
export const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Call `work` when `rest` milliseconds have passed without another call; `now` does it at once, `stop` not at all. */
export function afterPause(rest, work) {
  let timer = 0;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(work, rest);
  };
  call.stop = () => clearTimeout(timer);
  return call;
}

/** Run `work` one at a time; calls that come meanwhile are answered by one more run at the end. */
export function oneAtATime(work) {
  let running = false;
  let again = false;
  return async function call() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = false;
    }
  };
}

/** Letters without diacritics, in small; what is no letter or digit is a space. The server folds in the same way. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

let number = 0;
export const newId = (prefix) => `${prefix}-${(number += 1)}`;

/** `2026-11-05 08:30` → `05/11/2026 08:30`. */
export function shownDate(written) {
  const match = /^(\d{4})-(\d\d?)-(\d\d?)(.*)$/.exec(written || "");
  return match ? `${match[3].padStart(2, "0")}/${match[2].padStart(2, "0")}/${match[1]}${match[4]}` : written || "";
}

let live = null;
/** Say something to those who listen to the page. */
export function announce(words) {
  live ??= document.body.appendChild(el("div", { class: "unseen", "aria-live": "polite", role: "status" }));
  live.textContent = words;
}

/** Show a short note at the foot of the window. */
export function toast(words, kind = "") {
  const note = el("div", { class: `toast ${kind}`, role: kind === "bad" ? "alert" : "status" }, words);
  let shelf = document.getElementById("toasts");
  if (!shelf) shelf = document.body.appendChild(el("div", { id: "toasts" }));
  shelf.append(note);
  setTimeout(() => note.remove(), kind === "bad" ? 9000 : 4000);
}
