import type { Dice, Mutation } from './mutate.ts';
import { TIMES, WORDS } from './mutatevalues.ts';

type Edit = (text: string, dice: Dice) => [text: string, did: string];

const edited =
  (edit: Edit): Mutation =>
  (bytes, dice) => {
    const [text, did] = edit(new TextDecoder().decode(bytes), dice);
    return { bytes: new TextEncoder().encode(text), did };
  };

/** Replaces one of all places that match. */
function replaceOne(text: string, what: RegExp, dice: Dice, by: (found: string) => string): string {
  const found = [...text.matchAll(what)];
  const match = found[dice.below(found.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

const strange = (dice: Dice) => dice.pick(dice.below(2) === 0 ? TIMES : WORDS);
const shown = (word: string) => JSON.stringify(word.slice(0, 30));

/** What an expanded entity would say, in parts: no input holds it whole. */
export const CANARY = 'CANARY';
const DOCTYPES: readonly [string, ...string[]] = [
  '<!DOCTYPE x [<!ENTITY a "CAN"><!ENTITY b "&a;ARY">]>',
  `<!DOCTYPE x [<!ENTITY b0 "CAN&#65;RY">${Array.from({ length: 9 }, (_, i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`).join('')}<!ENTITY b "&b9;">]>`,
  '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE x [<!ENTITY b PUBLIC "x" "http://127.0.0.1:9/x">]>',
  '<!DOCTYPE x [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x.dtd"> %b;]>',
  '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
  '<!DOCTYPE x [',
];

/** Mutations of XML and HTML. */
export const MARKUP: readonly [Mutation, ...Mutation[]] = [
  edited((text, dice) => {
    const names = [...text.matchAll(/<([\w-]+)/g)].map(([, name = '']) => name);
    const [from = '', to = ''] = [names[dice.below(names.length)], names[dice.below(names.length)]];
    const all = dice.below(2) === 0;
    const tag = new RegExp(`(?<=</?)${from}(?=[\\s/>])`, 'g');
    return [all ? text.replace(tag, to) : replaceOne(text, tag, dice, () => to), `<${from}> as <${to}>`];
  }),
  edited((text, dice) => [replaceOne(text, /\s[\w:-]+="[^"]*"/g, dice, () => ''), 'without an attribute']),
  edited((text, dice) => [replaceOne(text, /<[^>]+>/g, dice, () => ''), 'without a tag']),
  edited((text, dice) => [replaceOne(text, /<[^>]+>/g, dice, (tag) => tag + tag), 'a tag twice']),
  edited((text, dice) => {
    const word = strange(dice);
    return [replaceOne(text, /(?<==")[^"]*/g, dice, () => word), `an attribute ${shown(word)}`];
  }),
  edited((text, dice) => {
    const word = strange(dice);
    return [replaceOne(text, /(?<=>)[^<\n]+(?=<)/g, dice, () => word), `text ${shown(word)}`];
  }),
  edited((text, dice) => {
    const entity = dice.pick([
      '&b;',
      '&lol;',
      '&#0;',
      '&#x1F600;',
      '&#xFFFFFFF;',
      '&',
      '&amp;amp;',
      '&b',
      '%b;',
    ]);
    return [replaceOne(text, /(?<=>)[^<\n]+(?=<)/g, dice, (found) => found + entity), `entity ${entity}`];
  }),
  edited((text, dice) => {
    const doctype = dice.pick(DOCTYPES);
    const behind = /^<\?[^>]*\?>/.exec(text)?.[0] ?? '';
    const used = replaceOne(text.slice(behind.length), /(?<=>)[^<\n]+(?=<)/g, dice, () => '&b;');
    return [behind + doctype + used, doctype.slice(0, 60)];
  }),
  edited((text, dice) => {
    const wrap = dice.pick([
      (found: string) => `<![CDATA[${found}]]>`,
      (found: string) => `<!--${found}-->`,
      (found: string) => `<x>${found}</x>`.repeat(30),
      (found: string) => '<x>'.repeat(60) + found + '</x>'.repeat(60),
    ]);
    return [replaceOne(text, /(?<=>)[^<]+(?=<)/g, dice, wrap), 'wrapped text'];
  }),
];

const RULES: readonly [string, ...string[]] = [
  'RRULE:FREQ=SECONDLY',
  'RRULE:FREQ=SECONDLY;COUNT=1000000000;INTERVAL=0',
  'RRULE:FREQ=MINUTELY;UNTIL=99991231T235959Z',
  'RRULE:FREQ=DAILY;INTERVAL=-1',
  'RRULE:FREQ=WEEKLY;BYDAY=53MO,-53SU,XX',
  'RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2',
  'RRULE:FREQ=YEARLY;BYEASTER=1;BYSETPOS=366',
  `RRULE:FREQ=DAILY;BYSECOND=${Array.from({ length: 60 }, (_, second) => second).join(',')}`,
  `EXDATE:${'20260624T100000,'.repeat(2_000)}`,
  `RDATE:${'20260624T100000,'.repeat(2_000)}`,
  'RDATE;VALUE=PERIOD:20260624T100000Z/PT1H',
  'RECURRENCE-ID:20260624T100000',
  'DURATION:P99999999999W',
  'DURATION:-PT5M',
  'DTSTART;TZID=Mars/Olympus:20260624T100000',
  'DTSTART;VALUE=DATE:20260624',
  'STATUS:CANCELLED',
  'CATEGORIES:,,,\\,;',
  `X-A;${'B=C;'.repeat(2_000)}:D`,
  'SUMMARY;ALTREP="',
];

/** Mutations of iCalendar. */
export const CALENDARS: readonly [Mutation, ...Mutation[]] = [
  edited((text, dice) => [replaceOne(text, /^.*$/gm, dice, () => ''), 'without a line']),
  edited((text, dice) => {
    const rule = dice.pick(RULES);
    return [
      replaceOne(text, /^(?:DTSTART|SUMMARY).*$/gm, dice, (line) => `${line}\n${rule}`),
      rule.slice(0, 60),
    ];
  }),
  edited((text, dice) => {
    const times = 1 + dice.below(3_000);
    return [replaceOne(text, /./g, dice, (sign) => sign + '\r\n '.repeat(times)), `folded ${times} times`];
  }),
  edited((text, dice) => {
    const name = dice.pick(['VEVENT', 'VCALENDAR', 'VALARM', 'X-A', '__proto__']);
    const edge = dice.pick(['BEGIN', 'END']);
    const times = 1 + dice.below(500);
    return [
      replaceOne(text, /^.*$/gm, dice, (line) => `${line}\n${`${edge}:${name}\n`.repeat(times)}`),
      `${times} ${edge}:${name}`,
    ];
  }),
  edited((text, dice) => {
    const word = strange(dice);
    return [replaceOne(text, /(?<=:).*$/gm, dice, () => word), `a value ${shown(word)}`];
  }),
  edited((text, dice) => [replaceOne(text, /[:;=]/g, dice, (mark) => mark.repeat(20)), 'marks 20 times']),
  edited((text, dice) => [
    replaceOne(text, /(?<=;)[\w-]+=[^:;]+/g, dice, () => `TZID=${strange(dice)}`),
    'a parameter',
  ]),
];

const DELIMITERS: readonly [string, ...string[]] = [',', ';', '\t', '|', '"', '\u0000'];

/** Mutations of tables. */
export const TABLES: readonly [Mutation, ...Mutation[]] = [
  edited((text, dice) => {
    const delimiter = dice.pick(DELIMITERS);
    return [text.replaceAll(/[,;]/g, delimiter), `parted by ${shown(delimiter)}`];
  }),
  edited((text, dice) => {
    const word = strange(dice);
    return [replaceOne(text, /(?<=[,;\n])[^,;\n]*/g, dice, () => word), `a cell ${shown(word)}`];
  }),
  edited((text, dice) => [replaceOne(text, /[,;\n]/g, dice, (mark) => `${mark}"`), 'a quote']),
  edited((text, dice) => [replaceOne(text, /[,;]/g, dice, (mark) => mark.repeat(10_000)), '10,000 columns']),
  edited((text, dice) => {
    const columns = Array.from({ length: 1 + dice.below(300) }, () =>
      dice.pick(['title', 'start', 'room', 'date', '']),
    );
    return [`${columns.join(',')}\n${text}`, `${columns.length} columns of the same names`];
  }),
  edited((text, dice) => {
    const [head = '', ...rows] = text.split('\n');
    const times = 1 + dice.below(100);
    return [[head, ...Array.from({ length: times }, () => rows).flat()].join('\n'), `rows ${times} times`];
  }),
  edited((text, dice) => [replaceOne(text, /^.*$/gm, dice, () => ''), 'without a row']),
];
