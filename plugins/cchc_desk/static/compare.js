// Two versions of a text side by side: after a conflict, and for earlier versions.

import { EditorState, EditorView, MergeView } from "./vendor/editor.js";
import { get, post } from "./api.js";
import { dialog } from "./dialogs.js";
import { el, fill, shownDate } from "./dom.js";

const nonce = document.querySelector("script[data-nonce]")?.nonce ?? "";

function merge(parent, left, right, editable) {
  const words = { "$ unchanged lines": "$ dòng giống nhau", "Revert this chunk": "Lấy phần này" };
  const look = [EditorView.cspNonce.of(nonce), EditorView.lineWrapping, EditorState.phrases.of(words)];
  const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
  return new MergeView({
    parent,
    a: { doc: left, extensions: [...look, ...fixed, EditorView.contentAttributes.of({ "aria-label": "Bản bên trái" })] },
    b: { doc: right, extensions: [...look, ...(editable ? [] : fixed), EditorView.contentAttributes.of({ "aria-label": "Bản bên phải" })] },
    revertControls: editable ? "a-to-b" : undefined,
    collapseUnchanged: { margin: 3, minSize: 6 },
    gutter: true,
  });
}

/** The file is another one now: show both; resolves with `{raw}` to save, `"theirs"`, or `null`. */
export async function conflictDialog(theirs, mine) {
  const place = el("div", { class: "merge" });
  let view = null;
  const body = el(
    "div",
    {},
    el("p", {}, "Trong lúc bạn viết, tệp của bài này đã được sửa ở nơi khác (cửa sổ khác hoặc chương trình khác). Không có gì bị mất. Hãy chọn bản sẽ lưu; bản kia vẫn còn trong “Bản cũ”."),
    el("div", { class: "merge-heads" }, el("strong", {}, "Bản trên máy"), el("strong", {}, "Bản của bạn (sửa được; mũi tên lấy phần bên trái sang)")),
    place,
  );
  setTimeout(() => (view = merge(place, theirs, mine, true)));
  const answer = await dialog("Bài đã được sửa ở nơi khác", body, [["Để sau", null], ["Lấy bản trên máy", "theirs"], ["Lưu bản bên phải", () => ({ raw: view.b.state.doc.toString() }), true]], { wide: true });
  view?.destroy();
  return answer;
}

/** Show the earlier versions of a text; resolves with the answer of the server when one was put in place again. */
export async function versionsDialog(source, item, hasUnsaved) {
  const versions = await get("/api/versions", { source });
  const place = el("div", { class: "merge" }, el("p", { class: "help" }, "Chọn một bản để xem khác gì so với bản hiện nay."));
  let view = null;
  let chosen = null;
  async function show(one, pressed) {
    chosen = one.id;
    list.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === pressed)));
    const { text } = await get("/api/version", { source, id: one.id });
    view?.destroy();
    fill(place);
    view = merge(place, text, item.text, false);
  }
  const list = el(
    "ul",
    { class: "versions" },
    versions.map((one) => el("li", {}, el("button", { type: "button", onclick: (event) => show(one, event.currentTarget) }, `Bản đến ${shownDate(one.moment)}`))),
  );
  const body = versions.length
    ? el("div", { class: "versions-body" }, list, el("div", {}, el("div", { class: "merge-heads" }, el("strong", {}, "Bản cũ"), el("strong", {}, "Bản hiện nay")), place))
    : el("p", {}, "Chưa có bản cũ: mỗi lần lưu, bản trước đó được giữ lại ở đây.");
  const restore = async () => {
    if (!chosen) return undefined;
    return post("/api/restore", { source, base: item.digest, id: chosen });
  };
  const actions = versions.length ? [["Đóng", null], [hasUnsaved ? "Khôi phục bản này (bỏ phần chưa lưu)" : "Khôi phục bản này", restore, true]] : [["Đóng", null]];
  const answer = await dialog("Các bản cũ của bài", body, actions, { wide: versions.length > 0 });
  view?.destroy();
  return answer;
}
