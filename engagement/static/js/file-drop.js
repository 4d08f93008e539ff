// <file-drop>: a real file field. Files may be dropped on it (the browser does that) or anywhere beside it on the page,
// where the browser would else leave the page for the file; the names taken are shown.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    const names = this.querySelector(".names");
    this.field.addEventListener("change", () => {
      names.textContent = [...this.field.files].map((file) => file.name).join(", ");
    });
    const over = (event) => this.over(event);
    const end = (event) => this.end(event);
    for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, over);
    for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, end);
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    this.classList.add("over");
    if (event.target !== this.field) event.preventDefault(); // else a drop beside it is no drop
  }

  end(event) {
    if (event.type === "dragleave" && event.relatedTarget) return; // still over the page
    this.classList.remove("over");
    const files = event.type === "drop" ? event.dataTransfer?.files : null;
    if (!files?.length || event.target === this.field) return;
    event.preventDefault();
    this.field.files = files;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("file-drop", FileDrop);
