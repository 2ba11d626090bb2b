// Clocks that run and times that age, in the words the page brings along.
(() => {
  "use strict";
  const words = document.body.dataset;
  const fill = (pattern, values) => pattern.replace(/%\((\w+)\)[ds]/g, (_, name) => values[name]);

  const duration = (seconds) => {
    const left = Math.abs(Math.trunc(seconds));
    const minutes = Math.floor(left / 60) % 60;
    const hours = Math.floor(left / 3600) % 24;
    const days = Math.floor(left / 86400);
    if (left < 60) return words.under;
    if (left < 3600) return fill(words.min, { minutes });
    if (left < 86400) return fill(minutes ? words.hmin : words.h, { hours, minutes });
    if (!hours || days >= 7) return fill(days === 1 ? words.day : words.days, { days });
    return fill(words.dh, { days, hours });
  };

  const tick = (clock) => {
    const due = Date.parse(clock.dataset.due);
    const started = Date.parse(clock.dataset.started);
    const left = (due - Date.now()) / 1000;
    const used = Math.min(100, Math.max(0, (100 * (Date.now() - started)) / Math.max(due - started, 1)));
    const late = left < 0;
    clock.querySelector(".clock-left").textContent = fill(late ? words.late : words.left, { duration: duration(left) });
    clock.querySelector("progress").value = used;
    clock.classList.toggle("late", late);
    clock.classList.toggle("warned", !late && used >= Number(clock.dataset.warn));
    clock.classList.toggle("calm", !late && used < Number(clock.dataset.warn));
  };

  const age = (time) => {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (Math.abs(seconds) < 60) time.textContent = words.now;
    else time.textContent = fill(seconds > 0 ? words.ahead : words.ago, { duration: duration(seconds) });
  };

  const all = () => {
    document.querySelectorAll("[data-clock]").forEach(tick);
    document.querySelectorAll("time[data-relative]").forEach(age);
  };

  setInterval(all, 20000);
  document.addEventListener("visibilitychange", () => document.hidden || all());
})();
