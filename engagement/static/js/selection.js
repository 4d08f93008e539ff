// Ticked rows of a list: the bar at the foot (data-selection) appears with their number; its form sends them.
const bar = document.querySelector("[data-selection]");
if (bar) {
  const boxes = () => [...document.querySelectorAll(".list [name=pick]")];
  const all = document.querySelector("[data-pick-all]");
  const tell = () => {
    const count = boxes().filter((box) => box.checked).length;
    bar.hidden = !count;
    bar.querySelector("[data-count]").textContent = `${count} selected`;
    if (all) {
      all.checked = count === boxes().length;
      all.indeterminate = count > 0 && !all.checked;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    if (event.target === all || event.target.name === "pick") tell();
  });
  tell();
}
