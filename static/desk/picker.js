// The picture picker: a number becomes a thumbnail with three buttons.
"use strict";
(() => {
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  function show(picker, { id, title, thumbnail }) {
    const image = picker.querySelector("[data-thumbnail]");
    picker.querySelector("input[name]").value = id;
    picker.querySelector("[data-title]").textContent = title || "未选图片";
    image.hidden = !thumbnail;
    image.alt = title || "";
    if (thumbnail) image.src = thumbnail;
    else image.removeAttribute("src");
    say(picker, "");
    picker.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function say(picker, words, isError = false) {
    const status = picker.querySelector("[data-status]");
    status.textContent = words;
    status.classList.toggle("is-error", isError);
  }

  async function send(picker, file) {
    say(picker, "正在上传……");
    const body = new FormData();
    body.append("upload", file);
    try {
      const response = await fetch(picker.dataset.upload, { method: "POST", body, headers: { "X-CSRFToken": token() } });
      const answer = await response.json();
      if (!answer.uploaded) throw new Error(answer.error.message);
      show(picker, { id: answer.id, title: answer.fileName, thumbnail: answer.thumbnail });
      say(picker, "已上传。");
    } catch (error) {
      say(picker, error instanceof SyntaxError ? "上传没有成功，请刷新页面再试。" : error.message, true);
    }
  }

  for (const picker of document.querySelectorAll("[data-picker]")) {
    const input = picker.querySelector("input[name]");
    const file = picker.querySelector("[data-file]");
    const choose = picker.querySelector("[data-choose]");
    const label = document.querySelector(`label[for="${input.id}"]`);
    input.type = "hidden";
    if (label) {
      label.id = `${input.id}-label`;
      picker.setAttribute("role", "group");
      picker.setAttribute("aria-labelledby", label.id);
    }
    picker.querySelector("[data-buttons]").hidden = false;
    choose.addEventListener("click", () => {
      const address = `${picker.dataset.browse}?field=${encodeURIComponent(input.id)}`;
      window.open(address, "desk-pictures", "width=1000,height=720,resizable,scrollbars");
    });
    picker.querySelector("[data-send]").addEventListener("click", () => file.click());
    picker.querySelector("[data-clear]").addEventListener("click", () => show(picker, { id: "" }));
    file.addEventListener("change", () => {
      if (file.files.length) send(picker, file.files[0]);
      file.value = "";
    });
  }

  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || !event.data || !event.data.deskPicture) return;
    const input = document.getElementById(event.data.deskPicture.field);
    const picker = input && input.closest("[data-picker]");
    if (picker) show(picker, event.data.deskPicture);
  });
})();
