/**
 * What a mail server's refusal means:
 * - `address`: it will never take this mail (final);
 * - `server`: it takes no mail at all just now (away, password wrong), so all others wait too;
 * - `mail`: this one went wrong, and may go through later.
 */
export type Fault = 'address' | 'server' | 'mail';

type MailError = { code?: unknown; responseCode?: unknown; command?: unknown; message?: unknown };

// Error codes of nodemailer (lib/errors.js) and of Node's sockets that concern the server.
const SERVER_FAULTS = [
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EDNS',
  'ETLS',
  'EREQUIRETLS',
  'EPROXY',
  'ECONFIG',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
];

// nodemailer has the same codes, and `CONN` as the command, for a connection that never was and for
// one that broke in the middle of a message; no code at all where the server hung up at once.
const LOST_CONNECTIONS = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EPROTOCOL'];
const HUNG_UP = /^(Unexpected socket close|Reached maximum number of retries after connection)/;

/**
 * Sorts an error of the email provider. A 5xx answer to the address or the content is final (RFC 5321,
 * 4.2.1). Of a lost connection (`lost`) it does not tell whose fault it is.
 */
export const faultOf = (error: unknown): Fault | 'lost' => {
  const { code, responseCode, command, message } = (error ?? {}) as MailError;
  if (typeof code === 'string' && SERVER_FAULTS.includes(code)) return 'server';
  if (typeof code === 'string' && LOST_CONNECTIONS.includes(code)) return 'lost';
  if (code === undefined && HUNG_UP.test(String(message))) return 'lost';
  const refused = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600;
  return refused && (command === 'RCPT TO' || command === 'DATA') ? 'address' : 'mail';
};

/** What the server said, in one line for the administrator. */
export const answerOf = (error: unknown): string => {
  const { response, message } = (error ?? {}) as { response?: unknown; message?: unknown };
  const text = typeof response === 'string' && response ? response : String(message ?? error);
  return text.replace(/\s+/g, ' ').slice(0, 500);
};
