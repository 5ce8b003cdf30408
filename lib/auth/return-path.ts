const PATHS = ["/", "/settings", "/admin", "/admin/audit", "/whatsapp/link"];

/** Where to go after signing in: one of our own pages by its exact path, whatever the address asks for. */
export function returnPath(asked: string | string[] | undefined): string {
  return PATHS.find((path) => path === asked) ?? "/settings";
}
