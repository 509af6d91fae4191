"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const words = new Intl.Collator("zh-CN", { numeric: true });
  const number = (text) => Number.parseFloat(text.replace("%", ""));

  // A click on a heading sorts by it; a second click turns the order round.
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const isNumber = head.classList.contains("num");
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : isNumber;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows].map((row) => [row, row.cells[at]?.textContent.trim() ?? ""]);
        rows.sort(([, a], [, b]) => (isNumber ? number(a) - number(b) : words.compare(a, b)) * (down ? -1 : 1));
        table.tBodies[0].append(...rows.map(([row]) => row));
      });
    });
  }

  for (const input of document.querySelectorAll("input[data-filter]")) {
    const rows = [...document.getElementById(input.dataset.filter).rows];
    input.addEventListener("input", () => {
      const wanted = input.value.trim().split(/\s+/);
      for (const row of rows) {
        row.hidden = !wanted.every((word) => row.textContent.includes(word));
      }
    });
  }
})();
