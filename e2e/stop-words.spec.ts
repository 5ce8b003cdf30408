import { expect, test } from "@playwright/test";
import { optedOut, write } from "./said.ts";
import { freshNumber } from "./simulator.ts";

const STOPS = [
  "STOP 🛑",
  "(STOP)",
  "„Stop“",
  "¡Baja!",
  "退订。",
  "stop।",
  "~stop~",
  "stop  all",
  "Stop. Thank you",
  "cancel",
  "Quit!",
  "END",
  "revoke",
];

for (const words of STOPS) {
  test(`“${words}” opts out`, async () => {
    const number = freshNumber();
    await write(number.slice(1), words);
    expect(await optedOut("whatsapp_phone", number)).toBe(true);
  });
}

for (const [word, isOut] of [
  ["help", true],
  ["hi", true],
  ["hello", true],
  ["menu", true],
  ["link", true],
  ["start", false],
] as const) {
  test(`after STOP, “${word}” ${isOut ? "does not opt in" : "opts in"} again`, async () => {
    const number = freshNumber();
    await write(number.slice(1), "STOP");
    await write(number.slice(1), word);
    expect(await optedOut("whatsapp_phone", number)).toBe(isOut);
  });
}
