import { listRoutes } from "./routes.ts";

/** What an address takes that only shows something: a page or a file. */
const TO_READ = ["GET", "HEAD"];

const { endpoints, pages } = listRoutes();
const routes = endpoints.map(({ path, methods }) => ({ pattern: toPattern(path), methods }));
const pagePaths = new Set(pages.map(({ path }) => path));

function toPattern(path: string): RegExp {
  const parts = path.split("/").map((part) => {
    if (part.startsWith("[...")) return ".+";
    return part.startsWith("[") ? "[^/]+" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}

/** The methods that an address takes: of an endpoint its own, of all else those that read. */
export function methodsAt(url = "/"): string[] {
  const methods = endpointMethods(url);
  return methods
    ? [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])]
    : TO_READ;
}

/** Whether a request would change something where there is nothing but pages and files: how forms of Next's reach it. */
export function isToChangeNothing(method = "", url = "/"): boolean {
  return !TO_READ.includes(method) && !endpointMethods(url) && !url.startsWith("/api/");
}

/** Whether there is a page at an address. */
export function isPage(url = "/"): boolean {
  return pagePaths.has(url.split("?")[0] ?? "/");
}

function endpointMethods(url: string): string[] | undefined {
  const [path = "/"] = url.split("?", 1);
  return routes.find(({ pattern }) => pattern.test(path))?.methods;
}
