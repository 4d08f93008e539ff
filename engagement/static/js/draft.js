// What is typed into a form with data-draft is kept on the server as one types, under the form's own key, and offered
// again by every page of that form and by My week. Until the server has answered it lies in this tab too, and is sent
// when it answers again: after a lost connection, a sign-in that ended, a page that was left in a hurry.
const PAUSE = 500; // milliseconds of quiet before the draft is sent
const AGAIN = 5000; // and before the next try, when nobody answered
const PATIENCE = 20_000; // until nobody answers
const KEEPALIVE = 60_000; // bytes: more than that a browser does not send while it leaves the page

const shell = document.querySelector("[data-drafts]");
const form = document.querySelector("form[data-draft]");
const mine = `draft ${shell?.dataset.member} `;
const token = document.querySelector("[data-leave] [name=csrf_token]")?.value;
const key = ownKey();
const state = form?.querySelector("[data-state]");

let timer = 0; // runs while something typed was not sent yet
let isSending = false; // one draft at a time, or an older one could arrive after a newer one
let isDue = false; // and the newer one waits for the answer to the older
let unkept = false; // whether the server did not take the newest
let left = false; // whether the form is on its way, or the member signs out: then nothing more is kept here

// The key stays with the page's place in the browser's history: back there it is the same form, though the server may
// have drawn it anew.
function ownKey() {
  const field = form?.elements.form_key;
  const [way] = performance.getEntriesByType("navigation");
  if (field && way?.type === "back_forward" && history.state?.form) field.value = history.state.form;
  if (field) history.replaceState({ form: field.value }, "");
  return field?.value;
}

if (shell && token) {
  document.querySelector("[data-leave]").addEventListener("submit", () => {
    left = true;
    sessionStorage.clear();
  });
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(mine)) bring(name.slice(mine.length));
  if (key) watch();
}

function watch() {
  const change = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  const [way] = performance.getEntriesByType("navigation");
  if (way?.type === "navigate" && [...form.elements].some(isTyped)) change(); // before this file was here
  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (timer) put(); // should the sign-in have ended, the next page sends it
    clearTimeout(timer);
    timer = 0;
    left = true;
    say("Saving");
  });
  addEventListener("pagehide", () => {
    if (timer || isDue) keep(true);
  });
  addEventListener("beforeunload", (event) => {
    if (unkept && !left) event.preventDefault();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) left = false;
    const [way] = performance.getEntriesByType("navigation");
    if (event.persisted || way.type === "back_forward") ask(event.persisted);
  });
}

// A page that comes back from the browser's memory does not know what became of its form.
async function ask(isWhole) {
  const answer = await fetch(shell.dataset.drafts + key, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { led_to, address } = await answer.json();
  if (led_to !== undefined) saved(led_to);
  else if (address && !isWhole) location.replace(address);
}

function put() {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf_token", "form_key"].includes(name));
  const page = new URL(location.href);
  page.searchParams.delete("draft");
  const title = document.title.replace(/ · Engagement$/, "");
  const about = form.querySelector(".chip bdi")?.textContent ?? form.elements.name?.value;
  const own = [["draft_page", page.pathname + page.search], ["draft_title", about ? `${title}: ${about}` : title]];
  const draft = new URLSearchParams([...fields, ...own]).toString();
  try {
    sessionStorage.setItem(mine + key, draft);
  } catch {
    // too long for the tab, or not allowed: then it is only sent
  }
  return draft;
}

async function keep(isLast = false) {
  clearTimeout(timer);
  timer = 0;
  if (left) return;
  const draft = put();
  isDue = isSending && !isLast;
  if (isDue) return;
  isSending = true;
  try {
    await send(key, draft);
  } finally {
    isSending = false;
  }
  if (isDue) keep();
}

function isTyped(field) {
  const isText = field.matches("textarea, input:not([type=hidden], [type=file], [type=checkbox], [type=radio])");
  return isText && field.value !== field.defaultValue;
}

async function send(which, body = sessionStorage.getItem(mine + which)) {
  const headers = { "X-CSRFToken": token, Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  const options = { method: "POST", headers, body, keepalive: body.length < KEEPALIVE, signal: AbortSignal.timeout(PATIENCE) };
  let answer;
  try {
    answer = await fetch(shell.dataset.drafts + which, options);
  } catch {
    answer = null;
  }
  const isTaken = [200, 201, 404, 413].includes(answer?.status);
  if (isTaken && sessionStorage.getItem(mine + which) === body) sessionStorage.removeItem(mine + which);
  if (which !== key || left) return { which, isKept: answer?.status === 201 };
  unkept = answer?.status !== 201;
  if (answer?.status === 201) {
    const { at } = await answer.json();
    const files = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    say(`Draft kept at ${at}${files ? ", without the files" : ""}`);
  } else if (answer?.status === 200) saved((await answer.json()).led_to);
  else if (answer?.status === 413) say("Not kept: it is too long for a draft. Save it.");
  else if (answer?.status === 401) say("Not kept: you are signed out. It stays in this tab.");
  else {
    say(answer ? "Not kept: the server does not answer. It stays in this tab." : "Not kept: no connection. It stays in this tab.");
    if (!timer) timer = setTimeout(keep, AGAIN);
  }
  return { which, isKept: answer?.status === 201 };
}

// What lies in this tab since an earlier page. A form that was filled from its draft a moment ago, by a server that did
// not have the end of it yet, is drawn again, and takes no word until then.
async function bring(which) {
  const isStale = which === key && document.querySelector("[data-taken-up]");
  if (isStale) form.inert = true;
  const { isKept } = await send(which);
  if (!isStale) return;
  if (isKept) location.reload();
  else form.inert = false;
}

function saved(address) {
  unkept = false;
  say("This form was saved already. ");
  if (address && state) state.append(Object.assign(document.createElement("a"), { href: address, textContent: "Open what it made" }));
}

function say(words) {
  if (state) state.textContent = words;
}
