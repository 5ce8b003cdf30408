/**
 * Calls the control API; throws an Error whose message a person can read.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
export async function control(method, path, body) {
  const response = await fetch(`/control/${path}`, {
    method,
    headers: body ? { "content-type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const content = await response.json();
  if (!response.ok) throw new Error(content.detail ?? "The simulator did not respond.");
  return content;
}
