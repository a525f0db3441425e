export { SPACE } from '../spaces/schema';

/** Types that only the plugin itself reads and writes. */
export const INTERNAL = [
  'plugin::participation.participant',
  'plugin::participation.invitation',
  'plugin::participation.delivery',
  'plugin::participation.import',
  'plugin::participation.import-row',
  'plugin::participation.activity',
];
