import type { Command } from "../command.ts";
import { link } from "./link.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { unlink } from "./unlink.ts";

/** Every command, in the order in which help lists them. */
export const commands: Command[] = [start, link, status, unlink, stop];
