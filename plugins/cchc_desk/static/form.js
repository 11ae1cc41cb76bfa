// The form of an item: what each item says stands above the text, all else in groups beside it.

import { el, newId, shownDate } from "./dom.js";
import { fieldOf, readDate } from "./fields.js";

const HIDDEN = new Set(["counted"]);

const started = performance.now();
const pad = (number) => String(number).padStart(2, "0");

/** Make the form of a section for `values`; `changed(name, value)` is told each change. */
export function formOf(section, forms, values, changed) {
  const fields = new Map();
  const note = el("span", { class: "date-note", id: newId("hen") });
  const shown = section.fields.filter((field) => visible(field, section, values));
  const groups = Object.keys(forms.groups)
    .map((id) => [id, shown.filter((field) => field.group === id)])
    .filter(([, ones]) => ones.length);
  const parts = groups.map(([id, ones], index) => {
    const made = ones.map((field) => {
      const one = fieldOf(field, values[field.name], forms.choices, (value) => (field.name === "date" && tellDate(value), changed(field.name, value)), { dateNote: field.name === "date" ? note : null });
      fields.set(field.name, one);
      return one.node;
    });
    if (index === 0) return el("div", { class: "group first" }, made);
    const filled = ones.filter((field) => values[field.name] !== undefined).length;
    return el("details", { class: "group", open: filled > 0 || id === "rieng" }, el("summary", {}, forms.groups[id], filled ? el("span", { class: "number" }, String(filled)) : null), el("div", {}, made));
  });
  const made = (children, label) => el("form", { class: "form", autocomplete: "off", onsubmit: (event) => event.preventDefault(), "aria-label": label }, children);
  const [first, ...others] = parts;
  const node = made(first, "Thông tin chính của bài");
  const rest = others.length ? made(others, "Thông tin thêm của bài") : null;

  /** The server's civil time: when the desk was opened, and what has passed since. */
  function now() {
    const moment = new Date(Date.parse(`${forms.now}:00Z`) + performance.now() - started);
    return `${moment.getUTCFullYear()}-${pad(moment.getUTCMonth() + 1)}-${pad(moment.getUTCDate())}T${pad(moment.getUTCHours())}:${pad(moment.getUTCMinutes())}`;
  }

  function tellDate(value) {
    const read = value ? readDate(value) : null;
    const moment = read ? `${read[0]}T${read[1] || "00:00"}` : "";
    note.textContent = moment > now() ? `Hẹn giờ: lên trang từ ${read[1] || "00:00"} ngày ${shownDate(read[0])}` : "";
  }
  tellDate(values.date);

  /** Show the problems at their fields; return those that have no field here. */
  function problems(list) {
    const others = list.filter((one) => !fields.has(one.field));
    for (const [name, field] of fields) {
      const mine = list.filter((one) => one.field === name);
      field.problems(mine);
      const group = field.node.closest("details");
      if (group && mine.some((one) => one.severity === "error")) group.open = true;
    }
    return others;
  }

  return {
    node,
    rest,
    problems,
    field: (name) => fields.get(name),
    /** Say whether a field stands among the further ones. */
    isFurther: (name) => Boolean(rest && fields.has(name) && rest.contains(fields.get(name).node)),
    show(name) {
      const field = fields.get(name);
      const group = field?.node.closest("details");
      if (group) group.open = true;
      field?.node.scrollIntoView({ block: "center" });
      field?.focus();
    },
  };
}

function visible(field, section, values) {
  if (field.name === "kind" && section.kinds.length < 2) return values.kind !== undefined;
  if (HIDDEN.has(field.name)) return values[field.name] !== undefined;
  return true;
}

