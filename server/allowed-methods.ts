import { AppError } from "#lib/errors";
import { listRoutes } from "./routes.ts";

/** What an address takes that only shows something: a page or a file. */
const TO_READ = ["GET", "HEAD"];

/** What next-auth takes at those of its addresses that don't take all that its one route does. */
const NEXT_AUTH = [
  { path: "/api/auth/callback/credentials", methods: ["POST"] },
  { path: "/api/auth/csrf", methods: ["GET"] },
  { path: "/api/auth/providers", methods: ["GET"] },
  { path: "/api/auth/session", methods: ["GET"] },
];

const { endpoints, pages } = listRoutes();
const isCatchAll = ({ path }: { path: string }) => path.includes("[...");
// What takes all that has no route of its own comes last.
const routes = [
  ...NEXT_AUTH,
  ...endpoints.filter((route) => !isCatchAll(route)),
  ...endpoints.filter(isCatchAll),
].map(({ path, methods }) => ({
  pattern: toPattern(path),
  methods: [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"],
}));
const pagePaths = new Set(pages.map(({ path }) => path));
const inWords = new Intl.ListFormat("en-GB");

function toPattern(path: string): RegExp {
  const parts = path.split("/").map((part) => {
    if (part.startsWith("[...")) return ".+";
    return part.startsWith("[") ? "[^/]+" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}

/** The methods that an address takes: of an endpoint its own, of all else those that read. */
export function methodsAt(url = "/"): string[] {
  return endpointMethods(url) ?? TO_READ;
}

/**
 * Why a method can't be used at an address: an endpoint doesn't have it, or it would change something where there are only
 * pages and files, which is how forms of Next's are sent. Null if it can be used.
 */
export function methodFault(method = "", url = "/", isDev = false): AppError | null {
  const methods = endpointMethods(url);
  if (methods)
    return methods.includes(method)
      ? null
      : notAllowed(`This address only supports ${inWords.format(methods)}.`);
  // In development Next takes reports of its own pages by addresses of its own; of the API's, a route says what isn't there.
  if (isDev || TO_READ.includes(method) || url.startsWith("/api/")) return null;
  if (pagePaths.has(pathOf(url))) return notAllowed("This page only supports GET.");
  return new AppError("not_found", "This address doesn't exist. See /api/docs for the ones that do.", 404);
}

function notAllowed(message: string): AppError {
  return new AppError("method_not_allowed", message, 405);
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "/";
}

function endpointMethods(url: string): string[] | undefined {
  const path = pathOf(url);
  return routes.find(({ pattern }) => pattern.test(path))?.methods;
}
