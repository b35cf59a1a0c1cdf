import type { Role } from '@guanyi/domain/identity/roles';
import { z } from 'zod';
import type { ProblemCode } from './problems.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `public` needs no session; `signedIn` admits every role. */
export type Access = Role | 'public' | 'signedIn';

/** The widest thing that the operation touches, for readers of the OpenAPI document. */
export type Scope = 'public' | 'self' | 'organisation' | 'lab' | 'district' | 'region' | 'platform';

/** A reply that is bytes rather than JSON: a file, a stream, a page of figures. */
export interface Media {
  media: readonly string[];
}

export const media = (...types: string[]): Media => ({ media: types });

/** The reply of an operation that has nothing to say. */
export const noContent = z.undefined();

type Schema = z.ZodType;

/** One operation of the HTTP API. Paths lie below /api/v1 and write parameters as `{name}`. */
export interface Endpoint {
  operationId: string;
  method: Method;
  path: `/${string}`;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** A body is required unless its schema accepts `{}`. For multipart it describes the fields beside the file. */
  body?: Schema;
  /** Multipart form with exactly one part named `file`. */
  multipart?: true;
  responses: Readonly<Record<number, Schema | Media>>;
  /** Refusals of its own; those that every operation shares are added where the document is made. */
  problems: readonly ProblemCode[];
  roles: readonly Access[];
  scope: Scope;
  /** `If-Match` is honoured and the reply carries an `ETag`. */
  ifMatch?: true;
  /** Also served at the root, where orchestrators look for it. */
  atRoot?: true;
}

/** Declares an operation; the value is its own type, so that the route, the document and the client are typed by it. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

type SchemaInput<S> = S extends Schema ? z.input<S> : undefined;
type SchemaOutput<S> = S extends Schema ? z.output<S> : undefined;
type Part<E, K extends string> = E extends { [P in K]: infer S } ? S : undefined;

/** What a client sends. */
export interface Input<E extends Endpoint> {
  params: SchemaInput<Part<E, 'params'>>;
  query: SchemaInput<Part<E, 'query'>>;
  body: SchemaInput<Part<E, 'body'>>;
}

/** What a handler receives after parsing: instants as epoch milliseconds, numbers as numbers, defaults filled in. */
export interface Parsed<E extends Endpoint> {
  params: SchemaOutput<Part<E, 'params'>>;
  query: SchemaOutput<Part<E, 'query'>>;
  body: SchemaOutput<Part<E, 'body'>>;
}

/** What a successful reply carries, exactly as on the wire. Files and streams are `unknown`. */
export type Output<E extends Endpoint> = {
  [Status in keyof E['responses']]: E['responses'][Status] extends Schema ? z.input<E['responses'][Status]> : unknown;
}[keyof E['responses']];

export function isMedia(response: Schema | Media): response is Media {
  return 'media' in response;
}
