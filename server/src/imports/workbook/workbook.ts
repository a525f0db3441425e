import { Archive } from './archive';
import {
  firstSheet,
  mainPart,
  MAX_SHEET_BYTES,
  partOf,
  readDateStyles,
  readLinks,
  readMain,
  relationsOf,
  type Sheet,
} from './parts';
import { SheetHandler, type SheetContext, type SheetRow } from './sheet';
import { MAX_STRINGS_PART, SharedStrings, stringsHandler } from './strings';
import { readXml, XmlParser } from './xml';

export type WorkbookLimits = {
  /** Of more columns, one more is kept, so that it can be told. */
  maxColumns: number;
  /** In characters. Of a longer cell, one more is kept. */
  maxCell: number;
};

export type Workbook = {
  /** Name of the sheet that is read. */
  sheet: string;
  /**
   * Its rows one by one, blank ones left out. May be called again, and left early. Tells which part
   * of the sheet is read, from 0 to 1.
   *
   * @throws UnreadableFile `file_unreadable`, `file_too_large`
   */
  rows(onShare?: (share: number) => void): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
};

const readStrings = async (
  archive: Archive,
  part: string | undefined,
  maxCell: number,
): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  if (part !== undefined) {
    await readXml(archive.unpacked(part, MAX_STRINGS_PART), stringsHandler(strings, maxCell));
  }
  return strings;
};

const readContext = async (
  archive: Archive,
  limits: WorkbookLimits,
): Promise<{ sheet: Sheet; context: SheetContext }> => {
  const main = await mainPart(archive);
  const relations = await relationsOf(archive, main);
  const { sheets, from1904 } = await readMain(archive, main, relations);
  const sheet = firstSheet(sheets);
  const styles = partOf(archive, relations, 'styles');
  const texts = partOf(archive, relations, 'sharedStrings');
  const context = {
    ...limits,
    from1904,
    dateStyles: await readDateStyles(archive, styles),
    links: await readLinks(archive, sheet.part, limits.maxCell),
    strings: await readStrings(archive, texts, limits.maxCell),
  };
  return { sheet, context };
};

async function* readRows(
  archive: Archive,
  part: string,
  context: SheetContext,
  onShare?: (share: number) => void,
): AsyncGenerator<SheetRow> {
  const handler = new SheetHandler(context);
  const parser = new XmlParser(handler);
  let bytes = 0;
  for await (const chunk of archive.unpacked(part, MAX_SHEET_BYTES)) {
    parser.write(chunk);
    bytes += chunk.length;
    onShare?.(bytes / archive.sizeOf(part));
    yield* handler.take();
  }
  parser.end();
}

/**
 * The first visible sheet of an Excel workbook (.xlsx). Its texts are held until
 * it is closed, its rows are streamed.
 *
 * @throws UnreadableFile `file_type`, `file_empty`, `file_unreadable`, `file_too_large`
 */
export const openWorkbook = async (path: string, limits: WorkbookLimits): Promise<Workbook> => {
  const archive = await Archive.open(path);
  try {
    const { sheet, context } = await readContext(archive, limits);
    return {
      sheet: sheet.name,
      rows: (onShare) => readRows(archive, sheet.part, context, onShare),
      close: () => archive.close(),
    };
  } catch (error) {
    await archive.close();
    throw error;
  }
};
