// Who is signed in, and requests in their name.

export const session = {
  get jwt() {
    return sessionStorage.getItem('jwt');
  },
  get name() {
    return sessionStorage.getItem('name');
  },
  begin({ jwt, user }) {
    sessionStorage.setItem('jwt', jwt);
    sessionStorage.setItem('name', user.username);
  },
  end() {
    sessionStorage.clear();
  },
};

/** A body goes as JSON, or as it is when it is a form with files. */
export async function call(path, body, method = body ? 'POST' : 'GET') {
  const isForm = body instanceof FormData;
  const response = await fetch(`/api${path}`, {
    method,
    headers: {
      ...(body && !isForm && { 'content-type': 'application/json' }),
      ...(session.jwt && { authorization: `Bearer ${session.jwt}` }),
    },
    body: isForm ? body : body && JSON.stringify(body),
  });
  if (response.status === 401 && session.jwt) {
    session.end();
    return call(path, body, method);
  }
  return { status: response.status, body: await response.json().catch(() => null) };
}

/** The answer's data; null where there is nothing for the one asking. */
export async function read(path) {
  const { status, body } = await call(path);
  if (status === 404) return null;
  if (status !== 200) throw new Error(String(status));
  return body.data;
}
