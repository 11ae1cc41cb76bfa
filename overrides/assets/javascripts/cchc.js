/* Những việc HTML và CSS không làm được: nền sáng tối, cỡ chữ, in, chép liên kết, danh mục, mục lục, bảng rộng. */
(function () {
  "use strict";

  var root = document.documentElement;

  function each(selector, work) {
    document.querySelectorAll(selector).forEach(work);
  }

  // Opened from a search: the words that were searched for are marked. Only then are these programs loaded.
  var own = document.currentScript;
  if (own && new URLSearchParams(location.search).get("h")) {
    ["normal.js", "marks.js", "highlight.js"].forEach(function (name) {
      var script = document.createElement("script");
      script.src = new URL("search/" + name, own.src).href;
      script.async = false;
      document.body.append(script);
    });
  }

  // Light or dark: kept only when the reader asks for another one than the device has.
  each("[data-c-scheme]", function (button) {
    var tell = function () {
      var isDark = root.getAttribute("data-md-color-scheme") === "slate";
      var text = isDark ? "Chuyển sang nền sáng" : "Chuyển sang nền tối";
      button.title = text;
      button.setAttribute("aria-label", text);
    };
    tell();
    new MutationObserver(tell).observe(root, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    button.addEventListener("click", function () {
      var wanted = root.getAttribute("data-md-color-scheme") === "slate" ? "sang" : "toi";
      var device = matchMedia("(prefers-color-scheme: dark)").matches ? "toi" : "sang";
      window.cchcKept("nen", wanted === device ? "" : wanted);
      root.setAttribute("data-md-color-scheme", wanted === "toi" ? "slate" : "default");
    });
  });

  // Size of the letters: the usual size is what is not kept.
  var sizes = ["nho", "", "lon", "rat-lon"];
  function size() {
    return Math.max(0, sizes.indexOf(root.getAttribute("data-c-size") || ""));
  }
  function tellSize() {
    each("[data-c-size-step]", function (button) {
      var next = size() + Number(button.dataset.cSizeStep);
      button.setAttribute("aria-disabled", String(button.dataset.cSizeStep === "0" ? size() === 1 : !(next in sizes)));
    });
  }
  each("[data-c-size-step]", function (button) {
    button.addEventListener("click", function () {
      var step = Number(button.dataset.cSizeStep);
      var next = step ? size() + step : 1;
      if (!(next in sizes)) return;
      if (sizes[next]) root.setAttribute("data-c-size", sizes[next]);
      else root.removeAttribute("data-c-size");
      window.cchcKept("co-chu", sizes[next]);
      tellSize();
    });
  });
  tellSize();

  each("[data-c-print]", function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  each("[data-c-copy]", function (button) {
    var said = button.querySelector("[data-c-said]");
    var before = said.textContent;
    var told = button.nextElementSibling;
    var done = function (text) {
      said.textContent = told.textContent = text;
      setTimeout(function () {
        said.textContent = before;
        told.textContent = "";
      }, 4000);
    };
    button.addEventListener("click", function () {
      var address = button.dataset.cCopy;
      if (!navigator.clipboard) {
        window.prompt("Chép địa chỉ này:", address);
        return;
      }
      navigator.clipboard.writeText(address).then(
        function () {
          done("Đã chép");
        },
        function () {
          window.prompt("Chép địa chỉ này:", address);
        },
      );
    });
  });

  // The theme opens its drawer and its search with labels, which a keyboard can't reach: a button stands in for each.
  // Without scripts the label still works.
  each("label[data-c-button]", function (label) {
    var toggle = document.getElementById(label.htmlFor);
    if (!toggle) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("aria-controls", label.dataset.cButton);
    if (label.title) {
      button.title = label.title;
      button.setAttribute("aria-label", label.title);
    }
    button.innerHTML = label.innerHTML;
    var opened = false;
    var tell = function () {
      button.setAttribute("aria-expanded", String(toggle.checked));
      if (opened && !toggle.checked) {
        opened = false;
        button.focus();
      }
    };
    toggle.addEventListener("change", tell);
    tell();
    button.addEventListener("click", function () {
      toggle.click();
      opened = toggle.checked;
      var first = document.querySelector(toggle.id === "__drawer" ? "#c-drawer a" : ".md-search__input");
      if (opened && first) first.focus();
    });
    label.replaceWith(button);
  });

  // The drawer: open it holds the focus and the page behind it stays; Escape closes it.
  var drawer = document.getElementById("c-drawer");
  var drawn = document.getElementById("__drawer");
  if (drawer && drawn) {
    drawn.addEventListener("change", function () {
      root.classList.toggle("c-still", drawn.checked);
    });
    // Back to a page that was left by a link of its drawer: the page is wanted, not the drawer.
    window.addEventListener("pageshow", function (event) {
      if (drawn.checked && (event.persisted || !drawer.contains(document.activeElement))) drawn.click();
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && drawn.checked) drawn.click();
    });
    drawer.addEventListener("focusout", function (event) {
      if (drawn.checked && event.relatedTarget && !drawer.contains(event.relatedTarget)) drawn.click();
    });
  }

  // The heading that is being read stands out in the contents beside the text.
  var entries = {};
  each(".md-nav--secondary a[href^='#']", function (link) {
    entries[decodeURIComponent(link.hash.slice(1))] = link;
  });
  var headings = Object.keys(entries)
    .map(function (id) {
      return document.getElementById(id);
    })
    .filter(Boolean);
  if (headings.length && window.IntersectionObserver) {
    var watch = new IntersectionObserver(
      function () {
        var read = null;
        headings.forEach(function (heading) {
          if (heading.getBoundingClientRect().top < 160) read = heading;
        });
        headings.forEach(function (heading) {
          entries[heading.id].classList.toggle("md-nav__link--active", heading === read);
        });
      },
      { rootMargin: "-150px 0px 0px 0px" },
    );
    headings.forEach(function (heading) {
      watch.observe(heading);
    });
  }

  // Tables of texts: a region that scrolls by itself and can be reached with the keyboard.
  each(".c-body table:not([class])", function (table) {
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
