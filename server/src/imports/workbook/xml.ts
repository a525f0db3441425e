import sax from 'sax';
import { damaged } from './kinds';

export type Attributes = Record<string, string>;

/** Told what an XML document holds. Names come without prefix, the root is at depth 1. */
export type XmlHandler = {
  open(name: string, attributes: Attributes, depth: number): void;
  /** Text may come in any number of pieces. */
  text?(text: string): void;
  close?(name: string, depth: number): void;
};

/** Elements of a workbook are nested 10 deep, those of extensions 20. */
const MAX_DEPTH = 100;
/** The root of a sheet declares some 30 namespaces, nothing else has as many attributes. */
const MAX_ATTRIBUTES = 500;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** XML is UTF-8 unless its first bytes say UTF-16. */
const encodingOf = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
};

/**
 * Parses XML piece by piece. sax holds no more than 64 KB of anything: it hands
 * longer texts over in pieces and fails for longer names, attributes and comments.
 *
 * @throws UnreadableFile `file_unreadable`
 */
export class XmlParser {
  #parser = sax.parser(true);
  #decoder: TextDecoder | null = null;
  #depth = 0;
  #attributes = 0;
  #hasRoot = false;

  constructor(handler: XmlHandler) {
    const parser = this.#parser;
    parser.onerror = refuse;
    // The entities of a billion laughs are declared there; workbooks have none.
    parser.ondoctype = refuse;
    parser.onattribute = () => {
      if (++this.#attributes > MAX_ATTRIBUTES) refuse();
    };
    parser.onopentag = ({ name, attributes }) => {
      this.#attributes = 0;
      this.#hasRoot = true;
      if (++this.#depth > MAX_DEPTH) refuse();
      handler.open(local(name), attributes as Attributes, this.#depth);
    };
    parser.onclosetag = (name) => {
      handler.close?.(local(name), this.#depth);
      this.#depth--;
    };
    parser.ontext = (text) => handler.text?.(text);
    parser.oncdata = (text) => handler.text?.(text);
  }

  write(bytes: Uint8Array): void {
    this.#decoder ??= new TextDecoder(encodingOf(bytes));
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#parser.write(this.#decoder?.decode() ?? '').close();
    if (!this.#hasRoot) refuse();
  }
}

const refuse = (): never => {
  throw damaged();
};

/** @throws UnreadableFile `file_unreadable` */
export const readXml = async (
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
): Promise<void> => {
  const parser = new XmlParser(handler);
  for await (const chunk of chunks) parser.write(chunk);
  parser.end();
};

/** An attribute whose prefix may be any, as that of `r:id`. */
export const prefixed = (attributes: Attributes, name: string): string | undefined => {
  const key = Object.keys(attributes).find((one) => one.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
};
