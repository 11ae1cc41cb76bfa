// One item: its form and its text on the left, its page on the right; checked, shown and kept as it is being written.

import { ANY, AskError, get, listen, post, upload, WINDOW } from "./api.js";
import { conflictDialog, versionsDialog } from "./compare.js";
import { ask, dialog } from "./dialogs.js";
import { afterPause, announce, button, el, fill, oneAtATime, shownDate, toast } from "./dom.js";
import { formOf } from "./form.js";
import { altDialog, chooseFiles, linkDialog, tableDialog } from "./insert.js";
import { capital } from "./list.js";
import { previewPane } from "./preview.js";
import { block, toolbar, toolKeys } from "./toolbar.js";
import { textEditor } from "./text_editor.js";

const CHECK_PAUSE = 350;
const KEEP_PAUSE = 1200;
const PICTURES = "image/jpeg,image/png,image/webp,image/gif";
const FILES = ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp";
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export async function editView(main, forms, path, open) {
  let item = await get("/api/item", { source: path });
  if (!item.readable) return unreadable(main, item);
  const view = new Edit(main, forms, item, open);
  await view.offerRemembered();
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
    this.keep = afterPause(KEEP_PAUSE, () => this.remember());
    this.checkNow = oneAtATime(() => this.checked());
    this.showNow = oneAtATime(() => this.showed());
    this.build();
    this.stop = listen((message) => this.told(message));
    this.guard = (event) => this.dirty && event.preventDefault();
    this.keys = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.save();
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
    this.problems(item.problems);
    this.showNow();
  }

  // The page.

  build() {
    this.state = el("span", { class: "state" });
    this.saved = el("span", { class: "saved", role: "status" });
    this.notice = el("div", { class: "notice", hidden: true, role: "status" });
    this.summary = el("div", { class: "summary" });
    this.heading = el("h1", { class: "item-title" });
    this.left = el("div", { class: "left" });
    this.saveButton = button("Lưu", () => this.save(), { class: "main-action", title: "Lưu (Ctrl+S)" });
    this.more = el(
      "details",
      { class: "menu" },
      el("summary", {}, "Việc khác"),
      el(
        "div",
        {},
        button("Bản cũ…", () => (this.closeMenu(), this.versions())),
        button("Gỡ bài…", () => (this.closeMenu(), this.withdraw())),
        button("Gợi ý chủ đề…", () => (this.closeMenu(), this.suggest())),
        button("Sửa cả tệp…", () => (this.closeMenu(), this.editWhole())),
      ),
    );
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

  closeMenu() {
    this.more.open = false;
  }

  fillLeft(body = this.item.body) {
    this.editor?.destroy();
    const place = el("div", { class: "text" });
    const asks = {
      link: (view) => (linkDialog(view, this.item.source), true),
      table: (view) => (tableDialog(view), true),
      picture: () => (chooseFiles(PICTURES, (files) => this.take(files)), true),
      file: () => (chooseFiles(FILES, (files) => this.take(files)), true),
    };
    this.form = this.whole ? null : formOf(this.section, this.forms, this.values, (name, value) => this.set(name, value));
    this.preview.further(this.form?.rest ?? null);
    this.editor = textEditor(place, this.whole ? this.item.text.replace(/\r\n?/g, "\n") : body, {
      label: "Nội dung bài",
      keys: toolKeys(asks),
      changed: () => this.changed(),
      save: () => this.save(),
      files: (files, at) => this.take(files, at),
    });
    const words = el("span", { class: "label" }, this.whole ? "Toàn bộ tệp, kể cả khối thông tin ở đầu" : "Nội dung");
    fill(this.left, this.form?.node, el("section", { class: "words", "aria-label": "Nội dung" }, el("div", { class: "words-head" }, words, this.summary), toolbar(this.editor.view, asks), place));
  }

  // What is not saved.

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

  // Checked, shown, kept while it is written.

  async checked() {
    if (this.closed) return;
    try {
      const { problems } = await post("/api/check", { source: this.item.source, ...this.unsaved });
      if (!this.closed) this.problems(problems);
    } catch (error) {
      if (!(error instanceof AskError) || error.status !== 422) return;
      this.problems([{ severity: "error", message: error.message, hint: "", line: 0, field: "" }]);
    }
  }

  problems(list) {
    const rest = this.form ? this.form.problems(list.filter((one) => !one.line)) : list.filter((one) => !one.line && !this.whole);
    const inText = this.whole ? list.map((one) => ({ ...one, line: one.file_line, column: one.column || 1 })) : list.filter((one) => one.line);
    this.editor.problems(inText);
    this.preview.mark(list.filter((one) => !one.line && this.form?.isFurther(one.field)).length);
    const errors = list.filter((one) => one.severity === "error").length;
    const words = [errors ? `${errors} lỗi` : "", list.length - errors ? `${list.length - errors} cảnh báo` : ""].filter(Boolean).join(", ");
    const go = (one) => (one.line && !this.whole ? this.editor.show(one.line) : this.whole ? this.editor.show(one.file_line) : this.showField(one.field));
    fill(
      this.summary,
      list.length
        ? el(
            "details",
            { class: "menu problems" },
            el("summary", { class: errors ? "error" : "warning" }, words),
            el("ul", {}, list.map((one) => el("li", {}, button([el("strong", {}, one.message), el("span", {}, one.hint)], () => go(one), { class: one.severity })))),
          )
        : el("span", { class: "fine" }, "Không có lỗi"),
      rest.length ? el("ul", { class: "rest" }, rest.map((one) => el("li", { class: one.severity }, one.message, " ", one.hint))) : null,
    );
  }

  /** Bring a field into sight, wherever it stands. */
  showField(name) {
    if (this.form?.isFurther(name)) {
      if (this.preview.node.hidden) this.togglePreview();
      this.preview.turn(true);
    }
    this.form?.show(name);
  }

  async showed() {
    if (this.closed || this.preview.node.hidden) return;
    try {
      this.preview.show(await post("/api/show", { source: this.item.source, ...this.unsaved }));
    } catch {
      // The check says what is wrong with it.
    }
  }

  async remember() {
    if (this.closed) return;
    const unsaved = this.dirty ? { ...this.unsaved, title: this.values.title ?? "" } : null;
    const key = `cchc-chua-luu:${this.item.source}`;
    try {
      await post("/api/remember", { source: this.item.source, window: WINDOW, unsaved });
      localStorage.removeItem(key);
    } catch {
      // The program has gone: the browser keeps it until it is back.
      if (unsaved) localStorage.setItem(key, JSON.stringify({ ...unsaved, moment: new Date().toISOString(), window: WINDOW }));
    }
  }

  async offerRemembered() {
    const key = `cchc-chua-luu:${this.item.source}`;
    const local = JSON.parse(localStorage.getItem(key) || "null");
    await new Promise((resolve) => setTimeout(resolve, 60));
    const found = [...(local ? [local] : []), ...this.item.remembered].find((one) => !this.otherWindows.has(one.window));
    if (!found || (!found.raw && !found.body && !Object.keys(found.values ?? {}).length)) return;
    const drop = async () => {
      this.say("");
      localStorage.removeItem(key);
      await post("/api/remember", { source: this.item.source, window: found.window, unsaved: null });
    };
    this.say(
      `Còn phần chưa lưu từ ${shownDate(String(found.moment).slice(0, 16).replace("T", " "))}.`,
      button("Lấy lại", () => (this.takeBack(found), drop()), { class: "main-action" }),
      button("Bỏ", drop, { class: "quiet" }),
    );
  }

  takeBack(found) {
    if (found.raw && !this.whole) {
      this.whole = true;
      this.fillLeft();
    }
    if (found.raw) this.editor.replace(found.raw);
    else {
      for (const [name, value] of Object.entries(found.values ?? {})) {
        if (value === null) delete this.values[name];
        else this.values[name] = value;
      }
      this.fillLeft(found.body ?? this.item.body);
    }
    this.changed();
  }

  // Saving.

  async save(unsaved = this.unsaved) {
    if (this.saving || (!this.dirty && unsaved.force !== true)) return false;
    this.saving = true;
    this.saveButton.disabled = true;
    try {
      const next = await post("/api/save", { source: this.item.source, window: WINDOW, ...unsaved });
      this.keep.stop();
      this.took(next, unsaved);
      toast("Đã lưu");
      return true;
    } catch (error) {
      if (error.status === 409) await this.conflict(error.answer.current);
      else toast(error.message, "bad");
      return false;
    } finally {
      this.saving = false;
      this.status();
    }
  }

  /** Go on from what is saved; what was typed meanwhile stays unsaved. */
  took(next, sent) {
    const typed = this.editor.text();
    const was = this.whole;
    const sentBody = sent.raw ?? sent.body ?? this.item.body;
    this.moved(next);
    this.item = { ...this.item, ...next };
    if (was && next.form && sent.raw !== undefined && typed === sentBody) {
      this.whole = false;
      this.values = { ...next.values };
      this.fillLeft();
    } else if (!was) {
      const later = {};
      for (const [name, value] of Object.entries(this.values)) later[name] = value;
      this.values = later;
      for (const [name, value] of Object.entries(sent.values ?? {})) {
        if (same(value, this.values[name] ?? null)) {
          if (next.values[name] === undefined) delete this.values[name];
          else this.values[name] = next.values[name];
        }
      }
      if (typed === sentBody) this.editor.replace(next.body);
    }
    this.problems(next.problems);
    this.status();
    this.showNow();
  }

  /** The item may stand elsewhere now: a draft follows its date, one with pictures has a folder. */
  moved(next) {
    if (!next.source || next.source === this.item.source) return;
    const old = this.item.source;
    post("/api/remember", { source: old, window: WINDOW, unsaved: null }).catch(() => {});
    history.replaceState(null, "", `#/bai/${encodeURI(next.source)}`);
    this.hash = location.hash;
  }

  /** Start anew from what is on the disk. */
  reset(next) {
    this.moved(next);
    this.item = { ...this.item, ...next };
    this.whole = !next.form;
    this.values = { ...next.values };
    this.fillLeft();
    this.problems(next.problems);
    this.status();
    this.showNow();
    this.remember();
  }

  async conflict(current) {
    if (current.gone) {
      const answer = await ask("Tệp của bài không còn", "Tệp đã bị xóa hoặc chuyển chỗ ở chương trình khác. Lưu lại thành tệp mới ở chỗ cũ?", "Lưu lại");
      if (answer) await this.saveAs("");
      return;
    }
    const mine = await post("/api/text", { source: this.item.source, ...this.unsaved });
    const answer = await conflictDialog(current.text, mine.text);
    if (answer === "theirs") {
      await this.remember();
      this.reset({ ...(await get("/api/item", { source: this.item.source })) });
    } else if (answer?.raw !== undefined) {
      await this.saveAs(current.digest, answer.raw);
    }
  }

  async saveAs(base, raw = null) {
    const words = raw ?? (await post("/api/text", { source: this.item.source, ...this.unsaved })).text;
    try {
      const next = await post("/api/save", { source: this.item.source, window: WINDOW, base, raw: words });
      this.reset(next);
      toast("Đã lưu");
    } catch (error) {
      if (error.status === 409) await this.conflict(error.answer.current);
      else toast(error.message, "bad");
    }
  }

  // What others do.

  async told(message) {
    if (message.kind === "site" && message.state === "ready") this.showNow();
    if (message.kind !== "changed" || this.saving || this.closed) return;
    if (!message.sources.includes(this.item.source) && !message.sources.includes(ANY)) {
      if (!message.sources.length && !this.dirty) this.checkNow();
      return;
    }
    let next;
    try {
      next = await get("/api/item", { source: this.item.source });
    } catch {
      this.say("Tệp của bài này đã bị xóa hoặc chuyển chỗ. Nội dung vẫn còn ở đây; bấm Lưu để ghi lại.");
      return;
    }
    this.item.row = next.row;
    if (next.digest === this.item.digest || this.saving) {
      this.status();
    } else if (!this.dirty) {
      this.reset(next);
      this.say("Bài vừa được sửa ở nơi khác; đây là bản mới nhất.");
    } else {
      this.say("Bài vừa được sửa ở nơi khác trong lúc bạn đang viết.", button("So sánh và chọn", () => (this.say(""), this.conflict(next)), { class: "main-action" }));
    }
  }

  // Pictures and files.

  async take(files, at = null) {
    for (const file of files) {
      try {
        await this.takeOne(file, at);
      } catch (error) {
        toast(error.message, "bad");
      }
    }
  }

  async takeOne(file, at) {
    const isPicture = file.type.startsWith("image/") && file.type !== "image/svg+xml";
    const alt = isPicture ? await altDialog(file) : null;
    if (isPicture && !alt) return;
    if (!this.item.has_folder && !(await this.giveFolder())) return;
    const made = await upload("/api/upload", [["source", this.item.source], ["file", file]]);
    const view = this.editor.view;
    if (at !== null) view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
    if (made.picture) block(view, `![${alt.replace(/([[\]])/g, "\\$1")}](${made.name})`);
    else {
      const title = file.name.replace(/\.[^.]+$/, "");
      const field = this.form?.field("attachments");
      if (field?.add) {
        field.add({ file: made.name, title });
        this.showField("attachments");
        toast(`Đã thêm “${file.name}” vào các tệp đính kèm.`);
      } else block(view, `[${title}](${made.name})`);
    }
    if (made.note) toast(made.note);
    this.changed();
  }

  /** Pictures stand beside their item: it gets a folder of its own, and its links follow. */
  async giveFolder() {
    try {
      const next = await post("/api/folder", { source: this.item.source, ...this.unsaved });
      const body = next.unsaved_body;
      const values = { ...this.values };
      const before = this.item.values;
      this.moved(next);
      this.item = { ...this.item, ...next };
      this.values = { ...next.values };
      for (const [name, value] of Object.entries(values)) if (!same(value, before[name])) this.values[name] = value;
      this.editor.replace(body ?? next.body);
      return true;
    } catch (error) {
      if (error.status === 409) await this.conflict(error.answer.current);
      else toast(error.message, "bad");
      return false;
    }
  }

  // The other things.

  async versions() {
    const next = await versionsDialog(this.item.source, this.item, this.dirty).catch((error) => void toast(error.message, "bad"));
    if (next) {
      this.reset(next);
      toast("Đã khôi phục bản cũ; bản trước đó vẫn còn trong “Bản cũ”.");
    }
  }

  async withdraw() {
    const reason = el("textarea", { rows: 2, "data-first": true, placeholder: "Ví dụ: Trùng nội dung với bài đăng ngày 05/11/2026" });
    const counted = el("input", { type: "checkbox" });
    const body = el(
      "div",
      { class: "stack" },
      el("p", {}, "Trang của bài sẽ chỉ còn thông báo đã gỡ cùng lý do; bài rời danh sách, nguồn tin và tìm kiếm."),
      el("label", {}, "Lý do gỡ (người đọc thấy)", reason),
      el("label", { class: "check" }, counted, "Vẫn đếm bài này trong số liệu"),
    );
    const done = await dialog("Gỡ bài", body, [["Thôi", null], ["Gỡ bài", () => (reason.value.trim() ? true : void reason.focus()), true]]);
    if (!done || this.whole) return;
    const value = { date: this.forms.now.slice(0, 10), reason: reason.value.replace(/\s+/g, " ").trim() };
    this.values.withdrawn = counted.checked ? { ...value, counted: true } : value;
    this.fillLeft(this.editor.text());
    this.changed();
    await this.save();
  }

  async suggest() {
    if (this.whole) return;
    const found = await post("/api/suggest", { source: this.item.source, title: String(this.values.title ?? ""), body: this.editor.text() }).catch((error) => (toast(error.message, "bad"), []));
    const names = Object.fromEntries(this.forms.choices.topics.map((one) => [one.id, one.label]));
    const body = (close) =>
      found.length
        ? el("ul", { class: "results" }, found.map((one) => el("li", {}, button([el("span", {}, names[one.id]), el("small", {}, one.reasons.join("; "))], () => close(one.id)))))
        : el("p", {}, "Chưa đủ chữ để gợi ý chủ đề.");
    const chosen = await dialog("Gợi ý chủ đề", body, [["Đóng", null]]);
    if (chosen) this.form.field("tags")?.add(chosen);
  }

  async editWhole() {
    if (this.whole || (this.dirty && !(await this.save()))) return;
    this.whole = true;
    this.fillLeft();
    this.status();
    this.checkNow();
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
    await this.remember();
    const answer = await dialog("Còn phần chưa lưu", el("p", {}, "Phần chưa lưu được giữ lại; lần sau mở bài này, bạn có thể lấy lại."), [["Ở lại", null], ["Rời đi", "go"], ["Lưu rồi rời đi", "save", true]]);
    if (answer === "save") return this.save();
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
