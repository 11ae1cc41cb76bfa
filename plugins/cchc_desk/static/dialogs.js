// Dialogs: the browser's own element, closed with Escape, focus goes back to where it was.

import { button, el } from "./dom.js";

/** Open a dialog. `body` is shown, `actions` are [label, value, main]; resolves with the chosen value, `null` when closed. */
export function dialog(title, body, actions, { wide = false } = {}) {
  return new Promise((resolve) => {
    let answer = null;
    const before = document.activeElement;
    const close = (value) => {
      answer = value;
      node.close();
    };
    const content = typeof body === "function" ? body(close) : body;
    const node = el(
      "dialog",
      { class: wide ? "wide" : "", "aria-label": title },
      el("h2", {}, title),
      el("div", { class: "dialog-body" }, content),
      el(
        "div",
        { class: "actions" },
        actions.map(([label, value, main]) =>
          button(label, () => (typeof value === "function" ? Promise.resolve(value()).then((done) => done !== undefined && close(done)) : close(value)), { class: main ? "main-action" : "" }),
        ),
      ),
    );
    node.addEventListener("close", () => {
      node.remove();
      before?.focus?.({ preventScroll: true });
      resolve(answer);
    });
    document.body.append(node);
    node.showModal();
    (node.querySelector("[data-first]") ?? node.querySelector("input, textarea, select"))?.focus();
  });
}

/** Ask yes or no. */
export const ask = (title, words, yes, no = "Thôi") => dialog(title, el("p", {}, words), [[no, null], [yes, true, true]]);
