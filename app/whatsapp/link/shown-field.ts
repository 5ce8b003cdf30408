/** The field of the page's form that tells which link and which account the page showed. */
export const SHOWN_FIELD = "shown";
