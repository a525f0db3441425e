/** The panel in every language that the plugin speaks. */
export default {
  config: { locales: ['fr', 'es'] },
  bootstrap() {},
};
