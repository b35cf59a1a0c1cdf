import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { id } from '../shapes.ts';
import { operation } from './schemas.ts';

export const getOperation = defineEndpoint({
  operationId: 'getOperation',
  method: 'GET',
  path: '/operations/{operationId}',
  summary: 'How far long work has come, and its result',
  params: z.strictObject({ operationId: id }),
  responses: { 200: operation },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'self',
});

const health = z.object({
  status: z.enum(['ok', 'degraded']),
  checks: z.record(z.string(), z.enum(['ok', 'failed', 'unknown'])),
});

export const getLiveness = defineEndpoint({
  operationId: 'getLiveness',
  method: 'GET',
  path: '/livez',
  summary: 'The process answers',
  responses: { 200: z.object({ status: z.literal('ok') }) },
  problems: [],
  roles: ['public'],
  scope: 'public',
  atRoot: true,
});

export const getReadiness = defineEndpoint({
  operationId: 'getReadiness',
  method: 'GET',
  path: '/readyz',
  summary: 'The process can serve; without queue or mail it is degraded, without database it is not ready',
  responses: { 200: health },
  problems: ['database-unavailable'],
  roles: ['public'],
  scope: 'public',
  atRoot: true,
});

export const getMetrics = defineEndpoint({
  operationId: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  summary: 'Figures in the Prometheus text format',
  responses: { 200: media('text/plain') },
  problems: [],
  roles: ['public'],
  scope: 'public',
  atRoot: true,
});

export const getOpenApi = defineEndpoint({
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  responses: { 200: media('application/json') },
  problems: [],
  roles: ['public'],
  scope: 'public',
});

export const platformEndpoints = { getOperation, getLiveness, getReadiness, getMetrics, getOpenApi };
