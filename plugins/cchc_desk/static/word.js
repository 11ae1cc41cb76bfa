// Word files become drafts.

import { upload } from "./api.js";
import { dialog } from "./dialogs.js";
import { button, el, fill } from "./dom.js";
import { chooseFiles } from "./insert.js";

export async function wordDialog(files, open) {
  const said = el("div", { class: "stack", role: "status" });
  let close = null;

  async function take(chosen) {
    for (const [index, file] of chosen.entries()) {
      const line = el("p", {}, `Đang đọc “${file.name}” (${index + 1}/${chosen.length})…`);
      said.append(line);
      try {
        const [made] = await upload("/api/word", [["file", file]]);
        if (made.error) fill(line, el("span", { class: "error" }, `${made.name}: ${made.error}`));
        else {
          fill(line, button(made.title || made.name, () => (close(null), open(made.source)), { class: "link" }), el("span", { class: "help" }, " đã thành bản nháp."));
          line.after(...(made.notes ?? []).map((note) => el("p", { class: "help" }, note)));
          if (chosen.length === 1 && !made.notes?.length) {
            close(null);
            open(made.source);
          }
        }
      } catch (error) {
        fill(line, el("span", { class: "error" }, `${file.name}: ${error.message}`));
      }
    }
  }

  const body = (end) => {
    close = end;
    const zone = el(
      "div",
      { class: "drop-zone" },
      el("p", {}, "Kéo tệp Word vào đây, hoặc chọn tệp. Mỗi tệp thành một bản nháp; chữ, bảng, ảnh và chú thích được giữ."),
      button("Chọn tệp…", () => chooseFiles(".docx,.doc,.odt,.rtf", take), { "data-first": true }),
    );
    for (const kind of ["dragover", "drop"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        event.stopPropagation();
        zone.classList.toggle("over", kind === "dragover");
        if (kind === "drop") take([...event.dataTransfer.files]);
      });
    }
    return el("div", { class: "stack" }, zone, said);
  };
  setTimeout(() => files.length && take(files));
  await dialog("Nhập từ Word", body, [["Đóng", null]]);
}
