import { experiments } from "../prove/experiments/index.ts";
import { breakOff, prove } from "../prove/main.ts";
import { readOptions } from "../prove/options.ts";
import { build } from "./build.ts";
import { complain } from "./console.ts";
import { onStop } from "./stop-signals.ts";
import { sweepThrowaways } from "./throwaway-postgres.ts";

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
