"use client";
import { useEffect } from "react";
import { callApi, fetchAgain, leaveWhereOver } from "./call-api.ts";

const SIGNS = ["keydown", "pointerdown", "input", "wheel", "touchmove"] as const;
const TOLD_EVERY_MS = 60_000;
const LOOKED_EVERY_MS = 15_000;

/** Any call that needs a session: the server notes that it is used, or not, where the page asks by itself. */
const PATH = "/api/whatsapp/status";

/**
 * Tells the server that somebody is at this page while they only type or read, so that nobody is signed out in the middle of
 * a message; and where nobody was for too long, goes to the sign-in page, so that nothing stays on the screen.
 */
export function IdleWatch({ minutes }: { minutes: number }) {
  useEffect(() => watch(minutes * 60_000), [minutes]);
  return null;
}

function watch(limitMs: number): () => void {
  const every = Math.min(TOLD_EVERY_MS, limitMs / 4);
  let [touchedAt, toldAt] = [Date.now(), Date.now()];
  const tell = () => {
    touchedAt = Date.now();
    if (touchedAt - toldAt < every) return;
    toldAt = touchedAt;
    callApi(PATH).catch(leaveWhereOver);
  };
  const look = () => {
    // Another tab may be in use: the server knows.
    if (Date.now() - touchedAt >= limitMs) fetchAgain(PATH).catch(() => undefined);
  };
  const timer = setInterval(look, Math.min(LOOKED_EVERY_MS, limitMs / 4));
  for (const sign of SIGNS) document.addEventListener(sign, tell, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) document.removeEventListener(sign, tell, { capture: true });
  };
}
