// What is wrong with the item, and its page, as it is being written: asked after each pause, shown at its place.

import { AskError, post } from "./api.js";
import { button, el, fill } from "./dom.js";

/** Ask what is wrong with what is written now. */
export async function check(edit) {
  if (edit.closed) return;
  try {
    const { problems } = await post("/api/check", { source: edit.item.source, ...edit.unsaved });
    if (!edit.closed) showProblems(edit, problems);
  } catch (error) {
    if (!(error instanceof AskError) || error.status !== 422) return;
    showProblems(edit, [{ severity: "error", message: error.message, hint: "", line: 0, field: "" }]);
  }
}

const COUNTED = [["error", "lỗi"], ["warning", "cảnh báo"]];

/** Show what was found, each thing at its place; hints only when they are wanted. */
export function showProblems(edit, found) {
  edit.found = found;
  const list = hintsWanted() && !edit.whole ? found : found.filter((one) => one.severity !== "hint");
  const inForm = list.filter((one) => !one.line).map((one) => ({ ...one, repair: repairOfTitle(edit, one) }));
  const rest = edit.form ? edit.form.problems(inForm) : edit.whole ? [] : inForm;
  edit.editor.problems(edit.whole ? list.map((one) => ({ ...one, line: one.file_line, column: one.column || 1 })) : list.filter((one) => one.line));
  const wrong = list.filter((one) => one.severity !== "hint");
  edit.preview.mark(wrong.filter((one) => !one.line && edit.form?.isFurther(one.field)).length);
  const number = (severity) => wrong.filter((one) => one.severity === severity).length;
  const words = COUNTED.map(([severity, label]) => (number(severity) ? `${number(severity)} ${label}` : "")).filter(Boolean);
  const hints = list.filter((one) => one.severity === "hint");
  fill(
    edit.summary,
    wrong.length ? listOf(edit, words.join(", "), number("error") ? "error" : "warning", wrong) : el("span", { class: "fine" }, "Không có lỗi"),
    hints.length ? listOf(edit, `${hints.length} gợi ý`, "hint", hints) : null,
    rest.length ? el("ul", { class: "rest" }, rest.map((one) => el("li", { class: one.severity }, one.message, " ", one.hint))) : null,
  );
}

/** A menu of what was found; each leads to its place. */
function listOf(edit, label, look, list) {
  const go = (one) => {
    if (edit.whole) edit.editor.show(one.file_line);
    else if (one.line) edit.editor.show(one.line);
    else showField(edit, one.field);
  };
  const entry = (one) => el("li", {}, button([el("strong", {}, one.message), el("span", {}, one.hint)], () => go(one), { class: one.severity }));
  // A menu that is open stays so when things are found anew.
  const open = edit.summary.querySelector(`.problems.${look}`)?.open ?? false;
  return el("details", { class: `menu problems ${look}`, open }, el("summary", { class: look }, label), el("ul", {}, list.map(entry)));
}

// Hints can be switched off; this browser remembers it.

const HINTS = "cchc-goi-y-cach-viet";
const hintsWanted = () => localStorage.getItem(HINTS) !== "khong";

/** The box that switches hints on and off. */
export function hintsSwitch(edit) {
  const change = (event) => {
    if (event.target.checked) localStorage.removeItem(HINTS);
    else localStorage.setItem(HINTS, "khong");
    showProblems(edit, edit.found);
  };
  if (edit.whole) return null;
  return el("label", { class: "check hints", title: "Chính tả, dấu thanh, viết hoa, câu dài… Gợi ý không chặn việc đăng." }, el("input", { type: "checkbox", checked: hintsWanted(), onchange: change }), "Gợi ý cách viết");
}

/** What puts a hint on the title right; `null` where the words are no longer there. */
function repairOfTitle(edit, one) {
  if (!one.right || one.field !== "title") return null;
  return () => {
    const title = String(edit.values.title ?? "");
    const at = title.startsWith(one.wrong, one.at) ? one.at : title.indexOf(one.wrong);
    if (at >= 0) edit.form.field("title").write(title.slice(0, at) + one.right + title.slice(at + one.wrong.length));
  };
}

/** Bring a field into sight, wherever it stands. */
export function showField(edit, name) {
  if (edit.form?.isFurther(name)) {
    if (edit.preview.node.hidden) edit.togglePreview();
    edit.preview.turn(true);
  }
  edit.form?.show(name);
}

/** Ask for the page of what is written now. */
export async function show(edit) {
  if (edit.closed || edit.preview.node.hidden) return;
  try {
    edit.preview.show(await post("/api/show", { source: edit.item.source, ...edit.unsaved }));
  } catch {
    // The check says what is wrong with it.
  }
}
