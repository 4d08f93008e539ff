// <progress-of data-source>: asks for its own content until nothing in it runs any more. Without script one looks again.
import { say } from "./say.js";

class ProgressOf extends HTMLElement {
  connectedCallback() {
    this.look();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  look() {
    if (!this.querySelector("[data-running]")) return;
    this.timer = setTimeout(async () => {
      try {
        const answer = await fetch(this.dataset.source);
        if (answer.ok && !answer.redirected) this.innerHTML = await answer.text();
      } catch {
        // a phone in a tunnel: look again later
      }
      if (!this.querySelector("[data-running]")) say(this.textContent.trim());
      this.look();
    }, 1000);
  }
}
customElements.define("progress-of", ProgressOf);
