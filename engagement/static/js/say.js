// Words for those who hear the page: what just changed, in the region that every layout has.
export function say(words) {
  document.getElementById("says").textContent = words;
}
