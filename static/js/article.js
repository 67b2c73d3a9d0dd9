/* An article: counts this view once, and the reader's tools: size of type, copying the address, printing. */
(function () {
  "use strict";

  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const root = document.documentElement;
  const status = document.querySelector("[data-status]");

  // --- One view per load, once somebody sees the page ------------------------------------------------------------

  const views = document.querySelector("[data-views]");

  function count() {
    const load = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
    const body = new URLSearchParams({ load: load.join("") });
    fetch(views.dataset.views, { method: "POST", body, mode: "same-origin", keepalive: true })
      .then((reply) => (reply.ok ? reply.json() : null))
      .then((reply) => {
        if (reply && Number.isInteger(reply.views)) views.textContent = String(reply.views);
      })
      .catch(() => {}); // a view that was not counted is no reader's trouble
  }

  function countWhenSeen() {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", countWhenSeen);
    count();
  }

  if (views) {
    document.addEventListener("visibilitychange", countWhenSeen);
    countWhenSeen();
  }

  // --- 字体 -----------------------------------------------------------------------------------------------------------

  const sizes = all("[data-font]").filter((one) => one !== root);

  function showSize() {
    sizes.forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.font === (root.dataset.font || "medium")));
    });
  }

  sizes.forEach((button) => {
    button.addEventListener("click", () => {
      root.dataset.font = button.dataset.font;
      try {
        localStorage.setItem("font", button.dataset.font);
      } catch (error) {
        /* storage is switched off: the choice lasts as long as the page */
      }
      showSize();
    });
  });
  showSize();

  // --- 复制链接, 打印 ----------------------------------------------------------------------------------------------------

  function copied(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // pages without TLS have no clipboard
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  all("[data-copy]").forEach((button) => {
    const label = button.textContent;
    button.addEventListener("click", () => {
      copied(button.dataset.copy).then(
        () => {
          button.textContent = button.dataset.done;
          status.textContent = button.dataset.done;
          setTimeout(() => {
            button.textContent = label;
            status.textContent = "";
          }, 2500);
        },
        () => {
          status.textContent = "没有复制成功，请从地址栏复制。";
        },
      );
    });
  });

  all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
})();
