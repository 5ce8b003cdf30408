/** The header of what a page fetches by itself: it says nothing of whether somebody is there. */
export const BACKGROUND_HEADER = "x-connect-background";
