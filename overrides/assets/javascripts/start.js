/* Chạy trước khi trang hiện: nền sáng hay tối và cỡ chữ mà người đọc đã chọn, nếu đã chọn. */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.replace("no-js", "js");

  // What a reader has chosen stays in this browser alone. Where nothing may be kept, the choice holds for the page.
  window.cchcKept = function (name, value) {
    try {
      if (value === undefined) return localStorage.getItem("cchc-" + name) || "";
      if (value) localStorage.setItem("cchc-" + name, value);
      else localStorage.removeItem("cchc-" + name);
    } catch (error) {
      return "";
    }
    return value;
  };

  var dark = matchMedia("(prefers-color-scheme: dark)");
  window.cchcScheme = function () {
    var dusk = window.cchcKept("nen") || (dark.matches ? "toi" : "sang");
    root.setAttribute("data-md-color-scheme", dusk === "toi" ? "slate" : "default");
  };
  window.cchcScheme();
  if (dark.addEventListener) dark.addEventListener("change", window.cchcScheme);

  var size = window.cchcKept("co-chu");
  if (size) root.setAttribute("data-c-size", size);
})();
