// <tag-field>: type-ahead with chips after the W3C pattern "editable combobox with list autocomplete".
// The server proposes; each chip carries its value, so the form sends what one sees. Enter, comma or Tab takes, Backspace
// takes back, the last options make a missing entry (never by Tab).
import { say } from "./say.js";

const PAUSE = 80; // milliseconds between the last key and the question
const ICONS = new URL("../icons.svg", import.meta.url).pathname;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let made = 0;

class TagField extends HTMLElement {
  connectedCallback() {
    this.querySelector(".listbox")?.remove(); // of the row that this one was copied from
    this.input = this.querySelector("input:not([type])");
    this.box = this.querySelector(".tags");
    this.found = [];
    this.list = part("div", { className: "listbox", id: `listbox-${++made}`, role: "listbox", hidden: true });
    this.list.ariaLabel = this.input.labels?.[0]?.textContent ?? this.input.ariaLabel;
    this.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    for (const box of this.querySelectorAll(".chip > input")) box.type = "hidden";
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const at = [...this.list.children].indexOf(event.target.closest(".option"));
      if (at >= 0) this.take(this.found[at]);
    });
    this.box?.addEventListener("click", (event) => {
      const chip = event.target.closest("button")?.closest(".chip");
      if (chip) this.drop(chip);
      else if (event.target === this.box) this.input.focus();
    });
    const isTyped = this.input.value !== this.input.defaultValue; // before this file was here
    if (isTyped && document.activeElement === this.input) this.typed();
  }

  get chips() {
    return [...this.querySelectorAll(".chip")];
  }

  get chosen() {
    return this.chips.map((chip) => chip.querySelector("input").value);
  }

  // The chips as they can be kept and put back.
  get taken() {
    return this.chips.map((chip) => ({
      name: chip.querySelector("bdi").textContent,
      value: chip.querySelector("input").value,
      make: chip.classList.contains("new"),
    }));
  }

  replace(items) {
    for (const chip of this.chips) chip.remove();
    for (const item of items) this.add(item);
  }

  typed() {
    if (this.isTaking && this.input.value.startsWith(this.head)) return; // what is typed on waits behind it
    this.forget();
    this.waiting = Boolean(this.input.value.trim());
    if (this.waiting) this.timer = setTimeout(() => this.ask(), PAUSE);
    else this.close();
  }

  // No answer is waited for any more.
  forget() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.early = null;
    this.waiting = false;
  }

  // Whether Enter or a comma came before the answer: `head` was typed until then.
  get isTaking() {
    return this.early === "Enter" || this.early === ",";
  }

  async ask() {
    const asked = (this.isTaking ? this.head : this.input.value).trim();
    const address = new URL(this.dataset.source, location.href);
    address.searchParams.set("q", asked);
    for (const kind of this.dataset.kinds?.split(" ") ?? []) address.searchParams.append("kind", kind);
    for (const value of this.near?.chosen ?? []) address.searchParams.append("for", value);
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { items } = await answer.json();
      if (!signal.aborted) this.show(asked, items);
    } catch {
      if (signal.aborted) return; // a newer question is on its way, or none is asked any more
      if (this.isTaking) this.part();
      this.forget();
      this.close();
      say("No proposals just now. What you typed is kept and read when you save.");
    }
  }

  // The field whose values say what to propose first: officials of the bodies chosen there.
  get near() {
    return this.dataset.near ? this.closest("form")?.querySelector(`tag-field[data-name="${this.dataset.near}"]`) : null;
  }

  show(asked, items) {
    const words = fold(asked);
    const taken = this.chosen;
    this.waiting = false;
    this.found = items.filter((item) => !taken.includes(item.value));
    if (asked && !items.some((item) => fold(item.name) === words))
      for (const kind of this.dataset.fresh?.split(" ").filter(Boolean) ?? [])
        this.found.push({ kind, name: asked, value: `new-${kind}:${asked}`, make: true });
    this.list.replaceChildren(...this.found.map((item, n) => this.option(item, n, words)));
    const { early } = this; // Enter, comma or Tab came before the answer: it is taken now
    const rest = this.isTaking ? this.input.value.slice(this.head.length) : "";
    if (this.isTaking && !this.found.length) this.part();
    this.early = null;
    if (!this.found.length) {
      this.close();
      if (document.activeElement === this.input) say("Nothing found");
      return;
    }
    if (early && !(early === "Tab" && this.found[0].make)) return this.take(this.found[0], rest);
    if (document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(0);
    say(`${this.found.length} ${this.found.length === 1 ? "proposal" : "proposals"}`);
  }

  option(item, n, words) {
    const name = part("span", { dir: "auto" });
    const at = fold(item.name).indexOf(words);
    if (item.make) name.textContent = `Add “${item.name}” as a new ${item.kind}`;
    else if (at < 0 || fold(item.name).length !== item.name.length) name.textContent = item.name;
    else
      name.append(
        item.name.slice(0, at),
        part("b", { textContent: item.name.slice(at, at + words.length) }),
        item.name.slice(at + words.length),
      );
    const node = part("div", { className: "option", role: "option", id: `${this.list.id}-${n}` });
    node.append(name, part("small", { textContent: item.note ?? "" }));
    return node;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((node, n) => node.setAttribute("aria-selected", n === at));
    const node = this.list.children[at];
    this.input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return; // an input method is at work
    const open = !this.list.hidden;
    const count = this.list.children.length;
    const chord = event.ctrlKey || event.metaKey;
    const takes =
      (event.key === "Enter" && !chord) ||
      event.key === "," ||
      (event.key === "Tab" && !event.shiftKey);
    if (takes && this.waiting) {
      if (event.key !== "Tab") event.preventDefault();
      if (this.isTaking) return;
      this.head = this.input.value;
      this.early = event.key;
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.mark((this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (open && takes && !(event.key === "Tab" && this.found[this.at].make)) {
      if (event.key !== "Tab") event.preventDefault();
      this.take(this.found[this.at]);
    } else if (event.key === "Enter" && !chord && this.box) event.preventDefault();
    else if ((open || this.waiting) && event.key === "Escape") {
      event.preventDefault();
      this.forget();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value && this.chips.length) this.drop(this.chips.at(-1));
  }

  // Two names, where the first was not found: the server reads them so.
  part() {
    const rest = this.input.value.slice(this.head.length);
    if (rest.trim()) this.input.value = `${this.head}; ${rest}`;
  }

  take(item, rest = "") {
    this.forget();
    if ("single" in this.dataset) for (const chip of this.chips) chip.remove();
    this.add(item);
    const { brings } = item; // an official brings the organisation along
    if (brings) (this.dataset.kinds.split(" ").includes(brings.value.split(":")[0]) ? this : this.near)?.add(brings);
    this.input.value = rest;
    this.found = [];
    this.close();
    say(`${item.name} added${brings ? `, with ${brings.name}` : ""}`);
    this.changed(item);
    if (rest.trim()) this.typed();
  }

  add({ name, value, make = false }) {
    if (this.chosen.includes(value)) return;
    const chip = part("span", { className: `chip ${this.dataset.side} ${make ? "new" : ""}` });
    const off = part("button", { type: "button", ariaLabel: `Remove ${name}` });
    off.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${ICONS}#x"/></svg>`;
    chip.append(
      part("bdi", { textContent: name }),
      part("input", { type: "hidden", name: this.dataset.name, value }),
      off,
    );
    this.input.before(chip);
  }

  drop(chip) {
    say(`${chip.querySelector("bdi").textContent} taken out`);
    chip.remove();
    this.input.focus();
    this.changed(null);
  }

  // A chip is not a field that one types in, so the form hears of it from here. detail: the item taken, or null.
  changed(item) {
    this.dispatchEvent(new Event("input", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: item }));
  }
}

function part(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

customElements.define("tag-field", TagField);
