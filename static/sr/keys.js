/* Keys: data-row marks rows (J, K, Enter); data-key="x" on a button, link, choice or summary makes X press it. */
(() => {
  "use strict";

  const typing = (target) =>
    target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
  const seen = (element) => element.getClientRects().length > 0 && !element.disabled;
  const rows = () => [...document.querySelectorAll("[data-row]")].filter(seen);
  const currentRow = () => document.activeElement.closest("[data-row]");

  function move(step) {
    const all = rows();
    const now = all.indexOf(currentRow());
    const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step];
    if (!next) return false;
    if (!next.matches("a, button, [tabindex]")) next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function openRow(row) {
    const link = row.matches("a") ? row : row.querySelector("[data-open], a[href]");
    if (link) link.click();
    return Boolean(link);
  }

  function press(key) {
    const selector = `[data-key="${CSS.escape(key)}"]`;
    const row = currentRow();
    const inRow = row ? [...row.querySelectorAll(selector)] : [];
    const found = [...inRow, ...document.querySelectorAll(selector)].find(seen);
    if (!found) return false;
    found.focus();
    if (!typing(found)) found.click();
    return true;
  }

  function saveForm(target) {
    const form = target.closest("form");
    const button = form && (form.querySelector(".sr-btn--main[type=submit]") || form.querySelector("[type=submit]"));
    if (!button || button.disabled) return false;
    form.requestSubmit(button);
    return true;
  }

  function escape(target) {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return true;
    }
    if (typing(target)) {
      target.blur();
      return true;
    }
    return press("esc");
  }

  function help() {
    const dialog = document.getElementById("sr-help");
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  }

  function act(event) {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) return saveForm(target);
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return false;
    if (key === "Escape") return escape(target);
    if (typing(target) || document.body.dataset.keys === "off") return false;
    if (key === "?") return help();
    if (key === "Enter") return target.matches("[data-row]:not(a)") && openRow(target);
    if (key === " ") return target.matches("[data-row], body, main") && press("space");
    const letter = key.toLowerCase();
    if (letter === "j") return move(1);
    if (letter === "k") return move(-1);
    return letter.length === 1 && press(letter);
  }

  document.addEventListener("keydown", (event) => {
    if (!event.isComposing && act(event)) event.preventDefault();
  });
})();
