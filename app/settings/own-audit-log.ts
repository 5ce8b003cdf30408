/** The address of what happened to one's own account. */
export const OWN_AUDIT_LOG = "/api/whatsapp/audit?scope=own&limit=50";
