import { spawn } from "node:child_process";

// Runs cloudflared with the words given, and ends it with the process that started this one, also when that one was killed: a
// tunnel that nobody knows of would lead here for ever.
const child = spawn("cloudflared", process.argv.slice(2), { stdio: ["ignore", "ignore", "inherit"] });
child.once("error", () => process.exit(127));
child.once("exit", (code) => process.exit(code ?? 1));
process.on("disconnect", () => child.kill());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill());
