// A Strapi of the playground in a process of its own, which can be killed. Its database and the rest
// of its surroundings come by the environment; it tells its address when it listens.
import { createRequire } from 'node:module';
import path from 'node:path';
import { playground } from '../../playground/prepare.mjs';

// With whoever started it goes whoever could end it.
process.once('disconnect', () => process.exit());

const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');
const strapi = createStrapi({
  appDir: playground,
  distDir: path.join(playground, 'dist'),
  serveAdminPanel: false,
});
// On MySQL, knex warns of every table that Strapi makes inside a transaction.
strapi.config.set('database.connection.log', {
  warn: (message) => /^Transaction was implicitly/.test(message) || strapi.log.warn(message),
});
await strapi.load();
// Mails stay in their queue, to be counted there.
await strapi.plugin('participation').service('deliveries').worker.stop();
strapi.server.mount();
const { httpServer } = strapi.server;
await new Promise((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
process.send({ url: `http://127.0.0.1:${httpServer.address().port}` });
