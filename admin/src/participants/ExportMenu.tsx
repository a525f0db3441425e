import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { Space } from '../../../contracts/spaces';
import { useDownload } from '../ui/download';
import type { ListQuery } from '../ui/listQuery';
import { useTranslate } from '../ui/translate';
import { exportUrl } from './api';

const FORMATS = ['csv', 'xlsx'] as const;

/** Saves the list as search and filters show it. */
export const ExportMenu = ({ space, query }: { space: Space; query: ListQuery }) => {
  const t = useTranslate();
  const { download, isDownloading } = useDownload();

  return (
    <SimpleMenu
      label={t('participants.export')}
      variant="tertiary"
      startIcon={<Download />}
      disabled={isDownloading}
    >
      {FORMATS.map((format) => (
        <MenuItem
          key={format}
          onSelect={() =>
            download(
              exportUrl(space.documentId, format, query),
              `${space.slug}-participants.${format}`,
            )
          }
        >
          {t(`participants.export.${format}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
