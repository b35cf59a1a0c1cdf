import { once } from 'node:events';
import net from 'node:net';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { announceBoardChange, insertTellings } from '@guanyi/db/notifications/store';
import type { Notice } from '@guanyi/domain/notifications/notice';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { type EventReader, readEvents } from '../../support/event-reader.ts';
import { eventually } from '../../support/eventually.ts';
import { createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';

let api: TestApp;
let world: World;
let address: string;
let booker: string;
let keeper: string;

beforeAll(async () => {
  api = await buildTestApp();
  world = await createWorld(api.database, { passwordHash: await hashPassword(testPassword) });
  address = await api.app.listen({ port: 0, host: '127.0.0.1' });
  booker = await api.login(world.booker.email);
  keeper = await api.login(world.keeper.email);
});

afterAll(() => api.close());

function confirmed(): Notice {
  const instrument = { zh: '质谱仪', en: 'Mass spectrometer' };
  const common = {
    bookingId: newId(),
    number: 'B1',
    instrument,
    lab: { zh: '食品实验室' },
    organisation: { zh: '大学' },
  };
  const window = { from: wednesdayMorning, until: wednesdayMorning + 3_600_000, zone: 'Asia/Shanghai' };
  return { kind: 'bookingConfirmed', facts: { ...common, ...window, person: '李雷', totalFen: 100 } };
}

async function tell(userId: string, at = wednesdayMorning): Promise<string> {
  const people = [{ userId, email: 'told@guanyi.test', locale: 'zh-CN' as const, displayName: '李雷' }];
  const telling = { eventId: newId(), notice: confirmed(), people, mailDomain: 'guanyi.test', at };
  const ids = await api.database.begin((tx) => insertTellings(tx, telling));
  return ids[0]!;
}

describe('own notifications', () => {
  test('come newest first in the language of the request, with the number of unread ones', async () => {
    const ids = [await tell(world.booker.userId, 1_000), await tell(world.booker.userId, 2_000)];
    await tell(world.otherBooker.userId);
    const chinese = await api.send('GET /notifications?limit=1', { token: booker });
    expect(chinese.body.items).toMatchObject([{ id: ids[1], status: 'unread', title: '预约已确认：质谱仪' }]);
    expect(chinese.body.unreadCount).toBe(2);
    const next = `GET /notifications?limit=1&cursor=${chinese.body.nextCursor}`;
    const english = await api.send(next, { token: booker, headers: { 'accept-language': 'en' } });
    expect(english.body).toMatchObject({
      items: [{ id: ids[0], title: 'Booking confirmed: Mass spectrometer', subject: { type: 'booking' } }],
      nextCursor: null,
    });
  });

  test('are read once, by their owner only', async () => {
    const id = await tell(world.booker.userId);
    const foreign = await api.send(`POST /notifications/${id}/read`, { token: keeper, body: {} });
    expect(foreign.status).toBe(404);
    const first = await api.send(`POST /notifications/${id}/read`, { token: booker, body: {} });
    expect(first).toMatchObject({ status: 200, body: { status: 'read', version: 2 } });
    const again = await api.send(`POST /notifications/${id}/read`, { token: booker, body: {} });
    expect(again.body).toEqual(first.body);
    const unread = await api.send('GET /notifications?unread=true&limit=100', { token: booker });
    expect(unread.body.items.map((one: { id: string }) => one.id)).not.toContain(id);
  });
});

describe('live events', () => {
  const open = (token: string, language = 'zh-CN'): Promise<EventReader> =>
    readEvents(`${address}/api/v1/events`, { authorization: `Bearer ${token}`, 'accept-language': language });

  test('need a session', async () => {
    expect((await fetch(`${address}/api/v1/events`)).status).toBe(401);
  });

  test('bring a notification to its owner and to nobody else, in the language of the request', async () => {
    const [mine, others] = [await open(booker, 'en'), await open(keeper)];
    expect(mine.headers.get('content-type')).toContain('text/event-stream');
    const id = await tell(world.booker.userId);
    const event = await eventually(() => mine.events.find((one) => one.name === 'notification'), { withinMs: 2_000 });
    expect(event.data).toMatchObject({ id, title: 'Booking confirmed: Mass spectrometer' });
    expect(others.events.filter((one) => one.name === 'notification')).toEqual([]);
    mine.close();
    others.close();
  });

  test('tell people of a lab that its board has changed', async () => {
    const [ofLab, outside] = [await open(keeper), await open(booker)];
    await api.database.begin((tx) => announceBoardChange(tx, world.labId));
    const event = await eventually(() => ofLab.events.find((one) => one.name === 'board'), { withinMs: 2_000 });
    expect(event.data).toEqual({ labId: world.labId });
    expect(outside.events.filter((one) => one.name === 'board')).toEqual([]);
    ofLab.close();
    outside.close();
  });
});

describe('files', () => {
  async function upload(name: string, bytes: string | Uint8Array<ArrayBuffer>, token = booker) {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    const headers = { authorization: `Bearer ${token}` };
    const reply = await fetch(`${address}/api/v1/files`, { method: 'POST', body: form, headers });
    return { status: reply.status, body: await reply.json() };
  }

  const download = (id: string, token = booker) =>
    fetch(`${address}/api/v1/files/${id}`, { headers: { authorization: `Bearer ${token}` } });

  const png = Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );

  test.each([
    { name: '照片.txt', bytes: png, mediaType: 'image/png', kind: 'inline' },
    { name: 'note.png', bytes: '备注', mediaType: 'text/plain; charset=utf-8', kind: 'inline' },
    {
      name: 'picture.png',
      bytes: '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      mediaType: 'image/svg+xml',
      kind: 'attachment',
    },
    { name: 'page.txt', bytes: '<!DOCTYPE html><script>1</script>', mediaType: 'text/html', kind: 'attachment' },
    {
      name: 'data.bin',
      bytes: Uint8Array.from([0, 255, 1, 254]),
      mediaType: 'application/octet-stream',
      kind: 'attachment',
    },
  ])('$name is $mediaType by its content and comes $kind', async ({ name, bytes, mediaType, kind }) => {
    const sent = await upload(name, bytes);
    expect(sent).toMatchObject({ status: 201, body: { name, mediaType } });
    const got = await download(sent.body.id);
    expect(got.headers.get('content-type')).toBe(mediaType);
    expect(got.headers.get('content-disposition')).toMatch(
      new RegExp(`^${kind};.*filename\\*=UTF-8''${encodeURIComponent(name)}$`),
    );
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await got.arrayBuffer())).toEqual(Buffer.from(bytes as string));
    expect((await download(sent.body.id, keeper)).status).toBe(404);
  });

  test('a program, an empty file and a file above 20 MB are refused', async () => {
    expect((await upload('tool.txt', '#!/bin/sh\nrm -rf /')).status).toBe(415);
    expect((await upload('empty.txt', '')).status).toBe(400);
    expect(await upload('huge.bin', new Uint8Array(20 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
  });

  test('20 MB pass', async () => {
    const sent = await upload('large.bin', new Uint8Array(20 * 1024 * 1024).fill(7));
    expect(sent).toMatchObject({ status: 201, body: { sizeBytes: 20 * 1024 * 1024 } });
    expect((await (await download(sent.body.id)).arrayBuffer()).byteLength).toBe(20 * 1024 * 1024);
  });
});

describe('a server that closes', () => {
  test('ends its streams, and does not wait for connections that never carried a request', async () => {
    const closing = await buildTestApp();
    const other = await createWorld(closing.database, { passwordHash: await hashPassword(testPassword) });
    const url = await closing.app.listen({ port: 0, host: '127.0.0.1' });
    const token = await closing.login(other.booker.email);
    const stream = await readEvents(`${url}/api/v1/events`, { authorization: `Bearer ${token}` });
    const spare = net.connect(Number(new URL(url).port), '127.0.0.1');
    await once(spare, 'connect');
    const startedAt = performance.now();
    await closing.close();
    await stream.ended;
    spare.destroy();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
