// Beside the text: the real page, or what else the item says. Two frames take turns, so that nothing flickers and the page stays where it was.

import { button, el, fill } from "./dom.js";

const WORDS = {
  building: "Đang dựng trang lần đầu để xem trước. Có thể viết và lưu bình thường.",
  damaged: "Chưa xem trước được vì phần thông tin còn lỗi. Dưới đây là bản gần nhất.",
  unseen: "Chưa xem trước được vì phần thông tin chưa đủ hoặc còn sai. Hãy điền, sửa các mục được đánh dấu ở bên trái.",
  lost: "Việc dựng trang dừng đột ngột. Hãy lưu bài để thử lại.",
};

/** What the server says of the file, said of the form. */
const plain = (notice) => (notice.startsWith("Bản nháp") ? "Bản nháp: chưa lên trang. Bỏ dấu “Bản nháp” khi muốn đăng." : notice);

export function previewPane() {
  const note = el("p", { class: "preview-note", role: "status" });
  const frames = [frame(), frame()];
  const stage = el("div", { class: "stage" }, frames);
  const more = el("div", { class: "further", hidden: true });
  const tabs = [button("Xem trước", () => turn(false), { "aria-pressed": "true" }), button("Thông tin thêm", () => turn(true), { "aria-pressed": "false" })];
  const node = el("section", { class: "preview", "aria-label": "Xem trước và thông tin thêm" }, el("div", { class: "preview-head" }, tabs, note), stage, more);

  function turn(toMore) {
    stage.hidden = toMore;
    more.hidden = !toMore;
    tabs.forEach((tab, index) => tab.setAttribute("aria-pressed", String((index === 1) === toMore)));
  }
  let front = 0;

  function frame() {
    const made = el("iframe", { title: "Trang như khi đăng", sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox", class: "behind" });
    made.addEventListener("load", () => loaded(made));
    return made;
  }

  function loaded(made) {
    const page = made.contentDocument;
    if (!made.getAttribute("src") || !page) return;
    const old = frames[front];
    const top = old.contentDocument?.scrollingElement?.scrollTop ?? 0;
    if (made !== old) {
      page.scrollingElement.scrollTop = top;
      old.className = "behind";
      made.className = "";
      front = frames.indexOf(made);
    }
    made.className = "";
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    });
    node.dispatchEvent(new CustomEvent("shown"));
  }

  return {
    node,
    turn,
    /** Put the further fields of the form in their place; `number` of them has errors. */
    further(form) {
      fill(more, form);
      tabs[1].hidden = !form;
      if (!form) turn(false);
    },
    mark(number) {
      fill(tabs[1], "Thông tin thêm", number ? el("span", { class: "badge", title: "mục cần sửa" }, String(number)) : null);
    },
    /** Show what the server made. */
    show(made) {
      const nothing = made.state === "damaged" && !frames[front].getAttribute("src");
      const words = WORDS[nothing ? "unseen" : made.state] ?? plain(made.notice ?? "");
      fill(note, words);
      note.className = `preview-note ${made.state}`;
      if (made.state !== "ready") return;
      const path = `/trang/${made.address}?ban=${made.page}`;
      const shown = frames[front].getAttribute("src");
      const next = shown ? frames[1 - front] : frames[front];
      next.setAttribute("src", path);
    },
  };
}
