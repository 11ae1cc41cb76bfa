// The tool bar: each button changes the words that are chosen, in the marks of the text.

import { EditorSelection, openSearchPanel, redo, undo } from "./vendor/editor.js";
import { el } from "./dom.js";

/** Put a mark before and behind what is chosen, or take it away. */
function around(view, mark, sample) {
  const change = view.state.changeByRange((range) => {
    const { state } = view;
    const length = mark.length;
    const words = state.sliceDoc(range.from, range.to);
    if (state.sliceDoc(range.from - length, range.from) === mark && state.sliceDoc(range.to, range.to + length) === mark) {
      return {
        changes: [{ from: range.from - length, to: range.from }, { from: range.to, to: range.to + length }],
        range: EditorSelection.range(range.from - length, range.to - length),
      };
    }
    const inner = words || sample;
    return {
      changes: { from: range.from, to: range.to, insert: mark + inner + mark },
      range: EditorSelection.range(range.from + length, range.from + length + inner.length),
    };
  });
  view.dispatch(change, { scrollIntoView: true, userEvent: "input" });
  view.focus();
  return true;
}

function lines(view, change) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const first = state.doc.lineAt(from);
  const last = state.doc.lineAt(to);
  const old = [];
  for (let number = first.number; number <= last.number; number += 1) old.push(state.doc.line(number).text);
  const next = change(old).join("\n");
  view.dispatch({ changes: { from: first.from, to: last.to, insert: next }, selection: { anchor: first.from + next.length }, scrollIntoView: true, userEvent: "input" });
  view.focus();
  return true;
}

const MARKS = /^(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)/;
const bare = (line) => line.replace(MARKS, "");
const prefixed = (mark) => (view) =>
  lines(view, (old) => (old.every((line) => !line || line.startsWith(mark)) ? old.map((line) => line.slice(line ? mark.length : 0)) : old.map((line) => (line || old.length === 1 ? mark + bare(line) : line))));

const numbered = (view) =>
  lines(view, (old) => (old.every((line) => /^\d+[.)]\s/.test(line)) ? old.map(bare) : old.map((line, index) => `${index + 1}. ${bare(line)}`)));

/** Insert a block with an empty line before and behind it. */
export function block(view, words, chosen = null) {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.to);
  const before = line.text.trim() ? "\n\n" : "";
  const next = line.number < state.doc.lines ? state.doc.line(line.number + 1).text : "";
  const after = next.trim() ? "\n" : "";
  const from = line.to;
  const start = from + before.length;
  const at = chosen ? words.indexOf(chosen) : -1;
  view.dispatch({
    changes: { from, insert: before + words + "\n" + after },
    selection: at >= 0 ? { anchor: start + at, head: start + at + chosen.length } : { anchor: start + words.length },
    scrollIntoView: true,
    userEvent: "input",
  });
  view.focus();
}

function notice(view) {
  const words = view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to) || "Nội dung cần lưu ý.";
  if (view.state.selection.main.empty) block(view, `!!! note "Lưu ý"\n    ${words}`, words);
  else lines(view, (old) => ['!!! note "Lưu ý"', ...old.map((line) => `    ${line}`)]);
  return true;
}

const bold = (view) => around(view, "**", "chữ đậm");
const italic = (view) => around(view, "*", "chữ nghiêng");

/** Make the tool bar. `asks` are what needs a dialog: link, picture, file, table. */
export function toolbar(view, asks) {
  const tools = [
    ["Đậm", "B", "Ctrl+B", bold, "bold"],
    ["Nghiêng", "I", "Ctrl+I", italic, "italic"],
    null,
    ["Tiêu đề mục", "Tiêu đề", "", prefixed("## ")],
    ["Tiêu đề mục nhỏ", "Tiêu đề nhỏ", "", prefixed("### ")],
    ["Danh sách", "• Danh sách", "", prefixed("- ")],
    ["Danh sách đánh số", "1. Đánh số", "", numbered],
    ["Trích dẫn", "Trích dẫn", "", prefixed("> ")],
    ["Hộp lưu ý", "Hộp lưu ý", "", notice],
    null,
    ["Chèn liên kết", "Liên kết", "Ctrl+K", asks.link],
    ["Chèn ảnh", "Ảnh", "", asks.picture],
    ["Chèn tệp để người đọc tải", "Tệp", "", asks.file],
    ["Chèn bảng", "Bảng", "", asks.table],
    null,
    ["Tìm và thay", "Tìm", "Ctrl+F", (editor) => openSearchPanel(editor)],
    ["Hoàn tác", "↶", "Ctrl+Z", undo],
    ["Làm lại", "↷", "Ctrl+Y", redo],
  ];
  const buttons = tools.map((tool) => {
    if (!tool) return el("span", { class: "gap", "aria-hidden": "true" });
    const [label, words, keys, run, look] = tool;
    return el("button", { type: "button", class: look, title: keys ? `${label} (${keys})` : label, "aria-label": label, tabIndex: -1, onmousedown: (event) => event.preventDefault(), onclick: () => run(view) }, words);
  });
  const bar = el("div", { class: "toolbar", role: "toolbar", "aria-label": "Định dạng" }, buttons);
  // One stop for the Tab key; the arrows go along the bar.
  const stops = buttons.filter((one) => one.nodeName === "BUTTON");
  stops[0].tabIndex = 0;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length];
    stops.forEach((one) => (one.tabIndex = one === next ? 0 : -1));
    next.focus();
    event.preventDefault();
  });
  return bar;
}

/** The keys of the tool bar. */
export const toolKeys = (asks) => [
  { key: "Mod-b", run: bold },
  { key: "Mod-i", run: italic },
  { key: "Mod-k", run: asks.link },
];
