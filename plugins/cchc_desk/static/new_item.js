// A new item: what must be known, asked in one form; all else can be filled in later.

import { post } from "./api.js";
import { chooser } from "./chooser.js";
import { dialog } from "./dialogs.js";
import { el, fill } from "./dom.js";
import { fieldOf } from "./fields.js";

export async function newItemDialog(forms, open) {
  const sections = forms.sections.filter((section) => section.kinds.length);
  const wish = { kind: sections[0].kinds[0].id, title: "", topics: [] };
  const kind = el(
    "select",
    { onchange: () => ((wish.kind = kind.value), rules()) },
    sections.map((section) =>
      section.kinds.length > 1
        ? el("optgroup", { label: section.label }, section.kinds.map((one) => el("option", { value: one.id }, one.label)))
        : el("option", { value: section.kinds[0].id }, section.kinds[0].label),
    ),
  );
  const title = el("input", { type: "text", "data-first": true, oninput: () => (wish.title = title.value) });
  wish.date = forms.now.slice(0, 10);
  const date = fieldOf({ name: "date", label: "Ngày đăng", type: "moment" }, wish.date, {}, (value) => (wish.date = value ?? ""));
  const topics = chooser({
    id: "chu-de-moi",
    values: [],
    choices: forms.choices.topics,
    several: true,
    first: "chủ đề chính",
    placeholder: "Gõ để tìm, không cần dấu…",
    changed: (next) => (wish.topics = next),
  });
  const wrong = el("p", { class: "error", role: "alert" });
  const topicHelp = el("p", { class: "help" });
  const rules = () => fill(topicHelp, /van-ban|tthc|hoat-dong|hoi-dap/.test(wish.kind) ? "Nên có." : "Bắt buộc với tin, bài. Chủ đề đầu tiên là chủ đề được đếm.");
  rules();
  const node = el(
    "div",
    { class: "stack" },
    el("label", {}, "Loại", kind),
    el("label", {}, "Tiêu đề", title),
    date.node,
    el("div", {}, el("label", { htmlFor: "chu-de-moi" }, "Chủ đề"), topics.node, topicHelp),
    wrong,
    el("p", { class: "help" }, "Bài mới là bản nháp: chưa lên trang cho đến khi bạn bỏ dấu “Bản nháp”."),
  );
  const create = async () => {
    wrong.textContent = "";
    if (!title.value.trim()) return void ((wrong.textContent = "Hãy ghi tiêu đề."), title.focus());
    try {
      return await post("/api/new", { ...wish, kind: kind.value });
    } catch (error) {
      wrong.textContent = error.message;
      return undefined;
    }
  };
  const made = await dialog("Bài mới", node, [["Thôi", null], ["Tạo bài", create, true]]);
  if (made) open(made.source);
}
