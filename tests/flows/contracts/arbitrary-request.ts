import fc from 'fast-check';

/** A request that may be right, nearly right, or absurd. */
export interface ArbitraryRequest {
  path: string;
  query: Record<string, unknown>;
  body: unknown;
  headers: Record<string, string>;
}

export interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** Values that have broken servers before. */
const nasty = fc.constantFrom<unknown>(
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  '1e3',
  'null',
  '\u0000',
  '\ud800',
  '\u202e',
  '𠮷'.repeat(50),
  "'; DROP TABLE bookings; --",
  '=1+1',
  '../../etc/passwd',
  'x'.repeat(5_000),
  '9999-12-31T23:59:59.999Z',
  '1969-12-31T00:00:00Z',
  '2026-12-10T08:00:60Z',
  '2026-12-10t08:00:00+14:00',
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, constructor: 1 },
  Array.from({ length: 200 }, (_, i) => i),
);

const seconds = fc.integer({ min: -86_400, max: 90 * 86_400 });
const instants = seconds.map((s) =>
  new Date(Date.parse('2026-12-10T00:00:00Z') + Math.round(s / 900) * 900_000).toISOString(),
);
const days = instants.map((text) => text.slice(0, 10));

/** One operation of the OpenAPI document, as far as requests are made from it. */
export interface DocumentedOperation {
  operationId: string;
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}

type IdSource = (name: string) => fc.Arbitrary<unknown>;

/**
 * Requests for a documented operation.
 * @param ids that exist, so that requests come through to the rules.
 */
export function arbitraryRequest(
  path: string,
  operation: DocumentedOperation,
  ids: Record<string, string>,
): fc.Arbitrary<ArbitraryRequest> {
  const [anyId = ''] = Object.values(ids);
  const idOf: IdSource = (name) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(ids[name] ?? anyId) }, fc.uuid(), fc.string({ unit: 'grapheme' }));
  const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  const names = of('path').map((parameter) => parameter.name);
  const params = fc.record(
    Object.fromEntries(of('path').map(({ name, schema }) => [name, arbitraryOf(schema, name, idOf)])),
  );
  const query = fc.record(
    Object.fromEntries(of('query').map(({ name, schema }) => [name, arbitraryOf(schema, name, idOf)])),
    {
      requiredKeys: of('query')
        .filter((parameter) => parameter.required)
        .map((parameter) => parameter.name),
    },
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  return fc.record({
    path: params.map((chosen) =>
      names.reduce((text, name) => text.replace(`{${name}}`, encodeURIComponent(String(chosen[name]))), path),
    ),
    query: query.chain(mutated) as fc.Arbitrary<Record<string, unknown>>,
    body: (body ? arbitraryOf(body, '', idOf) : fc.constant({})).chain(mutated),
    headers: fc.record(
      {
        'idempotency-key': fc.constantFrom('a', 'b', 'c', '', 'x'.repeat(300), 'two words'),
        'if-match': fc.constantFrom('"1"', '"2"', '*', 'abc', 'W/"1"', '"999999999999"'),
        'accept-language': fc.constantFrom('en', 'zh', ';;q=', ','.repeat(600)),
        'x-request-id': fc.constantFrom('a', ' ', 'y'.repeat(500)),
      },
      { requiredKeys: [] },
    ),
  });
}

function arbitraryOf(
  schema: JsonSchema,
  name: string,
  idOf: (name: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((branch) => arbitraryOf(branch, name, idOf)));
  if (/Id$|onBehalfOf/.test(name)) return idOf(name);
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).map(([key, member]) => [
        key,
        arbitraryOf(member, key, idOf),
      ]);
      const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members);
      return fc.record(model, { requiredKeys: schema.required ?? [] });
    }
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, name, idOf), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 10_000, 2_000_000_000) });
    case 'boolean':
      return fc.boolean();
    default:
      return textOf(schema);
  }
}

function textOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.format === 'date-time') return instants;
  if (schema.format === 'date') return days;
  if (schema.format === 'email') return fc.constantFrom('a@example.test', 'b@example.test');
  if (schema.pattern?.includes(':')) return fc.constantFrom('08:00', '12:30', '24:00', '00:00');
  if (schema.pattern?.includes('\\d')) return fc.constantFrom('01', '010202', '370200', '9');
  return fc.string({ unit: 'grapheme', maxLength: Math.min(schema.maxLength ?? 20, 20) });
}

/** The value, or the value with a few of its parts replaced, added or taken away. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(50), how: fc.constantFrom('replace', 'drop', 'add'), by: nasty });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(value) },
    {
      weight: 3,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => changes.reduce(changed, value)),
    },
    { weight: 1, arbitrary: nasty },
  );
}

interface Change {
  at: number;
  how: string;
  by: unknown;
}

function changed(value: unknown, change: Change): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return change.how === 'replace' ? change.by : value;
  const entries = Object.entries(value);
  if (change.how === 'add' || entries.length === 0) return { ...value, [`extra${change.at}`]: change.by };
  const index = change.at % entries.length;
  if (change.how === 'drop') return Object.fromEntries(entries.filter((_, i) => i !== index));
  const deeper = change.at > 25 && typeof entries[index]![1] === 'object';
  const [key, member] = entries[index]!;
  return { ...value, [key]: deeper ? changed(member, { ...change, at: change.at - 26 }) : change.by };
}
