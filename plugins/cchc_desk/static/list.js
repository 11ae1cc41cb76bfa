// The list of items: search as you type, filters, rows page by page.

import { get, listen, post } from "./api.js";
import { dialog } from "./dialogs.js";
import { afterPause, announce, button, el, fill, shownDate, toast } from "./dom.js";

const PAUSE = 120;
const KEPT = "cchc-danh-sach";

export function listView(main, forms, open) {
  const asked = { words: "", section: "", topic: "", state: "", problems: "", ...JSON.parse(sessionStorage.getItem(KEPT) || "{}") };
  const kinds = Object.fromEntries(forms.sections.flatMap((section) => section.kinds.map((kind) => [kind.id, kind.label])));
  const topics = Object.fromEntries(forms.choices.topics.map((topic) => [topic.id, topic.label]));
  let rows = [];
  let total = 0;
  let asking = 0;

  const search = el("input", {
    type: "search",
    value: asked.words,
    placeholder: "Tìm theo tiêu đề, số ký hiệu, chủ đề… (không cần gõ dấu)",
    "aria-label": "Tìm bài",
    oninput: afterPause(PAUSE, () => change({ words: search.value })),
    onkeydown: (event) => event.key === "ArrowDown" && (event.preventDefault(), body.querySelector("a")?.focus()),
  });
  const sections = el("div", { class: "filter", role: "group", "aria-label": "Mục" });
  const states = el("div", { class: "filter chips", role: "group", "aria-label": "Trạng thái" });
  const topic = el(
    "select",
    { "aria-label": "Chủ đề", onchange: () => change({ topic: topic.value }) },
    el("option", { value: "" }, "Mọi chủ đề"),
    groupsOf(forms.choices.topics).map(([label, ones]) =>
      el("optgroup", { label }, ones.map((one) => el("option", { value: one.id, selected: one.id === asked.topic }, one.label))),
    ),
  );
  const count = el("p", { class: "count", role: "status" });
  const body = el("tbody", { onkeydown: moveFocus });
  const more = button("Hiện thêm", () => load(rows.length), { class: "more", hidden: true });
  const none = el("div", { class: "empty", hidden: true });

  fill(
    main,
    el("h1", { class: "unseen" }, "Danh sách bài"),
    el(
      "div",
      { class: "list" },
      el("aside", { "aria-label": "Bộ lọc" }, sections, button("Bài đã xóa…", () => deletedDialog(open), { class: "quiet deleted" })),
      el(
        "section",
        { class: "found" },
        el("div", { class: "tools" }, search, topic),
        states,
        count,
        el(
          "table",
          { class: "rows" },
          el("thead", {}, el("tr", {}, ["Tiêu đề", "Loại", "Ngày đăng", "Trạng thái", "Cần sửa"].map((label) => el("th", { scope: "col" }, label)))),
          body,
        ),
        none,
        more,
      ),
    ),
  );

  function change(part) {
    Object.assign(asked, part);
    sessionStorage.setItem(KEPT, JSON.stringify(asked));
    load(0);
  }

  async function load(start, most = 0) {
    const mine = (asking += 1);
    const answer = await get("/api/list", { ...asked, start });
    if (mine !== asking) return;
    rows = start ? [...rows, ...answer.rows] : answer.rows;
    total = answer.total;
    if (start) body.append(...answer.rows.map(row));
    else fill(body, rows.map(row));
    filters(answer);
    count.textContent = total ? `${total.toLocaleString("vi-VN")} bài` : "";
    more.hidden = rows.length >= total;
    more.textContent = `Hiện thêm (còn ${(total - rows.length).toLocaleString("vi-VN")})`;
    none.hidden = total > 0;
    fill(none, el("p", {}, "Không có bài nào phù hợp."), button("Bỏ mọi bộ lọc", clear));
    if (!start) announce(`${total} bài`);
    if (rows.length < most && rows.length < total) await load(rows.length, most);
  }

  function clear() {
    search.value = topic.value = "";
    change({ words: "", section: "", topic: "", state: "", problems: "" });
    search.focus();
  }

  function filters(answer) {
    const all = Object.values(answer.sections).reduce((sum, one) => sum + one, 0);
    const choice = (part, id, label, number) =>
      button([el("span", {}, label), el("span", { class: "number" }, number.toLocaleString("vi-VN"))], () => change({ [part]: id }), {
        "aria-pressed": String(asked[part] === id),
      });
    fill(
      sections,
      choice("section", "", "Tất cả", all),
      Object.entries(forms.section_labels).map(([id, label]) => choice("section", id, label, answer.sections[id] ?? 0)),
    );
    const every = Object.values(answer.states).reduce((sum, one) => sum + one, 0);
    fill(
      states,
      choice("state", "", "Mọi trạng thái", every),
      Object.entries(forms.states)
        .filter(([id]) => answer.states[id] || asked.state === id)
        .map(([id, label]) => choice("state", id, capital(label), answer.states[id] ?? 0)),
      button(`Chỉ bài cần sửa (${answer.troubled})`, () => change({ problems: asked.problems ? "" : "1" }), {
        "aria-pressed": String(asked.problems === "1"),
        class: "troubled",
      }),
    );
  }

  function row(one) {
    const link = el("a", { href: `#/bai/${encodeURI(one.source)}` }, one.title || "(chưa có tiêu đề)");
    const named = one.topics.map((id) => topics[id]).filter(Boolean);
    return el(
      "tr",
      { onclick: (event) => event.target.closest("a") || open(one.source) },
      el("th", { scope: "row" }, link, el("span", { class: "under" }, named[0] ?? one.source)),
      el("td", {}, kinds[one.kind] ?? forms.section_labels[one.section] ?? ""),
      el("td", { class: "date" }, shownDate(one.date)),
      el("td", {}, el("span", { class: `state ${one.state}` }, capital(forms.states[one.state] ?? one.state))),
      el("td", {}, troubles(one)),
    );
  }

  function moveFocus(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("tr")?.[step];
    if (!step) return;
    event.preventDefault();
    (next?.querySelector("a") ?? (event.key === "ArrowUp" ? search : null))?.focus();
  }

  const again = afterPause(200, () => load(0, rows.length));
  const end = listen((message) => message.kind === "changed" && again());
  load(0);
  search.focus({ preventScroll: true });
  return { end: () => (end(), again.stop()) };
}

/** What was deleted here, to be put back. */
async function deletedDialog(open) {
  const found = await get("/api/deleted").catch((error) => (toast(error.message, "bad"), null));
  if (!found) return;
  const body = (close) => {
    const back = async (one) => {
      try {
        const { source } = await post("/api/bring-back", { id: one.id });
        close(source);
      } catch (error) {
        toast(error.message, "bad");
      }
    };
    const entry = (one) => el("li", { class: "gone" }, el("span", {}, one.title, el("small", {}, `Xóa lúc ${shownDate(one.moment)}`)), button("Khôi phục", () => back(one)));
    return found.length ? el("ul", { class: "results" }, found.map(entry)) : el("p", {}, "Chưa xóa bản nháp nào.");
  };
  const source = await dialog("Bài đã xóa", body, [["Đóng", null]]);
  if (source) open(source);
}

function troubles(one) {
  const words = [one.errors ? `${one.errors} lỗi` : "", one.warnings ? `${one.warnings} cảnh báo` : ""].filter(Boolean);
  return words.length ? el("span", { class: one.errors ? "trouble error" : "trouble" }, words.join(", ")) : "";
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Return choices by their groups, in their order. */
export function groupsOf(choices) {
  const groups = new Map();
  for (const one of choices) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}
