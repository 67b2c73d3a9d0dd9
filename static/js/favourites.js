/* The page 我的收藏: shows, removes and clears what site.js keeps in this browser. */
(function () {
  "use strict";

  const list = document.querySelector("[data-favourites]");
  const empty = document.querySelector("[data-favourites-empty]");
  const clear = document.querySelector("[data-favourites-clear]");
  const status = document.querySelector("[data-status]");
  const favourites = window.portalFavourites;

  function element(name, css, text) {
    const made = document.createElement(name);
    made.className = css;
    if (text) made.textContent = text;
    return made;
  }

  function row(one) {
    const item = element("li", "row");
    const words = element("div", "row__words");
    const title = element("h2", "row__title");
    const link = element("a", "", one.name || one.address);
    const meta = element("p", "meta");
    const remove = element("button", "text-button", "取消收藏");
    link.href = one.address;
    remove.type = "button";
    remove.setAttribute("aria-label", `取消收藏：${one.name}`);
    remove.addEventListener("click", () => {
      favourites.write(favourites.read().filter((kept) => kept.address !== one.address));
      status.textContent = `已取消收藏：${one.name}`;
      show();
      const next = list.querySelector("button") || clear;
      (next.hidden ? document.getElementById("main") : next).focus();
    });
    meta.append(element("span", "", one.kind || "页面"), element("span", "", `收藏于 ${String(one.at || "").slice(0, 10)}`));
    title.append(link);
    words.append(title, meta);
    item.append(words, remove);
    return item;
  }

  function show() {
    const kept = favourites.read();
    list.replaceChildren(...kept.map(row));
    list.hidden = !kept.length;
    empty.hidden = Boolean(kept.length);
    clear.hidden = !kept.length;
  }

  clear.addEventListener("click", () => {
    if (!window.confirm(`要清空全部 ${favourites.read().length} 条收藏吗？`)) return;
    favourites.write([]);
    status.textContent = "收藏已清空";
    show();
    document.getElementById("main").focus();
  });
  window.addEventListener("storage", show);
  show();
})();
