// One item: its form and its text on the left, its page on the right; checked, shown and kept as it is being written.

import { ANY, get, listen, post, WINDOW } from "./api.js";
import { dialog } from "./dialogs.js";
import { afterPause, announce, button, el, fill, oneAtATime, same } from "./dom.js";
import { takeFiles } from "./files.js";
import { check, hintsSwitch, show, showProblems } from "./findings.js";
import { formOf } from "./form.js";
import { furtherMenu } from "./further.js";
import { chooseFiles, linkDialog, tableDialog } from "./insert.js";
import { offerRemembered, remember } from "./keeping.js";
import { capital } from "./list.js";
import { previewPane } from "./preview.js";
import { conflict, reset, save } from "./saving.js";
import { textEditor } from "./text_editor.js";
import { toolbar, toolKeys } from "./toolbar.js";

const CHECK_PAUSE = 350;
const KEEP_PAUSE = 1200;
const PICTURES = "image/jpeg,image/png,image/webp,image/gif";
const FILES = ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp";

/** Open the item at `path` in `main`; `open` opens another one, by its path. */
export async function editView(main, forms, path, open) {
  const item = await get("/api/item", { source: path });
  if (!item.readable) return unreadable(main, item);
  const view = new Edit(main, forms, item, open);
  await offerRemembered(view);
  return view;
}

function unreadable(main, item) {
  fill(
    main,
    el("div", { class: "empty" }, el("h1", {}, "Chưa mở được tệp này"), item.problems.map((one) => el("p", {}, one.message, " ", one.hint)), el("p", {}, el("a", { href: "#/" }, "Về danh sách"))),
  );
  return {};
}

class Edit {
  constructor(main, forms, item, open) {
    Object.assign(this, { main, forms, open, item, saving: false, closed: false });
    this.section = forms.sections.find((one) => one.id === item.section);
    this.values = { ...item.values };
    this.whole = !item.form;
    this.preview = previewPane();
    this.check = afterPause(CHECK_PAUSE, () => (this.checkNow(), this.showNow()));
    this.keep = afterPause(KEEP_PAUSE, () => remember(this));
    this.checkNow = oneAtATime(() => check(this));
    this.showNow = oneAtATime(() => show(this));
    this.build();
    this.stop = listen((message) => this.told(message));
    this.guard = (event) => this.dirty && event.preventDefault();
    this.keys = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        save(this);
      }
    };
    addEventListener("beforeunload", this.guard);
    addEventListener("keydown", this.keys);
    this.channel = new BroadcastChannel("cchc-ban");
    this.channel.onmessage = ({ data }) => {
      if (data.source !== this.item.source || data.window === WINDOW) return;
      if (data.asks) this.channel.postMessage({ source: this.item.source, window: WINDOW });
      else this.otherWindows.add(data.window);
      this.say("Bài này cũng đang mở ở một cửa sổ khác.");
    };
    this.otherWindows = new Set();
    this.channel.postMessage({ source: item.source, window: WINDOW, asks: true });
    showProblems(this, item.problems);
    this.showNow();
  }

  build() {
    this.state = el("span", { class: "state" });
    this.saved = el("span", { class: "saved", role: "status" });
    this.notice = el("div", { class: "notice", hidden: true, role: "status" });
    this.summary = el("div", { class: "summary" });
    this.heading = el("h1", { class: "item-title" });
    this.left = el("div", { class: "left" });
    this.saveButton = button("Lưu", () => save(this), { class: "main-action", title: "Lưu (Ctrl+S)" });
    this.more = furtherMenu(this);
    this.previewButton = button("Khung bên", () => this.togglePreview(), { "aria-pressed": "true" });
    fill(
      this.main,
      el(
        "div",
        { class: "edit" },
        el("div", { class: "bar" }, el("a", { href: "#/", class: "back", "aria-label": "Về danh sách" }, "← Danh sách"), this.state, this.heading, this.saved, this.previewButton, this.more, this.saveButton),
        this.notice,
        el("div", { class: "sides" }, this.left, this.preview.node),
      ),
    );
    this.fillLeft();
    this.status();
  }

  fillLeft(body = this.item.body) {
    this.editor?.destroy();
    const place = el("div", { class: "text" });
    const asks = {
      link: (view) => (linkDialog(view, this.item.source), true),
      table: (view) => (tableDialog(view), true),
      picture: () => (chooseFiles(PICTURES, (files) => takeFiles(this, files)), true),
      file: () => (chooseFiles(FILES, (files) => takeFiles(this, files)), true),
    };
    this.form = this.whole ? null : formOf(this.section, this.forms, this.values, (name, value) => this.set(name, value));
    this.preview.further(this.form?.rest ?? null);
    this.editor = textEditor(place, this.whole ? this.item.text.replace(/\r\n?/g, "\n") : body, {
      label: "Nội dung bài",
      keys: toolKeys(asks),
      changed: () => this.changed(),
      save: () => save(this),
      files: (files, at) => takeFiles(this, files, at),
    });
    const words = el("span", { class: "label" }, this.whole ? "Toàn bộ tệp, kể cả khối thông tin ở đầu" : "Nội dung");
    fill(this.left, this.form?.node, el("section", { class: "words", "aria-label": "Nội dung" }, el("div", { class: "words-head" }, words, el("a", { href: "/tro-giup/cach-viet", target: "cchc-tro-giup", class: "help" }, "Cách viết"), hintsSwitch(this), this.summary), toolbar(this.editor.view, asks), place));
  }

  get unsavedValues() {
    const changed = {};
    for (const name of new Set([...Object.keys(this.item.values), ...Object.keys(this.values)])) {
      if (!same(this.item.values[name], this.values[name])) changed[name] = this.values[name] ?? null;
    }
    return changed;
  }

  get unsaved() {
    if (this.whole) return { base: this.item.digest, raw: this.editor.text() };
    const body = this.editor.text();
    return { base: this.item.digest, values: this.unsavedValues, body: body === this.item.body ? null : body };
  }

  get dirty() {
    if (this.closed) return false;
    if (this.whole) return this.editor.text() !== this.item.text.replace(/\r\n?/g, "\n");
    return this.editor.text() !== this.item.body || Object.keys(this.unsavedValues).length > 0;
  }

  set(name, value) {
    if (value === null) delete this.values[name];
    else this.values[name] = value;
    this.changed();
  }

  changed() {
    this.status();
    this.check();
    this.keep();
  }

  status() {
    const row = this.item.row;
    const label = this.forms.states[row?.state] ?? "";
    this.state.className = `state ${row?.state ?? ""}`;
    this.state.textContent = capital(label);
    const title = this.whole ? (row?.title ?? this.item.source) : String(this.values.title ?? "(chưa có tiêu đề)");
    this.heading.textContent = title;
    document.title = `${title} · Bàn biên tập`;
    const dirty = this.dirty;
    this.saved.textContent = dirty ? "Chưa lưu" : "Đã lưu";
    this.saved.classList.toggle("dirty", dirty);
    this.saveButton.disabled = !dirty;
  }

  say(words, ...actions) {
    this.notice.hidden = !words;
    fill(this.notice, words ? [el("span", {}, words), actions, button("Đóng", () => this.say(""), { class: "quiet" })] : []);
  }

  async told(message) {
    if (message.kind === "site" && message.state === "ready") this.showNow();
    if (message.kind !== "changed" || this.saving || this.closed) return;
    if (!message.sources.includes(this.item.source) && !message.sources.includes(ANY)) {
      if (!message.sources.length && !this.dirty) this.checkNow();
      return;
    }
    const answer = get("/api/item", { source: this.item.source }).catch(() => null);
    // With what was asked before: the answers may come in another order.
    this.asked = Promise.all([this.asked, answer]);
    const next = await answer;
    if (!next) {
      if (!this.saving) this.say("Tệp của bài này đã bị xóa hoặc chuyển chỗ. Nội dung vẫn còn ở đây; bấm Lưu để ghi lại.");
      return;
    }
    this.item.row = next.row;
    if (next.digest === this.item.digest || this.saving) {
      this.status();
    } else if (!this.dirty) {
      reset(this, next);
      this.say("Bài vừa được sửa ở nơi khác; đây là bản mới nhất.");
    } else {
      this.say("Bài vừa được sửa ở nơi khác trong lúc bạn đang viết.", button("So sánh và chọn", () => (this.say(""), conflict(this, next)), { class: "main-action" }));
    }
  }

  /** The file goes from here on: the window asks for it no more, and what it has asked is answered before. */
  async letGo() {
    this.saving = true;
    await this.asked;
  }

  togglePreview() {
    this.preview.node.hidden = !this.preview.node.hidden;
    this.previewButton.setAttribute("aria-pressed", String(!this.preview.node.hidden));
    this.main.firstElementChild.classList.toggle("alone", this.preview.node.hidden);
    this.showNow();
  }

  /** Asked before another item is shown. */
  async leave() {
    if (!this.dirty) return true;
    await remember(this);
    const answer = await dialog("Còn phần chưa lưu", el("p", {}, "Phần chưa lưu được giữ lại; lần sau mở bài này, bạn có thể lấy lại."), [["Ở lại", null], ["Rời đi", "go"], ["Lưu rồi rời đi", "save", true]]);
    if (answer === "save") return save(this);
    return answer === "go";
  }

  end() {
    this.closed = true;
    this.check.stop();
    this.keep.stop();
    this.stop();
    this.channel.close();
    removeEventListener("beforeunload", this.guard);
    removeEventListener("keydown", this.keys);
    this.editor.destroy();
    document.title = "Bàn biên tập";
    announce("");
  }
}
