/* The headlines: slides that can always be scrolled; here come buttons, and moving on by themselves for who wants it. */
(function () {
  "use strict";

  const EVERY = 6000; // milliseconds
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  document.querySelectorAll("[data-carousel]").forEach((carousel) => {
    const track = carousel.querySelector("[data-carousel-slides]");
    const slides = Array.from(track.children);
    const pause = carousel.querySelector("[data-carousel-pause]");
    if (slides.length < 2) return;
    const place = carousel.querySelector("[data-carousel-place]");
    const use = pause.querySelector("use");
    let current = 0;
    let stopped = still.matches;
    let resting = false; // while somebody points at it or is inside with the keyboard
    let timer = 0;

    function go(step) {
      current = (step + slides.length) % slides.length;
      track.scrollTo({ left: slides[current].offsetLeft - track.offsetLeft, behavior: still.matches ? "auto" : "smooth" });
    }

    function wind() {
      clearInterval(timer);
      timer = 0;
      if (!stopped && !resting && document.visibilityState === "visible") timer = setInterval(() => go(current + 1), EVERY);
      pause.setAttribute("aria-label", stopped ? "自动轮播" : "暂停轮播");
      use.setAttribute("href", stopped ? "#i-play" : "#i-pause");
    }

    const rest = (value) => () => {
      resting = value;
      wind();
    };

    carousel.querySelector("[data-carousel-previous]").addEventListener("click", () => go(current - 1));
    carousel.querySelector("[data-carousel-next]").addEventListener("click", () => go(current + 1));
    pause.addEventListener("click", () => {
      stopped = !stopped;
      wind();
    });
    carousel.addEventListener("mouseenter", rest(true));
    carousel.addEventListener("mouseleave", rest(false));
    carousel.addEventListener("focusin", rest(true));
    carousel.addEventListener("focusout", rest(false));
    carousel.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight") go(current + 1);
      else if (event.key === "ArrowLeft") go(current - 1);
      else return;
      event.preventDefault();
    });
    document.addEventListener("visibilitychange", wind);
    still.addEventListener("change", () => {
      stopped = still.matches;
      wind();
    });
    track.addEventListener("scroll", () => {
      current = Math.round(track.scrollLeft / track.clientWidth);
      place.textContent = String(Math.min(current, slides.length - 1) + 1);
    }, { passive: true });
    wind();
  });
})();
