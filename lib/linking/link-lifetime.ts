/** How many minutes a link token works. The chat, the pages, the cookie and the tests follow. */
export const LINK_LIFETIME_MINUTES = 60;
