/** Says one thing to the person at the terminal. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Tells the person at the terminal that something is wrong. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}
