// What forms do besides being sent: ask first, lead to the first wrong field, let a toast go, tell what is set.
const dialog = document.getElementById("confirm");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!dialog || !form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  dialog.querySelector("h2").textContent = form.dataset.confirm;
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter);
    },
    { once: true },
  );
  dialog.showModal();
});

// One press, one save: what is on its way is not sent again, and the button says that it is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// Errors: the first wrong field takes the focus, as the summary above the form says what is wrong; not from somebody who
// was in another field before this file was here.
const at = document.activeElement;
const isTyping = at?.matches("input, textarea, select") && (!at.autofocus || ("defaultValue" in at && at.value !== at.defaultValue));
if (!isTyping) (document.querySelector("[aria-invalid]") ?? document.getElementById("problems"))?.focus();

// A toast stays until the next act or for eight seconds, and longer while somebody is in it.
for (const toast of document.querySelectorAll("[data-toast]")) {
  const held = () => toast.matches(":hover, :focus-within");
  const leave = () => (held() ? setTimeout(leave, 2000) : toast.remove());
  setTimeout(leave, 8000);
}

// On a phone the fields that are set to likely answers lie below; this line says what they hold.
const set = document.querySelector("[data-set]");
if (set) {
  const form = set.closest("form");
  const words = (field) =>
    field.selectedOptions?.[0]?.text ??
    (field.type === "date" && field.valueAsDate
      ? field.valueAsDate.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" })
      : (field.labels?.[0]?.textContent.trim() ?? field.value));
  const tell = () => {
    const fields = set.dataset.set.split(" ").map((name) => form.elements[name]);
    const chosen = fields.map((field) => (field instanceof RadioNodeList ? [...field].find((one) => one.checked) : field));
    set.textContent = chosen.filter(Boolean).map((field) => (field.type === "time" ? field.value : words(field))).filter(Boolean).join(", ");
  };
  form.addEventListener("input", tell);
  tell();
}

// The place's clock follows the body chosen, until somebody sets it.
document.addEventListener("chosen", (event) => {
  const field = event.target.closest("form")?.elements.zone;
  const zone = event.detail?.zone ?? event.detail?.brings?.zone;
  if (!zone || !field || field.dataset.set) return;
  field.value = zone;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  if (event.target.name === "zone") event.target.dataset.set = "";
});
