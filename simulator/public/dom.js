/**
 * Makes an element: properties that begin with "on" are listeners, the rest attributes; `false`, null leave out.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return element;
}

/** Makes the round picture of a person or a business out of its initials. */
export function makeAvatar(name, kind = "") {
  const words = name
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .trim()
    .split(/\s+/);
  const initials =
    words
      .slice(0, 2)
      .map((word) => [...word][0] ?? "")
      .join("") || "#";
  const avatar = make("span", { class: `avatar ${kind}`, "aria-hidden": "true" }, initials.toUpperCase());
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  avatar.style.setProperty("--hue", String(hue));
  return avatar;
}

/** Opens and closes a menu with its button; Escape and a click elsewhere close it. */
export function connectMenu(button, menu) {
  const show = (open) => {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  show(false);
  button.addEventListener("click", () => {
    show(menu.hidden);
    if (!menu.hidden) menu.querySelector("button, input")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) show(false);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    button.focus();
  });
  return () => show(false);
}

let noticeTimer = 0;

/** Says something for some seconds at the bottom of the screen. */
export function notify(words) {
  const notice = document.getElementById("notice");
  notice.textContent = words;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => notice.replaceChildren(), 6000);
}
