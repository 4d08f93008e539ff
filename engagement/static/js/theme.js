// Light or dark: remembered in a cookie, so that the server writes it into the page and nothing flashes.
const YEAR = 365 * 24 * 60 * 60; // seconds
const root = document.documentElement;

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
});
