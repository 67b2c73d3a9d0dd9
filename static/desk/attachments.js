// Says how many files wait to be stored, and when they are too large to try.
"use strict";
for (const input of document.querySelectorAll(".desk-attachments input[type=file]")) {
  const note = document.createElement("p");
  note.className = "help";
  note.setAttribute("role", "status");
  input.after(note);
  input.addEventListener("change", () => {
    const files = [...input.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    note.textContent = files.length ? `已选 ${files.length} 个文件，共 ${(bytes / 2 ** 20).toFixed(1)} MB，保存时上传。` : "";
  });
}
