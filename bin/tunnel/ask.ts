import type { z } from "zod";
import { readStart } from "#lib/response-start";

const TIMEOUT_MS = 8000;

/** Nothing that we look for is longer. */
const MOST_READ = 10_000;

/** What a server says at an address; null where it can't be asked just now, sends elsewhere or says something of another shape. */
export async function ask<T>(schema: z.ZodType<T>, url: string): Promise<T | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return schema.safeParse(JSON.parse(await readStart(response, MOST_READ))).data ?? null;
  } catch {
    return null;
  }
}
