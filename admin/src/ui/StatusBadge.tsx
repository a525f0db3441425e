import { Badge } from '@strapi/design-system';
import type { ReactNode } from 'react';

export type Tone = 'success' | 'primary' | 'secondary' | 'neutral' | 'warning' | 'danger';

// Strapi's own colours of these have too little contrast to be read, some in the dark theme only.
const FAINT: Tone[] = ['primary', 'warning', 'danger'];

export const StatusBadge = ({ tone, children }: { tone: Tone; children: ReactNode }) =>
  FAINT.includes(tone) ? (
    <Badge backgroundColor={`${tone}200`} textColor="neutral800">
      {children}
    </Badge>
  ) : (
    <Badge variant={tone}>{children}</Badge>
  );
