// CKEditor's uploads carry the form's token, as every other post of ours.
// A caption that nobody wrote is dropped when the text is saved (portal/editor.py knows the words).
"use strict";
CKEDITOR.on("instanceLoaded", ({ editor }) => {
  if (editor.lang.image2) editor.lang.image2.captionPlaceholder = editor.config.captionPlaceholder;
});
CKEDITOR.on("instanceCreated", (created) => {
  created.editor.on("fileUploadRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token);
  });
});
