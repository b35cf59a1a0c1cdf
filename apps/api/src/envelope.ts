import { createHash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { Endpoint } from '@guanyi/contracts/endpoint';
import type { FastifyRequest } from 'fastify';
import { parseInput } from './input.ts';
import { Problem } from './problem.ts';

/** The file of a multipart request, whole in memory: at most 20 MB. */
export interface UploadedFile {
  name: string;
  /** As the client says; judge by the content. */
  claimedMediaType: string;
  bytes: Buffer;
}

export interface ReadBody {
  body: unknown;
  file: UploadedFile | undefined;
  /** Tells two bodies apart, for idempotency keys. */
  fingerprint: string;
}

/** @throws Problem 400 for a body that does not fit, 415 for one of another kind. */
export async function readBody(endpoint: Endpoint, request: FastifyRequest): Promise<ReadBody> {
  if (endpoint.multipart) return readMultipart(endpoint, request);
  if (!endpoint.body) {
    if (request.body !== undefined && request.body !== null) refuseBody(request.body);
    return { body: undefined, file: undefined, fingerprint: '' };
  }
  // An operation that needs nothing said accepts silence as well as {}.
  const sent = request.body === undefined ? {} : request.body;
  const body = parseInput(endpoint.body, sent);
  return { body, file: undefined, fingerprint: request.headers['idempotency-key'] ? canonical(sent) : '' };
}

/** Some clients send `{}` with everything; anything more would be silently ignored, so it is refused. */
function refuseBody(body: unknown): void {
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  if (!isEmpty) throw new Problem('invalid-input', { errors: [{ pointer: '', code: 'unknown-field' }] });
}

async function readMultipart(endpoint: Endpoint, request: FastifyRequest): Promise<ReadBody> {
  if (!request.isMultipart()) throw new Problem('unsupported-media-type');
  const fields: Record<string, unknown> = {};
  let file: UploadedFile | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else if (part.fieldname !== 'file' || file) throw new Problem('unknown-field', fault(part, 'unknown-field'));
    else file = { name: part.filename ?? '', claimedMediaType: part.mimetype, bytes: await part.toBuffer() };
  }
  if (!file) throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'required' }] });
  const body = endpoint.body ? parseInput(endpoint.body, fields) : undefined;
  const fingerprint = `${canonical(fields)}${createHash('sha256').update(file.bytes).digest('hex')}`;
  return { body, file, fingerprint };
}

function fault(part: MultipartFile, code: string) {
  return { errors: [{ pointer: `/${part.fieldname.slice(0, 100)}`, code }] };
}

/** The same for two bodies that differ only in the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** @throws Problem `invalid-idempotency-key` unless it is 1 to 255 visible ASCII characters. */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('invalid-idempotency-key');
  return key;
}

/** The version in an `If-Match` header; `*` matches any. */
export function ifMatchOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Problem('invalid-if-match');
  return Number(version);
}
