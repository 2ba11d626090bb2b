// Choosing rows, looking at a row by clicking on it, writing where the composer was turned to.
(() => {
  "use strict";
  const boxes = () => [...document.querySelectorAll('input[name="ref"][form="bulk"]')];

  const count = () => {
    const place = document.querySelector("[data-chosen]");
    if (place) place.textContent = boxes().filter((box) => box.checked).length;
  };

  document.addEventListener("change", (event) => {
    const changed = event.target;
    if (changed.matches("[data-choose-all]")) boxes().forEach((box) => { box.checked = changed.checked; });
    if (changed.matches('[data-choose-all], input[form="bulk"]')) count();
    if (changed.matches("[data-turn]")) document.querySelector(`${changed.dataset.turn} textarea`)?.focus();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || event.target.closest("a, button, input, select, summary, label")) return;
    document.querySelectorAll("tr[data-row]").forEach((other) => other.classList.toggle("selected", other === row));
    row.querySelector("a[href]")?.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (!/^[123]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const row = document.querySelector("tr[data-row].selected") || document.querySelector("tr[data-row]");
    const choice = row?.querySelector(`[data-choice="${event.key}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.click();
  });

  // A suggested answer goes into the box, after what stands there already; a person sends it.
  document.addEventListener("click", (event) => {
    const taken = event.target.closest("[data-accept]");
    const box = taken && document.querySelector(taken.dataset.accept);
    if (!box) return;
    event.preventDefault();
    const words = taken.closest(".suggested").querySelector("[data-suggestion]").textContent;
    box.value = [box.value.trim(), words].filter(Boolean).join("\n\n");
    taken.closest(".suggestion").hidden = true;
    box.focus();
  });

  // A form that opens in place takes the words that follow.
  document.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector("[data-first]")?.focus();
  }, true);

  count();
})();
