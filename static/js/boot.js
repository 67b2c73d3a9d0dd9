/* Runs before the first paint, so that nothing jumps: says that JavaScript is on, and takes up what the reader chose. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var font = localStorage.getItem("font");
    if (font === "large" || font === "small") root.dataset.font = font;
    if (localStorage.getItem("titles-only") === "yes") root.dataset.titlesOnly = "";
  } catch (error) {
    /* storage is switched off: the page is as it comes */
  }
})();
