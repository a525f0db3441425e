import { Box, Flex, Typography } from '@strapi/design-system';
import type { Activity } from '../../../contracts/activity';
import { When } from '../ui/When';
import { useActivitySentence } from './activitySentence';

type ActivityEntriesProps = { entries: Activity[]; isBusy?: boolean };

/** Who did what, when, on whom, in sentences. */
export const ActivityEntries = ({ entries, isBusy = false }: ActivityEntriesProps) => {
  const sentence = useActivitySentence();

  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={4} aria-busy={isBusy}>
      {entries.map((activity) => (
        <Box key={activity.documentId} tag="li">
          <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {sentence(activity)}
          </Typography>
          <When value={activity.createdAt} variant="pi" textColor="neutral600" />
        </Box>
      ))}
    </Flex>
  );
};
