// A field that takes values of a list: typed without diacritics, chosen with the mouse or the keys.

import { button, el, fill, fold, newId } from "./dom.js";

const MOST = 60;

/**
 * Make the field. `values` are names as they are written in the file; `choices` have id, label, key, names, group, count.
 * `several`: more than one; `first`: words for the first of several; `changed` is called with the new values.
 */
export function chooser({ id, values, choices, several, first, free, changed, placeholder }) {
  const byName = new Map(choices.flatMap((one) => [one.id, ...(one.names ?? [])].map((name) => [fold(name), one])));
  const find = (written) => byName.get(fold(written)) ?? choices.find((one) => one.id.toLowerCase() === written.toLowerCase());
  let chosen = several ? split(values, find) : values.filter(Boolean).slice(0, 1);
  let active = -1;
  const listId = newId("chon");
  const chips = el("ul", { class: "chips" });
  const list = el("ul", { class: "options", role: "listbox", id: listId, hidden: true, "aria-label": "Các lựa chọn" });
  const input = el("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    placeholder,
    oninput: () => openList(),
    onfocus: () => openList(),
    onclick: () => openList(),
    onblur: () => setTimeout(close, 120),
    onkeydown: keys,
  });
  const node = el("div", { class: "chooser" }, chips, input, list);

  function draw() {
    fill(
      chips,
      chosen.map((written, index) => {
        const one = find(written);
        return el(
          "li",
          { class: one ? "" : "unknown" },
          first && index === 0 ? el("span", { class: "mark" }, first) : null,
          el("span", {}, one ? one.label : `${written} (không có trong danh mục)`),
          first && index > 0 ? button("↑", () => set([written, ...chosen.filter((other) => other !== written)]), { "aria-label": `Đưa “${one?.label ?? written}” lên làm ${first}`, title: `Đưa lên làm ${first}` }) : null,
          button("×", () => set(chosen.filter((other) => other !== written)), { "aria-label": `Bỏ “${one?.label ?? written}”`, title: "Bỏ" }),
        );
      }),
    );
    input.hidden = !several && chosen.length > 0;
  }

  function set(next) {
    chosen = next;
    draw();
    changed(chosen);
  }

  function matching() {
    const words = fold(input.value).split(" ").filter(Boolean);
    const taken = new Set(chosen.map((written) => find(written)?.id));
    const found = choices.filter((one) => !taken.has(one.id) && words.every((word) => one.key.includes(word)));
    if (words.length) {
      const whole = fold(input.value);
      const rank = (one) => ((one.names ?? []).includes(whole) ? 0 : fold(one.label).startsWith(whole) ? 1 : fold(one.label).includes(whole) ? 2 : 3);
      found.sort((a, b) => rank(a) - rank(b));
    }
    return found.slice(0, MOST);
  }

  function openList() {
    const found = matching();
    const grouped = !input.value;
    let group = "";
    active = input.value && found.length ? 0 : -1;
    fill(
      list,
      found.map((one, index) => {
        const head = grouped && one.group && one.group !== group ? el("li", { class: "group", role: "presentation" }, one.group) : null;
        group = one.group;
        return [
          head,
          el(
            "li",
            {
              role: "option",
              id: `${listId}-${index}`,
              "aria-selected": String(index === active),
              onmousedown: (event) => (event.preventDefault(), take(one)),
            },
            el("span", {}, one.label, one.ended ? el("small", {}, ` (dùng đến ${one.ended})`) : ""),
            one.count === undefined ? null : el("span", { class: "number", title: "Số bài đã có" }, String(one.count)),
          ),
        ];
      }),
      found.length ? null : el("li", { class: "nothing" }, free ? "Bấm Enter để thêm" : "Không có mục nào như vậy"),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    const options = [...list.querySelectorAll('[role="option"]')];
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    if (active >= 0) input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    options[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function take(one) {
    input.value = "";
    close();
    set(several ? [...chosen, one.id] : [one.id]);
    if (several) input.focus();
    close();
  }

  function keys(event) {
    const found = matching();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) openList();
      active = Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && found[active]) take(found[active]);
      else if (free && input.value.trim()) take({ id: input.value.trim() });
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && !input.value && several && chosen.length) {
      set(chosen.slice(0, -1));
    }
  }

  draw();
  return { node, add: (one) => chosen.some((written) => find(written)?.id === one) || set(several ? [...chosen, one] : [one]) };
}

/** Names written on one line, or in a list; a comma may be part of a name. */
function split(values, find) {
  return values.flatMap((written) => (find(written) ? [written] : written.split(",").map((part) => part.trim()))).filter(Boolean);
}
