// The text itself: CodeMirror with Vietnamese words, problems at their lines, clean paste.

import {
  Compartment, defaultKeymap, drawSelection, dropCursor, EditorState, EditorView, highlightActiveLine, highlightSpecialChars,
  HighlightStyle, history, historyKeymap, keymap, lintGutter, markdown, markdownKeymap, markdownLanguage,
  placeholder, search, searchKeymap, setDiagnostics, syntaxHighlighting, tags,
} from "./vendor/editor.js";
import { cleaned } from "./paste.js";

const PHRASES = {
  "Control character": "Ký tự điều khiển",
  Find: "Tìm",
  Replace: "Thay bằng",
  next: "tiếp",
  previous: "trước",
  all: "tất cả",
  "match case": "phân biệt hoa thường",
  "by word": "cả từ",
  regexp: "biểu thức",
  replace: "thay",
  "replace all": "thay tất cả",
  close: "đóng",
  "current match": "kết quả đang chọn",
  "replaced $ matches": "đã thay $ chỗ",
  "replaced match on line $": "đã thay ở dòng $",
  "on line": "ở dòng",
  "Go to line": "Tới dòng",
  go: "tới",
  Diagnostics: "Các vấn đề",
  "No diagnostics": "Không có vấn đề nào",
};

const LOOK = HighlightStyle.define([
  { tag: tags.heading1, class: "md-h1" },
  { tag: tags.heading2, class: "md-h2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-h3" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-em" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.monospace, class: "md-code" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], class: "md-mark" },
]);

const nonce = document.querySelector("script[data-nonce]")?.nonce ?? "";

/** Make the editor of `text` in `parent`. `changed` is called after each change, `files` is given files that are dropped or pasted. */
export function textEditor(parent, text, { changed, files, save, label, keys = [] }) {
  const editable = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.phrases.of(PHRASES),
        history(),
        drawSelection(),
        dropCursor(),
        highlightSpecialChars(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        markdown({ base: markdownLanguage }),
        syntaxHighlighting(LOOK),
        lintGutter(),
        search({ top: true }),
        placeholder("Viết nội dung ở đây, hoặc dán từ Word."),
        keymap.of([{ key: "Mod-s", run: () => (save(), true) }, ...keys, ...markdownKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        editable.of(EditorView.editable.of(true)),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", lang: "vi" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
        EditorView.domEventHandlers({
          paste: (event, editor) => paste(event, editor, files),
          drop: (event, editor) => drop(event, editor, files),
        }),
      ],
    }),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    /** Put another text in place; what stays the same keeps its marks and the cursor its place. */
    replace(next) {
      const old = view.state.doc.toString();
      if (old === next) return;
      let start = 0;
      while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
      let end = 0;
      while (end < old.length - start && end < next.length - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
      view.dispatch({ changes: { from: start, to: old.length - end, insert: next.slice(start, next.length - end) } });
    },
    problems: (list) => view.dispatch(setDiagnostics(view.state, list.map((one) => diagnostic(view.state.doc, one)))),
    show(line) {
      const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      view.focus();
    },
    insert(words, from = view.state.selection.main.from, to = view.state.selection.main.to) {
      view.dispatch({ changes: { from, to, insert: words }, selection: { anchor: from + words.length }, scrollIntoView: true, userEvent: "input" });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function diagnostic(doc, problem) {
  const line = doc.line(Math.min(Math.max(1, problem.line), doc.lines));
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to);
  if (problem.wrong) return hintAt(doc, line, from, problem);
  const rest = doc.sliceString(from, line.to);
  const length = /^(?:!?\[[^\]]*\]\([^)]*\)|<[^>]*>|\S+)/.exec(rest)?.[0].length ?? 1;
  return { from, to: Math.min(from + length, line.to), severity: problem.severity, message: `${problem.message} → ${problem.hint}` };
}

/** A hint that names the words: found where it says, else the nearest such words of the line. */
function hintAt(doc, line, from, { wrong, right, severity, message, hint }) {
  const size = wrong.length;
  const nearest = Math.max(line.text.lastIndexOf(wrong, from - line.from), line.text.indexOf(wrong, from - line.from));
  const there = doc.sliceString(from, from + size) === wrong;
  const start = there || nearest < 0 ? from : line.from + nearest;
  const repair = {
    name: `Sửa giúp: “${right}”`,
    // The place moves along with what is typed before it.
    apply: (view, now) => view.state.sliceDoc(now, now + size) === wrong && view.dispatch({ changes: { from: now, to: now + size, insert: right }, userEvent: "input.repair" }),
  };
  const known = there || nearest >= 0;
  return { from: start, to: Math.min(start + size, line.to), severity, message: `${message} → ${hint}`, actions: right && known ? [repair] : [] };
}

function paste(event, view, files) {
  const data = event.clipboardData;
  if (!data) return false;
  const dropped = [...data.files];
  const html = data.getData("text/html");
  // Word puts a picture of the words beside the words.
  if (dropped.length && !html) {
    event.preventDefault();
    files(dropped, view.state.selection.main.from);
    return true;
  }
  if (!html) return false;
  const words = cleaned(html, data.getData("text/plain"));
  if (words === null) return false;
  event.preventDefault();
  const { from, to } = view.state.selection.main;
  view.dispatch({ changes: { from, to, insert: words }, selection: { anchor: from + words.length }, scrollIntoView: true, userEvent: "input.paste" });
  return true;
}

function drop(event, view, files) {
  const dropped = [...(event.dataTransfer?.files ?? [])];
  if (!dropped.length) return false;
  event.preventDefault();
  event.stopPropagation();
  files(dropped, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.from);
  return true;
}
