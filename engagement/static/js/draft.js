// What is typed into a form with data-draft survives an error, an expired sign-in, a crash and a lost connection: it is
// kept in this tab for this member, offered again where the form is opened next, and gone with a good save (the page
// after it says so by a toast) or with signing out.
const member = document.querySelector("[data-member]")?.dataset.member;
const form = document.querySelector("form[data-draft]");
const key = `draft ${member} ${location.pathname}`;
const PAUSE = 400; // milliseconds of quiet before the draft is written

let left = false; // whether the member is signing out: then nothing may stay behind

if (member) {
  const sent = sessionStorage.getItem("sent");
  if (sent && document.querySelector("[data-toast]")) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
  document.querySelector("[data-leave]")?.addEventListener("submit", () => {
    left = true;
    sessionStorage.clear();
  });
}

if (form && member) {
  const state = form.querySelector("[data-state]");
  const asks = document.getElementById("problems");
  const kept = read();
  let unsaved = Boolean(asks);
  let timer = 0;
  if (kept && !asks) offer(kept);
  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    unsaved = false;
    sessionStorage.setItem("sent", key);
    if (state) state.textContent = "Saving";
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  addEventListener("pagehide", () => {
    if (unsaved) keep();
  });

  function keep() {
    if (left) return;
    const fields = [...form.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));
    const draft = {
      at: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }),
      rows: [...form.querySelectorAll("row-editor")].map((rows) => [rows.dataset.name, rows.next]),
      fields: fields.map((field) => [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]),
      chips: [...form.querySelectorAll("tag-field")].map((tags) => [tags.dataset.name, tags.taken]),
    };
    try {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } catch {
      return; // too long for the browser, or not allowed: then it is only not kept
    }
    if (state) state.textContent = `Draft kept at ${draft.at}`;
  }

  function offer(draft) {
    const notice = document.querySelector("[data-draft-offer]").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-at]").textContent = draft.at;
    notice.querySelector("[data-take]").addEventListener("click", () => {
      notice.remove();
      take(draft);
    });
    notice.querySelector("[data-drop]").addEventListener("click", () => {
      notice.remove();
      sessionStorage.removeItem(key);
    });
    form.before(notice);
  }

  function take(draft) {
    for (const [name, next] of draft.rows) {
      const rows = form.querySelector(`row-editor[data-name="${name}"]`);
      while (rows && rows.next < next) rows.add();
    }
    for (const [name, value, checked] of draft.fields)
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`))
        if (checked === null) field.value = value;
        else if (field.value === value) field.checked = checked;
    for (const [name, chips] of draft.chips) form.querySelector(`tag-field[data-name="${name}"]`)?.replace(chips);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("input:not([type=hidden]), textarea").focus();
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
