import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useDownload } from './download';
import { useTranslate } from './translate';

export const FILE_FORMATS = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

type ExportMenuProps = {
  /** Address of the file in a format. */
  url: (format: FileFormat) => string;
  /** Its name without the format, where the server gives none. */
  name: string;
};

/** Saves a list as search and filters show it. */
export const ExportMenu = ({ url, name }: ExportMenuProps) => {
  const t = useTranslate();
  const { download, isDownloading } = useDownload();

  return (
    <SimpleMenu
      label={t('list.export')}
      variant="tertiary"
      startIcon={<Download />}
      disabled={isDownloading}
    >
      {FILE_FORMATS.map((format) => (
        <MenuItem key={format} onSelect={() => download(url(format), `${name}.${format}`)}>
          {t(`list.export.${format}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
