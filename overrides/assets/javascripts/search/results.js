/* Trang kết quả: địa chỉ giữ câu tìm và bộ lọc nên gửi cho người khác được. */
(function () {
  "use strict";

  var place = document.querySelector("[data-c-results]");
  if (!place) return;

  var MORE = 4;
  var PAGE = 5;
  var COUNT = 20;
  var form = place.querySelector("form");
  var input = form.elements.q;
  var selects = Array.prototype.slice.call(place.querySelectorAll("select[data-c-filter]"));
  var status = place.querySelector("[data-c-search-status]");
  var none = place.querySelector("[data-c-search-none]");
  var list = place.querySelector("ol");
  var more = place.querySelector("[data-c-search-more]");
  var base = new URL(place.dataset.cBase, location.href);
  var worker = new Worker(new URL(place.dataset.cResults, location.href));
  var turn = 0;
  var shown = 0;

  function filters() {
    var found = {};
    selects.forEach(function (select) {
      var value = select.dataset.cWanted || select.value;
      if (value) found[select.dataset.cFilter] = value;
    });
    return found;
  }

  function ask(start) {
    turn += 1;
    if (!start) shown = 0;
    if (!input.value.trim()) {
      list.replaceChildren();
      more.hidden = true;
      none.hidden = true;
      status.textContent = "Nhập từ khóa; gõ có dấu hay không dấu đều được.";
      return;
    }
    worker.postMessage({ type: MORE, id: turn, query: input.value, filters: filters(), start: start, count: COUNT });
    status.dataset.busy = "";
  }

  worker.addEventListener("message", function (event) {
    if (event.data.type !== PAGE || event.data.id !== turn) return;
    var data = event.data.data;
    delete status.dataset.busy;
    if (data.state === "failed") {
      status.textContent = "Không tải được chỉ mục tìm kiếm. Hãy kiểm tra kết nối mạng rồi tải lại trang.";
      return;
    }
    window.cchcFilters(selects, data);
    if (!data.start) list.replaceChildren();
    var first = null;
    data.documents.forEach(function (document_) {
      var entry = item(document_, data.query);
      first = first || entry;
      list.append(entry);
    });
    shown = data.start + data.documents.length;
    status.textContent = window.cchcCounted(data);
    none.hidden = data.total > 0;
    more.hidden = shown >= data.total;
    more.textContent = "Xem thêm (còn " + window.cchcNumber(data.total - shown) + " kết quả)";
    if (data.start && first) first.querySelector("a").focus();
  });

  /* One result. The titles and excerpts come as HTML from the worker, which escapes every text. */
  function item(found, query) {
    var entry = document.createElement("li");
    entry.className = "c-found";
    var heading = document.createElement("h2");
    var link = document.createElement("a");
    link.href = new URL(found.location + "?h=" + encodeURIComponent(query.trim()), base).href;
    link.innerHTML = found.title;
    heading.append(link);
    var facts = document.createElement("p");
    facts.className = "c-found-facts";
    facts.textContent = [found.kind, found.day.split("-").reverse().join("/")].filter(Boolean).join(" · ");
    var text = document.createElement("p");
    text.innerHTML = found.text;
    entry.append(heading, facts, text);
    return entry;
  }

  function remember(replace) {
    var address = new URL(location.href);
    address.search = "";
    if (input.value.trim()) address.searchParams.set("q", input.value.trim());
    selects.forEach(function (select) {
      if (select.value) address.searchParams.set(select.name, select.value);
    });
    if (address.href !== location.href) history[replace ? "replaceState" : "pushState"]({}, "", address);
  }

  function restore() {
    var wanted = new URLSearchParams(location.search);
    input.value = wanted.get("q") || "";
    selects.forEach(function (select) {
      select.value = "";
      select.dataset.cWanted = wanted.get(select.name) || "";
    });
    ask(0);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    remember(false);
    ask(0);
  });
  selects.forEach(function (select) {
    select.addEventListener("change", function () {
      remember(false);
      ask(0);
    });
  });
  more.addEventListener("click", function () {
    ask(shown);
  });
  window.addEventListener("popstate", restore);
  restore();
})();
