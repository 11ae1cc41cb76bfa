// What the tool bar asks for in a dialog: a link, a picture, a file, a table.

import { get } from "./api.js";
import { afterPause, el, fill, shownDate } from "./dom.js";
import { dialog } from "./dialogs.js";
import { block } from "./toolbar.js";

/** Ask for a link and insert it. */
export async function linkDialog(view, source) {
  const { from, to } = view.state.selection.main;
  const chosen = view.state.sliceDoc(from, to);
  let target = "";
  const words = el("input", { type: "text", value: chosen });
  const results = el("ul", { class: "results" });
  const address = el("input", { type: "text", placeholder: "https://… hoặc chọn bài ở trên", oninput: () => (target = address.value.trim()) });
  const find = el("input", { type: "search", placeholder: "Tìm bài, văn bản, thủ tục (không cần dấu)…", "data-first": true, oninput: afterPause(150, load), value: chosen });
  let asked = 0;
  async function load() {
    const mine = (asked += 1);
    const found = await get("/api/links", { source, words: find.value });
    if (mine !== asked) return;
    fill(
      results,
      found.map((one) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", onclick: () => ((target = address.value = one.link), words.value ||= one.title, mark(one.link)), "data-link": one.link },
            el("span", {}, one.title),
            el("small", {}, [shownDate(one.date), one.state === "da-dang" ? "" : " (chưa hiện trên trang)"].join("")),
          ),
        ),
      ),
    );
    mark(target);
  }
  const mark = (link) => results.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.link === link)));
  load();
  const body = el(
    "div",
    { class: "stack" },
    el("label", {}, "Tìm trong chuyên mục", find),
    results,
    el("label", {}, "Địa chỉ", address),
    el("label", {}, "Chữ hiện trong bài", words),
  );
  const done = await dialog("Chèn liên kết", body, [["Thôi", null], ["Chèn", () => (address.value.trim() ? true : void address.focus()), true]]);
  if (!done) return;
  const link = address.value.trim();
  const safe = /[\s()<>]/.test(link) ? `<${link.replace(/[<>]/g, "")}>` : link;
  const text = (words.value.trim() || link).replace(/([[\]])/g, "\\$1");
  view.dispatch({ changes: { from, to, insert: `[${text}](${safe})` }, selection: { anchor: from + text.length + safe.length + 4 }, userEvent: "input" });
  view.focus();
}

/** Ask how large a table is and insert it. */
export async function tableDialog(view) {
  const columns = el("input", { type: "number", min: 1, max: 10, value: "3" });
  const rows = el("input", { type: "number", min: 1, max: 60, value: "3" });
  const body = el("div", { class: "stack pair" }, el("label", {}, "Số cột", columns), el("label", {}, "Số dòng (không kể dòng đầu)", rows));
  if (!(await dialog("Chèn bảng", body, [["Thôi", null], ["Chèn", true, true]]))) return;
  const wide = Math.min(10, Math.max(1, Number(columns.value) || 3));
  const long = Math.min(60, Math.max(1, Number(rows.value) || 3));
  const line = (word) => `| ${Array.from({ length: wide }, (_, index) => word(index)).join(" | ")} |`;
  const words = [line((index) => `Cột ${index + 1}`), line(() => "---"), ...Array.from({ length: long }, () => line(() => " "))].join("\n");
  block(view, words, "Cột 1");
}

/** Ask what is to be seen on a picture; resolves with the words, `null` to leave the picture out. */
export function altDialog(file, note = "") {
  const address = URL.createObjectURL(file);
  const words = el("textarea", { rows: 2, "data-first": true, placeholder: "Ví dụ: Toàn cảnh hội nghị tập huấn về một cửa ngày 09/11/2026" });
  const missing = el("p", { class: "error", hidden: true }, "Hãy mô tả ảnh: người không nhìn được ảnh nghe lời này.");
  const body = el(
    "div",
    { class: "stack" },
    el("img", { src: address, alt: "", class: "thumb" }),
    note ? el("p", { class: "help" }, note) : null,
    el("label", {}, "Mô tả ảnh (ai, ở đâu, đang làm gì)", words),
    missing,
  );
  const take = () => {
    missing.hidden = Boolean(words.value.trim());
    return words.value.trim() ? words.value.trim().replace(/\s+/g, " ") : undefined;
  };
  return dialog(`Chèn ảnh “${file.name}”`, body, [["Bỏ ảnh này", null], ["Chèn ảnh", take, true]]).finally(() => URL.revokeObjectURL(address));
}

/** Let the editor choose files. */
export function chooseFiles(accept, taken) {
  const input = el("input", { type: "file", accept, multiple: true, hidden: true, onchange: () => (taken([...input.files]), input.remove()) });
  document.body.append(input);
  input.click();
}
