import { runImport } from '@guanyi/commands/catalogue/run-import';
import { importResult } from '@guanyi/contracts/catalogue/schemas';
import type { TestApp, TestReply } from './build-app.ts';

/** Sends a multipart form with one file. */
export async function sendFile(
  api: TestApp,
  path: string,
  sent: { token: string; fields: Record<string, string>; file: Uint8Array | string; name?: string },
): Promise<TestReply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(sent.fields)) form.set(name, value);
  form.set('file', new Blob([sent.file as BlobPart]), sent.name ?? 'register.csv');
  const encoded = new Response(form);
  const reply = await api.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${sent.token}`, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

export interface ImportSent {
  token: string;
  labId: string;
  file: Uint8Array | string;
  format?: string;
  dryRun?: boolean;
  locale?: string;
}

/** Hands a register in, does what the worker would do, and gives the operation as its owner reads it. */
export async function importRegister(api: TestApp, sent: ImportSent): Promise<TestReply['body']> {
  const { token, labId, file, format = 'guanyi', dryRun = false, locale = 'en' } = sent;
  const reply = await sendFile(api, '/instrument-imports', {
    token,
    file,
    fields: { format, labId, dryRun: String(dryRun) },
  });
  if (reply.status !== 202) throw new Error(`The register was not taken: ${JSON.stringify(reply.body)}`);
  await runImport(api.database, () => api.clock.now(), reply.body.id);
  const operation = await api.send(`GET /operations/${reply.body.id}`, {
    token,
    headers: { 'accept-language': locale },
  });
  importResult.parse(operation.body.result);
  return operation.body;
}
