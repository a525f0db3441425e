import qrcode from 'qrcode-generator';

/** Modules of the QR code of a text, row by row, true where they are dark. */
export const qrMatrix = (text: string): boolean[][] => {
  // 0: as small as the text allows; M: up to 15% of a soiled or folded print can be lost.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const side = Array.from({ length: code.getModuleCount() }, (_, index) => index);
  return side.map((row) => side.map((column) => code.isDark(row, column)));
};
