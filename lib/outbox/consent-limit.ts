/** The longest account of how somebody agreed to get marketing, in characters. */
export const LONGEST_CONSENT = 200;
