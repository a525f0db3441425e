/** Node's own `require`, lent by environment.mjs. */
declare const nodeRequire: NodeRequire;
