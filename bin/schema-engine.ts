import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

type SchemaEngine = Awaited<ReturnType<typeof engine.SchemaEngine.new>>;
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

let isLoaded = false;

/** Reads the engine from its package by hand: the package's own entry needs a bundler or a flag. */
function loadEngine(): void {
  if (isLoaded) return;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = readFileSync(join(dirname(entry), "schema_engine_bg.wasm"));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  const { __wbg_set_wasm } = engine as unknown as { __wbg_set_wasm: (exports: WebAssembly.Exports) => void };
  __wbg_set_wasm(exports);
  (exports.__wbindgen_start as () => void)();
  isLoaded = true;
}

/** The adapter's own executeScript cuts at every semicolon, also in function bodies; PostgreSQL takes the whole. */
function runningWholeScripts(adapter: Adapter): Adapter {
  const { onError } = adapter as unknown as { onError: (error: unknown) => never };
  adapter.executeScript = async (script) => {
    await adapter
      .underlyingDriver()
      .query(script)
      .catch((error: unknown) => onError.call(adapter, error));
  };
  return adapter;
}

class ScriptingPg extends PrismaPg {
  override async connect(): Promise<Adapter> {
    return runningWholeScripts(await super.connect());
  }
  override async connectToShadowDb(): Promise<Adapter> {
    return runningWholeScripts(await super.connectToShadowDb());
  }
}

/**
 * Runs something with Prisma's own schema engine on one database: WebAssembly in place of the binary that has to
 * be downloaded. The engine leaves its session, and with it its advisory lock, open; so its pool is ended here.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  run: (schemaEngine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loadEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new ScriptingPg(pool));
    const options = { datamodels: [["prisma/schema.prisma", schema]] as [string, string][] };
    const schemaEngine = await engine.SchemaEngine.new(options, () => undefined, adapter);
    return await run(schemaEngine).finally(() => schemaEngine.free());
  } finally {
    await pool.end();
  }
}
