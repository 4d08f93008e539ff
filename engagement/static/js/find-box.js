// <find-box>: search in the dialog, after the W3C pattern "editable combobox with list autocomplete". The server draws what
// is found, words marked and escaped; arrows walk over it, Enter without an arrow opens the page of all that is found.
// Pages of the side bar that begin so stand first, and alone while nothing is typed.
import { say } from "./say.js";

const PAUSE = 80; // milliseconds between the last key and the question
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class FindBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.found = this.querySelector(".found");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("focus", () => this.options.length || this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  get options() {
    return [...this.found.querySelectorAll("[role=option]")];
  }

  typed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asked = this.input.value.trim();
    if (asked) this.timer = setTimeout(() => this.ask(asked), PAUSE);
    if (!asked || !this.drawn) this.show(asked, ""); // pages at once; what was found stays until there is more
  }

  async ask(asked) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(`${this.dataset.source}?q=${encodeURIComponent(asked)}`, { signal });
      if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
      const drawn = await answer.text();
      if (signal.aborted) return;
      this.show(asked, drawn);
      say(this.found.querySelector("[data-says]")?.dataset.says ?? `${this.options.length} pages`);
    } catch {
      if (signal.aborted) return; // a newer question is on its way
      this.show(asked, "");
      say("No answer just now. Enter asks again.");
    }
  }

  show(asked, drawn) {
    const held = this.options[this.at]?.href; // an answer that comes while one walks takes no place away
    this.drawn = drawn;
    this.found.innerHTML = drawn;
    const here = places(fold(asked));
    if (here) {
      let list = this.found.querySelector("[role=listbox]");
      if (!list) {
        list = Object.assign(document.createElement("div"), { className: "listbox", id: "found", role: "listbox" });
        list.ariaLabel = "Pages";
        this.found.replaceChildren(list);
      }
      list.prepend(here);
    }
    this.options.forEach((option, n) => (option.id = `found-${n}`));
    this.found.scrollTop = 0;
    this.input.setAttribute("aria-expanded", this.options.length > 0);
    this.mark(held ? this.options.findIndex((option) => option.href === held) : -1);
  }

  key(event) {
    if (event.isComposing) return; // an input method is at work
    const { options } = this;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && options.length) {
      event.preventDefault();
      // one place more than there are options: the field itself
      const places = options.length + 1;
      this.mark((this.at + 1 + steps[event.key] + places) % places - 1);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const asked = this.input.value.trim();
      if (this.at >= 0) location.assign(options[this.at].href);
      else if (asked) location.assign(`${this.dataset.page}?q=${encodeURIComponent(asked)}`);
    }
  }

  mark(at) {
    this.at = at;
    this.options.forEach((option, n) => option.setAttribute("aria-selected", n === at));
    const option = this.options[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
}

// The pages of the side bar that begin with `words`, as a group of options; none where there is none.
function places(words) {
  const links = [...document.querySelectorAll("#places .nav a, [data-log]")]
    .map((link) => [link.dataset.log ?? link.querySelector("span").textContent, link.href])
    .filter(([name]) => fold(name).startsWith(words));
  if (!links.length) return null;
  const group = document.createElement("div");
  group.role = "group";
  group.ariaLabel = "Pages";
  const bar = Object.assign(document.createElement("div"), { className: "bar", role: "presentation" });
  bar.append(Object.assign(document.createElement("b"), { textContent: "Go to" }));
  group.append(bar);
  for (const [name, href] of links) {
    const option = Object.assign(document.createElement("a"), { className: "option", href, role: "option", tabIndex: -1 });
    option.append(Object.assign(document.createElement("span"), { className: "name", textContent: name }));
    group.append(option);
  }
  return group;
}

customElements.define("find-box", FindBox);
