import { createReadStream } from 'node:fs';
import { UnreadableFile } from '../unreadable';
import type { Archive } from './archive';

const SAVE_AGAIN = 'open it in a spreadsheet, save it as .xlsx or CSV and upload that';
const COPY_TABLE = 'copy its table to a spreadsheet, save that as .xlsx or CSV and upload it';
const UNPACK = 'unpack it and upload the list that is in it';

/** What an archive without a workbook is, by the names of its parts. */
const KINDS: [mark: RegExp, kind: string, advice: string][] = [
  [/^xl\/workbook\.bin$/, 'a binary Excel workbook (.xlsb)', SAVE_AGAIN],
  [/^index\/.*\.iwa$|^index\.zip$/, 'an Apple Numbers or Pages document', SAVE_AGAIN],
  [/^word\//, 'a Word document (.docx)', COPY_TABLE],
  [/^ppt\//, 'a PowerPoint presentation (.pptx)', COPY_TABLE],
];

/** Those that name their kind in a part `mimetype`. */
const OPEN_DOCUMENTS: typeof KINDS = [
  [/opendocument\.spreadsheet/, 'a LibreOffice spreadsheet (.ods)', SAVE_AGAIN],
  [/opendocument/, 'a LibreOffice document', COPY_TABLE],
];

const wrongType = (kind: string, advice: string): UnreadableFile =>
  new UnreadableFile(
    'file_type',
    `The file seems to be ${kind}, not an Excel workbook (.xlsx): ${advice}.`,
  );

/** The refusal of an archive that is no workbook, which says what it seems to be. */
export const noWorkbook = async (archive: Archive): Promise<UnreadableFile> => {
  const mimeType = await beginning(archive, 'mimetype');
  const found =
    OPEN_DOCUMENTS.find(([mark]) => mark.test(mimeType)) ??
    KINDS.find(([mark]) => archive.names().some((name) => mark.test(name)));
  return found ? wrongType(found[1], found[2]) : wrongType('a ZIP archive', UNPACK);
};

const beginning = async (archive: Archive, part: string): Promise<string> => {
  if (!archive.has(part)) return '';
  for await (const chunk of archive.unpacked(part, Infinity)) return String(chunk);
  return '';
};

/**
 * The refusal of a file that is an OLE container (it begins with `D0 CF 11 E0`):
 * a workbook with a password, which is wrapped into one, or an old .xls.
 */
export const noWorkbookInOle = async (path: string): Promise<UnreadableFile> =>
  (await contains(path, Buffer.from('EncryptedPackage', 'utf16le')))
    ? new UnreadableFile(
        'file_unreadable',
        'The workbook is protected by a password: open it, remove the password, save it and upload that.',
      )
    : wrongType('an old Excel or Word file (.xls, .doc)', SAVE_AGAIN);

const contains = async (path: string, wanted: Buffer): Promise<boolean> => {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    if (bytes.includes(wanted)) return true;
    rest = bytes.subarray(-wanted.length);
  }
  return false;
};

export const damaged = (): UnreadableFile =>
  new UnreadableFile(
    'file_unreadable',
    'The workbook is damaged or was not uploaded completely: open it in a spreadsheet, save it again and upload that.',
  );

export const tooLarge = (what: string): UnreadableFile =>
  new UnreadableFile(
    'file_too_large',
    `${what}: open it in a spreadsheet, save the sheet with the list as CSV and upload that.`,
  );
