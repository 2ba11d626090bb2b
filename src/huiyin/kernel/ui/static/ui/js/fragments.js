// Fragments: refusals beside their control, what changed said aloud, a line while waiting.
(() => {
  "use strict";
  const working = document.getElementById("working");
  let running = 0;

  const wait = (step) => {
    running = Math.max(0, running + step);
    if (working) working.classList.toggle("on", running > 0);
  };

  const refusalPlace = (element) => {
    const form = element.closest("form");
    return (form && form.querySelector("[data-refusal]")) || document.getElementById("refusals");
  };

  document.addEventListener("htmx:beforeRequest", () => wait(1));
  document.addEventListener("htmx:afterRequest", () => wait(-1));

  document.addEventListener("htmx:beforeSwap", (event) => {
    const details = event.detail;
    const place = details.requestConfig && refusalPlace(details.requestConfig.elt);
    if (details.xhr.getResponseHeader("HX-Refusal") && place) {
      details.target = place;
      details.swapOverride = "innerHTML";
      details.selectOverride = "unset";
      return;
    }
    if (place && details.xhr.status < 400) place.replaceChildren();
  });

  const announce = (text) => {
    const toasts = document.getElementById("toasts");
    if (!toasts || !text) return;
    const line = document.createElement("div");
    line.className = "message";
    line.textContent = text;
    toasts.append(line);
    setTimeout(() => line.remove(), 8000);
  };

  // A response may say something in passing: HX-Trigger: {"announce": "Saved."}
  document.addEventListener("announce", (event) => announce(event.detail.value));

  document.addEventListener("htmx:sendError", () => {
    announce(document.body.dataset.offline || "×");
  });
})();
