// A server in a process of its own that watches its memory: run by `imports-memory.mjs`, with
// `--expose-gc`.
import { setTimeout as sleep } from 'node:timers/promises';
import { check, startImportApp } from './imports-app.mjs';

const [database] = process.argv.slice(2);
const SAMPLE_EVERY = 100;

const app = await startImportApp(database);
try {
  const idle = await settle();
  const watch = watchMemory();
  process.send({ url: app.url, token: app.token, space: app.space });
  const { result, outcomes, rows } = await message();
  const peak = watch.stop();
  await check(app.strapi, result, outcomes, rows);
  process.send({ idle, peak });
} finally {
  await app.stop();
  process.disconnect();
}

/** What is there when nobody does anything and nothing waits to be collected. */
async function settle() {
  for (let round = 0; round < 5; round += 1) {
    await sleep(300);
    globalThis.gc();
  }
  return process.memoryUsage.rss();
}

function watchMemory() {
  const highest = () => process.resourceUsage().maxRSS * 1_024;
  const before = highest();
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_EVERY);
  return {
    stop() {
      clearInterval(timer);
      // The system's own account misses no moment, but it began with the boot.
      return highest() > before ? highest() : peak;
    },
  };
}

function message() {
  return new Promise((resolve) => process.once('message', resolve));
}
