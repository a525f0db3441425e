import { qrMatrix } from './qr';

/** Modules that stay white on each side, as readers need it. */
const MARGIN = 4;

/** The dark modules as one path: `M2,0h1v1h-1z…`. */
const pathOf = (matrix: boolean[][]): string =>
  matrix
    .flatMap((row, y) =>
      row.map((isDark, x) => (isDark ? `M${x + MARGIN},${y + MARGIN}h1v1h-1z` : '')),
    )
    .join('');

type CodeQrProps = { url: string; label: string };

/** A QR code that leads to an address. */
export const CodeQr = ({ url, label }: CodeQrProps) => {
  const matrix = qrMatrix(url);
  const size = matrix.length + 2 * MARGIN;
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="white" />
      <path d={pathOf(matrix)} fill="black" />
    </svg>
  );
};
