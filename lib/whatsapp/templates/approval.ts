/** Whether a template of this status may be sent: only what Meta has approved. */
export function isApproved({ status }: { status: string }): boolean {
  return status === "APPROVED";
}
