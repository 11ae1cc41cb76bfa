/* Những việc HTML và CSS không làm được: in trang, nút mở danh mục và tìm kiếm, bảng rộng cuộn được bằng bàn phím. */
(function () {
  "use strict";

  // Material takes every link[rel=alternate] for another language of the site and loads a sitemap beside it: for
  // feeds that is a large file or a missing one on every page. The same relation in other words is left alone.
  document.querySelectorAll('link[rel="alternate"][type]').forEach(function (link) {
    link.rel = "alternate feed";
  });

  // Opened from a search: the words that were searched for are marked. Only then are these programs loaded.
  var own = document.currentScript;
  if (own && new URLSearchParams(location.search).get("h")) {
    ["normal.js", "marks.js", "highlight.js"].forEach(function (name) {
      var script = document.createElement("script");
      script.src = new URL("search/" + name, own.src).href;
      script.async = false;
      document.body.append(script);
    });
  }

  document.querySelectorAll("[data-c-print]").forEach(function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // The theme opens its drawer and its search with labels, which a keyboard can't reach: a button stands in for each.
  // The label stays in the page, hidden, because the theme listens to it. Without scripts the label still works.
  document.querySelectorAll("label[data-c-button]").forEach(function (label) {
    var toggle = document.getElementById(label.htmlFor);
    if (!toggle) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("aria-controls", label.dataset.cButton);
    if (label.title) {
      button.title = label.title;
      button.setAttribute("aria-label", label.title);
    }
    button.innerHTML = label.innerHTML;
    var opened = false;
    var tell = function () {
      button.setAttribute("aria-expanded", String(toggle.checked));
      if (opened && !toggle.checked) {
        opened = false;
        button.focus();
      }
    };
    toggle.addEventListener("change", tell);
    tell();
    button.addEventListener("click", function () {
      label.click();
      opened = toggle.checked;
      var first = document.querySelector(toggle.id === "__drawer" ? "#c-drawer a" : ".md-search__input");
      if (opened && first) first.focus();
    });
    if (toggle.id === "__drawer") {
      document.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && toggle.checked) toggle.click();
      });
    }
    label.classList.add("c-replaced");
    label.after(button);
  });

  // Tables of texts: a region that scrolls by itself and can be reached with the keyboard.
  document.querySelectorAll(".c-body table:not([class])").forEach(function (table) {
    var region = document.createElement("div");
    var caption = table.caption ? table.caption.textContent.trim() : "";
    region.className = "c-table";
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", caption ? "Bảng: " + caption : "Bảng");
    table.classList.add("c-grid");
    table.replaceWith(region);
    region.append(table);
  });
})();
