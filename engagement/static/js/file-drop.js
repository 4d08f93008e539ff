// <file-drop>: a real file field one may also drop on (the browser does that); this only shows it, and the names taken.
class FileDrop extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const names = this.querySelector(".names");
    field.addEventListener("change", () => {
      names.textContent = [...field.files].map((file) => file.name).join(", ");
    });
    for (const over of ["dragenter", "dragover"]) this.addEventListener(over, () => this.classList.add("over"));
    for (const gone of ["dragleave", "drop"]) this.addEventListener(gone, () => this.classList.remove("over"));
  }
}

customElements.define("file-drop", FileDrop);
