/** Modules of the QR code of a text, row by row; null: there is nothing that makes them. */
export const qrMatrix = (_text: string): boolean[][] | null => null;
