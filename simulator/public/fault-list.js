/** The faults by headings: the key of each, its name, a hint, and what it can be: a switch, a number up to, or choices. */
export const GROUPS = [
  [
    "Responses to the app",
    ["outage", "Outage", "Every call gets 503, code 2", "switch"],
    ["tokenExpired", "Access token expired", "401, code 190", "switch"],
    ["responseLatencyMs", "Response latency", "milliseconds", 60000],
    ["lostResponsePercent", "Lost responses", "% accepted, then the connection is cut", 100],
    ["tooManyRequestsPercent", "Too many requests", "% get 429, code 130429", 100],
    ["serverErrorPercent", "Server errors", "% get 500, code 131000", 100],
    ["plainServerErrorPercent", "Plain server errors", "% get 500 without Graph JSON", 100],
    ["holdResponses", "Hold responses", "Accepted, but no response until you switch this off", "switch"],
  ],
  [
    "Set-up at Meta",
    [
      "lostPermission",
      "Lost permission",
      "Every call is rejected until it’s fixed",
      [
        ["10", "The token isn’t allowed to send (10)"],
        ["200", "The account is out of reach (200)"],
        ["3", "The app lacks a capability (3)"],
        ["100/33", "The number can’t be seen (100/33)"],
        ["131005", "Access is denied (131005)"],
        ["0", "The token’s owner is unknown (0)"],
        ["131045", "The number’s certificate is wrong (131045)"],
        ["133010", "The number is not registered (133010)"],
      ],
    ],
  ],
  [
    "Templates and buttons",
    ["oddTemplateRows", "Odd rows in the template list", "Without language, parts or name", "switch"],
    [
      "largestTemplatePage",
      "Largest page of templates",
      "rows; larger ones are rejected; 0 for no limit",
      1000,
    ],
    [
      "refusesButtons",
      "Messages with buttons rejected",
      "400, code 131051; text messages get through",
      "switch",
    ],
    [
      "foreignPayloads",
      "Payloads of another campaign",
      "A tapped button returns a payload that isn’t ours",
      "switch",
    ],
  ],
  [
    "Statuses",
    [
      "statusesBeforeResponse",
      "Status before the response",
      "“sent” arrives before the call returns",
      "switch",
    ],
    ["duplicateStatuses", "Duplicated", "Every status arrives twice", "switch"],
    ["shuffleStatuses", "Shuffled", "In any order", "switch"],
    ["dropDelivered", "No “delivered”", "Only sent and read", "switch"],
    ["noStatuses", "Send no statuses", "No sent, delivered or read for any message", "switch"],
  ],
  [
    "Timing",
    ["statusGapMs", "Between statuses", "milliseconds", 60000],
    ["retryStartMs", "First webhook retry", "milliseconds, then doubled up to 5 minutes", 60000],
  ],
];

/** Meta’s codes with which every message can be rejected. */
export const CODES = [131026, 131031, 131042, 131047, 131048, 131049, 131050, 131056, 131057, 133010];
