/* Đánh dấu trên trang vừa mở các từ đã tìm (địa chỉ có ?h=…), với nút bỏ đánh dấu. */
(function () {
  "use strict";

  var query = new URLSearchParams(location.search).get("h");
  var content = document.getElementById("noi_dung");
  if (!query || !content || !window.CchcMarker) return;

  var marker = new window.CchcMarker(window.cchcUnits(query), []);
  var nodes = [];
  var walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    var parent = walker.currentNode.parentElement;
    if (parent && !parent.closest("script, style, nav, button, select, svg")) nodes.push(walker.currentNode);
  }
  var longest = 0;
  nodes.forEach(function (node) {
    longest = Math.max(longest, marker.longestRun(node.textContent));
  });
  if (!longest) return;

  var count = 0;
  nodes.forEach(function (node) {
    // Single words of a longer query stay as they are where a run of them is on the page.
    if (longest > 1 && marker.longestRun(node.textContent) < 2) return;
    var html = marker.all(node.textContent);
    if (html.indexOf("<mark>") < 0) return;
    var holder = document.createElement("span");
    holder.innerHTML = html;
    count += holder.querySelectorAll("mark").length;
    holder.querySelectorAll("mark").forEach(function (mark) {
      mark.className = "c-mark";
    });
    node.replaceWith.apply(node, Array.prototype.slice.call(holder.childNodes));
  });
  if (!count) return;

  var note = document.createElement("p");
  note.className = "c-marked";
  note.textContent = "Đang đánh dấu “" + query + "” (" + count + " chỗ). ";
  var button = document.createElement("button");
  button.type = "button";
  button.className = "c-button c-button--quiet";
  button.textContent = "Bỏ đánh dấu";
  button.addEventListener("click", function () {
    content.querySelectorAll("mark.c-mark").forEach(function (mark) {
      mark.replaceWith(mark.textContent);
    });
    note.remove();
    var address = new URL(location.href);
    address.searchParams.delete("h");
    history.replaceState({}, "", address);
  });
  note.append(button);
  content.prepend(note);
})();
