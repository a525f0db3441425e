import { Button, Flex } from '@strapi/design-system';
import { Fragment, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useIntl } from 'react-intl';
import { createGlobalStyle, styled } from 'styled-components';
import type { InvitationCode } from '../../../contracts/invitations';
import { useTranslate } from '../ui/translate';
import { CodeQr } from './CodeQr';

/** Of what is on the screen, only the sheet is printed. */
const PrintSheetOnly = createGlobalStyle`
  @media print {
    body > :not([data-participation-sheet]) {
      display: none !important;
    }

    html, body {
      height: auto !important;
      overflow: visible !important;
      background: white !important;
    }
  }
`;

const Sheet = styled.div`
  position: fixed;
  inset: 0;
  z-index: 1000;
  overflow: auto;
  padding: 2.4rem;
  /* Paper is white, whatever the theme of the panel. */
  background: white;
  color: black;
  font-size: 1.4rem;
  line-height: 1.4;

  @media print {
    position: static;
    padding: 0;
  }
`;

const Tools = styled(Flex)`
  @media print {
    display: none;
  }
`;

const Cards = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(32rem, 1fr));
  gap: 1.2rem;
`;

const Card = styled.li`
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 1.2rem;
  padding: 1.6rem;
  border: 1px dashed #767676;
  break-inside: avoid;
  overflow-wrap: anywhere;

  & svg {
    width: 11rem;
    height: 11rem;
  }
`;

const CodeText = styled.p`
  padding: 0.4rem 0;
  font-family: ui-monospace, monospace;
  font-size: 1.8rem;
  font-weight: 600;
`;

/** Where the code is typed in; a long address goes on in the next line after a slash. */
const Address = ({ url }: { url: string }) => {
  const { host, pathname } = new URL(url);

  return (
    <p>
      {host}
      {pathname.split(/(?<=\/)/u).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </p>
  );
};

const CodeCard = ({ code: { code, label, url, expiresAt } }: { code: InvitationCode }) => {
  const t = useTranslate();
  const { formatDate } = useIntl();

  return (
    <Card>
      <div>
        {label ? <p>{label}</p> : null}
        <CodeText>{code}</CodeText>
        <Address url={url} />
        <p>{t('invitations.codes.until', { day: formatDate(expiresAt, { dateStyle: 'long' }) })}</p>
      </div>
      <CodeQr url={url} label={t('invitations.codes.qr', { code })} />
    </Card>
  );
};

type CodeSheetProps = { codes: InvitationCode[]; onClose: () => void };

/** Codes as cards on paper, each with its QR code. */
export const CodeSheet = ({ codes, onClose }: CodeSheetProps) => {
  const t = useTranslate();
  const print = useRef<HTMLButtonElement>(null);
  const [opener] = useState(() => document.activeElement);

  useEffect(() => {
    const others = [...document.body.children].filter(
      (element) => element instanceof HTMLElement && !element.dataset.participationSheet,
    );
    for (const element of others) element.toggleAttribute('inert', true);
    print.current?.focus();
    return () => {
      for (const element of others) element.toggleAttribute('inert', false);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [opener]);

  return createPortal(
    <Sheet
      data-participation-sheet="true"
      role="dialog"
      aria-modal
      aria-label={t('invitations.codes.print')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <PrintSheetOnly />
      <Tools gap={2} paddingBottom={6}>
        <Button ref={print} onClick={() => window.print()}>
          {t('invitations.codes.printNow')}
        </Button>
        <Button variant="tertiary" onClick={onClose}>
          {t('form.close')}
        </Button>
      </Tools>
      <Cards>
        {codes.map((code) => (
          <CodeCard key={code.documentId} code={code} />
        ))}
      </Cards>
    </Sheet>,
    document.body,
  );
};
