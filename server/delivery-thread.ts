import { parentPort } from "node:worker_threads";
import { AppError } from "#lib/errors";
import { readStorable } from "#lib/inbox/storable-event";
import type { ReadOutcome } from "./delivery-threads.ts";

function read(rawBody: Uint8Array): ReadOutcome {
  try {
    const events = readStorable(rawBody).map(({ rawBody: own, ...event }) => {
      const from = own && own.byteOffset - rawBody.byteOffset;
      return { ...event, ownBytes: own && from !== null ? [from, from + own.length] : null };
    });
    return { events };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, status } = error;
    return { refusal: { code, message, status } };
  }
}

parentPort?.on("message", (rawBody: Uint8Array) => parentPort?.postMessage(read(rawBody)));
