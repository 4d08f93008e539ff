// <quick-line>: at each pause the server says what a line was understood to say, as chips. Enter fills the form, Ctrl
// Enter saves. A chip taken off is text again, and stays so while one types on. Without this file Enter fills the form.
import { say } from "./say.js";

const PAUSE = 250; // milliseconds between the last key and the question
const QUIET = 1000; // and before what was understood is said aloud

class QuickLine extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("[name=line]");
    this.panel = this.querySelector("[data-understood]");
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("focus", () => this.show());
    this.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.fill();
    });
    this.panel.addEventListener("click", (event) => this.click(event));
    this.panel.addEventListener("change", () => this.read());
    this.panel.addEventListener("submit", (event) => {
      if (this.isRead) return;
      event.preventDefault(); // what was typed last is not among the chips yet
      this.save();
    });
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.hide();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.contains(event.target)) this.hide();
    });
    const isTyped = this.input.value !== this.input.defaultValue; // before this file was here
    if (isTyped && document.activeElement === this.input) this.wait();
  }

  get written() {
    return this.input.value.trim();
  }

  // What the writer took back and picked so far, with the line as it stands now.
  get asked() {
    const form = this.panel.querySelector("form");
    const asked = new URLSearchParams({ line: this.written });
    if (!form) return asked;
    const said = new FormData(form);
    for (const name of ["not", "pick"]) for (const value of said.getAll(name)) if (value) asked.append(name, value);
    return asked;
  }

  get isRead() {
    return this.panel.querySelector("[name=line]")?.value === this.written;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), PAUSE);
  }

  // Whether the server answered.
  async read(asked = this.asked) {
    clearTimeout(this.timer);
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (!this.written) {
      this.panel.replaceChildren();
      return true;
    }
    try {
      const answer = await fetch(`${this.dataset.source}?${asked}`, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return true; // signed out, for one: the form says so
      const understood = await answer.text();
      if (turn !== this.turn) return true; // a newer question is on its way
      const isHere = this.contains(document.activeElement);
      this.panel.innerHTML = understood;
      if (!isHere) this.hide(); // they went on while it came
      else if (this.contains(document.activeElement)) this.show();
      else this.input.focus(); // what had the focus was drawn anew
    } catch {
      say("No answer just now. Enter fills the form with the line when you are back.");
      return false;
    }
    clearTimeout(this.telling);
    const { summary } = this.panel.querySelector("form")?.dataset ?? {};
    if (summary && summary !== this.told) this.telling = setTimeout(() => say((this.told = summary)), QUIET);
    return true;
  }

  click(event) {
    const link = event.target.closest(".off, [data-anew]");
    if (link) {
      event.preventDefault();
      const asked = new URL(link.href).searchParams;
      asked.set("line", this.written);
      this.input.focus();
      this.read(asked);
    } else if (event.target.closest("[data-fill]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.fill();
    }
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.save();
    } else if (event.key === "Escape" && this.panel.childElementCount && !this.panel.hidden) {
      event.preventDefault();
      this.hide();
      this.input.focus();
    }
  }

  fill() {
    location.assign(`${this.querySelector("form").action}?${this.asked}`);
  }

  async save() {
    if (!this.written) return this.fill();
    if (this.isSaving) return; // pressed twice
    this.isSaving = true;
    const isAnswered = this.isRead || (await this.read());
    this.isSaving = false;
    if (!isAnswered) return;
    if (this.isRead) this.panel.querySelector("form").requestSubmit();
    else this.fill();
  }

  // In the bar the chips lie over the page; on the form they are part of it, and stay.
  hide() {
    this.panel.hidden = !this.matches(".big");
  }

  show() {
    this.panel.hidden = false;
  }
}

customElements.define("quick-line", QuickLine);
