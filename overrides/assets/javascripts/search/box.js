/* Những gì hộp tìm kiếm của Material chưa có: dán và đọc chính tả, bộ lọc, số kết quả, trang kết quả, đi bằng bàn phím. */
(function () {
  "use strict";

  var box = document.getElementById("c-search");
  var settings = document.getElementById("__config");
  if (!box || !settings || !window.BroadcastChannel) return;

  var input = box.querySelector("[data-md-component=search-query]");
  var form = input.form;
  var toggle = document.getElementById("__search");
  var list = box.querySelector(".md-search-result__list");
  var status = box.querySelector("[data-c-search-status]");
  var none = box.querySelector("[data-c-search-none]");
  var more = box.querySelector("[data-c-search-more]");
  var selects = Array.prototype.slice.call(box.querySelectorAll("select[data-c-filter]"));

  // The worker is Material's to start; the address tells it which page it answers to.
  var client = "cchc-" + Math.random().toString(36).slice(2);
  var config = JSON.parse(settings.textContent);
  config.search += "#" + client;
  settings.textContent = JSON.stringify(config);
  var channel = new BroadcastChannel(client);

  // Material looks at the text when a key is let go; pasted, dictated and composed text comes without one.
  ["input", "compositionend", "change"].forEach(function (name) {
    input.addEventListener(name, function () {
      input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    });
  });

  function inside(element) {
    return element instanceof Element && box.contains(element);
  }

  // Material reads every key while its search is open: Tab closes it, and other keys go to the text. In the filters and
  // for Tab and Enter the keys keep their own meaning; Enter sends the form to the page of results.
  window.addEventListener(
    "keydown",
    function (event) {
      if (!toggle.checked || !inside(event.target)) return;
      var own = event.key === "Tab" || (event.key === "Enter" && (event.target === input || event.target.matches("a, button, select")));
      if (event.target.matches("select, button") && event.key !== "Escape") own = true;
      if (!own) return;
      event.stopImmediatePropagation();
      if (event.key === "Enter" && event.target === input && (event.isComposing || !input.value.trim())) event.preventDefault();
    },
    true,
  );

  box.addEventListener("focusout", function (event) {
    if (toggle.checked && event.relatedTarget && !inside(event.relatedTarget)) toggle.click();
  });

  form.addEventListener("submit", function () {
    selects.forEach(function (select) {
      select.disabled = !select.value;
    });
  });
  window.addEventListener("pageshow", function () {
    selects.forEach(function (select) {
      select.disabled = false;
    });
  });

  selects.forEach(function (select) {
    select.addEventListener("change", function () {
      channel.postMessage({ ask: "filters", filters: chosen() });
    });
  });
  form.addEventListener("reset", function () {
    selects.forEach(function (select) {
      select.value = "";
    });
    channel.postMessage({ ask: "filters", filters: {} });
  });

  function chosen() {
    var filters = {};
    selects.forEach(function (select) {
      if (select.value) filters[select.dataset.cFilter] = select.value;
    });
    return filters;
  }

  new MutationObserver(function () {
    list.querySelectorAll('a[tabindex="-1"]').forEach(function (link) {
      link.removeAttribute("tabindex");
    });
  }).observe(list, { childList: true, subtree: true });

  channel.addEventListener("message", function (event) {
    var data = event.data || {};
    if (data.state === "busy") status.dataset.busy = "";
    else delete status.dataset.busy;
    if (data.state === "empty") show("Nhập từ khóa; gõ có dấu hay không dấu đều được.", false, false);
    if (data.state === "failed") show("Không tải được chỉ mục tìm kiếm. Hãy kiểm tra kết nối mạng rồi gõ lại.", false, false);
    if (data.state !== "done") return;
    window.cchcFilters(selects, data);
    show(window.cchcCounted(data), data.total === 0, data.total > data.shown);
    more.textContent = "Xem tất cả " + window.cchcNumber(data.total) + " kết quả";
  });

  function show(text, nothing, longer) {
    status.textContent = text;
    none.hidden = !nothing;
    more.hidden = !longer;
  }

  more.addEventListener("click", function () {
    form.requestSubmit();
  });
})();
