import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";
import { SHORTEST_PASSWORD } from "#lib/auth/passwords/common-passwords";

const NO_PASSWORD = `A password is needed (at least ${SHORTEST_PASSWORD} characters): type it in a terminal, or give it as a line of standard input.`;

/** Reads a password, one line, which is shown nowhere while it is typed; throws where there is none. */
export async function readPassword(input: NodeJS.ReadStream | Readable, prompt: Writable): Promise<string> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silence, terminal: "isTTY" in input && input.isTTY });
  prompt.write(`Password (at least ${SHORTEST_PASSWORD} characters; what you type isn't shown): `);
  try {
    for await (const line of lines) return line;
    throw new Error(NO_PASSWORD);
  } finally {
    lines.close();
    prompt.write("\n");
  }
}
