/* While sending, the button is off and says so; when sending fails, a red notice says what happened and what stays. */
(() => {
  "use strict";

  const QUIET_MS = 300;
  const labels = new WeakMap();

  function busy(button) {
    if (!button || labels.has(button)) return;
    labels.set(button, [...button.childNodes]);
    button.disabled = true;
    setTimeout(() => {
      if (!labels.has(button)) return;
      button.classList.add("is-busy");
      button.replaceChildren(button.dataset.busy || "Đang lưu");
    }, QUIET_MS);
  }

  function idle(button) {
    if (!button || !labels.has(button)) return;
    button.replaceChildren(...labels.get(button));
    button.classList.remove("is-busy");
    button.disabled = false;
    labels.delete(button);
  }

  const mainButton = (form) => form.querySelector(".sr-btn--main[type=submit]") || form.querySelector("[type=submit]");
  /* htmx names the swapped element in some events; the one that asked is in the request. */
  const asker = (detail) => detail.requestConfig?.elt || detail.elt;
  const usedButton = (detail) => {
    const form = asker(detail).closest("form");
    return detail.requestConfig?.triggeringEvent?.submitter || (form === asker(detail) && form && mainButton(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const byHtmx = form.matches("[hx-post], [hx-get], [data-hx-post]");
    if (event.defaultPrevented || byHtmx || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "1";
    /* Later, so that the name and value of the button are still sent. */
    setTimeout(() => busy(event.submitter || mainButton(form)), 0);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sending]").forEach((form) => {
      delete form.dataset.sending;
      form.querySelectorAll("button").forEach(idle);
    });
  });

  function fail(detail, text) {
    const form = asker(detail).closest("form");
    const saving = form && detail.requestConfig?.verb === "post";
    const place = saving ? form : document.getElementById("sr-messages");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "sr-notice sr-notice--error sr-span";
    notice.setAttribute("role", "alert");
    notice.dataset.fail = "";
    const body = document.createElement("div");
    body.append(saving ? `Chưa lưu được: ${text} Phần bạn gõ vẫn ở đây. ` : `Chưa tải được: ${text} `);
    body.append(again(saving ? "Lưu lại" : "Tải lại", () => (saving ? form.requestSubmit(mainButton(form)) : location.reload())));
    notice.append(body);
    place.append(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  function again(label, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sr-link";
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  }

  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const REASONS = {
    403: "bạn không có quyền làm việc này.",
    404: "việc này không còn ở đây.",
    413: "tệp quá lớn.",
    429: "gửi quá nhanh, đợi một phút rồi thử lại.",
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    document.querySelectorAll("[data-fail]").forEach((notice) => notice.remove());
    busy(usedButton(event.detail));
  });
  document.addEventListener("htmx:afterRequest", (event) => idle(usedButton(event.detail)));
  document.addEventListener("htmx:sendError", (event) => fail(event.detail, "mất kết nối."));
  document.addEventListener("htmx:timeout", (event) => fail(event.detail, "máy chủ trả lời quá lâu."));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    fail(event.detail, REASONS[status] || `máy chủ chưa làm được (mã ${status}, ${clock()}).`);
  });
  /* A page of its own in answer to a request for a part of one: the session ended, or an error page. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    const answer = detail.xhr.responseText;
    const ended = answer.includes('class="sr-signin"');
    if (!ended && !answer.includes("sr-error-page")) return;
    detail.shouldSwap = false;
    if (!ended) return;
    const signin = new URL(detail.xhr.responseURL).pathname;
    const here = encodeURIComponent(location.pathname + location.search);
    fail(detail, "phiên làm việc đã hết.");
    const notice = document.querySelector("[data-fail] > div");
    notice?.lastChild.replaceWith(again("Đăng nhập lại", () => location.assign(`${signin}?next=${here}`)));
  });
})();
