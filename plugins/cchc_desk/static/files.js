// Pictures and files that are dropped, pasted or chosen: kept beside their item, and put into its text.

import { post, upload } from "./api.js";
import { same, toast } from "./dom.js";
import { showField } from "./findings.js";
import { altDialog } from "./insert.js";
import { conflict, follow } from "./saving.js";
import { block } from "./toolbar.js";

export async function takeFiles(edit, files, at = null) {
  for (const file of files) {
    try {
      await takeOne(edit, file, at);
    } catch (error) {
      toast(error.message, "bad");
    }
  }
}

export async function takeOne(edit, file, at) {
  const isPicture = file.type.startsWith("image/") && file.type !== "image/svg+xml";
  const alt = isPicture ? await altDialog(file) : null;
  if (isPicture && !alt) return;
  if (!edit.item.has_folder && !(await giveFolder(edit))) return;
  const made = await upload("/api/upload", [["source", edit.item.source], ["file", file]]);
  const view = edit.editor.view;
  if (at !== null) view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } });
  if (made.picture) block(view, `![${alt.replace(/([[\]])/g, "\\$1")}](${made.name})`);
  else {
    const title = file.name.replace(/\.[^.]+$/, "");
    const field = edit.form?.field("attachments");
    if (field?.add) {
      field.add({ file: made.name, title });
      showField(edit, "attachments");
      toast(`Đã thêm “${file.name}” vào các tệp đính kèm.`);
    } else block(view, `[${title}](${made.name})`);
  }
  if (made.note) toast(made.note);
  edit.changed();
}

/** Pictures stand beside their item: it gets a folder of its own, and its links follow. */
export async function giveFolder(edit) {
  try {
    const next = await post("/api/folder", { source: edit.item.source, ...edit.unsaved });
    const body = next.unsaved_body;
    const values = { ...edit.values };
    const before = edit.item.values;
    follow(edit, next);
    edit.item = { ...edit.item, ...next };
    edit.values = { ...next.values };
    for (const [name, value] of Object.entries(values)) if (!same(value, before[name])) edit.values[name] = value;
    edit.editor.replace(body ?? next.body);
    return true;
  } catch (error) {
    if (error.status === 409) await conflict(edit, error.answer.current);
    else toast(error.message, "bad");
    return false;
  }
}
