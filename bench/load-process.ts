import { type Load, runLoad } from "./load.ts";

process.on("message", async (load: Load) => process.send?.(await runLoad(load)));
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.({ ready: true });
