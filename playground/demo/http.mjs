import { setTimeout as sleep } from 'node:timers/promises';

/** `body` goes as JSON, or as it is when it is a form. Answers with status and parsed body. */
export async function request(method, url, { token, body, headers = {} } = {}) {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: isForm || !body ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson && text ? JSON.parse(text) : text };
}

/** Asks again and again until `probe` answers with something; fails after `ms`. */
export async function until(what, ms, probe) {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${ms / 1000} s in vain for ${what}`);
    await sleep(150);
  }
}
