/* What a person types outlives a lost session or connection: form[data-keep="key"] is remembered in this tab until saved. */
(() => {
  "use strict";

  const PREFIX = "sr-keep:";
  const SENT = "sr-sent";
  const FIELDS = "textarea, input[type=text], input[type=number], input:not([type])";
  const store = window.sessionStorage;

  const formKey = (form) => `${PREFIX}${form.dataset.keep}:`;

  function forget(prefix) {
    Object.keys(store)
      .filter((name) => name.startsWith(prefix))
      .forEach((name) => store.removeItem(name));
  }

  function remember(field) {
    const form = field.form;
    if (form && form.dataset.keep && field.name && field.matches(FIELDS)) {
      store.setItem(formKey(form) + field.name, field.value);
    }
  }

  function restore(form) {
    let changed = false;
    for (const field of form.querySelectorAll(FIELDS)) {
      const kept = store.getItem(formKey(form) + field.name);
      if (kept === null || kept === field.value || field.value !== field.defaultValue) continue;
      field.value = kept;
      changed = true;
    }
    if (changed && !form.querySelector("[data-kept]")) {
      const note = document.createElement("p");
      note.className = "sr-hint";
      note.dataset.kept = "";
      note.textContent = "Đã điền lại phần bạn gõ lần trước, chưa lưu.";
      form.append(note);
    }
  }

  const address = () => location.href.split("#")[0];

  /* After a whole-page save the page that it led to tells how it went: errors or sign-in keep the text, anything else
     saved it. A page reached in another way (back, typed address after a lost connection) tells nothing. */
  function settle() {
    const sent = JSON.parse(store.getItem(SENT));
    if (!sent) return;
    store.removeItem(SENT);
    const ledHere = document.referrer === sent.from;
    const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    const failed = document.querySelector(".sr-signin, .sr-error-page, .sr-field--wrong, .sr-notice--error");
    if (ledHere && !cameBack && !failed) forget(sent.key);
  }

  function restoreAll(root) {
    if (root.matches?.("form[data-keep]")) restore(root);
    root.querySelectorAll("form[data-keep]").forEach(restore);
  }

  document.addEventListener("input", (event) => remember(event.target));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-forget]")) forget(PREFIX);
    else if (form.dataset.keep && !event.defaultPrevented) {
      store.setItem(SENT, JSON.stringify({ key: formKey(form), from: address() }));
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt.closest("form");
    if (!form?.dataset.keep) return;
    store.removeItem(SENT);
    const xhr = event.detail.xhr;
    if (event.detail.successful && !xhr.responseText.includes('class="sr-signin"')) forget(formKey(form));
  });
  document.addEventListener("htmx:load", (event) => restoreAll(event.detail.elt));
  settle();
  restoreAll(document);
})();
