// The search of the help section: headings that hold all words, with or without diacritics.

import { el, fill, fold } from "./dom.js";

const MOST = 30;
const field = document.getElementById("tim");
const contents = document.getElementById("muc-luc");
const found = document.getElementById("thay");
const headings = [...document.querySelectorAll("#tat-ca a")].map((link) => ({ link, words: fold(link.textContent) }));

function search() {
  const words = fold(field.value).split(" ").filter(Boolean);
  contents.hidden = words.length > 0;
  found.hidden = !words.length;
  if (!words.length) return;
  const hits = headings.filter((one) => words.every((word) => one.words.includes(word))).slice(0, MOST);
  const entry = ({ link }) => el("li", {}, el("a", { href: link.getAttribute("href") }, link.textContent, el("small", {}, link.dataset.page)));
  fill(found, hits.length ? hits.map(entry) : el("li", {}, "Không có mục nào có các chữ này."));
}

field.addEventListener("input", search);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") found.querySelector("a")?.click();
});
search();
