/* Small helps on top of pages that work without them: menus, steppers, filters, file boxes, copying, ticking all. */
(() => {
  "use strict";

  document.documentElement.classList.add("sr-js");

  function step(button) {
    const input = button.closest("[data-stepper]").querySelector("input");
    const limit = (name, otherwise) => (input[name] === "" ? otherwise : Number(input[name]));
    const wanted = (Number(input.value) || 0) + Number(button.dataset.step);
    input.value = Math.min(limit("max", Infinity), Math.max(limit("min", 0), wanted));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    navigator.clipboard.writeText(source.value ?? source.textContent.trim()).then(() => say("Đã sao chép"));
  }

  function say(text) {
    document.getElementById("sr-live").textContent = text;
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    const button = event.target.closest("[data-step], [data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.step) step(button);
    else if (button.dataset.copy) copy(button);
    else window.print();
  });

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.dataset.tickAll) {
      document.getElementsByName(target.dataset.tickAll).forEach((box) => (box.checked = target.checked));
    }
    const form = target.closest("form[data-autosubmit]");
    if (form && target.matches("select, [type=checkbox], [type=radio], [type=date]")) form.requestSubmit();
  });

  const box = (event) => event.target.closest?.("[data-drop]");
  document.addEventListener("dragover", (event) => {
    if (!box(event)) return;
    event.preventDefault();
    box(event).classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => box(event)?.classList.remove("is-over"));
  document.addEventListener("drop", (event) => {
    const place = box(event);
    if (!place) return;
    event.preventDefault();
    place.classList.remove("is-over");
    const input = place.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
