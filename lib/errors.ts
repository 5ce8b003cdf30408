/** A fault that the caller can understand and act on: `code` for programs, `message` for people, `status` for HTTP. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: AppErrorDetails;

  constructor(code: string, message: string, status: number, details: AppErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** What a thrown thing says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What may accompany a fault: the paths of a bad body, seconds to wait, extra members of the answer, the cause. */
interface AppErrorDetails {
  errors?: { path: string; message: string }[];
  retryAfterSeconds?: number;
  members?: Record<string, unknown>;
  cause?: unknown;
  /** Who was not allowed to do what they tried, and to whom, for the audit log. */
  denied?: Denied;
}

/** Whom a denial is about, and who tried; no actor where it was another site that used their browser. */
export interface Denied {
  userId: string;
  actorId?: string;
  whatsappUserId?: string;
}
