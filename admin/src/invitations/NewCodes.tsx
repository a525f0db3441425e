import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Download, Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';
import type { InvitationCode } from '../../../contracts/invitations';
import { save } from '../ui/download';
import { FILE_FORMATS, type FileFormat } from '../ui/ExportMenu';
import { Note } from '../ui/Note';
import { Panel } from '../ui/Panel';
import { useTranslate } from '../ui/translate';
import { CodeSheet } from './CodeSheet';

const Codes = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr));
  gap: ${({ theme }) => theme.spaces[2]};
  max-height: 32rem;
  overflow: auto;
  font-family: ui-monospace, monospace;
`;

/** Saves codes as a file; what writes files is loaded only then. */
const useFiles = (codes: InvitationCode[]) => {
  const t = useTranslate();

  return async (format: FileFormat) => {
    const { toFile } = await import('./codeFile');
    const head = [
      t('invitations.kind.code'),
      t('invitations.field.label'),
      t('invitations.option.maxUses'),
      t('invitations.field.expiresAt'),
      t('invitations.link.url'),
    ];
    const rows = codes.map(({ code, label, maxUses, expiresAt, url }) => [
      code,
      label ?? '',
      String(maxUses),
      expiresAt,
      url,
    ]);
    save(await toFile([head, ...rows], format), `codes.${format}`);
  };
};

type NewCodesProps = { codes: InvitationCode[]; onClose: () => void };

/** Codes that were just made, to be given away. */
export const NewCodes = ({ codes, onClose }: NewCodesProps) => {
  const t = useTranslate();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const saveAs = useFiles(codes);
  const [isPrinting, setPrinting] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    region.current?.focus();
  }, [codes]);

  const copyAll = async () => {
    const isCopied = await copy(codes.map(({ code }) => code).join('\n'));
    toggleNotification({
      type: isCopied ? 'success' : 'warning',
      message: t(isCopied ? 'invitations.codes.copied' : 'invitations.codes.notCopied'),
    });
  };

  return (
    <Box ref={region} tabIndex={-1} style={{ outline: 'none' }}>
      <Panel title={t('invitations.codes.made', { count: codes.length })}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Note>{t('invitations.codes.once')}</Note>
          <Flex gap={2} wrap="wrap">
            <Button variant="secondary" startIcon={<Duplicate />} onClick={copyAll}>
              {t('invitations.codes.copy')}
            </Button>
            {FILE_FORMATS.map((format) => (
              <Button
                key={format}
                variant="tertiary"
                startIcon={<Download />}
                onClick={() => saveAs(format)}
              >
                {t(`list.export.${format}`)}
              </Button>
            ))}
            <Button variant="tertiary" onClick={() => setPrinting(true)}>
              {t('invitations.codes.print')}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              {t('form.close')}
            </Button>
          </Flex>
          <Codes aria-label={t('invitations.tab.codes')}>
            {codes.map(({ documentId, code }) => (
              <li key={documentId}>
                <Typography textColor="neutral800" style={{ fontFamily: 'inherit' }}>
                  {code}
                </Typography>
              </li>
            ))}
          </Codes>
        </Flex>
      </Panel>
      {isPrinting ? <CodeSheet codes={codes} onClose={() => setPrinting(false)} /> : null}
    </Box>
  );
};
