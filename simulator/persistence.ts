import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { log } from "./log.ts";
import { createPhone, createPhoneBook, type Phone } from "./phones.ts";
import type { World } from "./world.ts";

const DEBOUNCE_MILLISECONDS = 500;
const KEPT_MESSAGES = 500;

function fileOf(dataDir: string): string {
  return join(dataDir, "simulator.json");
}

/** Brings back the phones and chats of the last run; a file that cannot be read is left aside. */
export async function restorePhones(world: World): Promise<void> {
  if (!world.settings.dataDir) return;
  const text = await readFile(fileOf(world.settings.dataDir), "utf8").catch(() => null);
  if (text === null) return;
  try {
    const { phones }: { phones: Phone[] } = JSON.parse(text);
    const book = createPhoneBook();
    for (const phone of phones) {
      createPhone(book, { ...phone, online: true, typingUntil: 0 });
      for (const { id, author } of phone.messages) if (author === "student") world.writers.set(id, phone.id);
    }
    world.phones = book;
  } catch {
    log("warn", "state_unreadable");
  }
}

async function save(world: World, dataDir: string): Promise<void> {
  const phones = [...world.phones.byId.values()].map((phone) => ({
    ...phone,
    messages: phone.messages.slice(-KEPT_MESSAGES),
  }));
  await mkdir(dataDir, { recursive: true });
  const temporary = `${fileOf(dataDir)}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify({ phones }), { mode: 0o600 });
  await rename(temporary, fileOf(dataDir));
}

/** Writes phones and chats soon after each change; the function that it returns writes them at once. */
export function keepPhones(world: World): () => Promise<void> {
  const { dataDir } = world.settings;
  if (!dataDir) return async () => undefined;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    timer = null;
    writing = writing.then(() => save(world, dataDir)).catch(() => log("warn", "state_not_saved"));
    return writing;
  };
  world.onChange = () => {
    timer ??= setTimeout(write, DEBOUNCE_MILLISECONDS);
  };
  return async () => {
    if (timer) clearTimeout(timer);
    await write();
  };
}
