// The form of an engagement: a name chosen as new is asked about at once, and likely answers follow what was said,
// until somebody sets them. Without this file the server asks, and follows, after the first save.
const form = document.querySelector(".log-form:has([data-newcomers])");

if (form) {
  const place = form.querySelector("[data-newcomers]");
  let next = Number(place.dataset.next);

  form.addEventListener("chosen", (event) => {
    const field = event.target.dataset.name;
    if (field === "who" && event.detail?.make) ask(event.detail);
    if (field === "who") tidy();
  });

  async function ask(item) {
    const address = new URL(place.dataset.newcomers, location.href);
    const at = next++;
    address.searchParams.set("field", "who");
    address.searchParams.set("value", item.value);
    address.searchParams.set("at", at);
    address.searchParams.set("zone", form.elements.zone.value);
    for (const chip of form.querySelectorAll('tag-field[data-name="who"] .chip > input')) address.searchParams.append("who", chip.value);
    const questions = await drawn(address);
    if (!questions) return; // then the server asks after the first save
    if (place.querySelector(`[data-newcomer="${CSS.escape(item.name)}"]`)) return; // taken out and chosen again meanwhile
    place.insertAdjacentHTML("beforeend", questions);
    toggle(place.lastElementChild);
    tidy(); // on a slow network its chip may be gone by now
  }

  // A part of the page as the server draws it; nothing where it does not answer.
  async function drawn(address) {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      return answer.ok && !answer.redirected ? await answer.text() : "";
    } catch {
      return "";
    }
  }

  // The questions of a name whose chip was taken out go with it.
  function tidy() {
    const names = new Set([...form.querySelectorAll('tag-field[data-name="who"] .chip bdi')].map((name) => name.textContent));
    for (const row of place.querySelectorAll("[data-newcomer]"))
      if (!names.has(row.dataset.newcomer) && row.querySelector('[name$="-field"]').value === "who") row.remove();
  }

  // Whom and when: the server says who else has them that day.
  let asking = 0;
  const SAID = new Set(["day", "start", "length", "zone"]);
  const others = form.querySelector("[data-same]");
  const meet = () => {
    clearTimeout(asking);
    const mine = (asking = setTimeout(async () => {
      const said = [...new FormData(form)].filter(([name]) => name === "who" || SAID.has(name));
      const found = await drawn(`${others.dataset.same}?${new URLSearchParams(said)}`);
      if (mine === asking) others.innerHTML = found; // else a newer question is on its way
    }, 300));
  };
  if (!form.elements.version) {
    form.addEventListener("chosen", (event) => event.target.dataset.name === "who" && meet());
    form.addEventListener("change", (event) => SAID.has(event.target.name) && meet());
  }

  // Only what is asked of a body, or only what is asked of a person.
  function toggle(row) {
    const answer = row.querySelector('select[name$="-answer"]').value;
    for (const part of row.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== answer;
  }
  for (const row of place.querySelectorAll("[data-newcomer]")) toggle(row);
  place.addEventListener("change", (event) => {
    if (event.target.name.endsWith("-answer")) toggle(event.target.closest("[data-newcomer]"));
  });

  // An entry heard can be of any topic chosen above.
  form.addEventListener("focusin", ({ target: select }) => {
    if (!select.matches('select[name^="heard-"][name$="-topic"]')) return;
    const chosen = select.value;
    const kept = [...select.options].filter((option) => !option.value || option.value === chosen);
    const offered = [...form.querySelectorAll('tag-field[data-name="topics"] .chip')]
      .map((chip) => [chip.querySelector("input").value, chip.querySelector("bdi").textContent])
      .filter(([value]) => value.startsWith("topic:") && value.slice(6) !== chosen)
      .map(([value, name]) => new Option(name, value.slice(6)));
    select.replaceChildren(...kept, ...offered);
    select.value = chosen;
  });

  // A day to come is planned, a day that is past was held; letters are written, webinars seen.
  const set = new Set();
  form.addEventListener("change", (event) => set.add(event.target.name));
  form.elements.day.addEventListener("change", () => {
    if (set.has("status") || form.elements.version) return;
    form.elements.status.value = form.elements.day.value > shown(new Date())[0] ? "planned" : "held";
  });

  // The proposed start is a moment: on the clocks of another place it reads otherwise.
  form.elements.zone.addEventListener("input", () => {
    if (!form.dataset.begins || set.has("day") || set.has("start")) return;
    [form.elements.day.value, form.elements.start.value] = shown(new Date(form.dataset.begins));
  });
  function shown(instant) {
    const zone = { timeZone: form.elements.zone.value, dateStyle: "short", timeStyle: "short" };
    return new Intl.DateTimeFormat("sv", zone).format(instant).split(" "); // Swedish writes 2026-11-24 11:30
  }
  const CHANNELS = { "exchange of letters": "in writing", webinar: "video" };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "kind" || set.has("channel") || form.elements.version) return;
    form.elements.channel.value = CHANNELS[event.target.value] ?? "in person";
  });
}
