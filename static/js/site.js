/* What every page does: menus, tabs, favourites, the list's density, back to the top. All of it is readable without. */
(function () {
  "use strict";

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const root = document.documentElement;

  function keep(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch (error) {
      /* storage is switched off or full: the choice lasts as long as the page */
    }
  }

  // --- The folded menu of small screens -------------------------------------------------------------------------

  all("[data-site-menu]").forEach((button) => {
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    const label = button.querySelector("[data-site-menu-label]");
    const show = (open) => {
      menu.classList.toggle("is-open", open);
      button.setAttribute("aria-expanded", String(open));
      label.textContent = open ? label.dataset.open : label.dataset.closed;
    };
    button.addEventListener("click", () => show(!menu.classList.contains("is-open")));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.classList.contains("is-open")) return;
      show(false);
      button.focus();
    });
  });

  // --- Menus: by pointer, by focus, by their button; Escape closes ----------------------------------------------

  all("[data-menu]").forEach((menu) => {
    const button = menu.querySelector("[data-menu-button]");
    let pointed = false; // opened by the pointer that rests on it: a click on the button then keeps it open
    const show = (open) => {
      menu.classList.toggle("is-open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    menu.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      pointed = true;
      show(true);
    });
    menu.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "mouse") return;
      pointed = false;
      if (!menu.contains(document.activeElement) || !document.activeElement.matches(":focus-visible")) show(false);
    });
    menu.addEventListener("focusin", (event) => {
      if (event.target.matches(":focus-visible") && event.target !== button) show(true);
    });
    menu.addEventListener("focusout", (event) => {
      if (!menu.contains(event.relatedTarget) && !pointed) show(false);
    });
    button.addEventListener("click", () => show(pointed || !menu.classList.contains("is-open")));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.classList.contains("is-open")) return;
      event.stopPropagation();
      button.focus();
      show(false);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(event.target)) show(false);
    });
  });

  all("details[data-dismiss]").forEach((details) => {
    document.addEventListener("pointerdown", (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  // --- Tabs: in-page links to lists that stand one below the other become tabs ----------------------------------

  all("[data-tabs]").forEach((tabs) => {
    const list = tabs.querySelector("[data-tabs-list]");
    const links = all("[data-tab]", tabs);
    const panels = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
    if (!links.length) return;
    const choose = (chosen) => {
      links.forEach((link, index) => {
        link.setAttribute("aria-selected", String(index === chosen));
        link.tabIndex = index === chosen ? 0 : -1;
        panels[index].hidden = index !== chosen;
      });
    };
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", list.dataset.tabsList);
    links.forEach((link, index) => {
      link.id = `tab-${panels[index].id}`;
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", panels[index].id);
      panels[index].setAttribute("role", "tabpanel");
      panels[index].setAttribute("aria-labelledby", link.id);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        choose(index);
      });
      link.addEventListener("keydown", (event) => {
        const steps = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: links.length - 1 };
        if (event.key === " ") {
          event.preventDefault();
          choose(index);
        }
        if (!(event.key in steps)) return;
        event.preventDefault();
        const next = (steps[event.key] + links.length) % links.length;
        choose(next);
        links[next].focus();
      });
    });
    choose(0);
    tabs.classList.add("is-ready");
  });

  // --- Favourites: a list in the reader's own browser -----------------------------------------------------------

  const favourites = {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem("favourites") || "[]");
        return Array.isArray(kept) ? kept.filter((one) => one && /^\/(?!\/)/.test(one.address)) : [];
      } catch (error) {
        return [];
      }
    },
    write(list) {
      keep("favourites", JSON.stringify(list.slice(0, 500)));
    },
    has(address) {
      return this.read().some((one) => one.address === address);
    },
    toggle(one) {
      const others = this.read().filter((kept) => kept.address !== one.address);
      const added = !this.has(one.address);
      this.write(added ? [one].concat(others) : others);
      return added;
    },
  };
  window.portalFavourites = favourites;

  all("[data-favourite]").forEach((button) => {
    const label = button.querySelector("[data-favourite-label]");
    const show = () => {
      const on = favourites.has(button.dataset.address);
      button.setAttribute("aria-pressed", String(on));
      label.textContent = on ? label.dataset.on : label.dataset.off;
    };
    button.addEventListener("click", () => {
      favourites.toggle({
        address: button.dataset.address,
        name: button.dataset.name,
        kind: button.dataset.kind,
        at: new Date().toISOString(),
      });
      show();
    });
    window.addEventListener("storage", show);
    window.addEventListener("pageshow", show);
    show();
  });

  // --- Lists: titles only ------------------------------------------------------------------------------------------

  all("[data-titles-only]").forEach((button) => {
    const show = () => button.setAttribute("aria-pressed", String("titlesOnly" in root.dataset));
    button.addEventListener("click", () => {
      if ("titlesOnly" in root.dataset) delete root.dataset.titlesOnly;
      else root.dataset.titlesOnly = "";
      keep("titles-only", "titlesOnly" in root.dataset ? "yes" : "no");
      show();
    });
    show();
  });

  // --- Back to the top; what a form has to say -----------------------------------------------------------------

  all("[data-to-top]").forEach((link) => {
    let waiting = false;
    const show = () => {
      waiting = false;
      link.classList.toggle("is-shown", window.scrollY > window.innerHeight);
    };
    window.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(show);
    }, { passive: true });
    show();
  });

  all("[data-error-summary]").forEach((summary) => summary.focus());
})();
