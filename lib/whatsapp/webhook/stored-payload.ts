/** SQL over the `payload` of a stored event of `kind` message or status: when Meta says that it happened; null where it does not. */
export const HAPPENED_AT = `case when payload->kind->>'timestamp' ~ '^[0-9]{1,11}$'
  then to_timestamp((payload->kind->>'timestamp')::bigint) end`;

/** SQL over the `payload` of a stored status: what we gave the message along, which names its row and attempt. */
export const CALLBACK = "payload->'status'->>'biz_opaque_callback_data'";
