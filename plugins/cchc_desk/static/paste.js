// What is pasted from Word or a web page → plain, well-formed text of this kit: structure stays, decoration goes.

import { gfm, TurndownService } from "./vendor/editor.js";

const BULLET = /^\s*(?:[·•▪◦‣o§Øü+\-–—]|\u00b7)\s+/;
const NUMBER = /^\s*(?:\(?\d{1,3}[.)]|[a-zđ][.)])\s+/i;

const service = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*", strongDelimiter: "**", hr: "---" });
service.use(gfm);
service.remove(["script", "style", "meta", "link", "title", "head", "xml", "object", "svg", "form", "input", "button", "iframe"]);
service.addRule("decoration", { filter: ["u", "font", "span", "center", "ins"], replacement: (content) => content });
service.addRule("struck", { filter: ["s", "strike", "del"], replacement: (content) => content });
service.addRule("picture", {
  // A picture of another site or of Word's own folder would not be on our page: its place is marked.
  filter: "img",
  replacement: (_, node) => (node.getAttribute("alt") ? `(ảnh: ${node.getAttribute("alt")})` : ""),
});
service.addRule("anchor", {
  filter: (node) => node.nodeName === "A" && !/^(https?:|mailto:|tel:)/i.test(node.getAttribute("href") || ""),
  replacement: (content) => content,
});
service.addRule("listItem", {
  // Four spaces: less makes no list within a list on our pages.
  filter: "li",
  replacement(content, node, options) {
    const list = node.parentNode;
    const place = [...list.children].filter((one) => one.nodeName === "LI").indexOf(node);
    const mark = list.nodeName === "OL" ? `${Number(list.getAttribute("start") || 1) + place}. ` : `${options.bulletListMarker} `;
    return `${mark}${content.trim().replace(/\n+/g, "\n").replace(/\n/g, "\n    ")}${node.nextSibling ? "\n" : ""}`;
  },
});
// A heading on our page starts at the second level: the first is the title.
service.addRule("heading", {
  filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
  replacement(content, node) {
    const level = Math.min(4, Math.max(2, Number(node.nodeName[1]) + (node.ownerDocument.querySelector("h1") ? 1 : 0)));
    const words = content.replace(/\*\*/g, "").replace(/\s+/g, " ").trim();
    return words ? `\n\n${"#".repeat(level)} ${words}\n\n` : "";
  },
});

/** Return the text for `html`, `null` when the plain text says as much. */
export function cleaned(html, plain) {
  // Styles are only read: under another name, the browser does not try to apply them.
  const named = html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const page = new DOMParser().parseFromString(named, "text/html");
  const root = page.body;
  tidy(root);
  if (!root.querySelector("h1,h2,h3,h4,h5,h6,strong,b,em,i,a[href],ul,ol,table,blockquote,li,p + p") && plain) return null;
  let words = service.turndown(root);
  words = words.replace(/\u00a0/g, " ").replace(/[\u00ad\u200b\ufeff]/g, "").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n");
  return words.normalize("NFC").trim();
}

function tidy(root) {
  const doc = root.ownerDocument;
  for (const node of [...root.querySelectorAll("style,script,meta,link,title,xml,o\\:p,v\\:shape,v\\:shapetype")]) {
    if (node.nodeName === "O:P") node.replaceWith(...node.childNodes);
    else node.remove();
  }
  const comments = doc.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const gone = [];
  while (comments.nextNode()) gone.push(comments.currentNode);
  gone.forEach((node) => node.remove());
  for (const node of [...root.querySelectorAll('[data-style*="display:none"],[data-style*="mso-element:footnote-list"] hr,[data-style*="mso-hide:all"]')]) node.remove();
  lists(root);
  for (const node of [...root.querySelectorAll("span,font,b,strong,i,em")]) styles(node);
  for (const node of [...root.querySelectorAll("b,strong,i,em")]) {
    if (!node.textContent.trim()) node.replaceWith(...node.childNodes);
  }
  tables(root);
}

/** Google Docs and Word say bold and italic in styles; a `b` that is not bold is none. */
function styles(node) {
  const style = node.getAttribute("data-style") || "";
  const bold = /font-weight:\s*(bold|[6-9]00)/i.test(style);
  const notBold = /font-weight:\s*(normal|400)/i.test(style);
  const italic = /font-style:\s*italic/i.test(style);
  if (/^(B|STRONG)$/.test(node.nodeName) && notBold) node.replaceWith(...node.childNodes);
  else if (/^(SPAN|FONT)$/.test(node.nodeName) && (bold || italic) && node.textContent.trim() && !node.closest("h1,h2,h3,h4,h5,h6,th")) {
    const outer = node.ownerDocument.createElement(bold ? "strong" : "em");
    outer.append(...node.childNodes);
    if (bold && italic) {
      const inner = node.ownerDocument.createElement("em");
      inner.append(...outer.childNodes);
      outer.append(inner);
    }
    node.replaceWith(outer);
  }
}

/** Word writes lists as paragraphs with a mark in a hidden span: they become lists again. */
function lists(root) {
  const doc = root.ownerDocument;
  let list = null;
  for (const node of [...root.querySelectorAll("p")]) {
    const style = node.getAttribute("data-style") || "";
    const isList = /mso-list:\s*l\d+/i.test(style) || /MsoListParagraph/.test(node.className);
    if (!isList) {
      list = null;
      continue;
    }
    const mark = [...node.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("data-style") || ""));
    const words = (mark ?? node).textContent;
    const ordered = mark ? NUMBER.test(`${words.trim()} `) : NUMBER.test(words);
    if (!mark && !ordered && !BULLET.test(words)) {
      list = null;
      continue;
    }
    if (mark) mark.remove();
    else stripMark(node, ordered ? NUMBER : BULLET);
    const name = ordered ? "OL" : "UL";
    if (!list || list.nodeName !== name || list.nextElementSibling !== node) {
      list = doc.createElement(name);
      node.before(list);
    }
    const item = doc.createElement("li");
    item.append(...node.childNodes);
    list.append(item);
    node.remove();
  }
}

function stripMark(node, mark) {
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim()) continue;
    text.data = text.data.replace(mark, "");
    return;
  }
}

/** A table needs a head row and one line a cell to be a table of ours. */
function tables(root) {
  const doc = root.ownerDocument;
  for (const table of root.querySelectorAll("table")) {
    for (const cell of table.querySelectorAll("td,th")) {
      for (const block of [...cell.querySelectorAll("p,div")]) {
        if (block.nextElementSibling) block.after(doc.createTextNode(" "));
        block.replaceWith(...block.childNodes);
      }
      for (const line of [...cell.querySelectorAll("br")]) line.replaceWith(" ");
    }
    const first = table.querySelector("tr");
    if (!first || table.querySelector("th")) continue;
    for (const cell of [...first.children]) {
      const head = doc.createElement("th");
      head.textContent = cell.textContent.trim();
      if (cell.colSpan > 1) head.colSpan = cell.colSpan;
      cell.replaceWith(head);
    }
  }
}
