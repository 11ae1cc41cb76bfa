/* Lọc danh mục thủ tục, văn bản. Mọi dòng đã có trên trang; địa chỉ giữ những gì đã chọn nên gửi cho người khác được. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-c-catalogue]");
  if (!form) return;

  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var status = form.querySelector("[data-c-catalogue-status]");
  var clear = form.querySelector("[data-c-catalogue-clear]");
  var none = document.querySelector("[data-c-catalogue-none]");
  var lists = Array.prototype.slice.call(document.querySelectorAll("[data-c-entries]"));
  var unit = form.dataset.cUnit;
  var apartKey = form.dataset.cApartKey;

  // What stands apart (procedures that are abolished) is shown only when the filter of its status asks for it.
  var rows = Array.prototype.map.call(document.querySelectorAll("[data-c-entries] > article"), function (element) {
    var values = {};
    selects.forEach(function (select) {
      values[select.name] = (element.getAttribute("data-" + select.name) || "").split(" ").filter(Boolean);
    });
    return { element: element, values: values, apart: element.closest("[data-c-apart]") !== null };
  });
  var total = rows.filter(function (row) { return !row.apart; }).length;

  function print(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  }

  function chosen() {
    var found = {};
    selects.forEach(function (select) { found[select.name] = select.value; });
    return found;
  }

  /* Whether a row has what is wanted, the filter `except` left aside. */
  function fits(row, wanted, except) {
    if (row.apart && except !== apartKey && !wanted[apartKey]) return false;
    return selects.every(function (select) {
      var value = wanted[select.name];
      return select.name === except || !value || row.values[select.name].indexOf(value) >= 0;
    });
  }

  /* Beside each choice: how many rows it would show together with the choices of the other filters. */
  function recount(wanted) {
    selects.forEach(function (select) {
      var counts = {};
      rows.forEach(function (row) {
        if (!fits(row, wanted, select.name)) return;
        var every = row.apart && select.name === apartKey ? [] : [""];
        every.concat(row.values[select.name]).forEach(function (value) {
          counts[value] = (counts[value] || 0) + 1;
        });
      });
      Array.prototype.forEach.call(select.options, function (option) {
        option.textContent = option.dataset.cLabel + " (" + print(counts[option.value] || 0) + ")";
      });
    });
  }

  /* `told`: the reader has just chosen. A page that opens with everything says nothing. */
  function show(told) {
    var wanted = chosen();
    var filtered = selects.some(function (select) { return select.value; });
    var shown = 0;
    rows.forEach(function (row) {
      var visible = fits(row, wanted, "");
      row.element.hidden = !visible;
      if (visible) shown += 1;
    });
    lists.forEach(function (list) {
      var empty = !list.querySelector("article:not([hidden])");
      (list.closest("[data-c-apart]") || list).hidden = empty;
    });
    recount(wanted);
    none.hidden = shown > 0 || !filtered;
    clear.hidden = !filtered;
    if (!filtered) status.textContent = told ? "Đang hiện tất cả " + print(total) + " " + unit + "." : "";
    else if (!shown) status.textContent = "Không có " + unit + " nào phù hợp.";
    else status.textContent = "Có " + print(shown) + " " + unit + " phù hợp.";
  }

  /* The address with the choices; what else it holds (a search, an anchor) stays. */
  function remember() {
    var address = new URL(location.href);
    selects.forEach(function (select) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    });
    history.replaceState(history.state, "", address);
  }

  function recall() {
    var asked = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      select.value = asked.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show(false);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", function () {
    show(true);
    remember();
  });
  clear.addEventListener("click", function () {
    selects.forEach(function (select) { select.value = ""; });
    show(true);
    remember();
    selects[0].focus();
  });
  window.addEventListener("popstate", recall);
  recall();
})();
