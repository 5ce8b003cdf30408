import { build } from "../bin/build.ts";
import { complain } from "../bin/console.ts";
import { sweepThrowaways } from "../bin/database/throwaway-postgres.ts";
import { onStop } from "../server/stop-signals.ts";
import { experiments } from "./experiments/index.ts";
import { readOptions } from "./options.ts";
import { breakOff, prove } from "./prove.ts";

onStop(async () => {
  await breakOff();
  process.exit(130);
});

try {
  const options = readOptions(
    process.argv.slice(2),
    experiments.map(({ name }) => name),
  );
  complain(
    `Seed ${options.seed}; the same seed throws the same dice: npm run prove -- --seed ${options.seed}`,
  );
  await build();
  const isKept = await prove(options);
  await sweepThrowaways();
  process.exit(isKept ? 0 : 1);
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
