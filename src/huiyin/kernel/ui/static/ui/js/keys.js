// Keys: / search, j k move, o open, ? the list; any element with data-key answers to its key.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-row]")];

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.getAttribute("aria-selected") === "true" || row.classList.contains("selected"));
    const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
    all.forEach((row) => row.classList.toggle("selected", row === next));
    const link = next.querySelector("a[href]");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    const link = document.querySelector("[data-row].selected a[href]");
    if (link) link.click();
  };

  const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  const press = (key) => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (isTyping(target)) target.focus();
    else target.click();
    return true;
  };

  const own = {
    j: () => move(1),
    k: () => move(-1),
    o: open,
    "?": () => document.getElementById("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.drop[open]").forEach((drop) => {
        drop.open = false;
        drop.querySelector("summary").focus();
      });
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (own[event.key]) own[event.key]();
    else if (!press(event.key)) return;
    event.preventDefault();
  });
})();
