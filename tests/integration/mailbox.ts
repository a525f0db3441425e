import type { AddressInfo, Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export type Mail = {
  /** The first recipient of the envelope, as the server was told it. */
  to: string;
  recipients: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** By lower-case name; the last one wins where a name comes twice. */
  headers: Record<string, string>;
  messageId: string;
  /** Addresses of web pages in the text part, in order. */
  links: string[];
};

type Reply = { responseCode: number; message: string };

/** Hangs up, or keeps the connection and says nothing more. */
type Trouble = 'drops' | 'stalls';

const ANYBODY = '*';

/** A mail server that keeps what it gets, and misbehaves when told to. */
export class Mailbox {
  messages: Mail[] = [];
  port = 0;
  /** Connections that asked to send since the start or `clear()`, refused ones too. */
  attempts = 0;

  private server: SMTPServer | null = null;
  private refusals = new Map<string, Reply>();
  private authFails = false;
  private greetingTrouble: Trouble | null = null;
  private messageTroubles = new Map<string, Trouble>();
  private sockets = new Map<number, Socket>();
  private waiting = new Set<() => void>();

  static async open() {
    const mailbox = new Mailbox();
    await mailbox.up();
    return mailbox;
  }

  /** Waits until there are `count` messages and answers with all of them. */
  waitFor(count: number, ms?: number): Promise<Mail[]>;
  /** Waits for a message and answers with it. */
  waitFor(predicate: (mail: Mail) => boolean, ms?: number): Promise<Mail>;
  async waitFor(wanted: number | ((mail: Mail) => boolean), ms = 10_000) {
    const look = () =>
      typeof wanted === 'number'
        ? this.messages.length >= wanted && [...this.messages]
        : this.messages.find(wanted);
    const deadline = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found) return found as never;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(this.describeFailure(wanted, ms));
      await this.change(left);
    }
  }

  clear() {
    this.messages = [];
    this.attempts = 0;
  }

  /** Refuses this recipient: `refuse('a@example.org', '550 No such user')`. */
  refuse(address: string, reply = '550 5.1.1 No such user here') {
    this.refusals.set(address.toLowerCase(), parseReply(reply));
  }

  accept(address: string) {
    this.refusals.delete(address.toLowerCase());
  }

  failAuth(fails = true) {
    this.authFails = fails;
  }

  /** Makes trouble for whoever connects, before it greets them. */
  beforeGreeting(trouble: Trouble) {
    this.greetingTrouble = trouble;
  }

  /** Makes trouble in the middle of messages: those to this address, or all. */
  inMessages(trouble: Trouble, address = ANYBODY) {
    this.messageTroubles.set(address, trouble);
  }

  /** Makes no trouble any more. */
  behave() {
    this.greetingTrouble = null;
    this.messageTroubles.clear();
  }

  /** Nobody listens any more; `up()` listens on the same port again. */
  async down() {
    const server = this.server;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async up() {
    if (this.server) return;
    const server = this.createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', () => resolve());
    });
    // A client that hangs up is no error of the test.
    server.on('error', () => {});
    server.server.prependListener('connection', (socket: Socket) => this.follow(socket));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  private createServer() {
    return new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      allowInsecureAuth: true,
      closeTimeout: 100,
      disableReverseLookup: true,
      onConnect: (session, done) => {
        if (this.greetingTrouble) this.trouble(this.greetingTrouble, session);
        else done();
      },
      onAuth: (auth, _session, done) =>
        this.authFails
          ? done(refusal({ responseCode: 535, message: 'Authentication failed' }))
          : done(null, { user: auth.username }),
      onMailFrom: (_address, _session, done) => {
        this.attempts += 1;
        done();
      },
      onRcptTo: ({ address }, _session, done) => {
        const reply = this.refusals.get(address.toLowerCase());
        done(reply && refusal(reply));
      },
      onData: (stream, session, done) => {
        const [{ address = '' } = {}] = session.envelope.rcptTo;
        const trouble = this.messageTroubles.get(address) ?? this.messageTroubles.get(ANYBODY);
        if (trouble) {
          stream.once('data', () => this.trouble(trouble, session)).resume();
          return;
        }
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.keep(Buffer.concat(chunks), session).then(() => done(), done);
        });
      },
    });
  }

  /** Who stalls does nothing: the other side waits. */
  private trouble(trouble: Trouble, { remotePort }: SMTPServerSession) {
    if (trouble === 'drops') this.sockets.get(remotePort)?.destroy();
  }

  private follow(socket: Socket) {
    const port = socket.remotePort!;
    this.sockets.set(port, socket);
    socket.once('close', () => this.sockets.delete(port));
  }

  private async keep(raw: Buffer, session: SMTPServerSession) {
    this.messages.push(await parse(raw, session));
    for (const wake of this.waiting) wake();
  }

  private change(ms: number) {
    return new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
    });
  }

  private describeFailure(wanted: unknown, ms: number) {
    const there = this.messages.slice(-20).map(({ to, subject }) => `  ${to}: ${subject}`);
    const what = typeof wanted === 'number' ? `${wanted} messages` : 'the message';
    return [
      `${what} did not arrive in ${ms} ms; there are ${this.messages.length}, the last ones:`,
      ...there,
    ].join('\n');
  }
}

async function parse(raw: Buffer, session: SMTPServerSession): Promise<Mail> {
  const mail = await PostalMime.parse(raw);
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  const text = mail.text ?? '';
  return {
    to: recipients[0] ?? '',
    recipients,
    from: mail.from?.address ?? '',
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    messageId: mail.messageId ?? '',
    links: text.match(/https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g) ?? [],
  };
}

function parseReply(reply: string): Reply {
  const [, code, message] = /^(\d{3})[ -](.*)$/.exec(reply) ?? [];
  if (!code) throw new Error(`Not a reply of a mail server: ${reply}`);
  return { responseCode: Number(code), message: message ?? '' };
}

const refusal = ({ responseCode, message }: Reply) =>
  Object.assign(new Error(message), { responseCode });
