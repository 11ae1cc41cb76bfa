/* Lời của tìm kiếm, dùng chung cho hộp tìm kiếm và trang kết quả. */
(function () {
  "use strict";

  window.cchcNumber = function (number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  };

  /* "Có 1.234 kết quả cho “…”", or why there is none. */
  window.cchcCounted = function (data) {
    var corrected = (data.corrected || []).map(function (entry) {
      var near = entry[1].join(", ") + ".";
      return entry[2]
        ? "Đã tìm thêm từ gần giống “" + entry[0] + "”: " + near
        : "“" + entry[0] + "” không có trong chuyên mục, đã tìm từ gần giống: " + near;
    });
    var missing = (data.missing || []).map(function (code) {
      var parts = data.total ? ", đã tìm theo từng phần" : "";
      // What is abolished is in no search, but in the list of all procedures.
      if (code.procedure) {
        var listed = "; thủ tục đã bãi bỏ: xem Danh mục thủ tục hành chính.";
        return "Không có thủ tục đang áp dụng mang mã “" + code.raw + "”" + parts + listed;
      }
      return "Không có số, mã “" + code.raw + "” trong chuyên mục" + parts + ".";
    });
    var counted = data.total
      ? "Có " + window.cchcNumber(data.total) + " kết quả cho “" + data.query.trim() + "”."
      : "Không tìm thấy nội dung nào cho “" + data.query.trim() + "”.";
    return [counted].concat(missing, corrected).join(" ");
  };

  /* Fill the filters with their values and how many results each would give; the chosen one stays. */
  window.cchcFilters = function (selects, data) {
    selects.forEach(function (select) {
      var name = select.dataset.cFilter;
      var counts = data.facets[name] || {};
      var value = select.value || select.dataset.cWanted || "";
      delete select.dataset.cWanted;
      var values = data.filters[name].filter(function (entry) {
        return counts[entry[0]] || entry[0] === value;
      });
      if (name === "year") values = values.slice().reverse();
      while (select.options.length > 1) select.remove(1);
      values.forEach(function (entry) {
        select.add(new Option(entry[1] + " (" + window.cchcNumber(counts[entry[0]] || 0) + ")", entry[0]));
      });
      select.value = value;
      select.closest("[data-c-filters]").hidden = false;
    });
  };
})();
