/* The matrix: arrows move by cell, N finds the next red one, focus or hover opens what a cell says. */
(() => {
  "use strict";

  const table = document.querySelector("[data-matrix]");
  const detail = document.getElementById("matrix-detail");
  if (!table || !detail) return;
  const cells = () => [...table.querySelectorAll("tbody td a")];
  const column = (cell) => cell.closest("td").cellIndex;

  function sideways(cell, step) {
    let td = cell.closest("td");
    do td = step > 0 ? td.nextElementSibling : td.previousElementSibling;
    while (td && !td.querySelector("a"));
    return td && td.querySelector("a");
  }

  function vertically(cell, step) {
    const rows = [...table.querySelectorAll("tbody tr:not(.sr-mx-section)")];
    for (let at = rows.indexOf(cell.closest("tr")) + step; rows[at]; at += step) {
      const td = rows[at].cells[column(cell)];
      const found = td && td.querySelector("a");
      if (found) return found;
    }
    return null;
  }

  function nextRed() {
    const all = cells();
    const from = all.indexOf(document.activeElement);
    return [...all.slice(from + 1), ...all.slice(0, from + 1)].find((cell) => cell.matches(".mx-overdue"));
  }

  const moves = {
    ArrowLeft: (cell) => sideways(cell, -1),
    ArrowRight: (cell) => sideways(cell, 1),
    ArrowUp: (cell) => vertically(cell, -1),
    ArrowDown: (cell) => vertically(cell, 1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const cell = document.activeElement.closest("[data-matrix] tbody td a");
    if (event.key === "Escape") detail.hidden = true;
    if (event.key.toLowerCase() === "n" && document.body.dataset.keys !== "off") focus(nextRed(), event);
    else if (cell && moves[event.key]) focus(moves[event.key](cell), event);
  });

  function focus(cell, event) {
    if (!cell) return;
    event.preventDefault();
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  let waiting = 0;
  function show(event) {
    const cell = event.target.closest("[data-matrix] tbody td a");
    window.clearTimeout(waiting);
    if (!cell) return;
    waiting = window.setTimeout(() => open(cell), 200);
  }

  function open(cell) {
    const address = `${cell.getAttribute("href")}o/`;
    window.htmx.ajax("GET", address, { target: detail, swap: "innerHTML" }).then(() => place(cell));
  }

  function place(cell) {
    const box = cell.getBoundingClientRect();
    detail.hidden = false;
    const wide = detail.offsetWidth;
    const left = Math.min(box.right + 8, document.documentElement.clientWidth - wide - 12);
    const below = box.bottom + detail.offsetHeight + 12 < window.innerHeight;
    detail.style.left = `${Math.max(8, left) + window.scrollX}px`;
    detail.style.top = `${(below ? box.bottom + 6 : Math.max(8, box.top - detail.offsetHeight - 6)) + window.scrollY}px`;
  }

  table.addEventListener("focusin", show);
  table.addEventListener("mouseover", show);
  document.addEventListener("click", (event) => {
    if (!detail.contains(event.target)) detail.hidden = true;
  });
})();
