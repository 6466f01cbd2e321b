import { XMLParser } from 'fast-xml-parser';
import { decodeEntities } from '../text.ts';
import { isRecord, listOf } from './json.ts';
import { explainXml } from './wellformed.ts';

export type Xml = { ok: true; value: unknown } | { ok: false; message: string };

const DEPTH_MAX = 40;
const ATTRIBUTE = '@_';
const TEXT = '#text';
const CDATA = '#cdata';

// Entities stay as written, so that no document type can declare one that grows or names a file; `textOf` decodes those
// that everybody knows. Numbers stay text: '0930' and '1e3' are names (FORMATS.md 2.3).
const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: DEPTH_MAX,
});

/**
 * Parses XML once: elements become properties, a list where an element repeats. What is no XML, cut short or nested
 * deeper than 40 gives a sentence that says where. Entities that it declares are not expanded, and nothing is fetched.
 */
export function parseXml(text: string): Xml {
  try {
    const value: unknown = PARSER.parse(text);
    const message = explainXml(text);
    return message === null ? { ok: true, value } : { ok: false, message };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ok: false, message: refusalOf(error.message) ?? explainXml(text) ?? unreadable(error.message) };
  }
}

/** The text of an element, of the first when it repeats; '' without one. */
export function textOf(element: unknown): string {
  const [first] = listOf(element);
  if (typeof first === 'string') return decodeEntities(first);
  if (!isRecord(first)) return '';
  const text = first[TEXT];
  const literal = listOf(first[CDATA]).filter((part) => typeof part === 'string');
  return [typeof text === 'string' ? decodeEntities(text) : '', ...literal].join('');
}

/** An attribute of an element, '' without one. */
export function attributeOf(element: unknown, name: string): string {
  const value = isRecord(element) ? element[`${ATTRIBUTE}${name}`] : undefined;
  return typeof value === 'string' ? decodeEntities(value) : '';
}

/** What the parser refuses although it may be well-formed. */
function refusalOf(reason: string): string | null {
  if (/nested tags/i.test(reason)) {
    return `This XML is nested more than ${DEPTH_MAX} levels deep, which no programme is.`;
  }
  if (/external entit|parameter entit/i.test(reason)) {
    return 'This XML names another file in its document type (<!ENTITY … SYSTEM>), which is never opened. Take out the document type, or export the schedule again.';
  }
  return null;
}

/** The library's own words, without what it quotes of the source at length. */
function unreadable(reason: string): string {
  const line = reason.replace(/\s+/g, ' ').slice(0, 120).trim();
  return `This XML cannot be read: ${line}${/[.!?]$/.test(line) ? '' : '.'} Export the schedule again.`;
}
