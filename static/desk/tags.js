// Suggestions for the tag that is being typed: a list of options that begin with what is already there.
"use strict";
(() => {
  for (const list of document.querySelectorAll("datalist[id$='-names']")) {
    const input = document.getElementById(list.id.replace(/-names$/, ""));
    if (!input) continue;
    const names = [...list.options].map((option) => option.value);
    input.setAttribute("list", list.id);
    input.addEventListener("input", () => {
      const typed = input.value.match(/^(.*[,;、\uff0c\uff1b]\s*)?([^,;、\uff0c\uff1b]*)$/s);
      const before = typed[1] || "";
      const given = new Set(before.split(/[,;、\uff0c\uff1b]/).map((name) => name.trim()));
      list.replaceChildren(
        ...names
          .filter((name) => !given.has(name) && name.includes(typed[2].trim()))
          .slice(0, 30)
          .map((name) => new Option(before + name, before + name)),
      );
    });
  }
})();
