// <row-editor>: rows of fields. The last row is sent empty and is the pattern of a new one: Enter in the last row adds
// one, the button takes one out. Without JavaScript the server sends room for one more after each save.
class RowEditor extends HTMLElement {
  connectedCallback() {
    if (this.pattern) return;
    const rows = this.rows;
    this.next = rows.length;
    this.pattern = rows.at(-1).cloneNode(true);
    // a copy has what was typed before this file was here
    for (const field of this.pattern.querySelectorAll("textarea, input:not([type=hidden])")) field.value = field.defaultValue;
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("click", (event) => {
      const row = event.target.closest(".del")?.closest(".row");
      if (row) this.take(row);
    });
  }

  get rows() {
    return [...this.querySelectorAll(":scope > .row")];
  }

  key(event) {
    const plain = event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing;
    if (!plain || event.defaultPrevented || event.target.matches("select, button")) return;
    event.preventDefault();
    const rows = this.rows;
    const row = event.target.closest(".row");
    if (row !== rows.at(-1)) first(rows[rows.indexOf(row) + 1])?.focus();
    else if (event.target.value) first(this.add())?.focus();
  }

  add() {
    const row = this.pattern.cloneNode(true);
    const old = new RegExp(`^${this.dataset.name}-\\d+`);
    for (const node of [row, ...row.querySelectorAll("*")])
      for (const name of ["id", "name", "for", "aria-describedby", "data-name"])
        if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(old, `${this.dataset.name}-${this.next}`));
    this.next += 1;
    this.rows.at(-1).after(row);
    return row;
  }

  take(row) {
    const near = row.previousElementSibling ?? row.nextElementSibling;
    if (!near) this.add();
    row.remove();
    first(near ?? this.rows[0])?.focus();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function first(row) {
  return row?.querySelector("textarea, input:not([type=hidden])");
}

customElements.define("row-editor", RowEditor);
