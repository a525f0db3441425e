import { Badge } from '@strapi/design-system';

export type Tone = 'success' | 'primary' | 'secondary' | 'neutral' | 'warning' | 'danger';

// Strapi's own orange and red on their light grounds have too little contrast to be read.
const isFaint = (tone: Tone): boolean => tone === 'warning' || tone === 'danger';

export const StatusBadge = ({ tone, children }: { tone: Tone; children: string }) =>
  isFaint(tone) ? (
    <Badge backgroundColor={`${tone}200`} textColor="neutral800">
      {children}
    </Badge>
  ) : (
    <Badge variant={tone}>{children}</Badge>
  );
