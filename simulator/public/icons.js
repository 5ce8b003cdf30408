const NAMESPACE = "http://www.w3.org/2000/svg";

const SHAPES = {
  plane:
    "M17.8 19.2 16 11l3.5-3.5C21 6 21.5 4 21 3c-1-.5-3 0-4.5 1.5L13 8 4.8 6.2c-.5-.1-.9.1-1.1.5l-.3.5c-.2.5-.1 1 .3 1.3L9 12l-2 3H4l-1 1 3 2 2 3 1-1v-3l3-2 3.5 5.3c.3.4.8.5 1.3.3l.5-.2c.4-.3.6-.7.5-1.2z",
  more: "M12 4a1 1 0 1 0 .01 0M12 11a1 1 0 1 0 .01 0M12 18a1 1 0 1 0 .01 0",
  plus: "M12 5v14M5 12h14",
  send: "M5 12 3 4l18 8-18 8zM5 12h8",
  image: "M4 4h16v16H4zM8.5 8.5v.01M4 16l5-5 5 5 2-2 4 4",
  audio: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  location: "M12 21s7-6.5 7-11a7 7 0 0 0-14 0c0 4.5 7 11 7 11zM12 10v.01",
  sticker: "M20 13V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7zM13 20v-5a2 2 0 0 1 2-2h5",
  document: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6",
  video: "M3 6h12v12H3zM15 11l6-4v10l-6-4z",
  contacts: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
  reaction: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14c2 3 6 3 8 0M9 9.5v.01M15 9.5v.01",
  log: "M4 6h16M4 12h16M4 18h10",
  faults: "M12 3 2.5 20h19zM12 10v4M12 17v.01",
  scenarios: "M5 21V4h13l-2.5 4.5L18 13H5",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  reset: "M4 4v6h6M4.5 14a8 8 0 1 0 2-7.5L4 10",
  close: "M6 6l12 12M18 6 6 18",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  reply: "M9 7 4 12l5 5M4 12h11a5 5 0 0 1 5 5v2",
  call: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2",
};

const TICKS = {
  waiting: "M8.5 1.2a4.8 4.8 0 1 0 .01 0M8.5 3.5V6l1.8 1",
  sent: "M4 6.5 7 9.5 13 2.5",
  delivered: "M1 6.5 4 9.5 10 2.5M7.5 8.8l.8.7 6.2-7",
  read: "M1 6.5 4 9.5 10 2.5M7.5 8.8l.8.7 6.2-7",
};

function draw(shape, viewBox, name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", shape);
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/** A line drawing; it says nothing to a screen reader. */
export function makeIcon(name) {
  return draw(SHAPES[name] ?? SHAPES.document, "0 0 24 24", "icon");
}

/** The tick or clock for the state of a sent message. */
export function makeTick(state) {
  return draw(TICKS[state] ?? TICKS.sent, "0 0 17 12", `tick ${state}`);
}

/** The badge beside a verified business name. */
export function makeVerified() {
  const badge = draw(
    "m12 1 3 2.2 3.7.3 1.2 3.5 2.8 2.5-1 3.5 1 3.5-2.8 2.5-1.2 3.5-3.7.3L12 23l-3-2.2-3.7-.3-1.2-3.5L1.3 14.5l1-3.5-1-3.5L4.1 5l1.2-3.5z",
    "0 0 24 24",
    "verified",
  );
  const check = document.createElementNS(NAMESPACE, "path");
  check.setAttribute("d", "m8 12 3 3 5-6");
  check.setAttribute("fill", "none");
  check.setAttribute("stroke", "#008069");
  check.setAttribute("stroke-width", "2.4");
  badge.append(check);
  return badge;
}
