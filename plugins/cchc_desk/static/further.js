// The other things that can be done with an item: earlier versions, withdrawing, topics, another place, deleting.

import { get, post, WINDOW } from "./api.js";
import { versionsDialog } from "./compare.js";
import { ask, dialog } from "./dialogs.js";
import { button, el, toast } from "./dom.js";
import { conflict, reset, save } from "./saving.js";
import { run } from "./tasks.js";

/** The menu “Việc khác”. */
export function furtherMenu(edit) {
  const entry = (label, work) => button(label, () => ((menu.open = false), work(edit)));
  const entries = [entry("Bản cũ…", versions), entry("Gỡ bài…", withdraw), entry("Gợi ý chủ đề…", suggestTopics), entry("Sửa cả tệp…", editWhole), entry("Đổi tên, chuyển chỗ…", rename), entry("Xóa bản nháp…", remove)];
  const menu = el("details", { class: "menu" }, el("summary", {}, "Việc khác"), el("div", {}, entries));
  return menu;
}

async function versions(edit) {
  const next = await versionsDialog(edit.item.source, edit.item, edit.dirty).catch((error) => void toast(error.message, "bad"));
  if (next) {
    reset(edit, next);
    toast("Đã khôi phục bản cũ; bản trước đó vẫn còn trong “Bản cũ”.");
  }
}

async function withdraw(edit) {
  const reason = el("textarea", { rows: 2, "data-first": true, placeholder: "Ví dụ: Trùng nội dung với bài đăng ngày 05/11/2026" });
  const counted = el("input", { type: "checkbox" });
  const wrong = el("p", { class: "error", role: "alert" });
  const body = el(
    "div",
    { class: "stack" },
    el("p", {}, "Trang của bài sẽ chỉ còn thông báo đã gỡ cùng lý do; bài rời danh sách, nguồn tin và tìm kiếm."),
    el("label", {}, "Lý do gỡ (người đọc thấy)", reason),
    wrong,
    el("label", { class: "check" }, counted, "Vẫn đếm bài này trong số liệu"),
  );
  const choose = () => {
    if (reason.value.trim()) return true;
    wrong.textContent = "Hãy ghi lý do gỡ: người đọc mở địa chỉ cũ sẽ thấy lý do này.";
    return void reason.focus();
  };
  const done = await dialog("Gỡ bài", body, [["Thôi", null], ["Gỡ bài", choose, true]]);
  if (!done || edit.whole) return;
  const value = { date: edit.forms.now.slice(0, 10), reason: reason.value.replace(/\s+/g, " ").trim() };
  edit.values.withdrawn = counted.checked ? { ...value, counted: true } : value;
  edit.fillLeft(edit.editor.text());
  edit.changed();
  await save(edit);
}

async function suggestTopics(edit) {
  if (edit.whole) return;
  const found = await post("/api/suggest", { source: edit.item.source, title: String(edit.values.title ?? ""), body: edit.editor.text() }).catch((error) => (toast(error.message, "bad"), []));
  const names = Object.fromEntries(edit.forms.choices.topics.map((one) => [one.id, one.label]));
  const body = (close) =>
    found.length
      ? el("ul", { class: "results" }, found.map((one) => el("li", {}, button([el("span", {}, names[one.id]), el("small", {}, one.reasons.join("; "))], () => close(one.id)))))
      : el("p", {}, "Chưa đủ chữ để gợi ý chủ đề.");
  const chosen = await dialog("Gợi ý chủ đề", body, [["Đóng", null]]);
  if (chosen) edit.form.field("tags")?.add(chosen);
}

async function editWhole(edit) {
  if (edit.whole || (edit.dirty && !(await save(edit)))) return;
  edit.whole = true;
  edit.fillLeft();
  edit.status();
  edit.checkNow();
}

/** Another name or folder, by the same steps as `cchc mv`: what will change is shown first. */
async function rename(edit) {
  if (edit.dirty && !(await save(edit))) return;
  let known;
  try {
    known = await get("/api/places", { source: edit.item.source });
  } catch (error) {
    return void toast(error.message, "bad");
  }
  const name = el("input", { type: "text", value: known.name, "data-first": true });
  const folder = el("select", {}, known.folders.map((one) => el("option", { value: one, selected: one === known.folder }, one)));
  const wrong = el("p", { class: "error", role: "alert" });
  const body = el(
    "div",
    { class: "stack" },
    el("p", {}, "Ảnh, tệp đi theo bài; mọi liên kết tới bài được sửa cùng lúc; địa chỉ cũ dẫn sang địa chỉ mới."),
    el("label", {}, "Tên trong địa chỉ", name),
    el("p", { class: "help" }, "Gõ có dấu cũng được: bàn biên tập đổi thành chữ thường không dấu, nối bằng gạch ngang."),
    el("label", {}, "Thư mục", folder),
    wrong,
  );
  const wish = () => ({ source: edit.item.source, folder: folder.value, name: name.value });
  let target = "";
  const trial = () =>
    run("mv-trial", async () => {
      const answer = await post("/api/rename", { ...wish(), trial: true });
      target = answer.source;
      return answer;
    }, [["Quay lại", null], ["Đổi như trên", true, true]]);
  const choose = async () => {
    wrong.textContent = "";
    if (name.value.trim() === known.name && folder.value === known.folder) return void (wrong.textContent = "Tên và thư mục vẫn như cũ.");
    return true;
  };
  // What was typed stays until it is carried out or given up.
  for (let settled = false; !settled; ) {
    if (!(await dialog("Đổi tên, chuyển chỗ", body, [["Thôi", null], ["Xem sẽ đổi những gì", choose, true]]))) return;
    const { answer, worked } = await trial();
    settled = answer && worked;
  }
  await edit.letGo();
  const moved = await run("mv", () => post("/api/rename", { ...wish(), trial: false }));
  // Once the file has gone, the window stays deaf until it is closed: news of the loss may come before that.
  edit.saving = moved.worked;
  if (moved.worked) edit.open(target);
}

/** Deleting is for drafts that no reader has seen; the program refuses all else. */
async function remove(edit) {
  const words = "Bản nháp cùng ảnh, tệp của nó rời danh sách. Không mất hẳn: ở trang danh sách, mục “Bài đã xóa” khôi phục được. Bài đã từng đăng thì không xóa mà dùng “Gỡ bài”.";
  if (!(await ask("Xóa bản nháp", words, "Xóa"))) return;
  if (edit.dirty && !(await save(edit))) return;
  await edit.letGo();
  try {
    await post("/api/delete", { source: edit.item.source, base: edit.item.digest });
    post("/api/remember", { source: edit.item.source, window: WINDOW, unsaved: null }).catch(() => {});
    toast("Đã xóa bản nháp. Khôi phục ở mục “Bài đã xóa” của trang danh sách.");
    edit.open("");
  } catch (error) {
    edit.saving = false;
    if (error.status === 409) await conflict(edit, error.answer.current);
    else toast(error.message, "bad");
  }
}
