import { GraphError, noSuchObject, whatsappError } from "./errors.ts";

/** What can be wrong with the set-up at Meta, as the code (and subcode) that calls get until it is repaired. */
export const SET_UP_FAULTS = ["0", "3", "10", "200", "100/33", "131005", "131045", "133010"] as const;

type SetUpFault = (typeof SET_UP_FAULTS)[number];

const ONLY_SENDS: SetUpFault[] = ["131005", "131045", "133010"];

const REFUSALS: Record<SetUpFault, (method: string, id: string) => GraphError> = {
  "0": () => new GraphError(401, 0, "We were unable to authenticate the app user", { type: "AuthException" }),
  "3": () => new GraphError(500, 3, "(#3) Application does not have the capability to make this API call."),
  "10": () => new GraphError(403, 10, "(#10) Application does not have permission for this action"),
  "200": () =>
    new GraphError(
      403,
      200,
      "(#200) You do not have the necessary permissions required to send messages on behalf of this WhatsApp Business Account",
    ),
  "100/33": noSuchObject,
  "131005": () => whatsappError(131005, "Permission is either not granted or has been removed."),
  "131045": () => whatsappError(131045, "The number's certificate is not the one that is registered."),
  "133010": () => whatsappError(133010, "The number is not registered on the WhatsApp Business Platform."),
};

/** Refuses a call while the set-up is at fault: those of the number refuse messages, those of the token and account all. */
export function refuseForSetUp(fault: SetUpFault | null, sends: boolean, method: string, id: string): void {
  if (fault && (sends || !ONLY_SENDS.includes(fault))) throw REFUSALS[fault](method, id);
}
