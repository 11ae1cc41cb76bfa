// The desk: a list of items, and one item being edited. The address after # says which.

import { get, listen, startListening } from "./api.js";
import { button, el, fill, toast } from "./dom.js";
import { editView } from "./edit.js";
import { listView } from "./list.js";
import { newItemDialog } from "./new_item.js";
import { taskButtons } from "./tasks.js";
import { wordDialog } from "./word.js";

const desk = document.getElementById("desk");
const main = el("main", { id: "main", tabIndex: -1 });
const status = el("span", { class: "status", role: "status" });
let forms = null;
let shown = null;
let showing = Promise.resolve();

/** Open an item, by its path; the list, without one. */
const openItem = (source) => {
  location.hash = source ? `#/bai/${encodeURI(source)}` : "#/";
};

function frame() {
  const home = el("a", { href: "#/", class: "home" }, "Bàn biên tập");
  fill(
    desk,
    el("a", { href: "#main", class: "skip", onclick: (event) => (event.preventDefault(), main.focus()) }, "Tới nội dung chính"),
    el(
      "header",
      { class: "top" },
      home,
      el("span", { class: "agency" }, forms.agency),
      status,
      el(
        "nav",
        { "aria-label": "Việc chính" },
        button("Bài mới", () => newItemDialog(forms, openItem), { class: "main-action" }),
        button("Nhập từ Word", () => wordDialog([], openItem)),
        taskButtons(forms),
        el("a", { href: "/tro-giup/", target: "cchc-tro-giup", class: "as-button" }, "Trợ giúp"),
      ),
    ),
    main,
  );
}

/** Show what the address says, one after another: a view that is not ended would go on listening, unseen. */
function show() {
  showing = showing.then(showAsked);
  return showing;
}

async function showAsked() {
  const hash = location.hash || "#/";
  if (shown?.hash === hash) return;
  const match = /^#\/bai\/(.+)$/.exec(hash);
  if (shown?.leave && !(await shown.leave())) {
    history.replaceState(null, "", shown.hash);
    return;
  }
  shown?.end?.();
  shown = null;
  // What is still to be seen belongs to the view before.
  main.inert = true;
  try {
    shown = match ? await editView(main, forms, decodeURI(match[1]), openItem) : listView(main, forms, openItem);
    shown.hash = hash;
  } catch (error) {
    fill(
      main,
      el("div", { class: "empty" }, el("h1", {}, "Không mở được bài này"), el("p", {}, error.message), el("p", {}, el("a", { href: "#/" }, "Về danh sách"))),
    );
  } finally {
    main.inert = false;
  }
}

const SITE_WORDS = {
  building: "Đang chuẩn bị xem trước…",
  ready: "",
  refused: "Chưa xem trước được: tệp dữ liệu của cơ quan có lỗi",
  failed: "Chưa xem trước được: dựng trang bị lỗi",
  lost: "Việc dựng trang dừng đột ngột; lưu lại bài để thử lại",
};

listen((message) => {
  if (message.kind === "site") {
    const words = SITE_WORDS[message.state] ?? "";
    status.textContent = status.title = message.reason && words ? `${words} (${message.reason})` : words;
  }
  if (message.kind === "link" && forms) document.body.classList.toggle("lost", message.state === "lost");
  if (message.kind === "link" && message.state === "lost" && forms) status.textContent = "Mất liên lạc với chương trình";
  if (message.kind === "link" && message.state === "there") status.textContent = "";
});

// A file that is dropped beside its place must not replace the desk.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    if (kind !== "drop") return;
    const files = [...event.dataTransfer.files].filter((file) => /\.(docx|doc|odt|rtf)$/i.test(file.name));
    if (files.length && !location.hash.startsWith("#/bai/")) wordDialog(files, openItem);
  });
}

try {
  forms = await get("/api/forms");
  frame();
  startListening();
  addEventListener("hashchange", show);
  await show();
} catch (error) {
  fill(desk, el("div", { class: "empty" }, el("h1", {}, "Bàn biên tập chưa mở được"), el("p", {}, error.message)));
  toast(error.message, "bad");
}
