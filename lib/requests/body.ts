import { AppError } from "../errors.ts";

/** The raw bytes of a body of at most `limit` bytes; 413 as soon as more than that have come, without buffering them; 400 `hung_up`. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : hungUp(cause);
  }
  return Buffer.concat(chunks);
}

/** The fault of a body whose sender went away in the middle of it: nobody is there to hear it, and nothing of ours is amiss. */
export function hungUp(cause?: unknown): AppError {
  return new AppError("hung_up", "The caller hung up.", 400, { cause });
}

/** The fault of a body that has more than `limit` bytes. */
export function tooLarge(limit: number): AppError {
  return new AppError("too_large", `The body is larger than ${limit} bytes.`, 413);
}
