import { log } from "./log.ts";
import { startSimulator } from "./server.ts";
import { readSettings } from "./settings.ts";

function stop(lines: string[]): never {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

const read = readSettings(process.env);
if ("problems" in read) stop(read.problems);

const { settings } = read;
const simulator = await startSimulator(settings).catch((error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRINUSE") {
    stop([
      `Port ${settings.port} is in use by another program. Set SIMULATOR_PORT to choose another for the simulator.`,
    ]);
  }
  stop([`The simulator can’t listen on ${settings.host}:${settings.port} (${error.code ?? error.message}).`]);
});

let closing = false;
async function exit(reason: string): Promise<void> {
  if (closing) return;
  closing = true;
  log("info", "stopping", { reason });
  await simulator.close();
  process.exit(0);
}

process.on("SIGTERM", () => exit("SIGTERM"));
process.on("SIGINT", () => exit("SIGINT"));
process.on("disconnect", () => exit("parent gone"));
log("info", "listening", { port: Number(new URL(simulator.origin).port) });
process.send?.({ ready: true });
