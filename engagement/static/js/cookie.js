// Choices of this browser that the server may read: no secret ever stands here.
const YEAR = 365 * 24 * 60 * 60;

export function remember(name, value) {
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
}

export function remembered(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
