import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { Import } from '../../../contracts/imports';
import { useDownload } from '../ui/download';
import { useTranslate } from '../ui/translate';
import { reportUrl } from './api';
import { isOfGroups, reportedIn } from './status';

/** The rows that were not applied, with their reasons; nothing when all were. */
export const ReportButton = ({ of, short = false }: { of: Import; short?: boolean }) => {
  const t = useTranslate();
  const { download, isDownloading } = useDownload();
  const count = reportedIn(of);
  if (count === 0) return null;

  return (
    <Button
      variant="tertiary"
      startIcon={<Download />}
      loading={isDownloading}
      aria-label={short ? t('imports.report.of', { file: of.fileName }) : undefined}
      onClick={() => download(reportUrl(of.id), `report-${of.fileName}`)}
    >
      {short
        ? t('imports.report.short')
        : t(isOfGroups(of) ? 'imports.report.groups' : 'imports.report', { count })}
    </Button>
  );
};
