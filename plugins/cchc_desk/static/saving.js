// Saving, and what it meets: another version on the disk, a file that has gone, an item that now stands elsewhere.

import { get, post, WINDOW } from "./api.js";
import { conflictDialog } from "./compare.js";
import { ask } from "./dialogs.js";
import { same, toast } from "./dom.js";
import { showProblems } from "./findings.js";
import { remember } from "./keeping.js";

export async function save(edit, unsaved = edit.unsaved) {
  if (edit.saving || (!edit.dirty && unsaved.force !== true)) return false;
  edit.saving = true;
  edit.saveButton.disabled = true;
  try {
    const next = await post("/api/save", { source: edit.item.source, window: WINDOW, ...unsaved });
    edit.keep.stop();
    goOn(edit, next, unsaved);
    toast("Đã lưu");
    return true;
  } catch (error) {
    if (error.status === 409) await conflict(edit, error.answer.current);
    else toast(error.message, "bad");
    return false;
  } finally {
    edit.saving = false;
    edit.status();
  }
}

/** Go on from what is saved; what was typed meanwhile stays unsaved. */
export function goOn(edit, next, sent) {
  const typed = edit.editor.text();
  const was = edit.whole;
  const sentBody = sent.raw ?? sent.body ?? edit.item.body;
  follow(edit, next);
  edit.item = { ...edit.item, ...next };
  if (was && next.form && sent.raw !== undefined && typed === sentBody) {
    edit.whole = false;
    edit.values = { ...next.values };
    edit.fillLeft();
  } else if (!was) {
    const later = {};
    for (const [name, value] of Object.entries(edit.values)) later[name] = value;
    edit.values = later;
    for (const [name, value] of Object.entries(sent.values ?? {})) {
      if (same(value, edit.values[name] ?? null)) {
        if (next.values[name] === undefined) delete edit.values[name];
        else edit.values[name] = next.values[name];
      }
    }
    if (typed === sentBody) edit.editor.replace(next.body);
  }
  showProblems(edit, next.problems);
  edit.status();
  edit.showNow();
}

/** The item may stand elsewhere now: a draft follows its date, one with pictures has a folder. */
export function follow(edit, next) {
  if (!next.source || next.source === edit.item.source) return;
  const old = edit.item.source;
  post("/api/remember", { source: old, window: WINDOW, unsaved: null }).catch(() => {});
  history.replaceState(null, "", `#/bai/${encodeURI(next.source)}`);
  edit.hash = location.hash;
}

/** Start anew from what is on the disk. */
export function reset(edit, next) {
  follow(edit, next);
  edit.item = { ...edit.item, ...next };
  edit.whole = !next.form;
  edit.values = { ...next.values };
  edit.fillLeft();
  showProblems(edit, next.problems);
  edit.status();
  edit.showNow();
  remember(edit);
}

export async function conflict(edit, current) {
  if (current.gone) {
    const answer = await ask("Tệp của bài không còn", "Tệp đã bị xóa hoặc chuyển chỗ ở chương trình khác. Lưu lại thành tệp mới ở chỗ cũ?", "Lưu lại");
    if (answer) await saveAs(edit, "");
    return;
  }
  const mine = await post("/api/text", { source: edit.item.source, ...edit.unsaved });
  const answer = await conflictDialog(current.text, mine.text);
  if (answer === "theirs") {
    await remember(edit);
    reset(edit, { ...(await get("/api/item", { source: edit.item.source })) });
  } else if (answer?.raw !== undefined) {
    await saveAs(edit, current.digest, answer.raw);
  }
}

export async function saveAs(edit, base, raw = null) {
  const words = raw ?? (await post("/api/text", { source: edit.item.source, ...edit.unsaved })).text;
  try {
    const next = await post("/api/save", { source: edit.item.source, window: WINDOW, base, raw: words });
    reset(edit, next);
    toast("Đã lưu");
  } catch (error) {
    if (error.status === 409) await conflict(edit, error.answer.current);
    else toast(error.message, "bad");
  }
}
