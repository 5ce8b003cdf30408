/** A message that the double has accepted: what Meta would hand to a phone. */
export interface Accepted {
  wamid: string;
  /** The row that it is about, by what travels in `biz_opaque_callback_data`. */
  rowId: string;
  attempt: number;
  /** The number, with its plus, or the BSUID. */
  to: string;
  text: string;
  at: number;
  isResponseLost: boolean;
}
