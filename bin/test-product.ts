import { findFreePort } from "./ports.ts";
import { projectPath } from "./project.ts";
import { testEnvironment } from "./test-environment.ts";
import { endGroup, startNode } from "./test-run.ts";

const START_SECONDS = 120;
const STOP_SECONDS = 30;

/** A product that runs for the end-to-end tests; they find it by these variables. */
export type Product = {
  addresses: { E2E_URL: string; E2E_SIMULATOR_URL: string; E2E_DATABASE_URL: string; E2E_DATA_DIR: string };
  output: () => string;
  stop: () => Promise<void>;
};

function isReady(message: unknown): message is { ready: true; databaseUrl: string } {
  return typeof message === "object" && message !== null && "ready" in message && "databaseUrl" in message;
}

/** Starts everything that `npm start` starts, with data of its own and on free ports. */
export async function startProduct(dataDir: string): Promise<Product> {
  const [port, simulatorPort] = [String(await findFreePort()), String(await findFreePort())];
  const settings = { NODE_ENV: "production", PORT: port, SIMULATOR_PORT: simulatorPort, DATA_DIR: dataDir };
  const { child, output } = startNode([projectPath("bin", "start.ts")], testEnvironment(settings));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const databaseUrl = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The product was not ready in ${START_SECONDS} s:\n${output()}`)),
      START_SECONDS * 1000,
    );
    child.on("message", (message) => {
      if (isReady(message)) resolve(message.databaseUrl);
    });
    child.once("exit", () => reject(new Error(`The product did not start:\n${output()}`)));
    child.once("exit", () => clearTimeout(timer));
    child.once("message", () => clearTimeout(timer));
  });
  return {
    addresses: {
      E2E_URL: `http://localhost:${port}`,
      E2E_SIMULATOR_URL: `http://localhost:${simulatorPort}`,
      E2E_DATABASE_URL: databaseUrl,
      E2E_DATA_DIR: dataDir,
    },
    output,
    stop: async () => {
      child.kill("SIGTERM");
      const force = setTimeout(() => endGroup(child), STOP_SECONDS * 1000);
      await exited;
      clearTimeout(force);
    },
  };
}
