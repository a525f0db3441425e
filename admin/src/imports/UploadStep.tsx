import { useState } from 'react';
import type { Space } from '../../../contracts/spaces';
import { DEFAULT_MAIL, MailOptions } from '../ui/MailOptions';
import { Note } from '../ui/Note';
import { useTranslate } from '../ui/translate';
import { UploadPanel } from './UploadPanel';

type UploadStepProps = { space: Space; onUploaded: (id: string) => void };

export const UploadStep = ({ space, onUploaded }: UploadStepProps) => {
  const t = useTranslate();
  const [mail, setMail] = useState(DEFAULT_MAIL);

  return (
    <UploadPanel
      scope={{ kind: 'participants', space: space.documentId }}
      options={mail}
      onUploaded={onUploaded}
    >
      {(isBusy) => (
        <>
          <MailOptions value={mail} onChange={setMail} disabled={isBusy} />
          {space.visibility === 'public' ? <Note>{t('participants.publicNote')}</Note> : null}
        </>
      )}
    </UploadPanel>
  );
};
