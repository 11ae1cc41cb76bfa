// What is not saved yet is kept, by the program or else by the browser, and offered when the item is opened again.

import { post, WINDOW } from "./api.js";
import { button, shownDate } from "./dom.js";

export async function remember(edit) {
  if (edit.closed) return;
  const unsaved = edit.dirty ? { ...edit.unsaved, title: edit.values.title ?? "" } : null;
  const key = `cchc-chua-luu:${edit.item.source}`;
  try {
    await post("/api/remember", { source: edit.item.source, window: WINDOW, unsaved });
    localStorage.removeItem(key);
  } catch {
    // The program has gone: the browser keeps it until it is back.
    if (unsaved) localStorage.setItem(key, JSON.stringify({ ...unsaved, moment: new Date().toISOString(), window: WINDOW }));
  }
}

export async function offerRemembered(edit) {
  const key = `cchc-chua-luu:${edit.item.source}`;
  const local = JSON.parse(localStorage.getItem(key) || "null");
  await new Promise((resolve) => setTimeout(resolve, 60));
  const found = [...(local ? [local] : []), ...edit.item.remembered].find((one) => !edit.otherWindows.has(one.window));
  if (!found || (!found.raw && !found.body && !Object.keys(found.values ?? {}).length)) return;
  const drop = async () => {
    edit.say("");
    localStorage.removeItem(key);
    await post("/api/remember", { source: edit.item.source, window: found.window, unsaved: null });
  };
  edit.say(
    `Còn phần chưa lưu từ ${shownDate(String(found.moment).slice(0, 16).replace("T", " "))}.`,
    button("Lấy lại", () => (takeBack(edit, found), drop()), { class: "main-action" }),
    button("Bỏ", drop, { class: "quiet" }),
  );
}

export function takeBack(edit, found) {
  if (found.raw && !edit.whole) {
    edit.whole = true;
    edit.fillLeft();
  }
  if (found.raw) edit.editor.replace(found.raw);
  else {
    for (const [name, value] of Object.entries(found.values ?? {})) {
      if (value === null) delete edit.values[name];
      else edit.values[name] = value;
    }
    edit.fillLeft(found.body ?? edit.item.body);
  }
  edit.changed();
}
