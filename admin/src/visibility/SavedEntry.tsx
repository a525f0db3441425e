import { Flex, LinkButton, Loader, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import type { EntryVisibility } from '../../../contracts/visibility';
import { ROOT_PATH } from '../pluginId';
import { VisibilityBadge } from '../spaces/VisibilityBadge';
import { useErrors } from '../ui/errors';
import { Note } from '../ui/Note';
import { useSpaceRights } from '../ui/rights';
import { useTranslate } from '../ui/translate';
import { useEntryVisibility } from './api';
import { useVisibilityText } from './useVisibilityText';

const SpaceLink = ({ documentId }: { documentId: string }) => {
  const t = useTranslate();
  const { canRead } = useSpaceRights();
  if (!canRead) return null;

  return (
    <LinkButton
      tag={Link}
      to={`${ROOT_PATH}/spaces/${documentId}`}
      variant="tertiary"
      size="S"
      fullWidth
    >
      {t('visibility.openSpace')}
    </LinkButton>
  );
};

type ShownProps = { visibility: EntryVisibility; isDraft: boolean };

const Shown = ({ visibility, isDraft }: ShownProps) => {
  const { sentence, remarks } = useVisibilityText(visibility, isDraft);
  const { space } = visibility;

  return (
    <>
      {space ? <VisibilityBadge visibility={space.visibility} /> : null}
      <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        {sentence}
      </Typography>
      {remarks.map((remark) => (
        <Typography key={remark} tag="p" variant="pi" textColor="neutral600">
          {remark}
        </Typography>
      ))}
      {space ? <SpaceLink documentId={space.documentId} /> : null}
    </>
  );
};

type SavedEntryProps = { uid: string; documentId: string; updatedAt?: string; isDraft: boolean };

/** Who sees an entry, and why. */
export const SavedEntry = ({ isDraft, ...entry }: SavedEntryProps) => {
  const t = useTranslate();
  const { describeError } = useErrors();
  const { data, error, isFetching } = useEntryVisibility(entry, {
    refetchOnMountOrArgChange: true,
  });

  if (error) return <Note variant="danger">{describeError(error)}</Note>;
  if (!data) return <Loader small>{t('loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} width="100%" aria-busy={isFetching}>
      <Shown visibility={data} isDraft={isDraft} />
    </Flex>
  );
};
