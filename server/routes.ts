import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const fromRoot = (name: string) => join(import.meta.dirname, "..", name);

/** Something that the server serves: a path, and the methods of an endpoint (none for a page). */
type Route = { path: string; methods: string[] };

function pathOf(folders: string[]): string {
  return `/${folders.filter((name) => !name.startsWith("(")).join("/")}`;
}

function walk(
  folder: string,
  folders: string[],
  onFile: (path: string, folders: string[], name: string) => void,
): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) onFile(path, folders, entry.name);
    else if (!entry.name.startsWith("_")) walk(path, [...folders, entry.name], onFile);
  }
}

/** The endpoints and pages there are, read from the folders of `app` and `pages`, in alphabetical order. */
export function listRoutes(): { endpoints: Route[]; pages: Route[] } {
  const endpoints: Route[] = [];
  const pages: Route[] = [];
  walk(fromRoot("app"), [], (path, folders, name) => {
    if (/^page\.(tsx|jsx)$/.test(name)) pages.push({ path: pathOf(folders), methods: [] });
    // The one for what does not exist is no endpoint.
    if (!/^route\.(ts|js)$/.test(name) || folders.includes("[...unknown]")) return;
    const source = readFileSync(path, "utf8");
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
      new RegExp(`export\\b[^;=(]*\\b${method}\\b`).test(source),
    );
    endpoints.push({ path: pathOf(folders), methods });
  });
  walk(fromRoot("pages"), [], (_path, folders, name) => {
    if (!name.startsWith("_"))
      pages.push({ path: pathOf([...folders, name.replace(/\.tsx$/, "")]), methods: [] });
  });
  const byPath = (left: Route, right: Route) => left.path.localeCompare(right.path);
  return { endpoints: endpoints.sort(byPath), pages: pages.sort(byPath) };
}
