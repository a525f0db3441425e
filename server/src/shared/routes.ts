import type { LimitName } from './limits';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A route of the admin API: nobody passes without all of these permissions. */
export const adminRoute = (
  method: Method,
  path: string,
  handler: string,
  ...permissions: string[]
) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: permissions } },
    ],
  },
});

/** A route of the admin API that a policy of ours guards, beside these permissions. */
export const policedRoute = (
  method: Method,
  path: string,
  handler: string,
  policy: string,
  ...permissions: string[]
) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      ...permissions.map((action) => ({
        name: 'admin::hasPermissions',
        config: { actions: [action] },
      })),
      policy,
    ],
  },
});

/** A route of the admin API about content, for whoever may read the type `:uid` in the panel. */
export const editorRoute = (method: Method, path: string, handler: string) => ({
  method,
  path,
  handler,
  config: {
    policies: ['admin::isAuthenticatedAdmin', 'plugin::participation.reads-content'],
  },
});

/** A route of the content API: users-permissions decides who may call it, `limit` how often. */
export const contentRoute = (method: Method, path: string, handler: string, limit: LimitName) => ({
  method,
  path,
  handler,
  config: {
    middlewares: [{ name: 'plugin::participation.limit', config: { name: limit } }],
  },
});

/** A page that the plugin serves itself, under `/participation`. */
export const pageRoute = (method: Method, path: string, handler: string) => ({
  method,
  path,
  handler,
  config: { auth: false as const, policies: [] },
});
