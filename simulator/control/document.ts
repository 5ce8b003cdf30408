/** What `GET /control` returns: every call, its body and its response, in words. */
export const CONTROL_DOCUMENT = {
  about: "Control API of the WhatsApp simulator: JSON in, JSON out, from this machine only.",
  calls: {
    "GET /control/phones": "{phones: [phone]}",
    "POST /control/phones {name, phone|null, username?, bsuid?, autoRead?, online?, sharesNumber?, sharesUserId?, blanks?}":
      "phone; 409 when the number (in either of its spellings) or BSUID is taken",
    "GET /control/phones/:id": "phone",
    'PATCH /control/phones/:id {name?, online?, autoRead?, readReceipts?, shutWindow?: true, sharesNumber?, sharesUserId?, blanks?: "absent"|"empty"|"null"}':
      "phone; with sharesNumber: false webhooks leave out its number, with sharesUserId: false its BSUID; blanks: how these and other optional fields travel then",
    "DELETE /control/phones/:id": "{deleted: true}",
    "GET /control/phones/:id/messages": "{messages: [message]}, what the person sees, oldest first",
    "GET /control/oddities":
      "{oddities: [{name, label}]}, messages out of the ordinary that a phone can send",
    'POST /control/phones/:id/send {type: "text", text} or {repeat: {of, count, before?, after?}} or {oddity: name} or {message: {type, …}}, and {id?, timestamp?, times?, contacts?, contextId?, wait?: false}':
      "{wamid, responses: [status…]} after the first post; responses is empty with wait: false or off line",
    "POST /control/phones/:id/tap {messageId, button: title or position, payload?}":
      "{wamid, responses}; a button of a message; payload is what comes back with it instead of its own",
    "POST /control/phones/:id/read": "phone; the person looks at the chat",
    "GET /control/business": "{name, number, phoneNumberId}, whom the phones write to",
    "GET /control/outbox?to=":
      "{count, messages: [{id, phoneId, to, recipient, type, text, body, biz_opaque_callback_data, acceptedAt, statuses}]}",
    "DELETE /control/outbox": "{cleared: true}; forgets outbox, calls and finished deliveries; chats stay",
    "GET /control/graph-calls?limit=": "{count, graphCalls: [...]}, refused ones too, oldest first",
    "GET /control/graph-calls/:id": "one call with request and response",
    "GET /control/deliveries?limit=":
      "{count, waiting, deliveries: [...]}, each webhook with its attempts, oldest first",
    "GET /control/deliveries/:id": "one delivery with its body",
    "POST /control/deliveries/retry": "{woken}; tries every waiting webhook now",
    "POST /control/statuses {messageId, status, code?, timestamp?, extra?}":
      "{responses}; also for a messageId that was never accepted",
    'POST /control/webhooks {body: object|string, signature?: "right"|"wrong"|"none", times?}':
      "{responses}; posted as it is, not retried",
    "GET /control/faults": "faults",
    "PUT /control/faults {…any of them}":
      "faults; holdResponses: false releases what is held; lostPermission: code of Meta's (100/33: with subcode 33) until it is null; largestTemplatePage: rows, 0 for any",
    "DELETE /control/faults": "faults, all off",
    "GET /control/set-up": "set-up: how our app, account and number are set up at this Meta",
    "PUT /control/set-up {…any of it}": "set-up",
    "DELETE /control/set-up": "set-up, all of it well",
    "GET /control/scenarios":
      "{played: name|null, endsAt, isAsItShouldBe, everyday: [{name, outcome}], groups: [{title, scenarios: [{name, outcome, lights}]}]}; played is also null where no scenario has this set-up and these faults",
    "PUT /control/scenario {name: name|null}":
      "as GET, and {phoneId: id|null}, whose phone it is about; set-up and faults are the scenario's then, or with null back to normal",
    "POST /control/reset":
      "{reset: true}; as at the start: the phones of the demo's students, empty chats and logs, no faults",
    "GET /events":
      "Server-Sent Events: phone, message, delivery, graph-call, faults, set-up, forgotten, reset",
  },
};
