import type { Core } from '@strapi/strapi';

/** The bare address leads to the site, not to the panel. */
const home: Core.MiddlewareFactory = () => (ctx, next) =>
  ctx.path === '/' ? ctx.redirect('/site/index.html') : next();

export default home;
