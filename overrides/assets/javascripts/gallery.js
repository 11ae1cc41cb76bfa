/* Xem ảnh lớn của bài: bấm ảnh, phím mũi tên để chuyển, Esc để đóng. Không có chương trình này, ảnh là liên kết tới tệp gốc. */
(() => {
  "use strict";
  const links = [...document.querySelectorAll("a.c-zoom")];
  if (!links.length || typeof HTMLDialogElement === "undefined") return;

  const made = (name, classes, text = "") => {
    const element = document.createElement(name);
    element.className = classes;
    element.textContent = text;
    return element;
  };
  const button = (classes, sign, label) => {
    const element = made("button", classes, sign);
    element.type = "button";
    element.setAttribute("aria-label", label);
    return element;
  };

  const dialog = made("dialog", "c-lightbox");
  dialog.setAttribute("aria-label", "Xem ảnh");
  const bar = made("div", "c-lightbox__bar");
  const count = made("span", "");
  count.setAttribute("aria-live", "polite");
  const close = button("", "Đóng", "Đóng khung xem ảnh");
  const stage = made("div", "c-lightbox__stage");
  const image = document.createElement("img");
  const back = button("c-lightbox__step c-lightbox__step--back", "‹", "Ảnh trước");
  const on = button("c-lightbox__step c-lightbox__step--on", "›", "Ảnh sau");
  const foot = made("div", "c-lightbox__foot");
  const caption = made("span", "");
  const original = made("a", "", "Mở ảnh gốc");
  bar.append(count, close);
  stage.append(image, back, on);
  foot.append(caption, original);
  dialog.append(bar, stage, foot);
  document.body.append(dialog);
  document.documentElement.classList.add("c-js-gallery");

  let group = links;
  let place = 0;

  /** Ảnh cùng chùm; ảnh đứng riêng thì xem cùng các ảnh đứng riêng khác của trang. */
  const groupOf = (link) => {
    const gallery = link.closest(".c-gallery");
    return links.filter((other) => other.closest(".c-gallery") === gallery);
  };

  /** Tệp vừa đủ cho màn hình này, trong những cỡ mà trang có. */
  const bestOf = (link) => {
    const source = link.querySelector("source[srcset]");
    const wanted = Math.min(window.innerWidth, 1600) * Math.min(window.devicePixelRatio || 1, 2);
    const sizes = (source ? source.srcset : "").split(", ").filter(Boolean).map((one) => {
      const [address, width] = one.split(" ");
      return { address, width: parseInt(width, 10) };
    });
    const enough = sizes.find((one) => one.width >= wanted) || sizes[sizes.length - 1];
    return enough ? enough.address : link.href;
  };

  const show = (next) => {
    place = (next + group.length) % group.length;
    const link = group[place];
    const shown = link.querySelector("img");
    const words = link.closest("figure")?.querySelector("figcaption");
    image.alt = shown.alt;
    image.src = bestOf(link);
    caption.textContent = words ? words.textContent : shown.alt;
    original.href = link.href;
    count.textContent = group.length > 1 ? `Ảnh ${place + 1} trên ${group.length}` : "";
    back.hidden = on.hidden = group.length < 2;
  };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
      event.preventDefault();
      group = groupOf(link);
      show(group.indexOf(link));
      dialog.showModal();
      close.focus();
    });
  }
  back.addEventListener("click", () => show(place - 1));
  on.addEventListener("click", () => show(place + 1));
  close.addEventListener("click", () => dialog.close());
  // Bấm vào khoảng tối quanh ảnh là đóng; bấm vào chính ảnh thì không.
  stage.addEventListener("click", (event) => {
    const { width, height, naturalWidth, naturalHeight } = image;
    const scale = Math.min(1, width / naturalWidth, height / naturalHeight);
    const aside = Math.abs(event.offsetX - width / 2) > (naturalWidth * scale) / 2
      || Math.abs(event.offsetY - height / 2) > (naturalHeight * scale) / 2;
    if (event.target === image && aside) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(place + step);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(group.length - 1);
    else {
      // Phím tắt của trang không chạy sau khung này.
      if (event.key !== "Tab") event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  dialog.addEventListener("close", () => {
    image.removeAttribute("src");
    group[place].focus();
  });
})();
