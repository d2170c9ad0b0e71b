/* The review of a draft: the doubtful cell is where the keys begin. Enter types in it, Esc goes back to it. */
(() => {
  "use strict";

  const FIELDS = "textarea, input:not([type=hidden]), select";
  const here = () => document.querySelector("[data-here]");

  function arrive() {
    const line = document.querySelector("[data-line]");
    const paper = line?.closest(".sr-source__body");
    if (paper) paper.scrollTop = line.offsetTop - paper.offsetTop - 60;
    const cell = here();
    if (!cell) return;
    cell.closest("details")?.setAttribute("open", "");
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
    if (matchMedia("(max-width: 1023px)").matches) document.getElementById("phieu").scrollIntoView();
  }

  /* At once, so that no key is typed into the cell that had the focus before. */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "ra-soat") arrive();
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing) return;
    if (event.key === "Enter" && event.target === cell) {
      event.preventDefault();
      cell.querySelector(FIELDS)?.focus();
    } else if (event.key === "Escape" && event.target !== cell) {
      cell.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const undo = document.querySelector("#hoan-tac button");
    if (!undo || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    undo.click();
  });
  document.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-drop-kept]")?.dataset.dropKept;
    if (!drop) return;
    Object.keys(sessionStorage)
      .filter((name) => name.startsWith(`sr-keep:${drop}:`))
      .forEach((name) => sessionStorage.removeItem(name));
  });
  if (new URLSearchParams(location.search).has("mo")) arrive();
})();
