/** A JSON Schema, as far as PROGRAMME_SCHEMA uses the language. */
export interface Schema {
  type: string | readonly string[];
  enum?: readonly string[];
  pattern?: string;
  minimum?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean;
}

const KEYWORDS: readonly string[] = [
  'type',
  'enum',
  'pattern',
  'minimum',
  'items',
  'properties',
  'required',
  'additionalProperties',
  '$schema',
  'title',
  'description',
  'readOnly',
];

/** The paths at which a value breaks a schema. Throws for a keyword that it does not know, so that none is passed over. */
export function breachesOf(value: unknown, schema: Schema, path = '$'): string[] {
  const strange = Object.keys(schema).find((keyword) => !KEYWORDS.includes(keyword));
  if (strange !== undefined) throw new Error(`${path}: unknown keyword ${strange}`);
  if (![schema.type].flat().includes(typeOf(value))) return [path];
  if (schema.enum !== undefined && !schema.enum.includes(String(value))) return [path];
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    return [path];
  }
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) return [path];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined
      ? []
      : value.flatMap((item, index) => breachesOf(item, items, `${path}[${index}]`));
  }
  return value !== null && typeof value === 'object' ? breachesIn(value, schema, path) : [];
}

function breachesIn(object: object, schema: Schema, path: string): string[] {
  const { properties = {}, required = [] } = schema;
  const missing = required.filter((key) => !Object.hasOwn(object, key)).map((key) => `${path}.${key}`);
  const wrong = Object.entries(object).flatMap(([key, item]) => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined) return breachesOf(item, property, `${path}.${key}`);
    return schema.additionalProperties === false ? [`${path}.${key}`] : [];
  });
  return [...missing, ...wrong];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
