import { delimiter, dirname } from "node:path";

/** What a test run may take over from the one who calls it; anything else could be a setting of the product. */
const KEPT =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TERM|CI|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAMFILES.*|XDG_.*|DISPLAY|PLAYWRIGHT_.*|HTTPS?_PROXY|NO_PROXY|NO_COLOR|NODE_COMPILE_CACHE)$/i;

/** The environment for tests: no setting of the developer's gets in, neither from the shell nor from a .env file. */
export function testEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name)));
  return {
    ...kept,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
    NODE_ENV: "test",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    ENV_FILE: "none",
    // Next reads .env files of its own accord, unless it finds that somebody has done so.
    __NEXT_PROCESSED_ENV: "true",
    ...more,
  };
}
