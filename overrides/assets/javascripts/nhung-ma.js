/* Trang lấy mã nhúng: đổi mã và khung xem thử theo nội dung, số tin đã chọn; chép mã. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-c-embed]");
  if (!form) return;

  var root = form.dataset.cRoot;
  var example = document.querySelector("[data-c-example]");
  var first = form.number.options[0].value;
  var codes = {};
  document.querySelectorAll("[data-c-code]").forEach(function (code) {
    codes[code.dataset.cCode] = code;
  });

  function quoted(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function show() {
    var box = form.box.value;
    var number = form.number.value;
    var title = "Tin mới: " + form.box.options[form.box.selectedIndex].text;
    var height = 120 + number * 60;
    codes.iframe.textContent =
      '<iframe src="' + root + "nhung/khung/" + box + "/?so=" + number + '" title="' + quoted(title) +
      '" width="100%" height="' + height + '" loading="lazy" style="border:0"></iframe>\n' +
      '<script src="' + root + 'assets/javascripts/nhung.js" async></' + "script>";
    codes.html.textContent = root + "nhung/" + box + (number === first ? "" : "-" + number) + ".html";
    codes.json.textContent = root + "nhung/" + box + ".json";
    example.src = "khung/" + box + "/?so=" + number;
    example.height = String(height);
  }

  window.addEventListener("message", function (event) {
    var height = event.data && Number(event.data.height);
    if (event.source === example.contentWindow && height > 0) example.height = String(height);
  });

  document.querySelectorAll("[data-c-copy-code]").forEach(function (button) {
    var status = button.nextElementSibling;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(codes[button.dataset.cCopyCode].textContent).then(
        function () { status.textContent = " Đã chép."; },
        function () { status.textContent = " Trình duyệt không cho chép; chọn đoạn mã rồi bấm Ctrl+C."; }
      );
    });
  });

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", show);
})();
