// A form with a text: Ctrl+S saves, leaving with unsaved words asks, the publish button says what it will do.
"use strict";
(() => {
  const form = document.querySelector("#content-main form");
  if (!form) return;
  const editors = () => (window.CKEDITOR ? Object.values(window.CKEDITOR.instances) : []);
  let touched = document.querySelector(".errornote") !== null;
  let leaving = false;

  form.addEventListener("input", () => (touched = true));
  form.addEventListener("change", () => (touched = true));
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (touched || editors().some((editor) => editor.checkDirty()))) event.preventDefault();
  });

  function save() {
    const button = form.querySelector("[name=_save]");
    if (button) button.click();
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  if (window.CKEDITOR) {
    window.CKEDITOR.on("instanceReady", ({ editor }) => editor.setKeystroke(window.CKEDITOR.CTRL + 83, "deskSave"));
    window.CKEDITOR.on("instanceCreated", ({ editor }) => editor.addCommand("deskSave", { exec: save, async: false }));
  }

  const publish = form.querySelector("[data-schedule]");
  const at = document.getElementById("id_publish_at");
  if (publish && at) {
    const name = () => {
      const later = at.value && new Date(at.value) > new Date();
      publish.textContent = later ? publish.dataset.schedule : publish.dataset.publish;
    };
    at.addEventListener("input", name);
    name();
  }
})();
