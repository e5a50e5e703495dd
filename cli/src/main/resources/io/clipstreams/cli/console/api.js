// What the page asks of the server. The token lives in this tab's session only.

const TOKEN = 'clip-streams-token';

/** A demo's address carries the token behind the #, which no server ever sees. */
export function takeTokenFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    remember(given);
    history.replaceState(null, '', location.pathname);
  }
}

export const remember = (token) => sessionStorage.setItem(TOKEN, token);
export const token = () => sessionStorage.getItem(TOKEN);

export async function get(path) {
  return answered(await fetch(path, { cache: 'no-store' }));
}

export async function post(path, body) {
  const headers = { 'X-Console-Token': token() ?? '' };
  return answered(await fetch(path, { method: 'POST', body, headers }));
}

/** Called when the server has refused the token, which is forgotten then. */
export const whenLocked = (listener) => addEventListener('clip-streams-locked', listener);

async function answered(response) {
  const text = await response.text();
  if (response.status === 401) {
    sessionStorage.removeItem(TOKEN);
    dispatchEvent(new Event('clip-streams-locked'));
  }
  if (response.ok) {
    return JSON.parse(text);
  }
  throw new Error(reason(text) || response.statusText);
}

function reason(text) {
  try {
    const { reason, message } = JSON.parse(text);
    return reason ? `${reason}: ${message}` : message;
  } catch {
    return text.trim();
  }
}
