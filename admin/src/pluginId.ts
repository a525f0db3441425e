export const PLUGIN_ID = 'participation';

/** Where the pages of the plugin begin, inside the admin panel. */
export const ROOT_PATH = `/plugins/${PLUGIN_ID}`;
