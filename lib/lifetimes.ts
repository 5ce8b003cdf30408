/** How many minutes a link token works. The chat, the pages, the cookie and the tests follow, here and below. */
export const LINK_LIFETIME_MINUTES = 60;

/** How many minutes the six digits of a pending link work. */
export const CODE_LIFETIME_MINUTES = 5;

/** For how many minutes after its confirmation it is told what became of a pending link. */
export const OUTCOME_KNOWN_MINUTES = 60;

/** How many minutes a code that starts a link from the web works, and then how long its question may be answered. */
export const INVITATION_LIFETIME_MINUTES = 10;

/** How many minutes after a link of theirs ended people sign in again before they link another WhatsApp. */
export const ENDED_LINK_MINUTES = 24 * 60;

/** How many minutes a Bearer token works. */
export const API_TOKEN_LIFETIME_MINUTES = 60;

/** How many minutes a browser session lasts from the moment that a person signed in. */
export const SESSION_LIFETIME_MINUTES = 30 * 24 * 60;

/** How many minutes after people proved who they are they may still join a WhatsApp to their account. */
export const RECENT_SIGN_IN_MINUTES = 24 * 60;

/** How many minutes after it they may end their link, and put another WhatsApp in the place of one that they have or just had. */
export const FRESH_SIGN_IN_MINUTES = 5;

/** How many minutes after it was tried a message that nothing has confirmed may be sent again. */
export const RESEND_AFTER_MINUTES = 15;

/** How many minutes after a message came a reply to it is worth sending, and how many a reply or a notice is tried. */
export const REPLY_LIFETIME_MINUTES = 15;

/** How many minutes a reply is tried that holds a secret, such as a link. */
export const SECRET_LIFETIME_MINUTES = 10;

/** How many minutes a message of the staff is tried while Meta cannot be reached. */
export const STAFF_LIFETIME_MINUTES = 24 * 60;

/** How many minutes an idempotency key stands for the message that it led to. */
export const SEND_KEY_LIFETIME_MINUTES = 24 * 60;

/** How many minutes a chat that asked for several links in a row waits for the next one; it is told so once in that time. */
export const LINK_PAUSE_MINUTES = 10;

/** How many minutes a chat that sent several wrong codes in a row waits; it is told so once in that time. */
export const WRONG_CODES_PAUSE_MINUTES = 10;
