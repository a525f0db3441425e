import { Flex, TextButton } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { ImportKind } from '../../../contracts/imports';
import { useDownload } from '../ui/download';
import { useTranslate } from '../ui/translate';
import { templateUrl } from './api';

const FORMATS = ['csv', 'xlsx'] as const;

/** A file to fill in. */
export const TemplateButtons = ({ kind }: { kind: ImportKind }) => {
  const t = useTranslate();
  const { locale } = useIntl();
  const { download, isDownloading } = useDownload();

  return (
    <Flex gap={4} wrap="wrap">
      {FORMATS.map((format) => (
        <TextButton
          key={format}
          startIcon={<Download />}
          disabled={isDownloading}
          onClick={() => download(templateUrl(kind, format, locale), `${kind}.${format}`)}
        >
          {t(`imports.template.${format}`)}
        </TextButton>
      ))}
    </Flex>
  );
};
