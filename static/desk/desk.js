// Select boxes that lead somewhere, and what is wrong with a form, said first with a way to each field.
"use strict";
document.addEventListener("change", (event) => {
  const select = event.target.closest("select[data-navigate]");
  if (select) window.location.search = select.value;
});

(() => {
  const note = document.querySelector("#content-main .errornote");
  const rows = [...document.querySelectorAll("#content-main form .form-row.errors, #content-main form .fieldBox.errors")];
  if (!note) return;
  const list = document.createElement("ul");
  for (const row of rows) {
    const label = row.querySelector("label");
    const errors = [...row.querySelectorAll(".errorlist li")].map((item) => item.textContent.trim());
    if (!label || !errors.length) continue;
    const link = document.createElement("a");
    link.href = `#${label.htmlFor}`;
    link.textContent = `${label.textContent.replace(/[:\uff1a]\s*$/, "")}：${errors.join(" ")}`;
    link.addEventListener("click", (event) => {
      const editor = window.CKEDITOR && window.CKEDITOR.instances[label.htmlFor];
      const named = document.getElementById(label.htmlFor);
      const field = named && named.type === "hidden" ? row.querySelector("button") : named;
      if (!editor && !field) return;
      event.preventDefault();
      row.scrollIntoView({ block: "center" });
      (editor || field).focus();
    });
    list.append(document.createElement("li"));
    list.lastChild.append(link);
  }
  if (list.children.length) note.append(list);
  note.setAttribute("role", "alert");
  note.tabIndex = -1;
  // Fields that take the focus by themselves have done so by now.
  window.addEventListener("load", () => note.focus());
})();
