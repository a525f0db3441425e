import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { Import } from '../../../contracts/imports';
import { useDownload } from '../ui/download';
import { useTranslate } from '../ui/translate';
import { reportUrl } from './api';
import { refusedIn } from './status';

/** The refused rows with their reasons, to be corrected and sent again; nothing when none was. */
export const ReportButton = ({ of, short = false }: { of: Import; short?: boolean }) => {
  const t = useTranslate();
  const { download, isDownloading } = useDownload();
  const count = refusedIn(of);
  if (count === 0) return null;

  return (
    <Button
      variant="tertiary"
      startIcon={<Download />}
      loading={isDownloading}
      aria-label={short ? t('imports.report.of', { file: of.fileName }) : undefined}
      onClick={() => download(reportUrl(of.id), `report-${of.fileName}`)}
    >
      {short ? t('imports.report.short') : t('imports.report', { count })}
    </Button>
  );
};
