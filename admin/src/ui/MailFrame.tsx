import { styled } from 'styled-components';

const Frame = styled.iframe<{ $height: string }>`
  width: 100%;
  height: ${({ $height }) => $height};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  /* Mails are white, whatever the theme of the panel. */
  background: white;
  color-scheme: light;
`;

type MailFrameProps = { html: string; title: string; height?: string };

/** A mail as it is read. Nothing in it runs, and it reaches nothing outside. */
export const MailFrame = ({ html, title, height = '56rem' }: MailFrameProps) => (
  <Frame sandbox="" srcDoc={html} title={title} $height={height} />
);
