import { endpointTables } from '@guanyi/contracts/all';
import { type Endpoint, isMedia, type Media } from '@guanyi/contracts/endpoint';
import { type ProblemCode, problemStatus, sharedProblems } from '@guanyi/contracts/problems';
import { problem as problemShape } from '@guanyi/contracts/shapes';
import { roles as allRoles } from '@guanyi/domain/identity/roles';
import { z } from 'zod';

/** The OpenAPI 3.1 document of the operations that are served. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      ...(endpoint.atRoot ? { servers: [{ url: '/api/v1' }, { url: '/' }] } : {}),
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guanyi 关仪共享',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description,
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: jsonSchemaOf(problemShape) },
    },
  };
}

const description = [
  'Instants are RFC 3339, answered in UTC with milliseconds. A window is half open: `from` belongs to it, `until` does not.',
  'Money is whole fen, in fields that end in `Fen`.',
  'Errors are `application/problem+json`; `code` is the stable part.',
  'Every POST honours `Idempotency-Key`; PATCH, PUT and transitions honour `If-Match`.',
  'Lists take `limit` and `cursor` and answer `items` and `nextCursor`.',
].join('\n\n');

function operationOf(endpoint: Endpoint): object {
  const isPublic = endpoint.roles.includes('public');
  return {
    operationId: endpoint.operationId,
    summary: endpoint.summary,
    tags: [featureOf(endpoint)],
    'x-roles': endpoint.roles.includes('signedIn') ? allRoles : endpoint.roles,
    'x-scope': endpoint.scope,
    ...(isPublic ? { security: endpoint.roles.length > 1 ? [{}, { bearer: [] }] : [] } : {}),
    parameters: parametersOf(endpoint),
    ...(endpoint.body || endpoint.multipart ? { requestBody: requestBodyOf(endpoint) } : {}),
    responses: { ...successesOf(endpoint), ...failuresOf(endpoint) },
  };
}

function featureOf(endpoint: Endpoint): string {
  const tables = Object.entries(endpointTables);
  return tables.find(([, table]) => endpoint.operationId in table)?.[0] ?? 'other';
}

type JsonSchema = Record<string, unknown>;

/** The shape on the wire; where our parser converts, the schema that a client should see stands in its metadata. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override(context) {
      const wire = (context.zodSchema as unknown as z.ZodType).meta?.()?.wire;
      if (!wire) return;
      const target = context.jsonSchema as JsonSchema;
      for (const key of Object.keys(target)) delete target[key];
      Object.assign(target, wire);
    },
  }) as JsonSchema;
  return withoutDialect(made) as JsonSchema;
}

function withoutDialect(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDialect);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '$schema');
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutDialect(member)]));
}

function parametersOf(endpoint: Endpoint): object[] {
  const list = [...membersOf(endpoint.params, 'path'), ...membersOf(endpoint.query, 'query')];
  if (endpoint.method === 'POST')
    list.push(header('Idempotency-Key', { type: 'string', minLength: 1, maxLength: 255 }));
  if (endpoint.ifMatch) list.push(header('If-Match', { type: 'string', pattern: '^"[0-9]+"$' }));
  return list;
}

function header(name: string, schema: JsonSchema): object {
  return { name, in: 'header', required: false, schema };
}

function membersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, member]) => {
    const optional = place === 'query' && (member as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required: !optional, schema: jsonSchemaOf(member as z.ZodType) };
  });
}

function requestBodyOf(endpoint: Endpoint): object {
  const schema = endpoint.body ? jsonSchemaOf(endpoint.body) : { type: 'object', properties: {} };
  if (endpoint.multipart) {
    const fields = schema as { properties?: JsonSchema; required?: string[] };
    const withFile = {
      ...schema,
      properties: { ...fields.properties, file: { type: 'string', contentMediaType: 'application/octet-stream' } },
      required: [...(fields.required ?? []), 'file'],
    };
    return { required: true, content: { 'multipart/form-data': { schema: withFile } } };
  }
  const required = !endpoint.body?.safeParse({}).success;
  return { required, content: { 'application/json': { schema } } };
}

function successesOf(endpoint: Endpoint): Record<string, object> {
  return Object.fromEntries(
    Object.entries(endpoint.responses).map(([status, response]) => [status, successOf(response)]),
  );
}

function successOf(response: z.ZodType | Media): object {
  if (isMedia(response)) {
    return { description: 'Done', content: Object.fromEntries(response.media.map((type) => [type, {}])) };
  }
  if (response.safeParse(undefined).success) return { description: 'Done, nothing to say' };
  return { description: 'Done', content: { 'application/json': { schema: jsonSchemaOf(response) } } };
}

/** Refusals by status, each naming its codes. */
function failuresOf(endpoint: Endpoint): Record<string, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...endpoint.problems, ...commonProblems(endpoint)])) {
    const status = problemStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function commonProblems(endpoint: Endpoint): ProblemCode[] {
  const list = [...sharedProblems];
  if (!endpoint.roles.includes('public')) list.push('not-signed-in', 'invalid-token');
  if (!endpoint.roles.includes('public') && !endpoint.roles.includes('signedIn')) list.push('role-not-allowed');
  if (endpoint.body) list.push('malformed-json', 'too-large', 'unsupported-media-type');
  if (endpoint.method === 'POST') list.push('invalid-idempotency-key', 'request-in-progress', 'idempotency-key-reused');
  if (endpoint.ifMatch) list.push('invalid-if-match', 'version-mismatch');
  return list;
}
