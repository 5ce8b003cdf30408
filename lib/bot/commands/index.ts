import type { Command } from "../command.ts";
import { code } from "./code.ts";
import { hello } from "./hello.ts";
import { invitation } from "./invitation.ts";
import { link } from "./link.ts";
import { no } from "./no.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { unlink } from "./unlink.ts";
import { yes } from "./yes.ts";

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  start,
  hello,
  link,
  status,
  unlink,
  stop,
  code,
  invitation,
  yes,
  no,
];
