import type { ContentManagerPlugin } from '@strapi/content-manager/strapi-admin';
import { HandHeart } from '@strapi/icons';
import type { PluginDefinition } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../../contracts/permissions';
import { PLUGIN_ID } from './pluginId';
import { LANGUAGES, isLanguage } from './translations/languages';
import { right } from './ui/rights';
import { VisibilityPanel } from './visibility/VisibilityPanel';

type ContentManagerApis = ContentManagerPlugin['config']['apis'];

const plugin: PluginDefinition = {
  register(app) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: HandHeart,
      intlLabel: { id: `${PLUGIN_ID}.plugin.name`, defaultMessage: 'Participation' },
      // Any of them opens a page of its own.
      permissions: [
        right(PERMISSIONS.spacesRead),
        right(PERMISSIONS.invitationsRead),
        right(PERMISSIONS.invitationsInvite),
        right(PERMISSIONS.invitationsImport),
        right(PERMISSIONS.groupsRead),
      ],
      Component: () => import('./App').then(({ App }) => ({ default: App })),
      position: 4,
    });
    app.addSettingsLink('global', {
      id: PLUGIN_ID,
      to: PLUGIN_ID,
      intlLabel: { id: `${PLUGIN_ID}.plugin.name`, defaultMessage: 'Participation' },
      permissions: [right(PERMISSIONS.settingsRead)],
      Component: () =>
        import('./settings/SettingsPage').then(({ SettingsPage }) => ({ default: SettingsPage })),
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  bootstrap(app) {
    const { addEditViewSidePanel } = app.getPlugin('content-manager').apis as ContentManagerApis;
    addEditViewSidePanel([VisibilityPanel]);
  },

  registerTrads({ locales }) {
    return Promise.all(
      locales.map(async (locale) => {
        if (!isLanguage(locale)) return { locale, data: {} };
        const messages = (await LANGUAGES[locale]()).default;
        const data = Object.fromEntries(
          Object.entries(messages).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]),
        );
        return { locale, data };
      }),
    );
  },
};

export default plugin;
