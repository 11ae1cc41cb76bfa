/* Trong khung: hiện đúng số tin được yêu cầu (?so=10), và báo chiều cao cho trang đặt khung để khung vừa nội dung. */
(function () {
  "use strict";

  var asked = parseInt(new URLSearchParams(location.search).get("so"), 10);
  var rows = document.querySelectorAll("li");
  if (asked > 0) {
    rows.forEach(function (row, place) {
      row.hidden = place >= asked;
    });
  }
  if (window.parent === window) return;

  var content = document.querySelector("[data-cchc-khung]");
  var told = 0;
  function tell() {
    var height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Chiều cao của khung không phải điều bí mật: trang nào đặt khung cũng được biết.
    window.parent.postMessage({ cchcKhung: location.href, height: height }, "*");
  }
  new ResizeObserver(tell).observe(content);
  tell();
})();
