/* Hộp tìm kiếm trên đầu trang: mở, đóng, gõ, bộ lọc, kết quả, đi bằng bàn phím. Việc tìm ở worker.js. */
(function () {
  "use strict";

  var box = document.getElementById("c-search");
  var toggle = document.getElementById("__search");
  if (!box || !toggle || !window.BroadcastChannel || !window.Worker) return;

  var SETUP = 0;
  var QUERY = 2;
  var RESULT = 3;
  var input = box.querySelector(".md-search__input");
  var form = input.form;
  var suggest = box.querySelector(".md-search__suggest");
  var list = box.querySelector(".md-search-result__list");
  var status = box.querySelector("[data-c-search-status]");
  var none = box.querySelector("[data-c-search-none]");
  var more = box.querySelector("[data-c-search-more]");
  var selects = Array.prototype.slice.call(box.querySelectorAll("select[data-c-filter]"));
  var base = new URL(box.dataset.cBase, location.href);

  // What the four messages cannot carry (the total, the numbers beside the filters) comes over a channel of this page.
  var client = "cchc-" + Math.random().toString(36).slice(2);
  var channel = new BroadcastChannel(client);
  var worker = null;
  var asked = null;

  /* The program that searches is only started when somebody is about to ask. */
  function start() {
    if (worker) return;
    worker = new Worker(new URL(box.dataset.cWorker + "#" + client, location.href));
    worker.addEventListener("message", function (event) {
      if (event.data.type === RESULT) fill(event.data.data);
    });
    worker.postMessage({ type: SETUP });
  }

  function ask() {
    if (input.value === asked) return;
    asked = input.value;
    suggest.textContent = "";
    start();
    worker.postMessage({ type: QUERY, data: asked });
  }

  /* Titles and excerpts come as HTML from the worker, which escapes every text. */
  function fill(found) {
    var place = links().indexOf(document.activeElement);
    var address = place < 0 ? "" : document.activeElement.href;
    list.replaceChildren();
    found.items.forEach(function (parts) {
      var document_ = parts[0];
      var entry = document.createElement("li");
      entry.className = "md-search-result__item";
      var link = document.createElement("a");
      link.className = "md-search-result__link";
      link.href = new URL(document_.location, base).href;
      var article = document.createElement("article");
      article.className = "md-search-result__article md-typeset";
      var title = document.createElement("p");
      title.className = "c-found-title";
      title.innerHTML = document_.title;
      var text = document.createElement("div");
      text.innerHTML = document_.text;
      article.append(title, text);
      link.append(article);
      entry.append(link);
      list.append(entry);
    });
    if (place >= 0) goOn(place, address);
    var words = input.value.split(/([\s-]+)/);
    var last = words[words.length - 1];
    var whole = (found.suggest || [])[0] || "";
    var fits = last && whole.toLowerCase().startsWith(last.toLowerCase()) && input.value === asked;
    suggest.textContent = fits ? input.value + whole.slice(last.length) : "";
  }

  function links() {
    return Array.prototype.slice.call(list.querySelectorAll("a"));
  }

  /* Who walks through the results while better ones come stays at the same one, else at the same place. */
  function goOn(place, address) {
    var now = links();
    var same = now.find(function (link) {
      return link.href === address;
    });
    (same || now[Math.min(place, now.length - 1)] || input).focus();
  }

  // Typed, pasted, dictated and composed text.
  ["input", "compositionend", "change"].forEach(function (name) {
    input.addEventListener(name, ask);
  });

  function open() {
    start();
    if (!toggle.checked) toggle.click();
  }
  function close() {
    if (toggle.checked) toggle.click();
  }
  input.addEventListener("focus", open);
  toggle.addEventListener("change", function () {
    document.documentElement.classList.toggle("c-still", toggle.checked && innerWidth < 960);
    if (!toggle.checked && box.contains(document.activeElement)) document.activeElement.blur();
  });
  box.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) close();
  });

  box.addEventListener("keydown", function (event) {
    var found = links();
    var at = found.indexOf(event.target);
    if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && event.target === input) {
      if (event.isComposing || !input.value.trim()) event.preventDefault();
    } else if (event.key === "ArrowRight" && event.target === input && suggest.textContent) {
      if (input.selectionStart !== input.value.length) return;
      input.value = suggest.textContent;
      ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (event.target === input || at >= 0)) {
      event.preventDefault();
      var next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? input : found[Math.min(next, found.length - 1)] || input).focus();
    }
  });

  form.addEventListener("submit", function () {
    selects.forEach(function (select) {
      select.disabled = !select.value;
    });
  });
  window.addEventListener("pageshow", function () {
    // A browser that goes back opens what was open, but without its words and results.
    if (!input.value && !box.contains(document.activeElement)) close();
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
    if (worker) channel.postMessage({ ask: "filters", filters: {} });
    setTimeout(function () {
      ask();
      input.focus();
    });
  });

  function chosen() {
    var filters = {};
    selects.forEach(function (select) {
      if (select.value) filters[select.dataset.cFilter] = select.value;
    });
    return filters;
  }

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

  // A query in the address of any page opens the box with it.
  var wanted = new URLSearchParams(location.search).get("q");
  if (wanted) {
    input.value = wanted;
    input.focus();
    ask();
  }
})();
