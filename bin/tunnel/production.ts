import { z } from "zod";

const TIMEOUT_MS = 8000;

/** What our webhook says to a call without a challenge, and no other server. */
const OF_OURS = "incomplete_handshake";

const refusal = z.looseObject({ code: z.string() });
const alive = z.looseObject({ status: z.literal("ok"), mode: z.string() });

async function ask<T>(schema: z.ZodType<T>, url: URL): Promise<T | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return schema.safeParse(await response.json()).data ?? null;
  } catch {
    return null;
  }
}

/** Whether a Connect answers at a callback that does not say itself that it is somebody's trial. */
export async function isProduction(callback: string): Promise<boolean> {
  if (!URL.canParse(callback)) return false;
  const [refused, health] = await Promise.all([
    ask(refusal, new URL(callback)),
    ask(alive, new URL("/health", callback)),
  ]);
  if (health?.mode === "production") return true;
  return refused?.code === OF_OURS && health === null;
}
