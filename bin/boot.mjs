// Runs on the Node that the machine has, before anything is installed: no dependencies, no TypeScript.
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode, isAtLeast } from "./boot/find-node.mjs";
import { install, isInstalled } from "./boot/install.mjs";

const OLDEST_NODE = "20.19.0";
/** The program of each command. */
const COMMANDS = {
  start: "bin/start.ts",
  dev: "bin/dev.ts",
  serve: "bin/serve.ts",
  test: "bin/test.ts",
  build: "bin/build.ts",
  migrate: "bin/migrate.ts",
  generate: "bin/generate.ts",
  "new-migration": "bin/new-migration.ts",
  "add-account": "bin/add-account.ts",
  replay: "bin/replay.ts",
  doctor: "bin/doctor.ts",
  tunnel: "bin/tunnel.ts",
  bench: "bench/main.ts",
  prove: "prove/main.ts",
};
/** Commands that need more than the product does: what only tests need, and the peers that the bench compares with. */
const NEED_TESTS = ["test", "new-migration"];
const NEED_PEERS = ["test", "bench"];
/** Commands that run what is there, and change nothing of it. */
const INSTALL_NOTHING = ["serve"];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "", ...words] = process.argv.slice(2);

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs the program of a command under the pinned Node, and takes it down with us however we are ended. */
function run(node) {
  const env = {
    // Each of our processes reads some 300 files of TypeScript, which takes half as long with what was kept of the last time.
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node"),
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
  };
  const child = spawn(node, [join(root, COMMANDS[command]), ...words], {
    cwd: root,
    env,
    // The channel closes with this process, even by SIGKILL; the command ends itself on that.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  const parent = process.ppid;
  let isStopping = false;
  const end = (signal) => {
    if (isStopping || child.exitCode !== null) return;
    isStopping = true;
    if (child.connected) child.send({ stop: signal });
    else child.kill("SIGTERM");
  };
  // A terminal sends Ctrl-C to the child as well, which counts them: the first ends it, the second forces.
  process.on("SIGINT", () => undefined);
  process.on("SIGHUP", () => end("SIGHUP"));
  process.on("SIGTERM", () => end("SIGTERM"));
  // npm and its shell die of SIGTERM without passing it on: then we have another parent.
  setInterval(() => process.ppid !== parent && end("parent gone"), 500).unref();
  child.once("error", (error) => stop(`${node} could not be run: ${error.message}`));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

if (!isAtLeast(process.versions.node, OLDEST_NODE)) {
  stop(
    `Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. Get one from https://nodejs.org.`,
  );
}
if (!Object.hasOwn(COMMANDS, command)) stop(`Usage: node bin/boot.mjs <${Object.keys(COMMANDS).join("|")}>`);
if (INSTALL_NOTHING.includes(command) && !isInstalled(root))
  stop("The packages are not installed, or not those of package-lock.json. Run npm run build first.");
try {
  if (!INSTALL_NOTHING.includes(command)) await install(root, { isForTests: NEED_TESTS.includes(command) });
  if (NEED_PEERS.includes(command)) await install(join(root, "bench"));
} catch (error) {
  stop(error.message);
}
const node = findNode(root);
if (!node)
  stop(
    "The pinned Node is not in node_modules and this one is older than 22.18. Install Node 22.18 or newer.",
  );
run(node);
