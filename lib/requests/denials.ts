import { audit } from "../audit.ts";
import { AppError, type Denied } from "../errors.ts";
import { isFirstIn } from "../limits.ts";
import { log } from "../log.ts";
import { callerAddress } from "./address.ts";

/** One line for each account and kind of denial in so many seconds, so that nobody fills the audit log. */
const PERIOD = { name: "denials", seconds: 600 };

const MAX_PATH_LENGTH = 80;

/** What somebody tried. */
interface Tried {
  headers: Headers;
  method: string;
  pathname: string;
}

/** Writes a denial into the audit log where its error says whose it was. Never fails: the response stands without it. */
export async function auditDenial(error: unknown, tried: Tried): Promise<void> {
  if (!(error instanceof AppError) || !error.details.denied) return;
  await auditDenied(error.code, error.details.denied, tried);
}

/** Writes a denial by a page, which throws no error, into the audit log. Never fails: the page stands without it. */
export async function auditDenied(reason: string, denied: Denied, tried: Tried): Promise<void> {
  try {
    if (!(await isFirstIn(PERIOD, `${denied.actorId ?? denied.userId} ${reason}`))) return;
    const { method, pathname } = tried;
    const details = { reason, method, path: pathname.slice(0, MAX_PATH_LENGTH) };
    await audit("denied", { ...denied, address: callerAddress(tried.headers), details });
  } catch (error) {
    log().error({ error, reason }, "a denial could not be written into the audit log");
  }
}
