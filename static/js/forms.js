/* Forms and receipts: how much of a text's room is left, what was chosen as files, copying a code. All work without. */
(function () {
  "use strict";

  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // --- How many characters more than the limit, said near it and never enforced: nothing pasted is lost ------------

  all("textarea[data-maximum]").forEach((area) => {
    const maximum = Number(area.dataset.maximum);
    const count = document.createElement("p");
    count.className = "field__count";
    count.setAttribute("aria-live", "polite");
    area.after(count);
    const show = () => {
      const used = Array.from(area.value.trim()).length;
      const over = used - maximum;
      count.classList.toggle("is-over", over > 0);
      if (over > 0) count.textContent = `超出 ${over} 个字，最多 ${maximum} 个`;
      else count.textContent = used > maximum * 0.8 ? `还可以写 ${-over} 个字` : "";
    };
    area.addEventListener("input", show);
    show();
  });

  // --- Files: named with their size, and refused before they travel --------------------------------------------------

  const megabytes = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  all("[data-chosen-for]").forEach((list) => {
    const input = document.getElementById(list.dataset.chosenFor);
    const [each, total, number] = [list.dataset.each, list.dataset.total, list.dataset.number].map(Number);
    const say = (text, over) => {
      const item = document.createElement("li");
      item.textContent = text;
      item.classList.toggle("is-over", Boolean(over));
      list.append(item);
    };
    const show = () => {
      const files = Array.from(input.files);
      const sum = files.reduce((bytes, file) => bytes + file.size, 0);
      list.replaceChildren();
      files.forEach((file) => {
        const over = file.size > each;
        say(`${file.name}　${megabytes(file.size)}${over ? `，超过 ${megabytes(each)}，请压缩后再选` : ""}`, over);
      });
      if (files.length > number) say(`选了 ${files.length} 个，最多 ${number} 个`, true);
      if (sum > total) say(`合计 ${megabytes(sum)}，超过 ${megabytes(total)}`, true);
    };
    input.addEventListener("change", show);
    show();
  });

  // --- Copying -------------------------------------------------------------------------------------------------------

  all("[data-copy]").forEach((button) => {
    const said = document.querySelector("[data-copied]");
    button.addEventListener("click", () => {
      const copied = navigator.clipboard ? navigator.clipboard.writeText(button.dataset.copy) : Promise.reject();
      copied.then(
        () => { said.textContent = "已复制"; },
        () => { said.textContent = "浏览器不让复制，请选中后自行复制。"; },
      );
    });
  });
})();
