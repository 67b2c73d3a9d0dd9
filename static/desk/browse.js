// The window of the library: hands the chosen picture to the editor or to a picker, and closes.
"use strict";
(() => {
  const list = document.querySelector(".desk-pictures");
  if (!list) return;
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("button[data-id]");
    if (!chosen || !window.opener) return;
    const { callback, field } = list.dataset;
    if (callback && window.opener.CKEDITOR) {
      window.opener.CKEDITOR.tools.callFunction(Number(callback), chosen.dataset.url);
    } else if (field) {
      window.opener.postMessage({ deskPicture: { field, ...chosen.dataset } }, window.location.origin);
    }
    window.close();
  });
})();
