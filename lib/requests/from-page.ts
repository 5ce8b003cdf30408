/**
 * Headers that every browser sends with what a page makes it post, and that no page can leave out. Not `Sec-Fetch-Mode`:
 * programs that post by Node's `fetch` send it, too.
 */
const BY_BROWSERS = ["origin", "sec-fetch-site", "sec-fetch-dest"];

/** Whether a browser sent a request on behalf of a web page, by what the header of each name says. */
export function isFromPage(readHeader: (name: string) => string | string[] | null | undefined): boolean {
  return BY_BROWSERS.some((name) => readHeader(name) != null);
}
