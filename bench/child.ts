import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** Tells the process that started this one that it is ready, answers its questions, and ends with it. */
export function serveParent<Question, Answer>(
  answer?: (question: Question) => Answer | Promise<Answer>,
): void {
  process.on("message", async (question: Question) => process.send?.({ answer: await answer?.(question) }));
  process.on("disconnect", () => process.exit(0));
  process.on("SIGTERM", () => process.exit(0));
  process.send?.({ ready: true });
}

/** Listens on a port of this machine's loopback. */
export async function listen(port: string | undefined, listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(Number(port), "127.0.0.1");
  await once(server, "listening");
}
