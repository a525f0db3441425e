// A mail server in a process of its own that takes everything and keeps nothing: run by
// `openMailbox`, below.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** Opens it; `expect(count)` resolves when it has taken so many different mails since. */
export async function openMailbox() {
  const child = fork(here, { execArgv: [] });
  const [{ port }] = await once(child, 'message');
  return {
    port,
    async expect(count) {
      child.send({ count });
      // It has counted from nothing before the first mail leaves.
      await once(child, 'message');
      return { arrived: once(child, 'message').then(([{ duplicates }]) => duplicates) };
    },
    close: () => child.kill(),
  };
}

async function run() {
  const { SMTPServer } = createRequire(import.meta.url)('smtp-server');
  let wanted = 0;
  let duplicates = 0;
  let seen = new Set();
  const take = (id) => {
    if (seen.has(id)) duplicates += 1;
    seen.add(id);
    if (seen.size === wanted) process.send({ duplicates });
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      let head = '';
      stream.on('data', (chunk) => {
        if (head.length < 4_096) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        take(/^message-id: (.*)\r$/im.exec(head)?.[1]);
        done();
      });
    },
  });
  server.on('error', () => {});
  process.on('message', ({ count }) => {
    [wanted, duplicates, seen] = [count, 0, new Set()];
    process.send({});
  });
  process.once('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
}

if (process.argv[1] === here) await run();
