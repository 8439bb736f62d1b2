// Keys of the portal and the waiting word of buttons. Pages work without this file: it adds, it never carries.
(() => {
  "use strict";
  const body = document.body;
  const ADDRESSES = { d: body.dataset.day, s: body.dataset.search, t: body.dataset.touches, c: body.dataset.contributions };
  const WAIT_FOR_SECOND_KEY = 1200; // milliseconds
  let leader = 0;
  let row = -1;

  const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row]")];

  function go(step) {
    const all = rows();
    if (!all.length) return;
    row = Math.min(Math.max(row + step, 0), all.length - 1);
    all.forEach((item, number) => item.classList.toggle("cw-here", number === row));
    const target = all[row].querySelector("a[href], summary, button") || all[row];
    if (target === all[row]) target.tabIndex = -1;
    target.focus();
  }

  function search() {
    const field = document.querySelector("[data-search-field]");
    if (!field) return location.assign(body.dataset.search);
    const fold = field.closest("details");
    if (fold) fold.open = true;
    return field.focus();
  }

  function escape() {
    row = -1;
    rows().forEach((item) => item.classList.remove("cw-here"));
    const open = document.querySelector(".cw-nav:popover-open");
    if (open) open.hidePopover();
    if (document.activeElement) document.activeElement.blur();
  }

  // Enter needs no code: the current row's link has the focus.
  const KEYS = { "?": () => location.assign(body.dataset.help), "/": search, j: () => go(1), k: () => go(-1), Escape: escape };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typing(event.target) && event.key !== "Escape") return;
    if (body.dataset.keys === "off" && event.key !== "Escape") return;
    // In a layout of another script the letter keys are known by their place.
    const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
    const key = event.key === "?" || event.key === "/" ? event.key : letter;
    if (event.timeStamp - leader < WAIT_FOR_SECOND_KEY && ADDRESSES[key]) {
      event.preventDefault();
      location.assign(ADDRESSES[key]);
    } else if (key === "g") {
      leader = event.timeStamp;
    } else if (document.querySelector(`[data-key="${key}"]`)) {
      event.preventDefault();
      document.querySelector(`[data-key="${key}"]`).click();
    } else if (KEYS[key]) {
      if (key !== "Escape") event.preventDefault();
      leader = 0;
      KEYS[key]();
    }
  });

  // A button says what runs and keeps its width; after two seconds a line says how long.
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("[data-wait]");
    if (!button) return undefined;
    if (button.getAttribute("aria-disabled")) return event.preventDefault();
    const { width } = button.getBoundingClientRect();
    button.style.setProperty("min-width", `${width}px`);
    button.textContent = button.dataset.wait;
    button.setAttribute("aria-disabled", "true");
    const line = event.target.querySelector("[role=status]");
    if (!line) return undefined;
    const began = Date.now();
    setInterval(() => {
      const seconds = Math.round((Date.now() - began) / 1000);
      if (seconds >= 2) line.textContent = line.dataset.slow.replace("%s", seconds);
    }, 1000);
    return undefined;
  });

  // Setting a candidate aside leaves the answer where it is: the page that the form would lead to says no more.
  document.querySelectorAll("form[data-aside]").forEach((form) => {
    const button = form.querySelector("button");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) return form.submit();
      const undo = form.querySelector("[name=undo]");
      if (undo) {
        undo.remove();
      } else {
        form.insertAdjacentHTML("beforeend", '<input type="hidden" name="undo" value="1">');
      }
      form.closest("[data-row]").classList.toggle("cw-hit--aside", !undo);
      button.textContent = undo ? button.dataset.this : button.dataset.again;
      return undefined;
    });
  });

  // A number is copied by its button; without this file a click on the number selects it whole.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const words = button.textContent;
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  });

  // Work in the background: the page looks again by itself and changes only what is new; without this it is reloaded.
  const LOOK_AGAIN = 2000; // milliseconds
  const work = document.querySelector("[data-poll]");
  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const news = fresh.querySelector("[data-poll]");
      if (answer.redirected) return location.assign(answer.url);
      // Not `assign`: to an address with a fragment it would only scroll.
      if (!answer.ok || !news) return location.reload();
      document.querySelector("[data-poll]").replaceChildren(...news.childNodes);
    } catch {
      // The site was away for a moment: look again.
    }
    return setTimeout(look, LOOK_AGAIN);
  }
  if (work) setTimeout(look, LOOK_AGAIN);

  // Coming back through the browser's history shows the button as it was.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // The summary of errors takes the focus; after a question the results do.
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
