import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

type SchemaEngine = Awaited<ReturnType<typeof engine.SchemaEngine.new>>;
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Whether the engine's package has its memory: once in a process, as what belongs to an earlier one would be freed in a later one. */
const holder = globalThis as { hasSchemaEngine?: boolean };

/** The engine tells its panics to this global; without it they would be lost, and the caller would wait for ever. */
const panics = {
  set_message: (message: string) => {
    throw new Error(`Prisma's schema engine failed: ${message}`);
  },
};

/** Reads the engine from its package by hand: the package's own entry needs a bundler or a flag. */
function loadEngine(): void {
  if (holder.hasSchemaEngine) return;
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = readFileSync(join(dirname(entry), "schema_engine_bg.wasm"));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  const { __wbg_set_wasm } = engine as unknown as { __wbg_set_wasm: (exports: WebAssembly.Exports) => void };
  __wbg_set_wasm(exports);
  (exports.__wbindgen_start as () => void)();
  holder.hasSchemaEngine = true;
}

/** What the adapter has but does not declare. */
type AdapterInside = {
  onError: (error: unknown) => never;
  performIO: (query: unknown) => Promise<{ fields: { dataTypeID: number }[] }>;
};

const TYPE_CHAR = 18;
const TYPE_TEXT = 25;

/**
 * The adapter's own executeScript cuts at every semicolon, also in function bodies: PostgreSQL takes the whole. And
 * it refuses the type "char" of PostgreSQL's catalogue, which the engine reads: it is given on as a character.
 */
function corrected(adapter: Adapter): Adapter {
  const inside = adapter as unknown as AdapterInside;
  const { queryRaw } = adapter;
  adapter.queryRaw = async (query) => {
    const result = await inside.performIO(query);
    const isCharacter = result.fields.map(({ dataTypeID }) => dataTypeID === TYPE_CHAR);
    for (const field of result.fields) if (field.dataTypeID === TYPE_CHAR) field.dataTypeID = TYPE_TEXT;
    const patched: Adapter = Object.create(adapter, { performIO: { value: async () => result } });
    const { columnTypes, ...rest } = await queryRaw.call(patched, query);
    return {
      ...rest,
      columnTypes: columnTypes.map((type, at) => (isCharacter[at] ? ColumnTypeEnum.Character : type)),
    };
  };
  adapter.executeScript = async (script) => {
    await adapter
      .underlyingDriver()
      .query(script)
      .catch((error: unknown) => inside.onError.call(adapter, error));
  };
  return adapter;
}

class CorrectedPg extends PrismaPg {
  override async connect(): Promise<Adapter> {
    return corrected(await super.connect());
  }
  override async connectToShadowDb(): Promise<Adapter> {
    return corrected(await super.connectToShadowDb());
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
  // What fails is told by the query that it fails; a connection that is lost between two queries shall end no process.
  pool.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new CorrectedPg(pool));
    const options = { datamodels: [["prisma/schema.prisma", schema]] as [string, string][] };
    const schemaEngine = await engine.SchemaEngine.new(options, () => undefined, adapter);
    return await run(schemaEngine).finally(() => schemaEngine.free());
  } finally {
    await pool.end();
  }
}
