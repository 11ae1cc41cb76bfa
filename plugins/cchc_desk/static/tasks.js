// Building and publishing, with what the program says while it works.

import { listen, post } from "./api.js";
import { dialog } from "./dialogs.js";
import { button, el, toast } from "./dom.js";

const WORDS = {
  build: ["Dựng trang", "Đang dựng trang…", "Đã dựng xong trang.", "Chưa dựng được trang."],
  trial: ["Xem thử", "Đang xem sẽ đăng những gì…", "Đây là những gì sẽ được đăng.", "Chưa đăng được."],
  publish: ["Đăng trang", "Đang đăng trang…", "Đã đăng xong trang.", "Chưa đăng được trang."],
};

/** The buttons that build and publish; publishing is there when the department has said where to. */
export function taskButtons(forms) {
  return [
    button("Dựng trang", () => run("build", "/api/build", {})),
    Object.keys(forms.targets).length ? button("Đăng trang…", () => publish(forms.targets)) : null,
  ];
}

async function run(name, path, sent) {
  const [title, doing, done, failed] = WORDS[name];
  const state = el("p", { role: "status" }, doing);
  const bar = el("progress", { "aria-label": doing });
  const said = el("pre", { class: "said", tabIndex: 0 });
  let worked = null;
  const end = listen((message) => {
    if (message.kind !== "task" || message.name !== name) return;
    if (message.state === "running") {
      if (message.line) said.append(`${message.line}\n`);
      said.scrollTop = said.scrollHeight;
      return;
    }
    worked = message.state === "done";
    state.textContent = worked ? done : failed;
    said.textContent = message.said;
    bar.hidden = true;
  });
  const answer = dialog(title, el("div", { class: "stack" }, state, bar, said), [["Đóng", null]]);
  try {
    const { started } = await post(path, sent);
    if (!started) state.textContent = "Một việc khác đang chạy; hãy chờ xong rồi thử lại.";
  } catch (error) {
    state.textContent = error.message;
    bar.hidden = true;
  }
  await answer;
  end();
  if (worked) toast(done);
  return worked;
}

async function publish(targets) {
  const choice = el("select", {}, Object.entries(targets).map(([id, label]) => el("option", { value: id }, label)));
  const body = el("div", { class: "stack" }, el("label", {}, "Nơi đăng", choice), el("p", { class: "help" }, "Trang được dựng lại và kiểm tra trước khi đăng. “Xem thử” chỉ cho biết sẽ đổi những gì, không gửi đi."));
  const answer = await dialog("Đăng trang", body, [["Thôi", null], ["Xem thử sẽ đăng gì", "trial"], ["Đăng", "publish", true]]);
  if (answer) await run(answer, "/api/publish", { target: choice.value, trial: answer === "trial" });
}
