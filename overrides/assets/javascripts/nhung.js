/* Đặt trên trang của cổng (không bắt buộc): cho mọi khung tin của chuyên mục cao vừa nội dung. */
(function () {
  "use strict";

  var own = new URL(document.currentScript.src).origin;

  window.addEventListener("message", function (event) {
    var height = event.data && Number(event.data.height);
    if (event.origin !== own || !event.data.cchcKhung || !(height > 0) || height > 5000) return;
    document.querySelectorAll("iframe").forEach(function (frame) {
      if (frame.contentWindow === event.source) frame.height = String(Math.ceil(height));
    });
  });
})();
