// n goes to the line, / finds, Ctrl Enter saves, Escape closes (dialogs and menus do that themselves). Single letters never inside
// a field, and a member can turn them off in the profile.
const palette = document.getElementById("palette");
const single = !document.querySelector("[data-keys-off]");
const typing = (node) => node.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const chord = event.ctrlKey || event.metaKey;
  const asked = document.querySelector("dialog[open]");
  if (chord && event.key === "Enter" && !asked) {
    const form = event.target.closest?.("form") ?? document.querySelector("form:has(.savebar)");
    form?.requestSubmit();
  } else if (palette && chord && event.key === "k") {
    event.preventDefault();
    open();
  } else if (single && !chord && !event.altKey && !typing(event.target) && !asked) {
    if (event.key === "/") {
      event.preventDefault();
      open();
    } else if (event.key === "n") {
      event.preventDefault();
      const lines = [...document.querySelectorAll("quick-line [name=line]")].filter((line) => line.checkVisibility());
      if (lines.length) lines[0].focus();
      else document.querySelector("[data-log]")?.click(); // narrow windows have the line on the form alone
    }
  }
});

function open() {
  if (palette.open) return;
  palette.showModal();
  palette.querySelector("input").select();
}

document.addEventListener("click", (event) => {
  if (event.target === palette) palette.close();
  if (palette && event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open();
  }
});
