// The border post: what is wrong with a zone is said while it is typed, and an answer is never taken for another's.
// Without this file the form is sent as any other and answered on a page of its own.
(() => {
  "use strict";
  const WORDS = document.body.dataset;
  const SLOW = 2000; // milliseconds after which it is said how long it takes
  const PATIENCE = 15000; // and after which it is given up
  const OLD = 300000; // after which an answer is no answer any more
  const form = document.getElementById("ask");
  const zone = document.getElementById("f-zone");
  const answer = document.getElementById("answer");
  const live = document.getElementById("live");
  let asking = null;
  let heard = Date.now();
  let answered = answer.firstElementChild ? Date.now() : 0;

  // Check digits by form: field, line, place (from 0), and the spans over which it is reckoned (line, from, to).
  const TWO = (size) => [["number", 1, 9, [[1, 0, 9]]], ["birth", 1, 19, [[1, 13, 19]]], ["expires", 1, 27, [[1, 21, 27]]]].concat(
    size === 44 ? [["optional", 1, 42, [[1, 28, 42]]], ["composite", 1, 43, [[1, 0, 10], [1, 13, 20], [1, 21, 43]]]]
      : [["composite", 1, 35, [[1, 0, 10], [1, 13, 20], [1, 21, 35]]]]);
  const THREE = [["number", 0, 14, [[0, 5, 14]]], ["birth", 1, 6, [[1, 0, 6]]], ["expires", 1, 14, [[1, 8, 14]]],
    ["composite", 1, 29, [[0, 5, 30], [1, 0, 7], [1, 8, 15], [1, 18, 29]]]];

  const digit = (text) => String([...text].reduce((sum, sign, at) => sum + (sign === "<" ? 0 : parseInt(sign, 36)) * [7, 3, 1][at % 3], 0) % 10);

  function cut(text) {
    const lines = text.replace(/[«≤]/g, "<<").split(/\r?\n/).map((line) => line.replace(/\s+/g, "").toUpperCase()).filter(Boolean);
    const size = lines.length === 1 && { 88: 44, 72: 36, 90: 30 }[lines[0].length];
    return size ? lines[0].match(new RegExp(`.{${size}}`, "g")) : lines.slice(0, 3);
  }

  // Faults as [kind, line, place, field, length], lines and places from 1; only of what was typed so far.
  function faults(lines) {
    const size = lines.length > 2 || (/^[AIC]/.test(lines[0]) && lines[0].length <= 30) ? 30 : Math.max(...lines.map((line) => line.length)) > 36 ? 44 : 36;
    const whole = size === 30 ? 3 : 2;
    const found = lines.slice(0, whole).flatMap((line, number) => {
      const wrong = line.search(/[^A-Z0-9<]/);
      if (wrong >= 0) return [["sign", number + 1, wrong + 1]];
      return line.length > size || (line.length < size && number + 1 < lines.length) ? [["length", number + 1, line.length, "", size]] : [];
    });
    const done = lines.length >= whole && lines[whole - 1].length >= size;
    const checks = size === 30 ? THREE : TWO(size).filter(([field]) => lines[0][0] !== "V" || (field !== "composite" && field !== "optional"));
    for (const [field, line, place, spans] of found.some(([kind]) => kind === "sign") ? [] : checks) {
      const text = spans.map(([at, from, to]) => (lines[at] || "").slice(from, to)).join("");
      const said = (lines[line] || "")[place];
      if (!said || (field === "number" && said === "<" && size !== 44)) continue;
      const empty = said === "<" && digit(text) === "0";
      if (text.length === spans.reduce((sum, [, from, to]) => sum + to - from, 0) && digit(text) !== said && !empty) found.push(["check", line + 1, place + 1, field]);
    }
    return { found, done };
  }

  function said([kind, line, place, field, length]) {
    const values = { line, place, length, field: field ? WORDS[`field${field[0].toUpperCase()}${field.slice(1)}`] : "" };
    return WORDS[kind].replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  }

  function look() {
    const lines = cut(zone.value);
    const { found, done } = lines.length ? faults(lines) : { found: [], done: false };
    const rows = found.length ? found.map((each) => [said(each), "bad"]) : done ? [[WORDS.holds, "good"]] : [];
    live.replaceChildren(...rows.map(([words, tone]) => Object.assign(document.createElement("li"), { textContent: words, className: tone })));
    return { whole: done, holds: !found.length };
  }

  function state(tone, words) {
    const section = document.createElement("section");
    section.className = `line line-${tone}`;
    section.append(Object.assign(document.createElement("h2"), { textContent: words }));
    answer.replaceChildren(section);
  }

  function clear() {
    if (asking) asking.abort();
    asking = null;
    answered = 0;
    answer.replaceChildren();
  }

  function grow_old() {
    if (!answered || Date.now() - answered < OLD) return;
    state("fault", WORDS.old);
    answered = 0;
  }

  async function ask() {
    clear();
    const mine = (asking = new AbortController());
    const began = Date.now();
    state("wait", WORDS.asking);
    answer.scrollIntoView();
    const tick = setInterval(() => {
      if (Date.now() - began > PATIENCE) mine.abort("late");
      else if (Date.now() - began > SLOW) state("wait", WORDS.slow.replace("{seconds}", Math.round((Date.now() - began) / 1000)));
    }, 1000);
    try {
      const reply = await fetch(location.href, { method: "POST", body: new FormData(form), headers: { "Commonweal-Part": "answer" }, signal: mine.signal, redirect: "follow" });
      if (reply.redirected) return location.assign(reply.url);
      if (reply.status === 403 && !reply.headers.get("Commonweal-Part")) return location.reload();
      const text = await reply.text();
      if (asking !== mine) return undefined;
      if (reply.headers.get("Commonweal-Part") !== "answer") throw new Error("no answer");
      answer.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      heard = answered = Date.now();
    } catch (lost) {
      if (asking !== mine) return undefined;
      state("fault", navigator.onLine ? WORDS.lost : WORDS.away);
    } finally {
      clearInterval(tick);
    }
    asking = null;
    answer.focus();
    return undefined;
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("input", () => {
    clear();
    look();
    // The first letter after a pause opens the connection again, so that the question does not wait for it.
    if (Date.now() - heard > 20000) fetch(WORDS.probe, { method: "HEAD", cache: "no-store" }).catch(() => state("fault", WORDS.away));
    heard = Date.now();
  });
  // A reader ends each line with Enter; behind the last one it asks.
  zone.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !look().whole) return;
    event.preventDefault();
    ask();
  });
  function next() {
    clear();
    form.querySelectorAll("textarea, input:not([type=hidden])").forEach((each) => { each.value = ""; });
    look();
    window.scrollTo(0, 0);
    zone.focus();
  }

  document.getElementById("next").addEventListener("click", (event) => { event.preventDefault(); next(); });
  // A reader that scans while an answer stands means the next traveller; so does who types.
  document.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea")) next();
  });
  window.addEventListener("offline", () => { if (asking) { clear(); state("fault", WORDS.away); } });
  window.addEventListener("pageshow", (event) => { if (event.persisted) clear(); });
  document.addEventListener("visibilitychange", grow_old);
  setInterval(grow_old, 10000);
  if (zone.value) look();
})();
