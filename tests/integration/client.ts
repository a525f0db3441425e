export type Answer = {
  status: number;
  /** Parsed if it is JSON, else undefined. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests say what they expect of it
  body: any;
  text: string;
  bytes: Buffer;
  headers: Record<string, string>;
};

export type Upload = {
  file: Buffer | string;
  filename: string;
  type?: string;
  /** Name of the file's part. */
  name?: string;
  fields?: Record<string, string>;
};

type Options = { headers?: Record<string, string> };

/** Talks HTTP to a running app on behalf of somebody; follows no redirects. */
export class Client {
  constructor(
    readonly baseUrl: string,
    readonly token: string | null = null,
  ) {}

  get(path: string, options?: Options) {
    return this.send('GET', path, undefined, options);
  }

  head(path: string, options?: Options) {
    return this.send('HEAD', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: Options) {
    return this.sendJson('POST', path, body, options);
  }

  put(path: string, body?: unknown, options?: Options) {
    return this.sendJson('PUT', path, body, options);
  }

  delete(path: string, body?: unknown, options?: Options) {
    return this.sendJson('DELETE', path, body, options);
  }

  /** As a page's form without script does. */
  form(path: string, fields: Record<string, string>, options?: Options) {
    return this.send('POST', path, new URLSearchParams(fields), options);
  }

  upload(path: string, { file, filename, type, name = 'file', fields = {} }: Upload) {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append(
      name,
      new Blob([new Uint8Array(Buffer.from(file))], { type: type ?? '' }),
      filename,
    );
    return this.send('POST', path, form);
  }

  private sendJson(method: string, path: string, body: unknown, options?: Options) {
    if (body === undefined) return this.send(method, path, undefined, options);
    const headers = { 'content-type': 'application/json', ...options?.headers };
    return this.send(method, path, JSON.stringify(body), { headers });
  }

  private async send(
    method: string,
    path: string,
    body?: RequestInit['body'],
    { headers = {} }: Options = {},
  ): Promise<Answer> {
    const authorization = this.token && { authorization: `Bearer ${this.token}` };
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      body,
      headers: { ...authorization, ...headers },
      redirect: 'manual',
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text) : undefined,
      text,
      bytes,
      headers: Object.fromEntries(response.headers),
    };
  }
}
