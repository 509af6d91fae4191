"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const cards = all(".card");
  const marks = all("mark[data-f]");
  const status = document.querySelector("[data-status]");
  const total = document.querySelector("[data-total]");
  const none = document.querySelector("[data-none]");
  const chips = all("button[data-severity]");
  const fields = all("[data-filter]");
  const words = fields.find((field) => field.dataset.filter === "words");
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let current = null;
  root.classList.add("js");

  const say = (text) => { status.textContent = text; };
  const shown = () => cards.filter((card) => !card.hidden);
  const reveal = (element, block = "center") => element.scrollIntoView({ behavior, block, inline: "nearest" });

  function select(card) {
    current = card;
    cards.forEach((other) => other.classList.toggle("current", other === card));
    marks.forEach((mark) => mark.classList.toggle("current", !!card && mark.dataset.f.split(" ").includes(card.id)));
  }

  function flash(element) {
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
  }

  function openAround(element) {
    for (let outer = element.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
  }

  function toCard(card, focus = true) {
    if (card.hidden) clear();
    select(card);
    reveal(card, "nearest");
    if (focus) card.focus({ preventScroll: true });
    const mark = card.dataset.mark && document.getElementById(card.dataset.mark);
    if (mark && getComputedStyle(document.querySelector(".workspace")).display === "grid") reveal(mark);
  }

  function toText(target) {
    openAround(target);
    reveal(target);
    flash(target);
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }

  function apply() {
    const severities = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.severity);
    const value = Object.fromEntries(fields.map((field) => [field.dataset.filter, field.value.trim().toLowerCase()]));
    for (const card of cards) {
      card.hidden = !(
        (!severities.length || severities.includes(card.dataset.severity)) &&
        (!value.family || card.dataset.family === value.family) &&
        (!value.section || card.dataset.section === value.section) &&
        (!value.words || card.dataset.words.includes(value.words))
      );
    }
    const ids = new Set(shown().map((card) => card.id));
    marks.forEach((mark) => mark.classList.toggle("off", !mark.dataset.f.split(" ").some((id) => ids.has(id))));
    total.textContent = ids.size === cards.length ? `${cards.length} 条` : `${ids.size} / ${cards.length} 条`;
    none.hidden = ids.size > 0;
    say(`显示 ${ids.size} 条意见`);
    if (current && current.hidden) select(null);
  }

  function clear() {
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    fields.forEach((field) => { field.value = ""; });
    if (cards.length) apply();
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current);
    toCard(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length]);
  }

  function letterText() {
    const sheet = document.querySelector(".letter-sheet");
    const lines = [sheet.querySelector(".letter-title").textContent.trim()];
    for (const part of all("[data-part]", sheet)) {
      const items = all("li", part).filter((item) => !item.hidden);
      if (!items.length) continue;
      lines.push("", part.querySelector("h4").textContent.trim());
      items.forEach((item, index) => lines.push(`${index + 1}. ${item.textContent.trim()}`));
    }
    lines.push("", sheet.querySelector(".letter-closing").textContent.trim());
    return lines.join("\n");
  }

  async function copyLetter(button) {
    const text = letterText();
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "hidden";
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    const label = button.textContent;
    button.textContent = done ? "已复制" : "请在下方手动复制";
    say(button.textContent);
    if (!done) toText(document.getElementById("letter").querySelector(".letter-sheet"));
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; }, 2000);
  }

  chips.forEach((chip) => chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    apply();
  }));
  fields.forEach((field) => field.addEventListener("input", apply));
  all("form").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));

  all("[data-keep]").forEach((box) => box.addEventListener("change", () => {
    const card = box.closest(".card");
    card.classList.toggle("dropped", !box.checked);
    all("[data-finding]").filter((item) => item.dataset.finding === card.id).forEach((item) => { item.hidden = !box.checked; });
    all("[data-part]").forEach((part) => { part.hidden = all("li", part).every((item) => item.hidden); });
    say(box.checked ? "已列入退回意见" : "不列入退回意见");
  }));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button) {
      if (button.dataset.action === "print") print();
      else copyLetter(button);
      return;
    }
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (!target) return;
      event.preventDefault();
      const from = link.closest(".card");
      if (from) select(from);
      if (target.matches(".card")) toCard(target);
      else if (target.matches("details")) { target.open = true; reveal(target, "start"); target.querySelector("summary").focus({ preventScroll: true }); }
      else if (target.closest(".sheet")) toText(target);
      else { reveal(target, "start"); target.setAttribute("tabindex", "-1"); target.focus({ preventScroll: true }); }
      return;
    }
    const mark = event.target.closest("mark[data-f]");
    if (mark) {
      const ids = mark.dataset.f.split(" ");
      const next = ids[(ids.indexOf(current && current.id) + 1) % ids.length];
      const card = document.getElementById(next);
      if (card) toCard(card);
      return;
    }
    const card = event.target.closest(".card");
    if (card && !event.target.closest("summary, label, input, a") && !String(getSelection())) {
      select(card);
      const target = card.dataset.mark && document.getElementById(card.dataset.mark);
      if (target) { reveal(target); flash(target); }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      clear();
      select(null);
      if (document.activeElement === words) words.blur();
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "/" && words) { event.preventDefault(); words.focus(); words.select(); }
    else if (event.key === "j" || event.key === "J" || event.key === "ArrowRight") { event.preventDefault(); step(1); }
    else if (event.key === "k" || event.key === "K" || event.key === "ArrowLeft") { event.preventDefault(); step(-1); }
    else if (event.key === "Enter" && event.target.matches(".card") && event.target.dataset.mark) {
      toText(document.getElementById(event.target.dataset.mark));
    }
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

  if (location.hash.length > 1) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(".card")) select(target);
    if (target && target.matches("details")) target.open = true;
  }
})();
