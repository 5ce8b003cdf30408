/** Where somebody comes back to who signed in again to unlink: the settings, with the question opened. */
export const UNLINK_PATH = "/settings?unlink=1";

/** Where somebody goes who signed out everywhere: the sign-in page, which says that it is done. */
export const SIGNED_OUT_EVERYWHERE = "/login?ended=everywhere";

/** Where signing in leads if no page was asked for: it goes on to where the role begins. */
export const SIGNED_IN_PATH = "/signed-in";

const PATHS = [
  SIGNED_IN_PATH,
  "/",
  "/settings",
  UNLINK_PATH,
  "/admin",
  "/admin/audit",
  "/admin/health",
  "/admin/set-up",
  "/whatsapp/link",
];

/** Where to go after signing in: one of our own pages by its exact path, whatever the address asks for. */
export function returnPath(asked: string | string[] | undefined): string {
  return PATHS.find((path) => path === asked) ?? SIGNED_IN_PATH;
}
