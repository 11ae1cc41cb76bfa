// Building and publishing, with what the program says while it works.

import { listen, post } from "./api.js";
import { dialog } from "./dialogs.js";
import { button, el, toast } from "./dom.js";

const WORDS = {
  build: ["Dựng trang", "Đang dựng trang…", "Đã dựng xong trang.", "Chưa dựng được trang."],
  trial: ["Xem thử", "Đang xem sẽ đăng những gì…", "Đây là những gì sẽ được đăng.", "Chưa đăng được."],
  "mv-trial": ["Đổi tên, chuyển chỗ", "Đang xem sẽ đổi những gì…", "Đây là những gì sẽ đổi. Chưa đổi gì.", "Chưa đổi được."],
  mv: ["Đổi tên, chuyển chỗ", "Đang đổi…", "Đã đổi xong.", "Chưa đổi được; mọi tệp vẫn như cũ."],
  publish: ["Đăng trang", "Đang đăng trang…", "Đã đăng xong trang.", "Chưa đăng được trang."],
};

/** The buttons that build and publish; publishing is there when the department has said where to. */
export function taskButtons(forms) {
  return [
    button("Dựng trang", () => run("build", () => post("/api/build"))),
    Object.keys(forms.targets).length ? button("Đăng trang…", () => publish(forms.targets)) : null,
  ];
}

// What a command says of its own options, or of other commands, helps nobody here.
const OF_COMMANDS = /^.*(?:--dry-run|“cchc build”|file:\/\/|scripts\/serve\.py).*$\n?/gm;

/**
 * Start a task by `start` and show what it says until its window is closed with one of `actions`.
 * Resolves with `answer`, the value of the action, and `worked`: whether it was done, `null` when it still runs.
 */
export async function run(name, start, actions = [["Đóng", null]]) {
  const [title, doing, done, failed] = WORDS[name];
  const state = el("p", { role: "status" }, doing);
  const bar = el("progress", { "aria-label": doing });
  const said = el("pre", { class: "said", tabIndex: 0 });
  const words = (text) => text.replace(OF_COMMANDS, "");
  let worked = null;
  const end = listen((message) => {
    if (message.kind !== "task" || message.name !== name) return;
    if (message.state === "running") {
      if (message.line) said.append(words(`${message.line}\n`));
      said.scrollTop = said.scrollHeight;
      return;
    }
    worked = message.state === "done";
    state.textContent = worked ? done : failed;
    said.textContent = words(message.said);
    bar.hidden = true;
  });
  // What comes after can't be chosen before this has worked.
  const ready = actions.map(([label, value, main]) => [label, value === null ? null : () => (worked ? value : undefined), main]);
  const closed = dialog(title, el("div", { class: "stack" }, state, bar, said), ready);
  try {
    const { started } = await start();
    if (!started) {
      state.textContent = "Một việc khác đang chạy; hãy chờ xong rồi thử lại.";
      bar.hidden = true;
    }
  } catch (error) {
    state.textContent = error.message;
    bar.hidden = true;
  }
  const answer = await closed;
  end();
  if (worked) toast(done);
  return { answer, worked };
}

async function publish(targets) {
  const choice = el("select", {}, Object.entries(targets).map(([id, label]) => el("option", { value: id }, label)));
  const body = el("div", { class: "stack" }, el("label", {}, "Nơi đăng", choice), el("p", { class: "help" }, "Trang được dựng lại và kiểm tra trước khi đăng. “Xem thử” chỉ cho biết sẽ đổi những gì, không gửi đi."));
  const answer = await dialog("Đăng trang", body, [["Thôi", null], ["Xem thử sẽ đăng gì", "trial"], ["Đăng", "publish", true]]);
  if (answer) await run(answer, () => post("/api/publish", { target: choice.value, trial: answer === "trial" }));
}
