import type { OperationId } from '@guanyi/contracts/operations';
import { getLocale } from '../ui/locale.ts';
import { addressOf, type CallInput, readReply } from './client.ts';
import { ApiProblem, offlineCode } from './problem.ts';
import { freshAccessToken } from './session.ts';

/** The name that the server gives the file, or the one that we would have given. */
function fileName(response: Response, fallback: string): string {
  const header = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="([^"]+)"/.exec(header)?.[1] ?? fallback;
}

/**
 * Saves the file that an operation answers with. A plain link cannot carry the access token.
 * @throws ApiProblem for every refusal.
 */
export async function download<K extends OperationId>(
  operationId: K,
  input: CallInput<K>,
  fallback: string,
): Promise<void> {
  const response = await fetchResponse(operationId, input);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(response, fallback);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The file that an operation answers with, to be shown on a page. @throws ApiProblem for every refusal. */
export async function fetchFile<K extends OperationId>(operationId: K, input: CallInput<K>): Promise<Blob> {
  return (await fetchResponse(operationId, input)).blob();
}

async function fetchResponse<K extends OperationId>(operationId: K, input: CallInput<K>): Promise<Response> {
  const { params, query } = input as { params?: Record<string, unknown>; query?: Record<string, unknown> };
  const token = await freshAccessToken();
  const headers = new Headers({ 'Accept-Language': getLocale() });
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const response = await fetch(addressOf(operationId, params, query), { headers }).catch(() => {
    throw new ApiProblem({ code: offlineCode, status: 0, title: offlineCode });
  });
  if (!response.ok) await readReply(response);
  return response;
}
