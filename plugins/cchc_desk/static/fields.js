// One field of the form: from what the server says of it to an input, and from what is typed to a value of the file.

import { chooser } from "./chooser.js";
import { button, el, fill, newId, shownDate } from "./dom.js";

const asList = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);
const asText = (value) => (value === undefined || value === null ? "" : typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : String(value));
const isTrue = (value) => value === true || /^(true|yes|on|có|co|đúng|dung|1|x)$/i.test(asText(value));

/**
 * Make a field. `value` is what the file says; `changed(value)` is called with the new one, `null` to leave it out.
 * Returns the node, and `problems(list)` to show what is wrong with it.
 */
export function fieldOf(field, value, choices, changed, context = {}) {
  const id = newId("muc");
  const help = field.help ? el("p", { class: "help", id: `${id}-help` }, field.help) : null;
  const wrong = el("div", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const made = (MAKERS[field.type] ?? MAKERS.text)({ field, value, choices, changed, id, context });
  const inputs = [...made.node.querySelectorAll("input, textarea, select"), made.node].filter((one) => one.matches("input, textarea, select"));
  for (const input of inputs) input.setAttribute("aria-describedby", `${id}-help ${id}-wrong`);
  const label = field.required ? [field.label, el("span", { class: "required", title: "bắt buộc" }, " *")] : field.label;
  const head = made.own ? null : made.group ? el("span", { class: "label", id: `${id}-label` }, label) : el("label", { htmlFor: id, class: "label" }, label);
  const node = el("div", { class: `field ${field.type}`, "data-field": field.name }, head, made.node, wrong, help);
  if (made.group) {
    node.setAttribute("role", "group");
    node.setAttribute("aria-labelledby", `${id}-label`);
  }
  function problems(list) {
    wrong.hidden = !list.length;
    const has = (severity) => list.some((one) => one.severity === severity);
    const error = has("error");
    node.classList.toggle("has-error", error);
    node.classList.toggle("has-warning", has("warning") && !error);
    for (const input of inputs) input.setAttribute("aria-invalid", String(error));
    fill(wrong, list.map((one) => el("p", { class: one.severity }, el("strong", {}, one.message), " ", one.hint, one.repair ? [" ", button("Sửa giúp", one.repair, { class: "repair" })] : null)));
  }
  /** Put other words into a field of text, as if they were typed: the browser can take that back. */
  function write(words) {
    const input = inputs[0];
    input.focus();
    input.select();
    if (!document.execCommand("insertText", false, words)) {
      input.value = words;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return { node, problems, write, add: made.add, focus: () => (inputs[0] ?? made.node).focus() };
}

const MAKERS = {
  text: ({ field, value, changed, id }) => ({
    node: el("input", { id, type: "text", value: asText(value), placeholder: field.example ? `Ví dụ: ${field.example}` : undefined, oninput: (event) => changed(event.target.value.trim() || null) }),
  }),

  long({ field, value, changed, id }) {
    const area = el("textarea", {
      id,
      rows: 2,
      value: asText(value),
      placeholder: field.example ? `Ví dụ: ${field.example}` : undefined,
      oninput: () => (grow(), changed(area.value.replace(/\s*\n\s*/g, " ").trim() || null)),
    });
    const grow = () => {
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight + 2, 160)}px`;
    };
    requestAnimationFrame(grow);
    return { node: area };
  },

  number: ({ value, changed, id }) => ({
    node: el("input", { id, type: "text", inputmode: "numeric", value: asText(value), oninput: (event) => changed(whole(event.target.value)) }),
  }),

  flag: ({ field, value, changed, id }) => ({
    own: true,
    node: el("label", { class: "check" }, el("input", { id, type: "checkbox", checked: isTrue(value), onchange: (event) => changed(event.target.checked || null) }), field.label),
  }),

  choice({ field, value, changed, id }) {
    const written = asText(value);
    const known = field.choices.find((one) => one.id === written || one.label.toLowerCase() === written.toLowerCase());
    return {
      node: el(
        "select",
        { id, onchange: (event) => changed(event.target.value || null) },
        el("option", { value: "" }, field.required ? "Hãy chọn…" : (field.blank ?? "(để trống)")),
        written && !known ? el("option", { value: written, selected: true }, `${written} (không có trong danh sách)`) : null,
        field.choices.map((one) => el("option", { value: one.id, selected: one === known }, one.label)),
      ),
    };
  },

  choices({ field, value, changed }) {
    let chosen = asList(value);
    const toggle = (id, on) => {
      chosen = on ? [...chosen, id] : chosen.filter((one) => one !== id);
      changed(chosen.length ? chosen : null);
    };
    return {
      group: true,
      node: el(
        "div",
        { class: "checks" },
        field.choices.map((one) => el("label", { class: "check" }, el("input", { type: "checkbox", checked: chosen.includes(one.id), onchange: (event) => toggle(one.id, event.target.checked) }), one.label)),
      ),
    };
  },

  names: ({ field, value, choices, changed, id }) =>
    chooser({
      id,
      values: asList(value),
      choices: choices[field.vocabulary],
      several: true,
      first: field.vocabulary === "topics" ? "chủ đề chính" : "",
      free: field.vocabulary === "authors",
      placeholder: "Gõ để tìm, không cần dấu…",
      changed: (next) => changed(next.length ? next : null),
    }),

  name: ({ field, value, choices, changed, id }) =>
    chooser({
      id,
      values: asList(value),
      choices: choices[field.vocabulary],
      several: false,
      placeholder: "Gõ để tìm, không cần dấu…",
      changed: (next) => changed(next[0] ?? null),
    }),

  list({ value, changed, id }) {
    const lines = asList(value).flatMap((one) => (Array.isArray(value) ? [one] : one.split(",").map((part) => part.trim())));
    return {
      node: el("textarea", {
        id,
        rows: 2,
        value: lines.join("\n"),
        placeholder: "Mỗi dòng một mục",
        oninput: (event) => {
          const next = event.target.value.split("\n").map((line) => line.trim()).filter(Boolean);
          changed(next.length ? next : null);
        },
      }),
    };
  },

  day: (given) => dateInputs(given, false),
  moment: (given) => dateInputs(given, true),

  group({ field, value, choices, changed, context }) {
    let current = value && typeof value === "object" && !Array.isArray(value) ? { ...value } : value ? { [field.fields[0].name]: asText(value) } : {};
    const inner = field.fields.map((part) =>
      fieldOf(part, current[part.name], choices, (next) => {
        current = without(current, part.name, next);
        changed(Object.keys(current).length ? current : null);
      }, context),
    );
    return { group: true, node: el("div", { class: "inner" }, inner.map((one) => one.node)) };
  },

  groups({ field, value, choices, changed, context }) {
    let entries = (Array.isArray(value) ? value : value ? [value] : []).map((one) => (one && typeof one === "object" ? { ...one } : { [field.fields[0].name]: asText(one) }));
    const node = el("div", { class: "entries" });
    const send = () => changed(entries.some((one) => Object.keys(one).length) ? entries.filter((one) => Object.keys(one).length) : null);
    const draw = (focus = -1) => {
      fill(
        node,
        entries.map((entry, index) =>
          el(
            "fieldset",
            { class: "entry" },
            el("legend", {}, `${field.label} ${index + 1}`),
            field.fields.map((part) => fieldOf(part, entry[part.name], choices, (next) => ((entries[index] = without(entries[index], part.name, next)), send()), context).node),
            button("Bỏ", () => ((entries = entries.filter((_, other) => other !== index)), draw(), send()), { class: "quiet", "aria-label": `Bỏ ${field.label} ${index + 1}` }),
          ),
        ),
        button(`Thêm ${field.label.toLowerCase()}`, () => ((entries = [...entries, {}]), draw(entries.length - 1)), { class: "quiet" }),
      );
      if (focus >= 0) node.querySelectorAll("fieldset")[focus]?.querySelector("input, textarea, select")?.focus();
    };
    draw();
    return { group: true, node, add: (entry) => ((entries = [...entries, entry]), draw(), send()) };
  },

  map({ field, value, choices, changed, context }) {
    const entries = Object.entries(value && typeof value === "object" ? value : {}).map(([name, link]) => ({ name, link: asText(link) }));
    const inner = { ...field, type: "groups", fields: [{ name: "name", label: "Tên", type: "text", help: "" }, { name: "link", label: "Địa chỉ", type: "text", help: "" }] };
    return MAKERS.groups({
      field: inner,
      value: entries,
      choices,
      context,
      changed: (next) => {
        const pairs = (next ?? []).filter((one) => one.name && one.link).map((one) => [one.name, one.link]);
        changed(pairs.length ? Object.fromEntries(pairs) : null);
      },
    });
  },
};

const whole = (text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : text.trim() || null);

function without(entry, name, next) {
  const rest = { ...entry };
  if (next === null) delete rest[name];
  else rest[name] = next;
  return rest;
}

const ISO = /^(\d{4})-(\d\d?)-(\d\d?)(?:\s+(\d\d?):(\d\d))?$/;
const DAY_FIRST = /^(\d\d?)\/(\d\d?)\/(\d{4})(?:\s+(\d\d?):(\d\d))?$/;

/** Return [day, hour] as inputs take them, `null` for what is no date. */
export function readDate(written) {
  const iso = ISO.exec(written);
  const other = DAY_FIRST.exec(written);
  const [, year, month, day, hour, minute] = iso ?? (other ? [other[0], other[3], other[2], other[1], other[4], other[5]] : []);
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (!year || real.getUTCMonth() !== Number(month) - 1 || real.getUTCDate() !== Number(day)) return null;
  const two = (one) => one.padStart(2, "0");
  return [`${year}-${two(month)}-${two(day)}`, hour ? `${two(hour)}:${minute}` : ""];
}

/** A date as an office writes it, day first, whatever the language of the browser; a calendar helps. */
function dateInputs({ field, value, changed, id, context }, withTime) {
  const written = asText(value);
  const read = written ? readDate(written) : ["", ""];
  // What can't be read is shown as it is: nothing an editor wrote disappears.
  const day = el("input", { id, type: "text", class: "day", value: read ? shownDate(read[0]) : written, placeholder: "ngày/tháng/năm", inputmode: "numeric", autocomplete: "off", oninput: send, onblur: () => readDate(day.value.trim()) && (day.value = shownDate(readDate(day.value.trim())[0])) });
  const calendar = el("input", { type: "date", tabIndex: -1, class: "calendar", "aria-hidden": "true", value: read?.[0] || undefined, onchange: () => calendar.value && ((day.value = shownDate(calendar.value)), send()) });
  const pick = button("", () => calendar.showPicker(), { class: "quiet pick", "aria-label": `Chọn ${field.label.toLowerCase()} trên lịch`, title: "Chọn trên lịch" });
  const time = withTime ? el("input", { type: "text", class: "hour", value: read?.[1] ?? "", placeholder: "giờ", "aria-label": "Giờ đăng, ví dụ 08:30 (không bắt buộc)", title: "Giờ đăng, ví dụ 08:30 (không bắt buộc)", inputmode: "numeric", autocomplete: "off", oninput: send }) : null;
  function send() {
    const words = day.value.trim();
    const typed = readDate(words);
    const hour = /^(\d\d?)[:hg.](\d\d)?$/i.exec(time?.value.trim() ?? "") ?? /^(\d\d?)()$/.exec(time?.value.trim() ?? "");
    const clock = hour ? ` ${hour[1].padStart(2, "0")}:${hour[2] || "00"}` : time?.value.trim() ? ` ${time.value.trim()}` : "";
    if (typed) calendar.value = typed[0];
    changed(words ? (typed ? typed[0] : words) + clock : null);
  }
  return { node: el("div", { class: "when" }, day, pick, calendar, time, context.dateNote) };
}
