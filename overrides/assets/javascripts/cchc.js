/* Những việc HTML và CSS không làm được: in trang, phím cách trên nút, bảng rộng cuộn được bằng bàn phím. */
(function () {
  "use strict";

  // Material takes every link[rel=alternate] for another language of the site and loads a sitemap beside it: for
  // feeds that is a large file or a missing one on every page. The same relation in other words is left alone.
  document.querySelectorAll('link[rel="alternate"][type]').forEach(function (link) {
    link.rel = "alternate feed";
  });

  document.querySelectorAll("[data-c-print]").forEach(function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // Material's toggles are labels: Enter is handled there, Space is not. Say whether each is open.
  document.querySelectorAll('label[role="button"][for]').forEach(function (label) {
    var toggle = document.getElementById(label.htmlFor);
    if (!toggle) return;
    var tell = function () {
      if (label.hasAttribute("aria-controls")) label.setAttribute("aria-expanded", String(toggle.checked));
    };
    label.addEventListener("keydown", function (event) {
      if (event.key !== " ") return;
      event.preventDefault();
      label.click();
    });
    toggle.addEventListener("change", tell);
    tell();
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
